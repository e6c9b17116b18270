/* The life of a command: options, help or work, exit status. */
#include "command.h"
#include "commands/commands.h"

#include <stdio.h>

int command_fail(enum fault fault, const struct fault_detail *detail)
{
    if (fault)
        fprintf(stderr, "chanceryd: %s\n",
                detail->text[0] ? detail->text : fault_title(fault));
    return fault_exit_code(fault);
}

int command_run(const char *name, options_reader *read, command_work *work, void *options,
                int argc, char **argv)
{
    struct fault_detail detail = {.text = ""};
    bool help = false;
    enum fault fault = read(options, argc, argv, &help, &detail);
    if (!fault && help)
        options_print_help(name);
    else if (!fault)
        fault = work(options, &detail);
    return command_fail(fault, &detail);
}

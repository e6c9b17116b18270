/* chanceryd load: reads its options and loads. */
#include "commands/commands.h"

int command_load(int argc, char **argv)
{
    struct load_options options;
    struct fault_detail detail = {.text = ""};
    enum load_outcome outcome;
    bool help = false;
    enum fault fault = options_load(&options, argc, argv, &help, &detail);
    if (!fault && help) {
        options_print_help("load");
        return 0;
    }
    if (!fault)
        fault = load_run(&options, &outcome, &detail);
    return command_fail(fault, &detail);
}

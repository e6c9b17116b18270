/* chanceryd load: loads corpora into a data set. */
#include "command.h"
#include "commands/commands.h"

static enum fault load(const void *options, struct fault_detail *detail)
{
    enum load_outcome outcome;
    return load_run(options, &outcome, detail);
}

int command_load(int argc, char **argv)
{
    struct load_options options;
    return command_run("load", options_load, load, &options, argc, argv);
}

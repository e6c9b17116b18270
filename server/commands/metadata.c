/* chanceryd metadata: what the texts say of themselves, as a table for their editors. */
#include "loading/metadata.h"
#include "command.h"
#include "commands/commands.h"

static enum fault write_tables(const void *options, struct fault_detail *detail)
{
    return metadata_write(options, detail);
}

int command_metadata(int argc, char **argv)
{
    struct metadata_options options;
    return command_run("metadata", options_metadata, write_tables, &options, argc, argv);
}

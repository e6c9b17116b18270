/* chanceryd names: the names of a data set as a text, which may lie beside the corpus in
 * version control; load reads it back. */
#include "db/read/names.h"
#include "command.h"
#include "commands/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Writes beside the file and renames, so that a text that was there stays whole. */
static enum fault write_file(struct names *names, const char *path,
                             struct fault_detail *detail)
{
    char *building;
    if (asprintf(&building, "%s.new", path) < 0)
        return fault_memory(detail);
    FILE *out = fopen(building, "we");
    enum fault fault = out ? names_write(names, out, detail) : FAULT_STORE;
    bool good = out && fclose(out) == 0;
    if (!fault)
        good = good && rename(building, path) == 0;
    if (!out || (!fault && !good))
        fault =
            fault_set(detail, FAULT_STORE, "cannot write %s: %s", path, strerror(errno));
    if (fault && out)
        remove(building);
    free(building);
    return fault;
}

static enum fault write_names(const void *given, struct fault_detail *detail)
{
    const struct names_options *options = given;
    struct names *names;
    enum fault fault = names_open(&names, options->dataset, detail);
    if (fault)
        return fault;
    fault = options->out ? write_file(names, options->out, detail)
                         : names_write(names, stdout, detail);
    names_close(names);
    return fault;
}

int command_names(int argc, char **argv)
{
    struct names_options options;
    return command_run("names", options_names, write_names, &options, argc, argv);
}

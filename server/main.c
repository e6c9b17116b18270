/* chanceryd: the first word is a command, which has the others. */
#include "base/version.h"
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"load", command_load},           {"serve", command_serve},
    {"check", command_check},         {"names", command_names},
    {"metadata", command_metadata},   {"ping", command_ping},
    {"authority", command_authority},
};

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "--help";
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (!strcmp(word, commands[i].name))
            return commands[i].run(argc - 2, argv + 2);
    if (!strcmp(word, "--version") || !strcmp(word, "-V")) {
        printf("chanceryd %s (%s)\n", CHANCERY_VERSION, CHANCERY_BUILD);
        return 0;
    }
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help")) {
        options_print_help(NULL);
        return argc > 1 ? 0 : 2;
    }
    struct fault_detail detail;
    return command_fail(fault_set(&detail, FAULT_USAGE,
                                  "there is no command \"%.60s\"; try chanceryd --help",
                                  word),
                        &detail);
}

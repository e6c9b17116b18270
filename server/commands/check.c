/* chanceryd check: verifies a data set, and prints what is wrong with it. */
#include "command.h"
#include "commands/commands.h"
#include "db/read/corpus.h"

#include <stdio.h>

static void print_problem(void *self, const char *what)
{
    size_t *problems = self;
    ++*problems;
    fprintf(stderr, "%s\n", what);
}

static enum fault check(const void *self, struct fault_detail *detail)
{
    const struct check_options *options = self;
    struct corpus *corpus;
    size_t problems = 0;
    enum fault fault = corpus_open(&corpus, options->dataset, detail);
    if (fault)
        return fault;
    fault = corpus_check(corpus, print_problem, &problems, detail);
    const struct corpus_facts *facts = corpus_facts(corpus);
    if (!fault && problems)
        fault = fault_set(detail, FAULT_PROBLEMS, "%s: %zu problem%s; load it again",
                          options->dataset, problems, problems == 1 ? "" : "s");
    if (!fault)
        printf("%s is whole: rev %s, %lld documents, %lld blocks, %lld notes\n",
               options->dataset, facts->rev, (long long)facts->documents,
               (long long)facts->blocks, (long long)facts->notes);
    corpus_close(corpus);
    return fault;
}

int command_check(int argc, char **argv)
{
    struct check_options options;
    return command_run("check", options_check, check, &options, argc, argv);
}

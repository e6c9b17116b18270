/* chanceryd check: is this data set whole? */
#include "commands/commands.h"
#include "db/read/corpus.h"

#include <stdio.h>

struct check {
    size_t problems;
};

static void print_problem(void *self, const char *what)
{
    struct check *check = self;
    check->problems++;
    fprintf(stderr, "%s\n", what);
}

static enum fault run(const struct check_options *options, struct fault_detail *detail)
{
    struct corpus *corpus;
    struct check check = {0};
    enum fault fault = corpus_open(&corpus, options->dataset, detail);
    if (fault)
        return fault;
    fault = corpus_check(corpus, print_problem, &check, detail);
    const struct corpus_facts *facts = corpus_facts(corpus);
    if (!fault && check.problems)
        fault =
            fault_set(detail, FAULT_PROBLEMS, "%s: %zu problem%s; load it again",
                      options->dataset, check.problems, check.problems == 1 ? "" : "s");
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
    struct fault_detail detail = {.text = ""};
    bool help = false;
    enum fault fault = options_check(&options, argc, argv, &help, &detail);
    if (!fault && help) {
        options_print_help("check");
        return 0;
    }
    if (!fault)
        fault = run(&options, &detail);
    return command_fail(fault, &detail);
}

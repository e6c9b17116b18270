/* Search over a data set beside plain FTS5 `ORDER BY rank` over the same passages:
 *
 *   search_speed DATASET        one line a query: name, hits, CPU ms of FTS5, CPU ms of
 * ours
 *
 * bench/search.py makes the table of it. */
#include "search_bm25.h"

struct line {
    const char *name, *typed, *match;
};

static const struct line lines[] = {
    {"rare word", "=zhukov's", "\"zhukov\""},
    {"coexistence", "=coexistence", "\"coexistence\""},
    {"berlin", "=berlin", "\"berlin\""},
    {"soviet", "=soviet", "\"soviet\""},
    {"government", "=government", "\"government\""},
    {"the", "=the", "\"the\""},
    {"of AND the", "=of =the", "\"of\" AND \"the\""},
    {"soviet AND berlin", "=soviet =berlin", "\"soviet\" AND \"berlin\""},
    {"the OR berlin", "=the OR =berlin", "\"the\" OR \"berlin\""},
    {"policy in its forms", "policy",
     "\"policy\" OR \"policies\" OR \"policed\" OR \"policing\""},
    {"com*", "com*", "\"com\" *"},
    {"\"soviet union\"", "\"soviet union\"", "\"soviet union\""},
    {"\"of the\"", "\"of the\"", "\"of the\""},
};

static double ours(struct corpus *corpus, const char *typed, long long *total)
{
    struct search_hit hits[TOP];
    struct search_result found;
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        double before = cpu_ms();
        our_top(corpus, typed, hits, &found);
        double took = cpu_ms() - before;
        best = took < best ? took : best;
    }
    *total = found.total;
    return best;
}

static double theirs(struct db *plain, const char *match)
{
    double best = 1e9;
    for (int i = 0; i < 2; i++) {
        double before = cpu_ms();
        plain_rank(plain, match);
        double took = cpu_ms() - before;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    struct corpus *corpus;
    struct db plain = {.handle = NULL};
    struct fault_detail detail;
    if (argc < 2) {
        fputs("search_speed DATASET\n", stderr);
        return 2;
    }
    MUST(!corpus_open(&corpus, argv[1], &detail));
    MUST(!corpus_open_search(corpus, NULL, &detail));
    plain_fill(&plain, corpus, 1);
    printf("passages\t%lld\n", (long long)corpus_facts(corpus)->passages);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        long long total;
        double own = ours(corpus, lines[i].typed, &total);
        printf("%s\t%lld\t%.4f\t%.4f\n", lines[i].name, total,
               theirs(&plain, lines[i].match), own);
        fflush(stdout);
    }
    db_close(&plain);
    corpus_close(corpus);
    return 0;
}

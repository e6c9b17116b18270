/* The best ten of our search against those of FTS5's bm25, over some thousand queries.
 *
 *   compare_bm25 DATASET [QUERIES]      prints TAP */
#include "../bench/search_bm25.h"

#include <math.h>

enum { WORDS = 20000, WORD_BYTES = 70 };

struct vocabulary {
    char (*words)[WORD_BYTES];
    size_t count;
};

static void read_vocabulary(struct corpus *corpus, struct vocabulary *out)
{
    struct rows rows;
    struct slice word;
    struct fault_detail detail;
    int64_t passages;
    bool more;
    out->words = calloc(WORDS, WORD_BYTES);
    MUST(out->words);
    MUST(!corpus_words(corpus, SLICE(""), WORDS, &rows));
    while (!rows_next_count(&rows, &word, &passages, &more, &detail) && more)
        snprintf(out->words[out->count++], WORD_BYTES, "%.*s", SLICE_PRINT(word));
    rows_close(&rows);
}

/* More often a frequent word than a rare one: by powers, not evenly. */
static const char *pick(const struct vocabulary *vocabulary)
{
    double random = (double)rand() / RAND_MAX;
    size_t at = (size_t)(pow((double)vocabulary->count, random)) - 1;
    return vocabulary->words[at < vocabulary->count ? at : 0];
}

struct asked {
    char typed[400], match[400];
};

static void make_query(const struct vocabulary *vocabulary, unsigned kind,
                       struct asked *out)
{
    const char *a = pick(vocabulary), *b = pick(vocabulary), *c = pick(vocabulary);
    switch (kind % 6) {
    case 0:
        snprintf(out->typed, sizeof(out->typed), "=%s", a);
        snprintf(out->match, sizeof(out->match), "\"%s\"", a);
        break;
    case 1:
        snprintf(out->typed, sizeof(out->typed), "=%s =%s", a, b);
        snprintf(out->match, sizeof(out->match), "\"%s\" AND \"%s\"", a, b);
        break;
    case 2:
        snprintf(out->typed, sizeof(out->typed), "=%s OR =%s", a, b);
        snprintf(out->match, sizeof(out->match), "\"%s\" OR \"%s\"", a, b);
        break;
    case 3:
        snprintf(out->typed, sizeof(out->typed), "=%s =%s OR =%s", a, b, c);
        snprintf(out->match, sizeof(out->match), "\"%s\" AND (\"%s\" OR \"%s\")", a, b,
                 c);
        break;
    case 4:
        snprintf(out->typed, sizeof(out->typed), "=%s =%s -=%s", a, b, c);
        snprintf(out->match, sizeof(out->match), "(\"%s\" AND \"%s\") NOT \"%s\"", a, b,
                 c);
        break;
    default:
        snprintf(out->typed, sizeof(out->typed), "\"%s %s\"", a, b);
        snprintf(out->match, sizeof(out->match), "\"%s %s\"", a, b);
    }
}

/* Scores must be the same; where they tie, either passage will do. */
static bool same(const struct search_hit *a, const struct search_hit *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double most = fabs(a[i].score) > 1e-12 ? fabs(a[i].score) : 1e-12;
        if (fabs(a[i].score - b[i].score) / most > 1e-9)
            return false;
        bool ties = (i > 0 && fabs(a[i].score - a[i - 1].score) / most < 1e-9) ||
                    i + 1 == TOP ||
                    (i + 1 < count && fabs(a[i].score - a[i + 1].score) / most < 1e-9);
        if (!ties && a[i].passage != b[i].passage)
            return false;
    }
    return true;
}

/* With nearness: what bounds let us step over must change nothing, so the best ten are
 * the first ten of all, which are found without stepping over anything. */
static bool same_of_all(struct corpus *corpus, const char *typed)
{
    struct arena arena;
    struct query_tree tree;
    struct fault_detail detail;
    struct search_result few, all;
    struct search_request ask = {
        .filter = {.first = 1, .last = corpus_facts(corpus)->documents}, .limit = TOP};
    arena_init(&arena);
    MUST(!query_read(&tree, slice_of(typed), &arena));
    ask.root = tree.root;
    MUST(!corpus_search(corpus, &ask, &arena, &few, &detail));
    ask.limit = (size_t)corpus_facts(corpus)->passages;
    MUST(!corpus_search(corpus, &ask, &arena, &all, &detail));
    bool good = few.count == (all.count < TOP ? all.count : TOP);
    for (size_t i = 0; i < few.count && good; i++)
        good = few.hits[i].passage == all.hits[i].passage &&
               few.hits[i].score == all.hits[i].score;
    arena_release(&arena);
    return good;
}

static void drop_signs(char *typed)
{
    char *to = typed;
    for (; *typed; typed++)
        if (*typed != '=')
            *to++ = *typed;
    *to = '\0';
}

static unsigned compare_near(struct corpus *corpus, const struct vocabulary *vocabulary,
                             unsigned queries)
{
    unsigned bad = 0;
    for (unsigned i = 0; i < queries; i++) {
        struct asked query;
        make_query(vocabulary, i % 5, &query);
        if (i % 2) /* with all forms, of which the one that is typed counts for more */
            drop_signs(query.typed);
        if (same_of_all(corpus, query.typed))
            continue;
        if (bad++ < 5)
            printf("# %s: the best ten are not those of all\n", query.typed);
    }
    return bad;
}

int main(int argc, char **argv)
{
    struct corpus *corpus;
    struct db plain = {.handle = NULL};
    struct fault_detail detail;
    struct vocabulary vocabulary = {.count = 0};
    unsigned queries = argc > 2 ? (unsigned)atoi(argv[2]) : 3000, bad = 0, found_any = 0;
    if (argc < 2) {
        puts("1..0 # SKIP no data set given");
        return 0;
    }
    MUST(!corpus_open(&corpus, argv[1], &detail));
    MUST(!corpus_open_search(corpus, NULL, &detail));
    plain_fill(&plain, corpus, 1);
    read_vocabulary(corpus, &vocabulary);
    srand(1953);
    for (unsigned i = 0; i < queries; i++) {
        struct asked query;
        struct search_hit ours[TOP], theirs[TOP];
        struct search_result found;
        make_query(&vocabulary, i, &query);
        size_t their_count = plain_top(&plain, query.match, theirs);
        size_t our_count = our_top(corpus, query.typed, ours, &found);
        found_any += their_count > 0;
        if (our_count == their_count && same(theirs, ours, our_count))
            continue;
        if (bad++ < 5)
            printf("# %s: %zu and %zu hits, best %.9g and %.9g\n", query.typed, our_count,
                   their_count, our_count ? ours[0].score : 0,
                   their_count ? theirs[0].score : 0);
    }
    unsigned far = compare_near(corpus, &vocabulary, queries / 5);
    printf("1..2\n%s 2 - with nearness, the best ten are the first of all hits\n",
           far ? "not ok" : "ok");
    bad += far;
    printf("%s 1 - the best ten are those of bm25 over %u queries, %u of them with "
           "hits\n",
           bad > far ? "not ok" : "ok", queries, found_any);
    free(vocabulary.words);
    db_close(&plain);
    corpus_close(corpus);
    return bad > 0;
}

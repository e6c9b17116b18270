/* Ranking by any of the words, from the request to the result. */
#include "ranking.h"

#include <stdlib.h>

static void set_lengths(struct ranking *ranking)
{
    const struct passages *passages = ranking->passages;
    unsigned columns = ranking->request->ask->columns;
    double groups = (double)ranking->query->count;
    ranking->columns = columns ? 0 : (1 << DOCUMENT_SIZES) - 1;
    for (unsigned column = 0; column < COLUMNS; column++)
        if (columns >> column & 1)
            ranking->columns |= 1u << size_of_column((enum column)column);
    for (size_t i = 0; i < DOCUMENT_SIZES; i++)
        if (ranking->columns >> i & 1)
            ranking->mean += passages->document_means[i];
    /* One word wants long documents, a description short ones. */
    ranking->length_part = 0.35 + 0.03 * groups < 0.8 ? 0.35 + 0.03 * groups : 0.8;
    ranking->power = groups > 5 ? 5 / groups : 1;
    if (ranking->request->passages) {
        ranking->mean = passages->mean;
        ranking->length_part = 0.75;
    }
    if (ranking->mean <= 0)
        ranking->mean = 1;
}

static enum fault open_excluded(struct ranking *ranking)
{
    const struct ranked_query *query = ranking->query;
    enum fault fault = FAULT_NONE;
    ranking->excluded = arena_take_array(ranking->searching.arena,
                                         query->excluded_count + 1, sizeof(struct plan));
    if (!ranking->excluded)
        return fault_memory(ranking->searching.detail);
    for (size_t i = 0; i < query->excluded_count && !fault; i++)
        fault = plan_make(&ranking->searching, query->excluded[i], &ranking->excluded[i]);
    return fault;
}

/* What reading the postings met. */
static enum fault fault_of(const struct ranking *ranking)
{
    for (size_t i = 0; i < ranking->count; i++) {
        const struct ranking_group *group = &ranking->groups[i];
        for (size_t k = 0; k < group->term_count; k++)
            if (group->terms[k].postings->fault)
                return group->terms[k].postings->fault;
        for (size_t k = 0; k < group->part_count; k++)
            if (group->parts[k].postings->fault)
                return group->parts[k].postings->fault;
    }
    return FAULT_NONE;
}

static int compare(const void *a, const void *b)
{
    const struct ranked_unit *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->passage > right->passage) - (left->passage < right->passage);
}

/* The page: the first ones by their passages too, in this order on every page. */
static enum fault take_page(struct ranking *ranking, struct ranked_unit *hits,
                            size_t count, struct ranked_result *out)
{
    size_t offset = ranking->request->offset, limit = ranking->request->ask->limit;
    size_t again = count < RANKED_AGAIN ? count : RANKED_AGAIN;
    size_t end = offset + limit < count ? offset + limit : count;
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < again && !fault; i++)
        fault = ranking_look(ranking, &hits[i], true);
    if (again)
        qsort(hits, again, sizeof(*hits), compare);
    for (size_t i = again > offset ? again : offset; i < end && !fault; i++)
        fault = ranking_look(ranking, &hits[i], false);
    out->hits = offset < count ? hits + offset : hits;
    out->count = offset < end ? end - offset : 0;
    return fault;
}

static enum fault rank(struct ranking *ranking, struct ranked_result *out)
{
    const struct ranked_request *request = ranking->request;
    size_t most = request->offset + request->ask->limit, count;
    if (most < RANKED_AGAIN)
        most = RANKED_AGAIN;
    struct ranked_unit *hits =
        arena_take_array(ranking->searching.arena, most + 1, sizeof(*hits));
    if (!hits)
        return fault_memory(ranking->searching.detail);
    enum fault fault = ranking_open_groups(ranking);
    if (!fault)
        fault = open_excluded(ranking);
    if (!fault)
        fault = ranking_find(ranking, hits, most, &count);
    if (!fault)
        fault = take_page(ranking, hits, count, out);
    if (!fault)
        fault = ranking_count(ranking, out);
    if (!fault && (fault = fault_of(ranking)))
        fault_set(ranking->searching.detail, fault,
                  "the data set is damaged: load it again");
    return fault;
}

enum fault corpus_rank(struct corpus *corpus, const struct ranked_request *request,
                       struct ranked_query *query, struct arena *arena,
                       struct ranked_result *out, struct fault_detail *detail)
{
    struct search_result notes = {.hits = NULL};
    struct ranking ranking = {.searching = {.corpus = corpus,
                                            .ask = request->ask,
                                            .arena = arena,
                                            .out = &notes,
                                            .by_unit = true,
                                            .detail = detail},
                              .request = request,
                              .query = query,
                              .passages = corpus->passages};
    *out = (struct ranked_result){.hits = NULL};
    if (!corpus_has_search(corpus))
        return fault_set(detail, FAULT_NO_SEARCH,
                         "this data set was loaded without full-text search");
    set_lengths(&ranking);
    search_clock_begin(&ranking.searching);
    enum fault fault = collector_begin(&ranking.collector, &ranking.searching);
    if (!fault)
        fault = rank(&ranking, out);
    fault = search_fault_of_timeout(&ranking.searching, fault);
    search_clock_end(&ranking.searching);
    out->ran = !fault;
    out->timed_out = notes.timed_out;
    out->many_forms = notes.many_forms;
    return fault;
}

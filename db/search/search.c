/* Search, from the request to the result: plan, run, collect. */
#include "internal.h"

#include <stdlib.h>

static enum fault search(struct searching *searching)
{
    struct collector collector;
    struct plan plan;
    enum fault fault = collector_begin(&collector, searching);
    if (!fault)
        fault = plan_make(searching, searching->ask->root, &plan);
    if (!fault && !searching->out->over_budget)
        fault = search_run(searching, &plan, &collector);
    fault = search_fault_of_timeout(searching, fault);
    search_clock_end(searching);
    if (!fault)
        return collector_end(&collector);
    free(collector.all);
    return fault;
}

enum fault corpus_search(struct corpus *corpus, const struct search_request *ask,
                         struct arena *arena, struct search_result *out,
                         struct fault_detail *detail)
{
    struct searching searching = {
        .corpus = corpus, .ask = ask, .arena = arena, .out = out, .detail = detail};
    *out = (struct search_result){.hits = NULL};
    if (!corpus_has_search(corpus))
        return fault_set(detail, FAULT_NO_SEARCH,
                         "this data set was loaded without full-text search");
    if (!ask->root)
        return FAULT_NONE;
    search_clock_begin(&searching);
    return search(&searching);
}

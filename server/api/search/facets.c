/* Search: how the hits divide, up to where counting ends: passages, or documents where
 * these are what is listed. */
#include "internal.h"

struct counted {
    struct slice hits;
    const struct document_filter *filter;
};

static enum fault open_facet(struct corpus *corpus, enum facet facet, const void *self,
                             struct rows *rows)
{
    const struct counted *counted = self;
    return corpus_search_facet(corpus, facet, counted->hits, counted->filter,
                               FACET_VALUES, rows);
}

enum fault search_make_facets(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    struct counted counted = {.filter = &search->ask.filter};
    *out = SLICE_NONE;
    if (!call_value(call, PARAM_FACETS)->given)
        return FAULT_NONE;
    counted.hits =
        search_hits_json(call->corpus, search->found.passages,
                         search->found.passage_count, search->grouped, call->arena);
    return counted.hits.at ? make_facets(call, open_facet, &counted, out) : FAULT_MEMORY;
}

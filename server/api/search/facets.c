/* Search: how the hits divide, up to where counting ends: passages, or documents where
 * these are what is listed. */
#include "internal.h"

struct facet_source {
    struct slice hits;
    const struct document_filter *filter;
};

static enum fault open_facet(struct corpus *corpus, enum facet facet, const void *self,
                             struct rows *rows)
{
    const struct facet_source *source = self;
    return corpus_search_facet(corpus, facet, source->hits, source->filter, FACET_VALUES,
                               rows);
}

enum fault search_make_facets(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    struct facet_source source = {.filter = &search->ask.filter};
    *out = SLICE_NONE;
    if (!call_value(call, PARAM_FACETS)->given)
        return FAULT_NONE;
    source.hits =
        search_hits_json(call->corpus, search->found.passages,
                         search->found.passage_count, search->grouped, call->arena);
    return source.hits.at ? make_facets(call, open_facet, &source, out) : FAULT_MEMORY;
}

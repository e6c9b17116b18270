/* Search: how the hits divide. Counted are passages, up to where counting ends. */
#include "finding.h"

enum { FACET_VALUES = 100 };

static enum fault write_facet(struct search_call *search, struct buffer *out,
                              enum facet facet, struct slice hits)
{
    struct call *call = search->call;
    struct rows rows;
    enum fault fault =
        corpus_search_facet(call->corpus, facet, hits, FACET_VALUES, &rows);
    return fault ? fault : write_counts(call, out, facet, &rows);
}

enum fault search_make_facets(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    uint64_t wanted = call_value(call, PARAM_FACETS)->flags;
    enum fault fault = FAULT_NONE;
    struct buffer json;
    *out = SLICE_NONE;
    if (!wanted)
        return FAULT_NONE;
    struct slice hits = search_hits_json(call->corpus, search->found.passages,
                                         search->found.passage_count, call->arena);
    buffer_init(&json);
    write_open(&json, '{');
    for (enum facet facet = 0; !fault && facet < FACETS; facet++)
        if (wanted >> facet & 1)
            fault = write_facet(search, &json, facet, hits);
    write_close(&json, '}');
    *out = arena_copy(call->arena, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

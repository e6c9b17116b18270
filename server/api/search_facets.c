/* Search: how the hits divide. Counted are passages, up to where counting ends. */
#include "finding.h"

enum { FACET_VALUES = 100 };

static enum fault write_facet(struct search_call *search, struct buffer *out,
                              enum facet facet, struct slice hits)
{
    struct call *call = search->call;
    struct rows rows;
    struct slice value;
    int64_t count;
    bool more;
    enum fault fault =
        corpus_search_facet(call->corpus, facet, hits, FACET_VALUES, &rows);
    if (fault)
        return fault;
    write_name(out, facet_names[facet]);
    write_open(out, '[');
    while (!(fault = rows_next_count(&rows, &value, &count, &more, &call->detail)) &&
           more) {
        write_open(out, '{');
        write_text(out, "value", value);
        write_int(out, "count", count);
        write_facet_link(call, out, facet, value);
        write_close(out, '}');
    }
    rows_close(&rows);
    write_close(out, ']');
    return fault;
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

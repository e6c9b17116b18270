/* Facets of a search: how many of the passages that were found have each value. */
#include "base/buffer.h"
#include "internal.h"

#include <stdlib.h>

struct slice search_hits_json(const struct corpus *corpus, const uint32_t *passages,
                              size_t count, bool once, struct arena *arena)
{
    struct buffer json;
    buffer_init(&json);
    buffer_put_char(&json, '[');
    for (size_t i = 0; i < count;) {
        int64_t document = corpus_passage_document(corpus, passages[i]);
        uint32_t end = passage_first(corpus->passages, document + 1);
        size_t first = i;
        while (i < count && passages[i] < end)
            i++;
        buffer_print(&json, "%s[%lld,%zu]", first ? "," : "", (long long)document,
                     once ? 1 : i - first);
    }
    buffer_put_char(&json, ']');
    struct slice copy = arena_copy(arena, buffer_slice(&json));
    buffer_release(&json);
    return copy;
}

enum fault corpus_search_facet(struct corpus *corpus, enum facet facet, struct slice hits,
                               const struct document_filter *filter, int64_t limit,
                               struct rows *rows)
{
    static const enum query queries[FACETS] = {
        [FACET_COLLECTION] = QUERY_SEARCH_FACET_COLLECTION,
        [FACET_CLASSIFICATION] = QUERY_SEARCH_FACET_CLASSIFICATION,
        [FACET_YEAR] = QUERY_SEARCH_FACET_SPAN,
        [FACET_DECADE] = QUERY_SEARCH_FACET_SPAN,
        [FACET_AUTHOR] = QUERY_SEARCH_FACET_AUTHOR,
        [FACET_RECIPIENT] = QUERY_SEARCH_FACET_RECIPIENT,
        [FACET_KIND] = QUERY_SEARCH_FACET_KIND,
        [FACET_ENTITY] = QUERY_SEARCH_FACET_ENTITY,
    };
    sqlite3_stmt *statement = rows_open(rows, corpus, "document", queries[facet]);
    db_bind_named_text(statement, ":hits", hits);
    if (filter->date_from)
        db_bind_named_int(statement, ":date_from", filter->date_from);
    if (filter->date_to)
        db_bind_named_int(statement, ":date_to", filter->date_to);
    bind_facet(statement, facet, limit);
    return FAULT_NONE;
}

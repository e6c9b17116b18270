/* Search by any of the words: documents, or passages, as items. */
#include "answer/items.h"
#include "internal.h"
#include "render/nouns.h"

static enum fault put_document(struct search_call *search, struct list *list,
                               const struct ranked_unit *unit)
{
    struct call *call = search->call;
    struct slice id = SLICE_NONE, title = SLICE_NONE;
    struct buffer json;
    buffer_init(&json);
    enum fault fault = corpus_passage_title(
        call->corpus, call->arena, corpus_passage_document(call->corpus, unit->passage),
        &id, &title, &call->detail);
    write_open(&json, '{');
    write_text(&json, "document", id);
    write_text(&json, "title", title);
    noun_url(&json, "url", "/v1/documents/", id, "", SLICE_NONE);
    search_write_score(&json, unit->score);
    search_write_missing(search, unit->lacking, &json);
    write_name(&json, "hits");
    write_open(&json, '[');
    for (size_t i = 0; i < unit->best_count && !fault; i++) {
        fault = search_put_hit(search, &unit->best[i], NULL);
        write_item(&json, buffer_slice(&search->json));
    }
    write_close(&json, ']');
    write_close(&json, '}');
    if (!fault)
        fault = buffer_failed(&json) ? FAULT_MEMORY
                                     : items_put(&list->items, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

static enum fault put_passage(struct search_call *search, struct list *list,
                              const struct ranked_unit *unit)
{
    struct search_hit hit = {.score = unit->score, .passage = unit->passage};
    enum fault fault = search_put_hit(search, &hit, unit);
    return fault ? fault : items_put(&list->items, buffer_slice(&search->json));
}

enum fault search_put_ranked(struct search_call *search, struct list *list,
                             struct slice *cursor)
{
    enum fault fault = FAULT_NONE;
    size_t put = 0;
    for (; put < search->by_words.count && !fault && list_has_room(list); put++)
        fault = search->grouped ? put_document(search, list, &search->by_words.hits[put])
                                : put_passage(search, list, &search->by_words.hits[put]);
    if (search->offset + put > 0 || put < search->by_words.count)
        *cursor = search_offset_cursor(search, search->offset + put);
    if (search->offset + put >= RANKED_MOST) {
        *cursor = SLICE_NONE;
        list->more = false;
    }
    return fault;
}

/* Suggestions: words, titles of documents and names that begin as typed. */
#include "answer/filters.h"
#include "answer/list.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "db/read/entities.h"
#include "db/search/search.h"
#include "render/nouns.h"
#include "routes.h"
#include "text/tokens.h"

enum { KIND_TERM = 1, KIND_DOCUMENT = 2, KIND_ENTITY = 4, SUGGESTIONS = 10 };

static enum fault put(struct list *list, const char *kind, struct slice text,
                      int64_t count, const char *path, struct slice id)
{
    struct buffer json;
    buffer_init(&json);
    write_open(&json, '{');
    write_text(&json, "kind", slice_of(kind));
    write_text(&json, "text", text);
    write_int(&json, "count", count);
    noun_url(&json, "url", path, id, "", SLICE_NONE);
    write_close(&json, '}');
    enum fault fault = buffer_failed(&json)
                           ? FAULT_MEMORY
                           : items_put(&list->items, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

/* The last word as far as it was typed, folded. */
static struct slice last_word(struct call *call)
{
    struct tokens tokens;
    const struct token *token;
    struct slice last = SLICE_NONE;
    tokens_init(&tokens, call_value(call, PARAM_PREFIX)->text);
    while ((token = tokens_next(&tokens)))
        last = arena_copy(call->arena, token->word);
    return last;
}

static enum fault put_terms(struct call *call, struct list *list)
{
    struct slice prefix = last_word(call), word;
    struct rows rows;
    int64_t passages;
    bool more;
    if (prefix.len == 0 || !corpus_has_search(call->corpus))
        return FAULT_NONE;
    enum fault fault = corpus_words(call->corpus, prefix, list->limit, &rows);
    while (!fault &&
           !(fault = rows_next_count(&rows, &word, &passages, &more, &call->detail)) &&
           more)
        fault = put(list, "term", word, passages, "/v1/search?q=", word);
    rows_close(&rows);
    return fault;
}

static enum fault put_documents(struct call *call, struct list *list)
{
    struct document_filter filter = {.first = 1,
                                     .last = corpus_facts(call->corpus)->documents,
                                     .title_words = read_prefix_words(call, PARAM_PREFIX),
                                     .author_words = SLICE("[]"),
                                     .recipient_words = SLICE("[]")};
    struct document_after after = {.date = INT64_MIN};
    struct document_row row;
    struct rows rows;
    bool more;
    if (slice_is(filter.title_words, "[]"))
        return FAULT_NONE;
    enum fault fault = corpus_documents(call->corpus, &filter, SORT_DOCUMENT, &after,
                                        list->limit, &rows);
    while (!fault && !(fault = rows_next_document(&rows, &row, &more, &call->detail)) &&
           more)
        fault = put(list, "document", row.title, row.blocks, "/v1/documents/", row.id);
    rows_close(&rows);
    return fault;
}

/* The most often named first. */
static enum fault put_entities(struct call *call, struct list *list)
{
    struct entity_filter filter = {.words = read_prefix_words(call, PARAM_PREFIX)};
    struct entity_after after = {.mentions = INT64_MAX};
    struct entity_row row;
    struct rows rows;
    bool more;
    if (slice_is(filter.words, "[]"))
        return FAULT_NONE;
    enum fault fault = corpus_entities(call->corpus, &filter, ENTITY_BY_MENTIONS, &after,
                                       list->limit, &rows);
    while (!fault && !(fault = rows_next_entity(&rows, &row, &more, &call->detail)) &&
           more)
        fault = put(list, "entity", row.label, row.mentions, "/v1/entities/", row.id);
    rows_close(&rows);
    return fault;
}

static enum fault fill_suggestions(struct list *list, void *self)
{
    struct call *call = list->call;
    uint64_t kinds = call_value(call, PARAM_KIND)->flags;
    enum fault fault = FAULT_NONE;
    (void)self;
    if (!call_value(call, PARAM_LIMIT)->given)
        list->limit = SUGGESTIONS;
    if (!kinds || kinds & KIND_TERM)
        fault = put_terms(call, list);
    if (!fault && (!kinds || kinds & KIND_DOCUMENT))
        fault = put_documents(call, list);
    if (!fault && (!kinds || kinds & KIND_ENTITY))
        fault = put_entities(call, list);
    return fault ? fault
                 : list_end(list, (int64_t)list->items.count, SLICE_NONE, SLICE_NONE);
}

enum fault answer_suggest(struct call *call)
{
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_suggestions, NULL);
}

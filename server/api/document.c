/* One document, with the lists that it is asked to include. */
#include "answer/list.h"
#include "answer/lookup.h"
#include "answer/rows.h"
#include "answer/scope.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "document_entities.h"
#include "routes.h"

/* How many of each an answer includes; `next` leads to the rest. */
enum { INCLUDED = 200 };

static enum fault open_blocks(struct call *call, int64_t document, struct rows *rows)
{
    struct block_filter filter = {.after = row_key(document, 0),
                                  .last = row_key(document, UINT32_MAX)};
    return corpus_blocks(call->corpus, &filter, INCLUDED, rows);
}

static enum fault open_notes(struct call *call, int64_t document, struct rows *rows)
{
    struct note_filter filter = {
        .after = row_key(document, 0), .last = row_key(document, UINT32_MAX), .kind = -1};
    return corpus_notes(call->corpus, &filter, INCLUDED, rows);
}

static enum fault open_omissions(struct call *call, int64_t document, struct rows *rows)
{
    return corpus_omissions(call->corpus, row_key(document, 0),
                            row_key(document, UINT32_MAX), INCLUDED, rows);
}

struct included {
    enum include include;
    const char *name;
    route_answer *list; /* of the route that has the rest */
    enum fault (*open)(struct call *call, int64_t document, struct rows *rows);
    row_next *next;
};

static const struct included included[] = {
    {INCLUDE_PARAGRAPHS, "paragraphs", answer_blocks, open_blocks, next_plain_block},
    {INCLUDE_FOOTNOTES, "footnotes", answer_notes, open_notes, next_note},
    {INCLUDE_OMISSIONS, "omissions", answer_omissions, open_omissions, next_omission},
};

static enum fault add_list(struct call *call, struct buffer *out,
                           const struct included *what, int64_t document, int64_t total)
{
    int64_t last = 0;
    bool more = false;
    write_name(out, what->name);
    write_open(out, '{');
    write_int(out, "total", total);
    write_text(out, "totalRelation", SLICE("eq"));
    write_name(out, "items");
    write_open(out, '[');
    struct rows rows;
    enum fault fault = what->open(call, document, &rows);
    if (!fault)
        fault = put_rows(call, &rows, what->next, out, &last, &more);
    write_close(out, ']');
    write_text_or_null(
        out, "next",
        more || total > INCLUDED
            ? list_target(call, what->list, scope_cursor(call, last), INCLUDED)
            : SLICE_NONE);
    write_close(out, '}');
    return fault;
}

/* Up to INCLUDED of the entities that it names. */
static enum fault put_entities(struct call *call, struct buffer *out,
                               const struct document_row *document, struct slice *next)
{
    struct entity_after start = {.mentions = INT64_MAX};
    struct entity_row row;
    struct rows rows;
    struct slice cursor = SLICE_NONE;
    bool more = false;
    enum fault fault = corpus_document_entities(call->corpus, document->key, 0, &start,
                                                INCLUDED + 1, &rows);
    for (size_t count = 0; !fault; count++) {
        fault = rows_next_entity(&rows, &row, &more, &call->detail);
        if (fault || !more || count == INCLUDED)
            break;
        cursor = document_entity_cursor(call, &row);
        write_item(out, SLICE_NONE);
        fault = write_document_entity(call, out, document, &row);
    }
    rows_close(&rows);
    *next =
        more ? list_target(call, answer_document_entities, cursor, INCLUDED) : SLICE_NONE;
    return fault;
}

static enum fault add_entities(struct call *call, struct buffer *out,
                               const struct document_row *document)
{
    struct slice next;
    int64_t total;
    enum fault fault = corpus_count_document_entities(call->corpus, document->key, 0,
                                                      &total, &call->detail);
    if (fault)
        return fault;
    write_name(out, "entities");
    write_open(out, '{');
    write_int(out, "total", total);
    write_text(out, "totalRelation", SLICE("eq"));
    write_name(out, "items");
    write_open(out, '[');
    fault = put_entities(call, out, document, &next);
    write_close(out, ']');
    write_text_or_null(out, "next", next);
    write_close(out, '}');
    return fault;
}

static enum fault add_lists(struct call *call, struct buffer *out,
                            const struct document_row *document)
{
    const int64_t totals[] = {document->blocks, document->notes, document->omissions};
    enum fault fault = FAULT_NONE;
    out->len--; /* the closing brace comes back below */
    for (size_t i = 0; !fault && i < sizeof(included) / sizeof(included[0]); i++)
        if (call_includes(call, included[i].include))
            fault = add_list(call, out, &included[i], document->key, totals[i]);
    if (!fault && call_includes(call, INCLUDE_ENTITIES))
        fault = add_entities(call, out, document);
    write_close(out, '}');
    return fault;
}

enum fault answer_document(struct call *call)
{
    struct document_row document;
    struct slice answer;
    enum fault fault = require_document(call, &document);
    if (fault)
        return fault;
    if (call->routed.format == FORMAT_TEXT)
        return answer_text(call);
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    fault = corpus_document_answer(call->corpus, call->arena, document.key, &answer,
                                   &call->detail);
    if (fault)
        return fault;
    struct buffer out;
    buffer_init(&out);
    buffer_put(&out, answer);
    if (call_value(call, PARAM_INCLUDE)->given && !buffer_failed(&out))
        fault = add_lists(call, &out, &document);
    if (!fault)
        return call_send_object(call, &out);
    buffer_release(&out);
    return fault;
}

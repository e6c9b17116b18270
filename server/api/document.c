/* One document, with the lists that it is asked to include. */
#include "call.h"

/* How many of each an answer includes; `next` leads to the others. */
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
    write_text_or_null(out, "next",
                       more || total > INCLUDED
                           ? list_target(call, what->list, last, INCLUDED)
                           : SLICE_NONE);
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
    if (call_fresh(call))
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

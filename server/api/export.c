/* Export: everything of one noun, document after document, line after line. */
#include "answer/filters.h"
#include "answer/items.h"
#include "answer/mentions.h"
#include "answer/rows.h"
#include "answer/send.h"
#include "answer/stream.h"
#include "base/utf8.h"
#include "routes.h"

#include <stdlib.h>

enum exported { EXPORT_DOCUMENTS, EXPORT_PARAGRAPHS, EXPORT_FOOTNOTES, EXPORT_MENTIONS };

struct export
{
    enum exported what;
    struct document_filter filter; /* its slices point into `words` */
    struct arena words;
    int64_t document;         /* the current one, by key; 0 before the first */
    int64_t after;            /* key of its last row that was written */
    struct mention_text text; /* of mentions: the next one to be looked at */
    bool in_document;
    bool headed; /* CSV: the line of column names is out */
};

static const char *const nouns[] = {"documents", "paragraphs", "footnotes", "mentions"};

static const struct item_members *const members[] = {&document_members, &block_members,
                                                     &note_members, &mention_members};

enum { ROWS_PER_PIECE = 200, PIECE_BYTES = 64 * 1024 };

/* The next document that the filter lets through; `*found` is false after the last. */
static enum fault next_document(struct export *export, struct call *call, bool *found)
{
    struct document_after after = {.key = export->document};
    struct rows rows;
    struct document_row row;
    enum fault fault =
        corpus_documents(call->corpus, &export->filter, SORT_DOCUMENT, &after, 1, &rows);
    if (fault)
        return fault;
    fault = rows_next_document(&rows, &row, found, &call->detail);
    if (!fault && *found) {
        export->document = row.key;
        export->after = row_key(row.key, 0);
        export->text = (struct mention_text){.block = export->after};
        export->in_document = true;
    }
    rows_close(&rows);
    return fault;
}

static enum fault put_answer(struct export *export, struct call *call,
                             struct items *items)
{
    struct slice answer;
    enum fault fault = corpus_document_answer(call->corpus, call->arena, export->document,
                                              &answer, &call->detail);
    export->in_document = false;
    return fault ? fault : items_put(items, answer);
}

static enum fault open_rows(const struct export *export, struct call *call,
                            struct rows *rows)
{
    int64_t last = row_key(export->document, UINT32_MAX);
    struct block_filter blocks = {.after = export->after, .last = last};
    struct note_filter notes = {.after = export->after, .last = last, .kind = -1};
    return export->what == EXPORT_PARAGRAPHS
               ? corpus_blocks(call->corpus, &blocks, ROWS_PER_PIECE, rows)
               : corpus_notes(call->corpus, &notes, ROWS_PER_PIECE, rows);
}

/* A piece of the current document: until it ends, or the piece is large enough. */
static enum fault put_piece(struct export *export, struct call *call, struct items *items,
                            struct buffer *scratch)
{
    row_next *next = export->what == EXPORT_PARAGRAPHS ? next_plain_block : next_note;
    struct rows rows;
    int64_t key;
    bool more = true;
    enum fault fault = open_rows(export, call, &rows);
    if (fault)
        return fault;
    while (!fault && more && items->out->len < PIECE_BYTES) {
        buffer_clear(scratch);
        fault = next(call, &rows, scratch, &key, &more);
        if (!fault && more) {
            export->after = key;
            fault = items_put(items, buffer_slice(scratch));
        }
    }
    rows_close(&rows);
    export->in_document = more || items->count == ROWS_PER_PIECE;
    return fault;
}

/* The mentions of some texts of the current document. */
static enum fault put_mentions(struct export *export, struct call *call,
                               struct items *items)
{
    struct mention_text text;
    struct mention_rows rows;
    bool more = true;
    enum fault fault = corpus_mentions(call->corpus, 0, export->document,
                                       export->document, &export->text, &rows);
    while (!fault && items->out->len < PIECE_BYTES) {
        fault = rows_next_mentions(&rows, &text, &more, &call->detail);
        if (fault || !more)
            break;
        export->text = (struct mention_text){text.block, text.ordinal + 1, SLICE_NONE};
        fault = put_text_mentions(call, items, &text);
    }
    rows_close(&rows.rows);
    export->in_document = more;
    return fault;
}

static enum fault put_next(struct export *export, struct call *call, struct items *items)
{
    if (export->what == EXPORT_DOCUMENTS)
        return put_answer(export, call, items);
    if (export->what == EXPORT_MENTIONS)
        return put_mentions(export, call, items);
    struct buffer scratch;
    buffer_init(&scratch);
    enum fault fault = put_piece(export, call, items, &scratch);
    items->out->failed |= scratch.failed;
    buffer_release(&scratch);
    return fault;
}

static enum fault fill(void *self, struct call *call, struct buffer *out, bool *done)
{
    struct export *export = self;
    struct items items;
    bool found = true;
    enum fault fault = FAULT_NONE;
    if (!export->headed) {
        items_begin(&items, call, out, members[export->what]);
        export->headed = true;
        return FAULT_NONE;
    }
    if (!export->in_document)
        fault = next_document(export, call, &found);
    if (fault || !found) {
        *done = true;
        return fault;
    }
    items_resume(&items, call, out, members[export->what]);
    return put_next(export, call, &items);
}

static void release(void *self)
{
    struct export *export = self;
    arena_release(&export->words);
    free(export);
}

/* The filter outlives the request: its words go into the export's own arena. */
static enum fault keep_filter(struct export *export, struct call *call)
{
    struct document_filter *filter = &export->filter;
    struct slice *const words[] = {&filter->title_words,     &filter->author_words,
                                   &filter->recipient_words, &filter->classification,
                                   &filter->genre,           &filter->author,
                                   &filter->recipient,       &filter->entities};
    enum fault fault = read_document_filter(call, filter);
    if (!fault)
        fault = read_title_words(call, filter);
    for (size_t i = 0; !fault && i < sizeof(words) / sizeof(words[0]); i++)
        if (words[i]->at)
            *words[i] = arena_copy(&export->words, *words[i]);
    if (!fault && arena_failed(&export->words))
        fault = fault_memory(&call->detail);
    return fault;
}

/* kind= is one of the nouns; paragraphs when it is not given. */
static enum fault read_exported(struct call *call, enum exported *what)
{
    const struct value *kind = call_value(call, PARAM_KIND);
    *what = EXPORT_PARAGRAPHS;
    if (!kind->given)
        return FAULT_NONE;
    for (*what = EXPORT_DOCUMENTS; *what <= EXPORT_MENTIONS; (*what)++)
        if (kind->flags == UINT64_C(1) << *what)
            return FAULT_NONE;
    return fault_set(call_blame(call, PARAM_KIND), FAULT_BAD_PARAMETER,
                     "an export is of one kind: documents, paragraphs, footnotes or "
                     "mentions");
}

/* The route takes the fields of all nouns; only those of this one are right. */
static enum fault check_fields(struct call *call, enum exported what)
{
    struct slice rest = call_value(call, PARAM_FIELDS)->text;
    const char *const *fields = members[what]->fields;
    while (rest.len > 0) {
        struct slice word = utf8_trim(slice_cut(&rest, ','));
        if (slice_is_one_of(word, fields))
            continue;
        struct slice list = slice_of(fields[0]);
        for (size_t i = 1; fields[i]; i++)
            list = arena_print(call->arena, "%.*s, %s", SLICE_PRINT(list), fields[i]);
        call->routed.allowed =
            arena_print(call->arena, "some of %.*s, with commas", SLICE_PRINT(list));
        return fault_set(call_blame(call, PARAM_FIELDS), FAULT_BAD_PARAMETER,
                         "fields says \"%.*s\", but of %s must be %.*s",
                         SLICE_PRINT(word), nouns[what],
                         SLICE_PRINT(call->routed.allowed));
    }
    return FAULT_NONE;
}

static void name_file(struct call *call, enum exported what)
{
    reply_header(call->reply, "Content-Disposition",
                 arena_print(call->arena, "attachment; filename=\"%s.%s\"", nouns[what],
                             format_suffix(call->routed.format)));
}

enum fault answer_export(struct call *call)
{
    enum exported what;
    enum fault fault = read_exported(call, &what);
    if (!fault)
        fault = check_fields(call, what);
    if (fault)
        return fault;
    struct export *export = calloc(1, sizeof(*export));
    if (!export)
        return fault_memory(&call->detail);
    export->what = what;
    arena_init(&export->words);
    fault = keep_filter(export, call);
    if (!fault && call_check_validators(call))
        fault = FAULT_ANSWERED;
    if (fault) {
        release(export);
        return fault;
    }
    name_file(call, what);
    return call_stream(call, fill, release, export);
}

/* Mentions: their JSON, and where they are. */
#include "answer/mentions.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "gazetteer/gazetteer.h"
#include "render/nouns.h"

/* Reads on to a code point of the text. */
static void advance_to(struct mention_location *location, uint32_t cp)
{
    struct slice rest = slice_from(location->text, location->byte);
    if (cp < location->cp)
        return;
    struct slice passed = {rest.at, utf8_byte_at(rest, cp - location->cp)};
    location->utf16 += (uint32_t)utf8_length_utf16(passed);
    location->byte += passed.len;
    location->cp = cp;
}

static int64_t offset_of(const struct call *call, const struct mention_location *location)
{
    const int64_t units[] = {location->cp, location->utf16, (int64_t)location->byte};
    return units[call_value(call, PARAM_OFFSETS)->number];
}

static enum fault write_id(struct call *call, struct buffer *out, int64_t key)
{
    struct entity_row entity;
    bool found;
    enum fault fault = corpus_entity_by_key(call->corpus, call->arena, key, &entity,
                                            &found, &call->detail);
    if (!fault && !found)
        fault = corpus_damaged(call->corpus, "mention", &call->detail);
    if (!fault)
        write_string(out, entity.id);
    return fault;
}

static enum fault write_candidates(struct call *call, struct buffer *out,
                                   const struct mention_row *row)
{
    enum fault fault = FAULT_NONE;
    if (row->candidate_count == 0)
        return FAULT_NONE;
    write_name(out, "candidates");
    write_open(out, '[');
    for (size_t i = 0; !fault && i < row->candidate_count; i++) {
        write_item(out, SLICE_NONE);
        fault = write_id(call, out, row->candidates[i]);
    }
    write_close(out, ']');
    return fault;
}

static void write_location(struct call *call, struct buffer *out,
                           const struct mention_location *location)
{
    static const char *const units[] = {"cp", "utf16", "utf8"};
    write_text(out, "offsetUnit",
               slice_of(units[call_value(call, PARAM_OFFSETS)->number]));
    write_text(out, "document", location->document);
    write_text(out, location->note ? "footnote" : "paragraph", location->id);
}

/* Does the text end before the mention does? Only at its end must it be counted. */
static bool is_beyond(const struct mention_location *location, uint32_t end)
{
    return location->byte == location->text.len && utf8_length(location->text) < end;
}

enum fault check_all_read(struct call *call, struct slice left)
{
    return left.len ? corpus_damaged(call->corpus, "mention", &call->detail) : FAULT_NONE;
}

enum fault write_mention(struct call *call, struct buffer *out,
                         const struct mention_row *row, struct mention_location *location,
                         bool alone)
{
    struct slice method;
    enum fault fault = corpus_method(call->corpus, row->method, &method, &call->detail);
    write_open(out, '{');
    write_name(out, "entity");
    if (!fault && row->entity)
        fault = write_id(call, out, row->entity);
    else
        buffer_put_text(out, "null");
    if (fault)
        return fault;
    write_text(out, "type", slice_of(entity_type_names[row->type]));
    advance_to(location, row->start);
    size_t byte = location->byte;
    int64_t start = offset_of(call, location);
    advance_to(location, row->end);
    if (is_beyond(location, row->end))
        return corpus_damaged(call->corpus, "mention", &call->detail);
    write_text(out, "surface",
               (struct slice){location->text.at + byte, location->byte - byte});
    write_int(out, "start", start);
    write_int(out, "end", offset_of(call, location));
    if (alone)
        write_location(call, out, location);
    write_name(out, "confidence");
    buffer_print(out, "%u.%02u", row->confidence / 100, row->confidence % 100);
    write_text(out, "method", method);
    fault = write_candidates(call, out, row);
    write_text_if(out, "edtf", row->edtf);
    if (alone)
        noun_url(out, "url", "/v1/documents/", location->document,
                 location->note ? "/footnotes/" : "/paragraphs/", location->id);
    write_close(out, '}');
    return fault;
}

enum fault add_mentions(struct call *call, struct buffer *out, int64_t block,
                        uint32_t ordinal, struct slice text)
{
    struct mention_location location = {.text = text};
    struct mention_row row = {0};
    struct slice bytes;
    enum fault fault = corpus_mentions_of(call->corpus, call->arena, block, ordinal,
                                          &bytes, &call->detail);
    if (fault)
        return fault;
    write_name(out, "entities");
    write_open(out, '[');
    while (!fault && mention_next(&bytes, &row)) {
        write_item(out, SLICE_NONE);
        fault = write_mention(call, out, &row, &location, false);
    }
    write_close(out, ']');
    return fault ? fault : check_all_read(call, bytes);
}

enum fault find_mention_location(struct call *call, const struct mention_text *text,
                                 struct mention_location *out)
{
    struct document_row document;
    struct block_row block;
    struct note_row note;
    bool found;
    enum fault fault =
        corpus_document_by_key(call->corpus, call->arena, row_document(text->block),
                               &document, &found, &call->detail);
    *out = (struct mention_location){.document = document.id, .note = text->ordinal > 0};
    if (!fault && found && out->note)
        fault = corpus_note_by_key(call->corpus, call->arena,
                                   row_key(row_document(text->block), text->ordinal),
                                   &note, &found, &call->detail);
    else if (!fault && found)
        fault = corpus_block_by_key(call->corpus, call->arena, text->block, &block,
                                    &found, &call->detail);
    if (!fault && !found)
        fault = corpus_damaged(call->corpus, "mention", &call->detail);
    if (fault)
        return fault;
    out->id = out->note ? note.id : block.id;
    out->text = out->note ? note.text : block.text;
    return FAULT_NONE;
}

enum fault put_text_mentions(struct call *call, struct items *items,
                             const struct mention_text *text)
{
    struct mention_location location;
    struct mention_row row = {0};
    struct slice bytes = text->bytes;
    struct buffer json;
    enum fault fault = find_mention_location(call, text, &location);
    buffer_init(&json);
    while (!fault && mention_next(&bytes, &row)) {
        buffer_clear(&json);
        fault = write_mention(call, &json, &row, &location, true);
        items->out->failed |= json.failed;
        if (!fault)
            fault = items_put(items, buffer_slice(&json));
    }
    buffer_release(&json);
    return fault ? fault : check_all_read(call, bytes);
}

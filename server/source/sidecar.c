/* Sidecars: a table of fields for each kind, and one reader for both. */
#include "source/sidecar.h"
#include "base/utf8.h"
#include "sidecar_fields.h"
#include "source/input_file.h"
#include "source/report.h"
#include "text/edtf.h"
#include "text/language.h"
#include "text/slug.h"
#include "text/tidy.h"

#include <stddef.h>

static const struct field document_fields[] = {
    {"id", FIELD_ID, offsetof(struct document_sidecar, id)},
    {"title", FIELD_TEXT, offsetof(struct document_sidecar, title)},
    {"date", FIELD_DATE, offsetof(struct document_sidecar, date)},
    {"author", FIELD_TEXT, offsetof(struct document_sidecar, author)},
    {"recipient", FIELD_TEXT, offsetof(struct document_sidecar, recipient)},
    {"authors", FIELD_TEXTS, offsetof(struct document_sidecar, authors)},
    {"recipients", FIELD_TEXTS, offsetof(struct document_sidecar, recipients)},
    {"place", FIELD_TEXT, offsetof(struct document_sidecar, place)},
    {"archiveReference", FIELD_TEXT,
     offsetof(struct document_sidecar, archive_reference)},
    {"language", FIELD_LANGUAGE, offsetof(struct document_sidecar, language)},
    {"licence", FIELD_TEXT, offsetof(struct document_sidecar, licence)},
    {"classification", FIELD_TEXT, offsetof(struct document_sidecar, classification)},
    {"formerIds", FIELD_IDS, offsetof(struct document_sidecar, former_ids)},
};

const struct field_table sidecar_document_fields = {
    document_fields, sizeof(document_fields) / sizeof(document_fields[0])};

static const struct field collection_fields[] = {
    {"id", FIELD_ID, offsetof(struct collection_sidecar, id)},
    {"title", FIELD_TEXT, offsetof(struct collection_sidecar, title)},
    {"description", FIELD_TEXT, offsetof(struct collection_sidecar, description)},
    {"publisher", FIELD_TEXT, offsetof(struct collection_sidecar, publisher)},
    {"licence", FIELD_TEXT, offsetof(struct collection_sidecar, licence)},
    {"language", FIELD_LANGUAGE, offsetof(struct collection_sidecar, language)},
    {"prefix", FIELD_TEXT, offsetof(struct collection_sidecar, prefix)},
    {"withdrawn", FIELD_IDS, offsetof(struct collection_sidecar, withdrawn)},
};

/* Reports why the current member, or something in it, is left out. */
static void refuse(const struct sidecar_reader *reader, const char *why,
                   const char *detail)
{
    struct slice key = report_shown(reader->arena, reader->key);
    unsigned long line =
        reader->line ? reader->line : input_file_line(reader->json, reader->key);
    report_problem(reader->reporter, reader->shown, line, "\"%.100s\" %s%s; left out",
                   key.at ? key.at : "", why, detail);
}

/* Does it have a control character other than tab and line ends? */
static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return true;
    }
    return false;
}

/* The text of `value`, trimmed; lives as long as `value`. SLICE_NONE, and reported, when
 * it is empty or no text. */
static struct slice text_of(const struct sidecar_reader *reader, const json_t *value)
{
    if (!json_is_string(value)) {
        refuse(reader, "must hold text, and holds ", json_read_type(value));
        return SLICE_NONE;
    }
    struct slice text = {json_string_value(value), json_string_length(value)};
    text = utf8_trim(text);
    if (text.len > 0 && !has_control(text))
        return text;
    refuse(reader, text.len ? "holds a control character" : "is empty", "");
    return SLICE_NONE;
}

static bool is_date(struct slice text)
{
    struct edtf_range range;
    return edtf_read(text, &range);
}

void sidecar_take_text(const struct sidecar_reader *reader, const struct field *field,
                       const json_t *value, struct slice *out)
{
    struct slice text = text_of(reader, value);
    if (text.len == 0)
        return;
    if (field->kind == FIELD_DATE && !is_date(text))
        refuse(reader, "is not a date in EDTF, such as 1953-08-21 or 1953-08", "");
    else if (field->kind == FIELD_LANGUAGE && !language_is_tag(text))
        refuse(reader, "is not a language tag (BCP 47), such as en or ru-Latn", "");
    else if (field->kind == FIELD_ID)
        *out = slug_of(reader->arena, text);
    else
        *out = tidy_text(reader->arena, text);
}

/* DOCUMENT or DOCUMENT/BLOCK, both as slugs; SLICE_NONE when it is neither. */
static struct slice reference_of(struct arena *arena, struct slice text)
{
    struct slice block = text, document = slice_cut(&block, '/');
    bool one = document.len == text.len;
    if (document.len == 0 || (!one && block.len == 0) ||
        slice_find(block, '/') < block.len)
        return SLICE_NONE;
    document = slug_of(arena, document);
    if (one)
        return document;
    block = slug_of(arena, block);
    return arena_print(arena, "%.*s/%.*s", SLICE_PRINT(document), SLICE_PRINT(block));
}

static void take_ids(const struct sidecar_reader *reader, const json_t *value,
                     struct slice_list *out)
{
    if (!json_is_array(value)) {
        refuse(reader, "must hold a list of ids, and holds ", json_read_type(value));
        return;
    }
    out->items =
        arena_take_array(reader->arena, json_array_size(value), sizeof(*out->items));
    for (size_t i = 0; out->items && i < json_array_size(value); i++) {
        struct slice text = text_of(reader, json_array_get(value, i));
        if (text.len == 0)
            continue;
        struct slice id = reference_of(reader->arena, text);
        if (id.len > 0)
            out->items[out->count++] = id;
        else
            refuse(reader, "holds an id that is neither DOCUMENT nor DOCUMENT/BLOCK", "");
    }
}

static void take_texts(const struct sidecar_reader *reader, const json_t *value,
                       struct slice_list *out)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    out->items = arena_take_array(reader->arena, count, sizeof(*out->items));
    for (size_t i = 0; out->items && i < count; i++) {
        struct slice text =
            text_of(reader, json_is_array(value) ? json_array_get(value, i) : value);
        if (text.len > 0)
            out->items[out->count++] = arena_copy(reader->arena, text);
    }
}

void sidecar_take_member(struct sidecar_reader *reader, const struct field_table *table,
                         const json_t *value, char *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!slice_is(reader->key, field->name))
            continue;
        void *at = out + field->at;
        if (field->kind == FIELD_IDS)
            take_ids(reader, value, at);
        else if (field->kind == FIELD_TEXTS)
            take_texts(reader, value, at);
        else
            sidecar_take_text(reader, field, value, at);
        return;
    }
    refuse(reader, "is not a field of this file", "");
}

enum fault sidecar_parse(json_t **out, struct slice json, struct fault_detail *detail)
{
    enum fault fault = json_read(out, json, detail);
    if (fault || json_is_object(*out))
        return fault;
    detail->line = 1;
    return fault_set(detail, FAULT_INPUT, "not a JSON object but %s",
                     json_read_type(*out));
}

/* Reads the file into the struct at `out`, which is zeroed. */
static enum fault read_fields(struct sidecar_reader *reader, const char *path,
                              const struct field_table *table, char *out,
                              struct digest *digest)
{
    struct buffer bytes;
    struct fault_detail detail = {.line = 0};
    json_t *object = NULL, *value;
    const char *key;
    size_t len;
    buffer_init(&bytes);
    enum fault fault = input_file_read(&bytes, path, digest, &detail);
    reader->json = buffer_slice(&bytes);
    if (!fault)
        fault = sidecar_parse(&object, reader->json, &detail);
    json_object_keylen_foreach(object, key, len, value)
    {
        reader->key = (struct slice){key, len};
        sidecar_take_member(reader, table, value, out);
    }
    reader->left_out = fault == FAULT_INPUT;
    if (fault == FAULT_INPUT) {
        struct slice words = report_shown(reader->arena, slice_of(detail.text));
        report_problem(reader->reporter, reader->shown, detail.line, "%s; left out",
                       words.at ? words.at : "");
    }
    json_decref(object);
    buffer_release(&bytes);
    bool failed = fault == FAULT_MEMORY || arena_failed(reader->arena);
    return failed ? FAULT_MEMORY : FAULT_NONE;
}

enum fault sidecar_read_document(struct document_sidecar *out, struct arena *arena,
                                 const char *path, const char *shown,
                                 const struct reporter *reporter)
{
    struct sidecar_reader reader = {.arena = arena, .reporter = reporter, .shown = shown};
    *out = (struct document_sidecar){.id = SLICE_NONE};
    enum fault fault =
        read_fields(&reader, path, &sidecar_document_fields, (char *)out, &out->digest);
    out->left_out = reader.left_out;
    return fault ? fault : sidecar_merge(out, NULL, arena);
}

enum fault sidecar_read_collection(struct collection_sidecar *out, struct arena *arena,
                                   const char *path, const char *shown,
                                   const struct reporter *reporter)
{
    static const struct field_table table = {
        collection_fields, sizeof(collection_fields) / sizeof(collection_fields[0])};
    struct sidecar_reader reader = {.arena = arena, .reporter = reporter, .shown = shown};
    *out = (struct collection_sidecar){.id = SLICE_NONE};
    return read_fields(&reader, path, &table, (char *)out, NULL);
}

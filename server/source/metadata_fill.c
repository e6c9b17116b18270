/* Cells of a metadata table as fields of a sidecar. */
#include "sidecar_fields.h"
#include "source/metadata.h"

#include "base/utf8.h"

static const struct field *field_of(struct slice name)
{
    const struct field_table *table = &sidecar_document_fields;
    for (size_t i = 0; i < table->count; i++)
        if (slice_is(name, table->fields[i].name))
            return &table->fields[i];
    return NULL;
}

bool sidecar_has_field(struct slice name)
{
    return field_of(name) != NULL;
}

/* A cell as the JSON that a sidecar would have; NULL when memory ran out. */
static json_t *json_of_cell(const struct field *field, struct slice text)
{
    if (field->kind != FIELD_IDS && field->kind != FIELD_TEXTS)
        return json_stringn(text.at, text.len);
    json_t *list = json_array();
    while (list && text.len) {
        struct slice one = utf8_trim(slice_cut(&text, ';'));
        if (one.len && json_array_append_new(list, json_stringn(one.at, one.len))) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

void sidecar_take_cell(struct document_sidecar *out, struct arena *arena,
                       struct slice name, struct slice text, const char *shown,
                       unsigned long line, const struct reporter *reporter)
{
    const struct field *field = field_of(name);
    struct sidecar_reader reader = {
        .arena = arena, .reporter = reporter, .shown = shown, .key = name, .line = line};
    json_t *value = field ? json_of_cell(field, text) : NULL;
    if (value)
        sidecar_take_member(&reader, &sidecar_document_fields, value, (char *)out);
    else
        arena->failed |= field != NULL;
    json_decref(value);
}

enum fault metadata_fill(struct document_sidecar *sidecar, struct arena *arena,
                         const struct metadata_row *row, const struct reporter *reporter)
{
    const struct metadata_table *table = row->table;
    struct document_sidecar found = {.id = SLICE_NONE};
    for (size_t i = 0; i < row->cell_count && i < table->column_count; i++)
        if (row->cells[i].len && i != table->file && sidecar_has_field(table->columns[i]))
            sidecar_take_cell(&found, arena, table->columns[i], row->cells[i],
                              table->shown, row->line, reporter);
    enum fault fault = sidecar_merge(&found, NULL, arena);
    return fault ? fault : sidecar_merge(sidecar, &found, arena);
}

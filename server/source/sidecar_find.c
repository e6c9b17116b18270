/* One field of a sidecar, for ids, before all of it is read. */
#include "sidecar_fields.h"
#include "source/input_file.h"

#include <stdio.h>

static const struct field found_fields[] = {
    [SIDECAR_ID] = {"id", FIELD_ID, 0}, [SIDECAR_PREFIX] = {"prefix", FIELD_TEXT, 0}};

/* Could `json` have this member? Its name may be written with escapes. */
static bool may_have(struct slice json, const char *name)
{
    char quoted[16];
    size_t len = (size_t)snprintf(quoted, sizeof(quoted), "\"%s\"", name);
    return memmem(json.at, json.len, quoted, len) ||
           memmem(json.at, json.len, "\\u00", 4);
}

static void ignore(void *self, const char *where, unsigned long line, const char *what)
{
    (void)self, (void)where, (void)line, (void)what;
}

enum fault sidecar_find(struct slice *out, struct arena *arena, const char *path,
                        enum sidecar_field which)
{
    const struct field *field = &found_fields[which];
    static const struct reporter silent = {.report = ignore};
    struct fault_detail detail = {.line = 0};
    struct buffer bytes;
    json_t *object = NULL;
    buffer_init(&bytes);
    enum fault fault = input_file_read(&bytes, path, NULL, &detail);
    if (!fault && may_have(buffer_slice(&bytes), field->name))
        fault = sidecar_parse(&object, buffer_slice(&bytes), &detail);
    json_t *value = json_object_get(object, field->name);
    struct sidecar_reader reader = {
        .arena = arena, .reporter = &silent, .shown = path, .key = slice_of(field->name)};
    *out = SLICE_NONE;
    if (value)
        sidecar_take_text(&reader, field, value, out);
    json_decref(object);
    buffer_release(&bytes);
    return fault == FAULT_MEMORY || arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

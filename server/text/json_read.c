/* Reading JSON for sure: everything is parsed twice. */
#include "json_read.h"

const char *json_read_type(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",  [JSON_STRING] = "text",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number", [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null"};
    return names[json_typeof(value)];
}

static enum fault parse_once(json_t **out, struct slice json, size_t flags,
                             struct fault_detail *detail)
{
    json_error_t error;
    *out = json_loadb(json.len ? json.at : "", json.len, JSON_REJECT_DUPLICATES | flags,
                      &error);
    if (*out)
        return FAULT_NONE;
    if (json_error_code(&error) == json_error_out_of_memory || !error.text[0])
        return FAULT_MEMORY;
    detail->line = error.line < 1 ? 1 : (unsigned long)error.line;
    return fault_set(detail, FAULT_INPUT, "not JSON: %s", error.text);
}

/* Where memory runs out, Jansson 2.14 may lose a byte of a string, or take the text for
 * wrong, and say nothing of it; then the two differ. */
static enum fault parse_surely(json_t **out, struct slice json, size_t flags,
                               struct fault_detail *detail)
{
    json_t *again = NULL;
    enum fault first = parse_once(out, json, flags, detail);
    enum fault second = parse_once(&again, json, flags, detail);
    bool same = first == second && (first || json_equal(*out, again));
    json_decref(again);
    return same ? first : FAULT_MEMORY;
}

enum fault json_read(json_t **out, struct slice json, struct fault_detail *detail)
{
    return parse_surely(out, json, 0, detail);
}

enum fault json_read_value(json_t **out, struct slice json, struct fault_detail *detail)
{
    return parse_surely(out, json, JSON_DECODE_ANY, detail);
}

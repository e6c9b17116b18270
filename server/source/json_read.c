/* JSON by Jansson, with an allocator that notes when memory ran out. */
#include "source/json_read.h"

#include "base/shortage.h"

#include <pthread.h>
#include <stdlib.h>

const char *json_read_type(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",  [JSON_STRING] = "text",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number", [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null"};
    return names[json_typeof(value)];
}

static void settle_memory(void)
{
    json_set_alloc_funcs(shortage_malloc, free);
}

/* When memory runs out, Jansson may call the text wrong, or silently lose a byte of a
 * string: so the shortage is looked at first. */
static enum fault parse(json_t **out, struct slice json, size_t flags,
                        struct fault_detail *detail)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    json_error_t error;
    pthread_once(&once, settle_memory);
    shortage_begin();
    *out = json_loadb(json.len ? json.at : "", json.len, JSON_REJECT_DUPLICATES | flags,
                      &error);
    if (shortage_noted())
        return FAULT_MEMORY;
    if (*out)
        return FAULT_NONE;
    detail->line = error.line < 1 ? 1 : (unsigned long)error.line;
    return fault_set(detail, FAULT_INPUT, "not JSON: %s", error.text);
}

enum fault json_read(json_t **out, struct slice json, struct fault_detail *detail)
{
    return parse(out, json, 0, detail);
}

enum fault json_read_value(json_t **out, struct slice json, struct fault_detail *detail)
{
    return parse(out, json, JSON_DECODE_ANY, detail);
}

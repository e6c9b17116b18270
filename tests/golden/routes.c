/* The route table as JSON, for the test that holds openapi.json equal to it: paths,
 * representations, and each parameter with what it allows, in its own words. */
#include "../../server/api/routes.h"
#include "../../server/routing/parameters.h"

#include <jansson.h>
#include <stdio.h>

static json_t *list_formats(const struct route *route)
{
    json_t *list = json_array();
    for (enum format format = 0; format < FORMATS; format++)
        if (route->formats >> format & 1)
            json_array_append_new(list, json_string(format_suffix(format)));
    return list;
}

/* What the parameter says when it is given nonsense; null when it takes any text. */
static json_t *allowed_words(enum parameter parameter, const struct route *route)
{
    struct arena arena;
    struct value value;
    struct slice allowed = SLICE_NONE;
    struct fault_detail detail;
    arena_init(&arena);
    enum fault fault = parameter_read(parameter, route, SLICE("\x7f"), &arena, &value,
                                      &allowed, &detail);
    json_t *words = fault ? json_stringn(allowed.at, allowed.len) : json_null();
    arena_release(&arena);
    return words;
}

static json_t *list_parameters(const struct route *route)
{
    json_t *list = json_object();
    for (enum parameter i = 0; i < PARAMETERS; i++)
        if (route->takes >> i & 1)
            json_object_set_new(list, parameter_name(i), allowed_words(i, route));
    return list;
}

int main(void)
{
    json_t *table = json_array();
    for (const struct route *route = routes; route->path; route++) {
        json_t *row = json_object();
        json_object_set_new(row, "path", json_string(route->path));
        json_object_set_new(row, "formats", list_formats(route));
        json_object_set_new(row, "parameters", list_parameters(route));
        json_array_append_new(table, row);
    }
    int failed = json_dumpf(table, stdout, JSON_INDENT(2));
    puts("");
    json_decref(table);
    return failed ? 1 : 0;
}

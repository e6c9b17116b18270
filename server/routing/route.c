/* Routes: the target is matched with the table, its parameters are read, a format chosen.
 */
#include "routing/route.h"
#include "parameters.h"
#include "routing/target.h"

/* Cuts ".csv" off `segment`; FORMATS when it ends in no suffix. */
static enum format cut_suffix(struct slice *segment)
{
    for (enum format format = 0; format < FORMATS; format++) {
        struct slice suffix = slice_of(format_suffix(format));
        size_t tail = suffix.len + 1;
        if (segment->len > tail && slice_ends(*segment, suffix) &&
            segment->at[segment->len - tail] == '.') {
            segment->len -= tail;
            return format;
        }
    }
    return FORMATS;
}

/* Does the path of `route` have these segments? Fills in the variables. */
static bool fits(const struct route *route, const struct slice *segments, size_t count,
                 struct slice *variables)
{
    const char *at = route->path;
    size_t variable = 0;
    for (size_t i = 0; i < count; i++) {
        if (*at++ != '/')
            return false;
        struct slice part = {at, strcspn(at, "/")};
        if (*at == '{' && segments[i].len > 0)
            variables[variable++] = segments[i];
        else if (!slice_equal(part, segments[i]))
            return false;
        at += part.len;
    }
    return *at == '\0' || (count == 0 && at[1] == '\0');
}

static const struct route *find(const struct route *table, const struct slice *segments,
                                size_t count, struct slice *variables)
{
    for (const struct route *route = table; route->path; route++)
        if (fits(route, segments, count, variables))
            return route;
    return NULL;
}

/* Looks for the whole path first ("/v1/openapi.json"), then without a suffix. No id ends
 * in a suffix, so a variable is always read without it. */
static enum format find_route(const struct route *table, const struct target *target,
                              struct routed *out)
{
    struct slice segments[TARGET_SEGMENTS];
    size_t count = target->segment_count;
    memcpy(segments, target->segments, sizeof(segments));
    enum format suffix = count ? cut_suffix(&segments[count - 1]) : FORMATS;
    if (suffix != FORMATS) {
        out->route = find(table, target->segments, count, out->variables);
        const char *path = out->route ? out->route->path : "}";
        if (path[strlen(path) - 1] != '}')
            return FORMATS;
    }
    out->route = find(table, segments, count, out->variables);
    return suffix;
}

static enum fault not_acceptable(struct routed *out, struct arena *arena,
                                 struct fault_detail *detail)
{
    struct slice list = SLICE("");
    for (enum format format = 0; format < FORMATS; format++)
        if (out->route->formats >> format & 1)
            list = arena_print(arena, "%.*s%s%s (.%s)", SLICE_PRINT(list),
                               list.len ? ", " : "", format_type(format),
                               format_suffix(format));
    out->allowed = list;
    out->format = FORMAT_JSON;
    return fault_set(detail, FAULT_NOT_ACCEPTABLE, "this is served as %.*s",
                     SLICE_PRINT(list));
}

/* The suffix comes before format=, and that before Accept. */
static enum fault choose_format(struct routed *out, enum format suffix,
                                const struct request *request, struct arena *arena,
                                struct fault_detail *detail)
{
    unsigned formats = out->route->formats;
    enum format first = 0;
    while (!(formats >> first & 1))
        first++;
    out->format = first;
    out->suffixed = suffix != FORMATS;
    if (suffix != FORMATS)
        out->format = suffix;
    else if (out->values[PARAM_FORMAT].given)
        out->format = (enum format)out->values[PARAM_FORMAT].number;
    else {
        out->negotiated = (formats & (formats - 1)) != 0;
        out->format = accept_choose(request->accept, formats, first);
    }
    if (out->format == FORMATS || !(formats >> out->format & 1))
        return not_acceptable(out, arena, detail);
    return FAULT_NONE;
}

static struct slice list_parameters(const struct route *route, struct arena *arena)
{
    struct slice list = SLICE("");
    for (enum parameter i = 0; i < PARAMETERS; i++)
        if (route->takes >> i & 1)
            list = arena_print(arena, "%.*s%s%s", SLICE_PRINT(list), list.len ? ", " : "",
                               parameter_name(i));
    return list;
}

static enum fault read_parameter(struct routed *out, struct slice name, struct slice text,
                                 struct arena *arena, struct fault_detail *detail)
{
    enum parameter parameter = parameter_find(name);
    if (parameter == PARAMETERS || !(out->route->takes >> parameter & 1)) {
        if (parameter_is_tracker(name))
            return FAULT_NONE;
        out->bad_parameter = name;
        out->allowed = list_parameters(out->route, arena);
        return fault_set(detail, FAULT_UNKNOWN_PARAMETER,
                         "there is no parameter \"%.*s\" here; known are: %.*s",
                         (int)(name.len < 60 ? name.len : 60), name.at,
                         SLICE_PRINT(out->allowed));
    }
    out->bad_parameter = name;
    if (out->values[parameter].given)
        return fault_set(detail, FAULT_BAD_PARAMETER, "%s is given twice",
                         parameter_name(parameter));
    enum fault fault = parameter_read(parameter, out->route, text, arena,
                                      &out->values[parameter], &out->allowed, detail);
    if (!fault)
        out->bad_parameter = SLICE_NONE;
    return fault;
}

/* "/v1/documents/" is redirected to "/v1/documents". */
static void redirect_slash(struct routed *out, const struct target *target,
                           struct arena *arena)
{
    struct slice path = target->path;
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    out->redirect = arena_print(arena, "%.*s%s%.*s", SLICE_PRINT(path),
                                target->query.len ? "?" : "", SLICE_PRINT(target->query));
}

enum fault route_request(const struct route *table, const struct request *request,
                         struct arena *arena, struct routed *out,
                         struct fault_detail *detail)
{
    struct target *target = arena_take_array(arena, 1, sizeof(*target));
    *out = (struct routed){.format = FORMAT_JSON};
    if (!target)
        return fault_memory(detail);
    enum fault fault = target_read(target, request->target, arena, detail);
    if (fault)
        return fault;
    out->query = target->query;
    enum format suffix = find_route(table, target, out);
    if (!out->route)
        return fault_set(detail, FAULT_NOT_FOUND,
                         "there is nothing at this path; /v1 lists what there is");
    if (target->trailing_slash) {
        redirect_slash(out, target, arena);
        return FAULT_NONE;
    }
    for (size_t i = 0; !fault && i < target->parameter_count; i++)
        fault = read_parameter(out, target->parameters[i].name,
                               target->parameters[i].value, arena, detail);
    return fault ? fault : choose_format(out, suffix, request, arena, detail);
}

bool route_is_slow(const struct routed *routed)
{
    bool slow = routed->route->slow;
    for (enum parameter i = 0; i < PARAMETERS && !slow; i++)
        slow = routed->route->slow_with >> i & 1 && routed->values[i].given;
    return slow;
}

void route_path(const struct route *route, const struct slice *variables,
                struct buffer *out)
{
    struct slice rest = slice_from(slice_of(route->path), 1);
    if (rest.len == 0)
        buffer_put_char(out, '/');
    for (size_t variable = 0; rest.len > 0;) {
        struct slice part = slice_cut(&rest, '/');
        buffer_put_char(out, '/');
        if (part.at[0] == '{')
            buffer_put_escaped(out, variables[variable++], ",");
        else
            buffer_put(out, part);
    }
}

void route_canonical(const struct routed *routed, uint64_t without, struct buffer *out)
{
    route_path(routed->route, routed->variables, out);
    char mark = '?';
    for (enum parameter i = 0; i < PARAMETERS; i++) {
        if (!routed->values[i].given || without >> i & 1)
            continue;
        buffer_put_char(out, mark);
        buffer_put_text(out, parameter_name(i));
        buffer_put_char(out, '=');
        buffer_put_escaped(out, routed->values[i].text, ","); /* of lists */
        mark = '&';
    }
}

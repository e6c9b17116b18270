/* Targets: split at "/", "?", "&" and "="; then each part is decoded and checked. */
#include "routing/target.h"
#include "base/utf8.h"

#include <strings.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Decodes %XX (and, with `plus`, "+" as a space); false for a broken escape. */
static bool unescape(struct slice raw, bool plus, char *out, size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];
        if (c == '%') {
            int high = i + 2 < raw.len ? hex_digit(raw.at[i + 1]) : -1;
            int low = i + 2 < raw.len ? hex_digit(raw.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        out[(*len)++] = c;
    }
    return true;
}

static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
            return true;
    return false;
}

static enum fault decode(struct slice raw, bool plus, struct arena *arena,
                         struct slice *out, struct fault_detail *detail)
{
    /* Decoding never makes it longer; one byte more for the NUL. */
    char *at = arena_take(arena, raw.len + 1);
    if (!at)
        return fault_memory(detail);
    size_t len;
    if (!unescape(raw, plus, at, &len))
        return fault_set(detail, FAULT_BAD_REQUEST,
                         "a percent sign in the target is not followed by two "
                         "hexadecimal digits; a percent sign itself is %%25");
    at[len] = '\0';
    *out = (struct slice){at, len};
    bool cut;
    if (utf8_check(*out, &cut) != len)
        return fault_set(detail, FAULT_BAD_REQUEST,
                         "the target is not UTF-8 once its escapes are undone");
    if (has_control(*out))
        return fault_set(detail, FAULT_BAD_REQUEST,
                         "the target holds a control character");
    return FAULT_NONE;
}

static enum fault read_segments(struct target *target, struct arena *arena,
                                struct fault_detail *detail)
{
    struct slice rest = slice_from(target->path, 1);
    target->trailing_slash = rest.len > 0 && slice_ends(rest, SLICE("/"));
    if (target->trailing_slash)
        rest.len--;
    while (rest.len > 0) {
        struct slice segment;
        enum fault fault = decode(slice_cut(&rest, '/'), false, arena, &segment, detail);
        if (fault)
            return fault;
        if (slice_is(segment, ".") || slice_is(segment, ".."))
            return fault_set(detail, FAULT_BAD_REQUEST,
                             "the path holds a dot segment; write it without");
        if (target->segment_count == TARGET_SEGMENTS)
            return fault_set(detail, FAULT_NOT_FOUND, "there is nothing at this path");
        target->segments[target->segment_count++] = segment;
    }
    return FAULT_NONE;
}

static enum fault read_parameters(struct target *target, struct arena *arena,
                                  struct fault_detail *detail)
{
    struct slice rest = target->query;
    while (rest.len > 0) {
        struct slice value = slice_cut(&rest, '&');
        if (value.len == 0)
            continue;
        if (target->parameter_count == TARGET_PARAMETERS)
            return fault_set(detail, FAULT_BAD_REQUEST,
                             "the query has more than %d parameters", TARGET_PARAMETERS);
        struct slice name = slice_cut(&value, '=');
        size_t i = target->parameter_count++;
        enum fault fault = decode(name, true, arena, &target->parameters[i].name, detail);
        if (!fault)
            fault = decode(value, true, arena, &target->parameters[i].value, detail);
        if (fault)
            return fault;
    }
    return FAULT_NONE;
}

enum fault target_read(struct target *target, struct slice raw, struct arena *arena,
                       struct fault_detail *detail)
{
    *target = (struct target){0};
    raw = target_origin_form(raw);
    if (raw.len == 0 || raw.at[0] != '/')
        return fault_set(detail, FAULT_BAD_REQUEST, "the target must begin with \"/\"");
    if (slice_find(raw, '#') < raw.len)
        return fault_set(detail, FAULT_BAD_REQUEST,
                         "the target holds a \"#\"; a fragment is not sent, and \"#\" "
                         "itself is %%23");
    target->query = raw;
    target->path = slice_cut(&target->query, '?');
    enum fault fault = read_segments(target, arena, detail);
    return fault ? fault : read_parameters(target, arena, detail);
}

bool field_is(struct slice name, struct slice wanted)
{
    return name.len == wanted.len && strncasecmp(name.at, wanted.at, name.len) == 0;
}

/* Loosely: refused are the bytes that could let two servers read different hosts. */
bool target_is_host(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.at[i] <= ' ' || value.at[i] == 0x7f ||
            memchr("/?#@,\\\"<>", value.at[i], 9))
            return false;
    return true;
}

struct slice target_origin_form(struct slice target)
{
    if (target.len == 0 || target.at[0] == '/')
        return target;
    size_t scheme = slice_find(target, ':');
    struct slice rest = slice_from(target, scheme);
    struct slice name = {target.at, scheme};
    if ((!field_is(name, SLICE("http")) && !field_is(name, SLICE("https"))) ||
        !slice_starts(rest, SLICE("://")))
        return target;
    rest = slice_from(rest, 3);
    size_t end = 0; /* of the authority */
    while (end < rest.len && !strchr("/?#", rest.at[end]))
        end++;
    struct slice authority = {rest.at, end};
    if (end == 0 || !target_is_host(authority))
        return target; /* it has no path then, and is refused */
    rest = slice_from(rest, end);
    /* A query directly after the authority belongs to no path; it is dropped. */
    return rest.len && rest.at[0] == '/' ? rest : SLICE("/");
}

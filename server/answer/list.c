/* Lists: a page of items, its total, and the cursor of the page behind it. */
#include "answer/call.h"
#include "answer/context.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

enum { DEFAULT_LIMIT = 20, LONGEST_PAGE = 200 };

/* What may change from page to page of one list. */
static const uint64_t PER_PAGE =
    TAKES(PARAM_CURSOR) | TAKES(PARAM_LIMIT) | TAKES(PARAM_PRETTY) | TAKES(PARAM_REV) |
    TAKES(PARAM_FORMAT) | TAKES(PARAM_FIELDS) | TAKES(PARAM_FACETS) |
    TAKES(PARAM_INCLUDE) | TAKES(PARAM_OFFSETS) | TAKES(PARAM_HIGHLIGHT) |
    TAKES(PARAM_CROP) | TAKES(PARAM_PARTIAL);

static uint32_t query_hash(const struct routed *routed)
{
    struct buffer key;
    buffer_init(&key);
    route_canonical(routed, PER_PAGE, &key);
    uint32_t hash = (uint32_t)XXH3_64bits(key.at, key.len);
    buffer_release(&key);
    return hash;
}

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* base64url without padding (RFC 4648, section 5). */
static void put_base64(struct buffer *out, struct slice bytes)
{
    for (size_t i = 0; i < bytes.len; i += 3) {
        uint32_t word = 0;
        size_t have = bytes.len - i < 3 ? bytes.len - i : 3;
        for (size_t k = 0; k < 3; k++)
            word = word << 8 | (k < have ? (unsigned char)bytes.at[i + k] : 0);
        for (size_t k = 0; k <= have; k++)
            buffer_put_char(out, alphabet[word >> (18 - 6 * k) & 63]);
    }
}

static bool read_base64(struct slice text, struct arena *arena, struct slice *out)
{
    char *at = arena_take(arena, text.len + 1);
    size_t len = 0;
    uint32_t word = 0;
    unsigned bits = 0;
    if (!at)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = text.at[i] ? strchr(alphabet, text.at[i]) : NULL;
        if (!digit)
            return false;
        word = word << 6 | (uint32_t)(digit - alphabet);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            at[len++] = (char)(word >> bits & 0xff);
        }
    }
    at[len] = '\0';
    *out = (struct slice){at, len};
    return true;
}

/* A cursor is the mark of its query and what the list wants to know. */
static struct slice make_cursor(struct call *call, const struct routed *routed,
                                struct slice position)
{
    struct buffer plain, coded;
    buffer_init(&plain);
    buffer_init(&coded);
    buffer_print(&plain, "%08x", query_hash(routed));
    buffer_put(&plain, position);
    put_base64(&coded, buffer_slice(&plain));
    struct slice copy = arena_copy(call->arena, buffer_slice(&coded));
    buffer_release(&plain);
    buffer_release(&coded);
    return copy;
}

static enum fault bad_cursor(struct call *call, const char *why)
{
    call->routed.bad_parameter = SLICE("cursor");
    return fault_set(&call->detail, FAULT_BAD_CURSOR, "%s", why);
}

static enum fault read_cursor(struct list *list)
{
    struct call *call = list->call;
    const struct value *value = call_value(call, PARAM_CURSOR);
    if (!value->given)
        return FAULT_NONE;
    struct slice plain;
    if (!read_base64(value->text, call->arena, &plain) || plain.len < 8)
        return bad_cursor(call, "this is no cursor of ours; take it whole from next");
    char hash[9];
    snprintf(hash, sizeof(hash), "%08x", query_hash(&call->routed));
    if (memcmp(plain.at, hash, 8) != 0)
        return bad_cursor(call,
                          "this cursor belongs to another query; a cursor goes with "
                          "the parameters of the list that gave it");
    list->cursor = slice_from(plain, 8);
    return FAULT_NONE;
}

enum fault list_begin(struct list *list, struct call *call, const char *const *columns)
{
    const struct value *limit = call_value(call, PARAM_LIMIT);
    *list = (struct list){.call = call, .limit = DEFAULT_LIMIT};
    if (call->routed.format == FORMAT_TEXT) /* is read by people, who see no Link */
        list->limit = LONGEST_PAGE;
    if (limit->given)
        list->limit = limit->number;
    buffer_init(&list->body);
    items_begin(&list->items, call, &list->body, columns);
    return read_cursor(list);
}

bool list_has_room(struct list *list)
{
    bool room = (int64_t)list->items.count < list->limit && list->body.len < PAGE_BYTES;
    list->more |= !room;
    return room;
}

void list_release(struct list *list)
{
    buffer_release(&list->body);
}

/* The target of this list with another cursor, or with none. */
static struct slice page_target(struct call *call, struct slice cursor)
{
    struct buffer target;
    buffer_init(&target);
    route_canonical(&call->routed, TAKES(PARAM_CURSOR), &target);
    if (call->routed.suffixed) { /* the suffix goes before the query */
        struct slice query = buffer_slice(&target);
        struct slice path = slice_cut(&query, '?');
        struct slice whole = arena_print(call->arena, "%.*s.%s%s%.*s", SLICE_PRINT(path),
                                         format_suffix(call->routed.format),
                                         query.len ? "?" : "", SLICE_PRINT(query));
        buffer_clear(&target);
        buffer_put(&target, whole);
    }
    if (cursor.len) {
        bool query = slice_find(buffer_slice(&target), '?') < target.len;
        buffer_print(&target, "%ccursor=%.*s", query ? '&' : '?', SLICE_PRINT(cursor));
    }
    struct slice copy = arena_copy(call->arena, buffer_slice(&target));
    buffer_release(&target);
    return copy;
}

static void put_envelope(struct list *list, int64_t total, struct slice facets,
                         struct buffer *out)
{
    /* Where counting stops. */
    bool capped = list->at_least || total == CORPUS_COUNT_LIMIT + 1;
    buffer_reserve(out, list->body.len + facets.len + 512);
    write_open(out, '{');
    write_int(out, "total", total);
    write_text(out, "totalRelation", capped ? SLICE("gte") : SLICE("eq"));
    write_name(out, "items");
    write_open(out, '[');
    buffer_put(out, buffer_slice(&list->body));
    write_close(out, ']');
    if (facets.len) {
        write_name(out, "facets");
        buffer_put(out, facets);
    }
    if (list->extra.len) {
        buffer_put_char(out, ',');
        buffer_put(out, list->extra);
    }
    write_text_or_null(out, "next", list->call->next);
    write_close(out, '}');
}

/* Where the next page is, if there is one. A list that did not say so would seem to end
 * here. Only JSON says it in the body. */
static enum fault find_next(struct list *list, struct slice cursor)
{
    struct call *call = list->call;
    size_t most = call->routed.format == FORMAT_JSON ? LONGEST_TARGET : LONGEST_LINK;
    if (!list->more || !cursor.len)
        return FAULT_NONE;
    call->next = page_target(call, make_cursor(call, &call->routed, cursor));
    if (call->next.len <= most)
        return FAULT_NONE;
    return fault_set(&call->detail, FAULT_BAD_REQUEST,
                     "there is a page behind this one, but its target would be longer "
                     "than %zu bytes; ask with a higher limit, or for less",
                     most);
}

enum fault list_end(struct list *list, int64_t total, struct slice cursor,
                    struct slice facets)
{
    struct call *call = list->call;
    enum fault fault = find_next(list, cursor);
    if (fault)
        return fault;
    call->first = page_target(call, SLICE_NONE);
    if (call->routed.format == FORMAT_JSON) {
        struct buffer out;
        buffer_init(&out);
        put_envelope(list, total, facets, &out);
        out.failed |= list->body.failed;
        call_send(call, &out);
    } else {
        call_send(call, &list->body);
    }
    return FAULT_NONE;
}

struct slice list_target(struct call *call, route_answer *answer, struct slice cursor,
                         int64_t limit)
{
    struct routed there = {.variables = {call->routed.variables[0]}};
    there.values[PARAM_OFFSETS] = *call_value(call, PARAM_OFFSETS);
    for (there.route = routes; there.route->answer != answer;)
        there.route++;
    cursor = make_cursor(call, &there, cursor);
    struct buffer target;
    buffer_init(&target);
    route_canonical(&there, 0, &target);
    buffer_print(&target, "%climit=%lld&cursor=%.*s",
                 there.values[PARAM_OFFSETS].given ? '&' : '?', (long long)limit,
                 SLICE_PRINT(cursor));
    struct slice whole = arena_copy(call->arena, buffer_slice(&target));
    buffer_release(&target);
    return whole;
}

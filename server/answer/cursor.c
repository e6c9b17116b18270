/* Cursors: a hash of the query that a list is of, and where its next page begins. */
#include "cursor.h"

#include <stdio.h>
#include <xxhash.h>

/* Parameters that may differ from page to page of one list. */
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

struct slice cursor_make(struct call *call, const struct routed *routed,
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
    return fault_set(call_blame(call, PARAM_CURSOR), FAULT_BAD_CURSOR, "%s", why);
}

enum fault cursor_read(struct call *call, struct slice *position)
{
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
    *position = slice_from(plain, 8);
    return FAULT_NONE;
}

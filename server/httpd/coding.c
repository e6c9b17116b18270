/* Content codings: Accept-Encoding is read, and bodies are coded with zlib or zstd. */
#include "coding.h"
#include "routing/accept.h"

#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

enum {
    GZIP_LEVEL = 6,
    GZIP_WRAP = 16, /* added to the window's bits: with the head and tail of gzip */
    GZIP_MEMORY = 8,
    ZSTD_LEVEL = 6,
};

static const char *const names[CODINGS] = {"identity", "gzip", "zstd"};

const char *coding_name(enum coding coding)
{
    return names[coding];
}

/* CODINGS when it is another one. */
static enum coding coding_named(struct slice name)
{
    if (accept_same(name, SLICE("x-gzip"))) /* RFC 9110, 8.4.1.3 */
        return CODING_GZIP;
    enum coding coding = CODING_IDENTITY;
    while (coding < CODINGS && !accept_same(name, slice_of(names[coding])))
        coding++;
    return coding;
}

struct codings coding_choose(struct slice accept)
{
    enum { WEIGHT_ABSENT = -1 };
    int weights[CODINGS] = {WEIGHT_ABSENT, WEIGHT_ABSENT, WEIGHT_ABSENT},
        others = WEIGHT_ABSENT;
    while (accept.len > 0) {
        struct accept_range range = accept_read_range(slice_cut(&accept, ','));
        enum coding coding = coding_named(range.name);
        if (slice_is(range.name, "*"))
            others = range.weight;
        else if (coding < CODINGS)
            weights[coding] = range.weight;
    }
    for (enum coding coding = CODING_GZIP; coding < CODINGS; coding++)
        if (weights[coding] == WEIGHT_ABSENT)
            weights[coding] = others == WEIGHT_ABSENT ? 0 : others;
    if (weights[CODING_IDENTITY] == WEIGHT_ABSENT) /* acceptable, but the last choice */
        weights[CODING_IDENTITY] = others == WEIGHT_ABSENT ? 1 : others;
    struct codings codings = {.identity = weights[CODING_IDENTITY] > 0};
    int best = weights[CODING_IDENTITY];
    for (enum coding coding = CODINGS; --coding > CODING_IDENTITY;) {
        bool first = codings.best == CODING_IDENTITY; /* at equal weight zstd: smaller */
        if (weights[coding] > 0 && weights[coding] >= best + !first) {
            best = weights[coding];
            codings.best = coding;
        }
    }
    return codings;
}

static bool put_gzip(struct slice plain, struct buffer *out)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)plain.at};
    if (plain.len > UINT32_MAX / 2 ||
        deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + GZIP_WRAP, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&stream, (uLong)plain.len);
    bool done = buffer_reserve(out, room);
    if (done) {
        stream.avail_in = (uInt)plain.len;
        stream.next_out = (Bytef *)out->at + out->len;
        stream.avail_out = (uInt)room;
        done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
        out->len += done ? stream.total_out : 0;
    }
    deflateEnd(&stream);
    return done;
}

static bool put_zstd(struct slice plain, struct buffer *out)
{
    size_t room = ZSTD_compressBound(plain.len);
    if (!buffer_reserve(out, room))
        return false;
    size_t len = ZSTD_compress(out->at + out->len, room, plain.at, plain.len, ZSTD_LEVEL);
    if (ZSTD_isError(len))
        return false;
    out->len += len;
    return true;
}

bool coding_encode(enum coding coding, struct slice plain, struct buffer *out)
{
    return coding == CODING_ZSTD ? put_zstd(plain, out) : put_gzip(plain, out);
}

bool coding_etag(enum coding coding, struct slice etag, char *out, size_t room)
{
    if (etag.len < 2 || etag.at[0] != '"' || etag.at[etag.len - 1] != '"')
        return false;
    int len = snprintf(out, room, "%.*s-%s\"", (int)etag.len - 1, etag.at, names[coding]);
    return len > 0 && (size_t)len < room;
}

void coding_put_plain_tags(enum coding coding, struct slice list, struct buffer *out)
{
    char end[16];
    size_t len = (size_t)snprintf(end, sizeof(end), "-%s\"", names[coding]);
    while (list.len > 0) {
        if (list.len >= len && memcmp(list.at, end, len) == 0)
            list = slice_from(list, len - 1);
        buffer_put_char(out, list.at[0]);
        list = slice_from(list, 1);
    }
}

/* The window: reads of 256 KiB, whose bytes are checked and digested as they come in. */
#include "window.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum {
    GULP = 256 * 1024,
    WHOLE = 1024 * 1024, /* files up to this size stay in memory whole */
    SNIFF = 64,
};

static const struct slice BOM = {"\xef\xbb\xbf", 3};

/* A file that starts with one of these is not UTF-8; the longer ones come first. */
static const struct sign {
    const char *bytes;
    size_t len;
    const char *name;
} signs[] = {
    {"\xff\xfe\0\0", 4, "UTF-32"},
    {"\0\0\xfe\xff", 4, "UTF-32"},
    {"\xff\xfe", 2, "UTF-16"},
    {"\xfe\xff", 2, "UTF-16"},
};

/* Is number `filled` of every `unit` bytes of `head`, and no other, not NUL? */
static bool nul_pattern(struct slice head, size_t unit, size_t filled)
{
    size_t whole = head.len / unit * unit;
    for (size_t i = 0; i < whole; i++)
        if ((head.at[i] != '\0') != (i % unit == filled))
            return false;
    return whole >= 2 * unit;
}

/* The encoding that `head` shows; NULL when it may be UTF-8. */
static const char *sniff(struct slice head)
{
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (slice_starts(head, (struct slice){signs[i].bytes, signs[i].len}))
            return signs[i].name;
    if (nul_pattern(head, 4, 0))
        return "UTF-32LE";
    if (nul_pattern(head, 4, 3))
        return "UTF-32BE";
    if (nul_pattern(head, 2, 0))
        return "UTF-16LE";
    return nul_pattern(head, 2, 1) ? "UTF-16BE" : NULL;
}

static enum fault refuse_size(const struct window *window, struct fault_detail *detail)
{
    return fault_set(detail, FAULT_INPUT,
                     "larger than the limit of %llu bytes for a file",
                     (unsigned long long)window->file_bytes);
}

enum fault window_init(struct window *window, int fd, uint64_t file_bytes, size_t most,
                       struct fault_detail *detail)
{
    *window = (struct window){.fd = fd, .file_bytes = file_bytes, .keep_line = 1};
    struct stat stat;
    if (fstat(fd, &stat) != 0)
        return fault_set(detail, FAULT_STORE, "cannot be read");
    if (!S_ISREG(stat.st_mode))
        return fault_set(detail, FAULT_INPUT, "not a regular file");
    uint64_t size = stat.st_size > 0 ? (uint64_t)stat.st_size : 0;
    if (size > file_bytes)
        return refuse_size(window, detail);
    window->room = size < WHOLE ? (size_t)size + 1 : WHOLE;
    window->most = most + 2 * GULP;
    window->at = malloc(window->room);
    window->hash = XXH3_createState();
    if (!window->at || !window->hash) {
        window_release(window);
        return fault_set(detail, FAULT_MEMORY, "not enough memory to read the file");
    }
    XXH3_128bits_reset(window->hash);
    return FAULT_NONE;
}

void window_release(struct window *window)
{
    free(window->at);
    XXH3_freeState(window->hash);
    *window = (struct window){.fd = -1};
}

/* Room for more bytes: what is before `keep` goes, and when that is little, memory grows,
 * so that a byte is moved a constant number of times. */
static enum fault make_room(struct window *window, struct fault_detail *detail)
{
    size_t drop = (size_t)(window->keep - window->start);
    window->moved = true;
    memmove(window->at, window->at + drop, window->len - drop);
    window->start = window->keep;
    window->len -= drop;
    window->checked -= drop;
    if (window->len > window->room / 2 && window->room < window->most) {
        size_t room = window->room < GULP ? GULP : window->room * 2;
        if (room > window->most)
            room = window->most;
        char *at = realloc(window->at, room);
        if (!at)
            return fault_set(detail, FAULT_MEMORY, "not enough memory to read the file");
        window->at = at;
        window->room = room;
    }
    return window->len < window->room
               ? FAULT_NONE
               : fault_set(detail, FAULT_INTERNAL, "the window is full");
}

/* The line that `offset` is in. */
static unsigned long line_of(const struct window *window, uint64_t offset)
{
    unsigned long line = window->keep_line;
    struct slice rest = window_slice(window, window->keep, offset);
    while (rest.len > 0) {
        size_t at = slice_find(rest, '\n');
        line += at < rest.len;
        rest = slice_from(rest, at + 1);
    }
    return line;
}

static enum fault refuse_bytes(const struct window *window, struct fault_detail *detail)
{
    uint64_t bad = window_end(window);
    unsigned byte = (unsigned char)*window_at(window, bad);
    if (detail)
        detail->line = line_of(window, bad);
    return fault_set(detail, FAULT_INPUT,
                     "not UTF-8 at byte %llu (0x%02X); if it is Windows-1252, convert it "
                     "with: iconv -f WINDOWS-1252 -t UTF-8",
                     (unsigned long long)bad, byte);
}

/* Checks what has been read since the last time. */
static enum fault check(struct window *window, struct fault_detail *detail)
{
    bool cut;
    struct slice fresh = {window->at + window->checked, window->len - window->checked};
    window->checked += utf8_check(fresh, &cut);
    if (window->checked < window->len && (!cut || window->ended))
        return refuse_bytes(window, detail);
    return FAULT_NONE;
}

/* The end of the file: its digest, or, the second time, whether it is still the same. */
static enum fault finish(struct window *window, struct fault_detail *detail)
{
    XXH128_hash_t hash = XXH3_128bits_digest(window->hash);
    struct digest digest = {hash.high64, hash.low64};
    uint64_t bytes = window->start + window->len;
    window->ended = true;
    if (window->digested &&
        (bytes != window->bytes || digest.high != window->digest.high ||
         digest.low != window->digest.low))
        return fault_set(detail, FAULT_INPUT, "changed while it was read");
    window->digested = true;
    window->digest = digest;
    window->bytes = bytes;
    return check(window, detail);
}

static enum fault refuse_encoding(const char *name, struct fault_detail *detail)
{
    if (detail)
        detail->line = 1;
    return fault_set(detail, FAULT_INPUT,
                     "looks like %s; convert it with: iconv -f %s -t UTF-8", name, name);
}

static enum fault gulp(struct window *window, struct fault_detail *detail)
{
    if (window->len == window->room) {
        enum fault fault = make_room(window, detail);
        if (fault)
            return fault;
    }
    size_t want = window->room - window->len < GULP ? window->room - window->len : GULP;
    uint64_t from = window->start + window->len;
    ssize_t got;
    do
        got = pread(window->fd, window->at + window->len, want, (off_t)from);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read at byte %llu: %s",
                         (unsigned long long)from, strerror(errno));
    if (got == 0)
        return finish(window, detail);
    if (from + (uint64_t)got > window->file_bytes)
        return refuse_size(window, detail);
    XXH3_128bits_update(window->hash, window->at + window->len, (size_t)got);
    window->len += (size_t)got;
    const char *name =
        from == 0 ? sniff((struct slice){window->at, got < SNIFF ? (size_t)got : SNIFF})
                  : NULL;
    return name ? refuse_encoding(name, detail) : check(window, detail);
}

enum fault window_reach(struct window *window, uint64_t to, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    while (!fault && !window->ended && window_end(window) < to)
        fault = gulp(window, detail);
    return fault;
}

void window_keep(struct window *window, uint64_t offset, unsigned long line)
{
    window->keep = offset;
    window->keep_line = line;
}

void window_rewind(struct window *window)
{
    window->keep = 0;
    window->keep_line = 1;
    if (window->start == 0 && window->ended)
        return;
    window->start = 0;
    window->len = 0;
    window->checked = 0;
    window->ended = window->moved = false;
    XXH3_128bits_reset(window->hash);
}

uint64_t window_text(const struct window *window)
{
    return slice_starts(window_slice(window, 0, window_end(window)), BOM) ? BOM.len : 0;
}

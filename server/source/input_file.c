/* An input file: opened so that neither a pipe nor a device can block the reader. */
#include "source/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

static enum fault read_open(struct buffer *out, int fd, size_t most,
                            struct fault_detail *detail)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return fault_set(detail, FAULT_INPUT, "not a regular file");
    if ((size_t)status.st_size > most)
        return fault_set(detail, FAULT_INPUT, "larger than %zu MiB", most >> 20);
    size_t size = (size_t)status.st_size;
    if (!buffer_reserve(out, size + 1))
        return FAULT_MEMORY;
    while (out->len < size) {
        ssize_t got = read(fd, out->at + out->len, size - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fault_set(detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
        if (got == 0)
            break;
        out->len += (size_t)got;
    }
    return FAULT_NONE;
}

enum fault input_file_read(struct buffer *out, const char *path, struct digest *digest,
                           struct fault_detail *detail)
{
    return input_file_read_large(out, path, INPUT_FILE_MAX, digest, detail);
}

enum fault input_file_read_large(struct buffer *out, const char *path, size_t most,
                                 struct digest *digest, struct fault_detail *detail)
{
    buffer_clear(out);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
    enum fault fault = read_open(out, fd, most, detail);
    close(fd);
    if (!fault && digest) {
        XXH128_hash_t hash = XXH3_128bits(out->at, out->len);
        *digest = (struct digest){hash.high64, hash.low64};
    }
    struct slice mark = SLICE("\xef\xbb\xbf");
    if (!fault && slice_starts(buffer_slice(out), mark)) {
        out->len -= mark.len;
        memmove(out->at, out->at + mark.len, out->len);
    }
    return fault;
}

/* Does `rest` start with the closing quote of a member's name? A colon follows no other
 * string, and inside a string a quote has a backslash before it. */
static bool names_member(struct slice rest)
{
    size_t at = 1;
    if (rest.len == 0 || rest.at[0] != '"')
        return false;
    while (at < rest.len && memchr(" \t\r\n", rest.at[at], 4))
        at++;
    return at < rest.len && rest.at[at] == ':';
}

unsigned long input_file_line(struct slice json, struct slice key)
{
    unsigned long line = 1;
    for (size_t at = 0; at < json.len; at++) {
        struct slice rest = slice_from(json, at + 1);
        if (json.at[at] == '"' && slice_starts(rest, key) &&
            names_member(slice_from(rest, key.len)))
            return line;
        line += json.at[at] == '\n';
    }
    return 0;
}

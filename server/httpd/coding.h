/* Content codings: which one a client accepts, and the coding itself (RFC 9110, 8.4.1 and
 * 12.5.3; gzip: RFC 1952; zstd: RFC 8878). Pure functions, safe in any thread. */
#ifndef CHANCERY_HTTPD_CODING_H
#define CHANCERY_HTTPD_CODING_H

#include "base/buffer.h"

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_ZSTD, CODINGS };

/* Of Accept-Encoding: the best coding that we have, and whether a plain body is
 * acceptable. When nothing is, `best` is CODING_IDENTITY. */
struct codings {
    enum coding best;
    bool identity;
};

/* Reads the header; an absent one (SLICE_NONE) accepts plain bodies. */
struct codings coding_choose(struct slice accept);

/* "gzip": static. */
const char *coding_name(enum coding coding);

/* Appends the coded bytes; false when memory ran out. */
bool coding_encode(enum coding coding, struct slice plain, struct buffer *out);

/* Writes the ETag of a coded answer, "X-gzip" beside "X", with a NUL after it; false when
 * there is no room or `etag` is no strong tag. */
bool coding_etag(enum coding coding, struct slice etag, char *out, size_t room);

/* Appends a list of tags, with the tags of coded answers replaced by the plain ones. */
void coding_put_plain_tags(enum coding coding, struct slice list, struct buffer *out);

#endif

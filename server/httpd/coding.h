/* Content codings: which one a client takes, and the coding itself (RFC 9110, 8.4.1 and
 * 12.5.3; gzip: RFC 1952; zstd: RFC 8878). Pure. */
#ifndef CHANCERY_HTTPD_CODING_H
#define CHANCERY_HTTPD_CODING_H

#include "base/buffer.h"

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_ZSTD, CODINGS };

/* What Accept-Encoding says: the best of ours, and whether an answer as it is will do.
 * When not even that will, `best` is CODING_IDENTITY. */
struct codings {
    enum coding best;
    bool identity;
};

/* Reads the header; an absent one (SLICE_NONE) takes answers as they are. */
struct codings coding_choose(struct slice accept);

/* "gzip": static. */
const char *coding_name(enum coding coding);

/* Appends the coded bytes; false when memory ran out. */
bool coding_encode(enum coding coding, struct slice plain, struct buffer *out);

/* A coded answer has an ETag of its own, "X-gzip" beside "X". Writes it with a NUL behind
 * it; false when there is no room or `etag` is no strong tag. */
bool coding_etag(enum coding coding, struct slice etag, char *out, size_t room);

/* Appends a list of tags with those of coded answers made those of plain ones. */
void coding_put_plain_tags(enum coding coding, struct slice list, struct buffer *out);

#endif

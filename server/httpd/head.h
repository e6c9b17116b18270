/* The head of a request: what its lines say, and whether it may be served.
 *
 * A request that two servers could read differently is refused here, before anything
 * looks at it (RFC 9112, 3.2, 6.3 and 11.2). */
#ifndef CHANCERY_HTTPD_HEAD_H
#define CHANCERY_HTTPD_HEAD_H

#include "routing/request.h"

#include <stdint.h>

/* Fields that are lists, so that several lines of one say what one line would with commas
 * between (RFC 9110, 5.3). */
enum head_list {
    HEAD_ACCEPT,
    HEAD_ACCEPT_ENCODING,
    HEAD_IF_NONE_MATCH,
    HEAD_FORWARDED_FOR,
    HEAD_FORWARDED,
    HEAD_LISTS
};

struct head {
    struct slice accept, accept_encoding, if_none_match, if_modified_since, id;
    struct slice forwarded_for, forwarded;
    struct slice trace;         /* traceparent (W3C Trace Context) */
    uint64_t length;            /* Content-Length; 0 when there is none */
    size_t library_bytes;       /* bytes that the library takes to note the lines */
    unsigned hosts, lengths;    /* how many there were */
    unsigned lists[HEAD_LISTS]; /* lines of each */
    bool has_transfer_coding;   /* Transfer-Encoding stands there */
    bool malformed;             /* a name, a Host or a length that is none */
};

/* Takes in one line. Slices are kept, not copied. */
void head_line(struct head *head, struct slice name, struct slice value);

/* The list that a field is, or HEAD_LISTS; and where the head has it. */
enum head_list head_list_named(struct slice name);
struct slice *head_list_of(struct head *head, enum head_list list);

enum head_verdict {
    HEAD_VALID,
    HEAD_MALFORMED, /* 400 */
    HEAD_TOO_LONG,  /* 414 */
    HEAD_BODY,      /* 413: a body where none belongs */
};

/* What is to be done with the request; `longest` is the limit of the target's length. */
enum head_verdict head_check(const struct head *head, enum method method, bool http_1_0,
                             struct slice target, size_t longest);

enum method head_method(const char *name);

#endif

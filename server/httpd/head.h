/* The head of a request: its fields, and whether the request may be served.
 *
 * A request that two servers could read differently is refused (RFC 9112, 3.2, 6.3 and
 * 11.2). Slices point into the caller's memory. Pure functions. */
#ifndef CHANCERY_HTTPD_HEAD_H
#define CHANCERY_HTTPD_HEAD_H

#include "routing/request.h"

#include <stdint.h>

/* Fields that are lists: several lines of one mean the same as one line, joined with
 * commas (RFC 9110, 5.3). */
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
    struct slice trace;   /* traceparent (W3C Trace Context) */
    uint64_t length;      /* Content-Length; 0 when there is none */
    size_t library_bytes; /* memory that the library needs for its records of the lines */
    unsigned hosts, lengths;    /* lines of Host and Content-Length */
    unsigned lists[HEAD_LISTS]; /* lines of each */
    bool has_transfer_coding;   /* there is a Transfer-Encoding */
    bool malformed;             /* a name, Host or length is not valid */
};

/* Reads one line. Slices are stored, not copied. */
void head_line(struct head *head, struct slice name, struct slice value);

/* Which list a field is, or HEAD_LISTS for none; and its value in the head. */
enum head_list head_list_named(struct slice name);
struct slice *head_list_of(struct head *head, enum head_list list);

enum head_verdict {
    HEAD_VALID,
    HEAD_MALFORMED, /* 400 */
    HEAD_TOO_LONG,  /* 414 */
    HEAD_BODY,      /* 413: a body where none is allowed */
};

/* Judges the head; `longest` is the limit of the target, in bytes. */
enum head_verdict head_check(const struct head *head, enum method method, bool http_1_0,
                             struct slice target, size_t longest);

enum method head_method(const char *name);

#endif

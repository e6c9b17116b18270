/* Targets: cut into path segments and parameters, and decoded (RFC 3986, RFC 9112
 * section 3.2). Pure functions, safe in any thread. */
#ifndef CHANCERY_ROUTING_TARGET_H
#define CHANCERY_ROUTING_TARGET_H

#include "base/arena.h"
#include "base/fault.h"

enum { TARGET_SEGMENTS = 8, TARGET_PARAMETERS = 64 };

struct target {
    struct slice path, query;               /* raw */
    struct slice segments[TARGET_SEGMENTS]; /* decoded */
    size_t segment_count;
    bool trailing_slash;
    struct {
        struct slice name, value; /* decoded */
    } parameters[TARGET_PARAMETERS];
    size_t parameter_count;
};

/* FAULT_BAD_REQUEST for a broken escape, NUL or control characters, what is not UTF-8,
 * dot segments, or too many parameters; FAULT_NOT_FOUND for a path deeper than any
 * route; FAULT_MEMORY. */
CHECKED enum fault target_read(struct target *target, struct slice raw,
                               struct arena *arena, struct fault_detail *detail);

/* The path and query of a target in absolute form ("http://host/path"), and any other
 * target as it is (RFC 9112, 3.2.2: a server must accept both). */
struct slice target_origin_form(struct slice target);

/* Are these names of a header field or a scheme equal, letters of ASCII in either case?
 */
bool field_is(struct slice name, struct slice wanted);

/* Could this be a host and port (RFC 3986, 3.2.2, loosely)? */
bool target_is_host(struct slice value);

#endif

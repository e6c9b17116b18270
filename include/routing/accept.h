/* Formats of answers, and content negotiation (RFC 9110, section 12.5.1). Pure functions,
 * safe in any thread. */
#ifndef CHANCERY_ROUTING_ACCEPT_H
#define CHANCERY_ROUTING_ACCEPT_H

#include "base/slice.h"

enum format { FORMAT_JSON, FORMAT_NDJSON, FORMAT_CSV, FORMAT_TEXT, FORMAT_ATOM, FORMATS };

/* The suffix of a format without its dot, and its media type with parameters; static. */
const char *format_suffix(enum format format);
const char *format_type(enum format format);

/* A member of Accept, or of a list like it: "text/csv;q=0.5". */
struct accept_range {
    struct slice name;
    int weight; /* thousandths */
};

struct accept_range accept_read_range(struct slice text);

/* Are they equal, letters of ASCII in either case? */
bool accept_same(struct slice a, struct slice b);

/* The best of `formats` (bits) for an Accept header; FORMATS when none is acceptable. An
 * empty header accepts all. At equal weight `preferred` is chosen, then the format that
 * is first in the enum. */
enum format accept_choose(struct slice accept, unsigned formats, enum format preferred);

#endif

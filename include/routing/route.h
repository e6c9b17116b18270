/* Routes: which row of the table a request is for, and its parameters, read and checked.
 *
 * A route says its path, the representations it has and the parameters it takes; what
 * reaches a handler are numbers, flags and decoded ids, never raw text. Reading is
 * strict: an unknown parameter, one given twice or a wrong value is a fault that says
 * what is allowed (RFC 9110 and RFC 3986 for targets; the query as in the URL Standard's
 * forms). Pure: no data set, no socket. */
#ifndef CHANCERY_ROUTING_ROUTE_H
#define CHANCERY_ROUTING_ROUTE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fault.h"
#include "routing/request.h"
#include <stdint.h>

enum format { FORMAT_JSON, FORMAT_NDJSON, FORMAT_CSV, FORMAT_TEXT, FORMAT_XML, FORMATS };

/* The suffix without its dot, and the media type with its charset. */
const char *format_suffix(enum format format);
const char *format_type(enum format format);

enum parameter {
    PARAM_LIMIT,
    PARAM_CURSOR,
    PARAM_FIELDS,
    PARAM_FORMAT,
    PARAM_PRETTY,
    PARAM_OFFSETS,
    PARAM_REV,
    PARAM_COLLECTION,
    PARAM_DOCUMENT,
    PARAM_Q,
    PARAM_CLASSIFICATION,
    PARAM_DATE_FROM,
    PARAM_DATE_TO,
    PARAM_AUTHOR,
    PARAM_RECIPIENT,
    PARAM_AUTHOR_IS,
    PARAM_RECIPIENT_IS,
    PARAM_GENRE,
    PARAM_SORT,
    PARAM_FACETS,
    PARAM_INCLUDE,
    PARAM_NOTES,
    PARAM_OMISSIONS,
    PARAM_NUMBER,
    PARAM_RANGE,
    PARAM_KIND,
    PARAM_CONTEXT,
    PARAM_PARAGRAPH,
    PARAM_IDS,
    PARAM_SCOPE,
    PARAM_WITHIN,
    PARAM_GROUP,
    PARAM_HIGHLIGHT,
    PARAM_CROP,
    PARAM_SYNTAX,
    PARAM_PARTIAL,
    PARAM_PREFIX,
    PARAM_ENTITY,
    PARAM_TYPE,
    PARAM_MIN_MENTIONS,
    PARAMETERS
};

/* What include= may ask for. */
enum include {
    INCLUDE_PARAGRAPHS,
    INCLUDE_FOOTNOTES,
    INCLUDE_OMISSIONS,
    INCLUDE_SOURCE,
    INCLUDE_ENTITIES,
    INCLUDE_MENTIONS,
    INCLUDES
};
#define INCLUDES_BIT(include) (1u << (include))

#define TAKES(parameter) (UINT64_C(1) << (parameter))

/* What every JSON answer takes. */
#define TAKES_COMMON (TAKES(PARAM_FORMAT) | TAKES(PARAM_PRETTY) | TAKES(PARAM_REV))
#define TAKES_PAGE (TAKES(PARAM_LIMIT) | TAKES(PARAM_CURSOR))

/* A value, read: which members hold depends on the parameter's kind (see route.c). */
struct value {
    bool given;
    struct slice text; /* decoded */
    int64_t number;    /* of a number, or which of the allowed words (from 0) */
    uint64_t flags;    /* of a list of words: bits, in the order of the table */
    int64_t from, to;  /* of a range of numbers, or the first and last day of a date */
    struct slice low, high; /* of a range of ids */
};

enum { ROUTE_VARIABLES = 2 };

/* How one answers: see api.h. */
struct call;
typedef enum fault route_answer(struct call *call);

/* The members of the items of a list, or of the one object that a route answers with. */
struct item_members {
    const char *const *fields;  /* that fields= may name; ends with NULL */
    const char *const *columns; /* of CSV, likewise: "anchor.at" is `at` of `anchor` */
};

struct route {
    const char *path;  /* "/v1/documents/{document}" */
    unsigned formats;  /* bits of enum format; the first that is set is the default */
    uint64_t takes;    /* bits of enum parameter */
    unsigned includes; /* bits of enum include */
    const char *const *kinds;         /* words of kind=, ends with NULL */
    const char *const *sorts;         /* words of sort=, likewise; NULL: the usual ones */
    const struct item_members *items; /* where it takes fields=, or answers with a list */
    bool slow;                        /* takes time whatever is asked */
    uint64_t slow_with;               /* bits of parameters that make it take time */
    bool without_data_set; /* answered however busy the readers of the data set are */
    route_answer *answer;
};

/* The request as it was understood. */
struct routed {
    const struct route *route;
    struct slice variables[ROUTE_VARIABLES]; /* decoded, in order of the path */
    enum format format;
    bool negotiated;    /* the format came from Accept, and could have been another */
    bool suffixed;      /* it came from the path */
    struct slice query; /* raw */
    struct value values[PARAMETERS];
    struct slice bad_parameter; /* the parameter at fault, or empty */
    struct slice allowed;       /* what would be right, in words */
    struct slice redirect;      /* not empty: the same thing has a better target (308) */
};

/* Finds the row of `table` (ends with a NULL path) and reads the parameters.
 * FAULT_NOT_FOUND, FAULT_BAD_REQUEST, FAULT_UNKNOWN_PARAMETER, FAULT_BAD_PARAMETER,
 * FAULT_NOT_ACCEPTABLE, FAULT_MEMORY; `out` tells as much as was understood. */
CHECKED enum fault route_request(const struct route *table, const struct request *request,
                                 struct arena *arena, struct routed *out,
                                 struct fault_detail *detail);

/* Will its answer keep a thread longer than a look-up does? */
bool route_is_slow(const struct routed *routed);

/* The name of a parameter ("date.from"). */
const char *parameter_name(enum parameter parameter);

/* Is it one of text, and this of a length that it takes? */
bool parameter_fits(enum parameter parameter, struct slice text);

/* The target that says the same as `routed`: path and parameters in one fixed order,
 * trackers gone, without the parameters of the mask `without`; for ETags and cursors. */
void route_canonical(const struct routed *routed, uint64_t without, struct buffer *out);

/* The path of a route with these variables, percent-encoded. */
void route_path(const struct route *route, const struct slice *variables,
                struct buffer *out);

#endif

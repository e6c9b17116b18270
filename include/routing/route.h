/* Routes: which row of the table a request is for, and its parameters, read and checked.
 *
 * A route has a path, formats and parameters; a handler gets numbers, flags and decoded
 * ids, never raw text. Reading is strict: for a parameter that is unknown, given twice or
 * has a wrong value, the fault says what is allowed. Sources: RFC 9110 and RFC 3986 for
 * targets; the query as the URL Standard's forms encode it. Pure functions: no data set,
 * no socket. */
#ifndef CHANCERY_ROUTING_ROUTE_H
#define CHANCERY_ROUTING_ROUTE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fault.h"
#include "routing/accept.h"
#include "routing/request.h"
#include <stdint.h>

/* Every parameter of the API; their names and kinds are the table in parameters.c. */
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
    PARAM_MATCH,
    PARAM_EXPAND,
    PARAM_PARTIAL,
    PARAM_PREFIX,
    PARAM_ENTITY,
    PARAM_TYPE,
    PARAM_MIN_MENTIONS,
    PARAM_SINCE,
    PARAMETERS
};

/* The words of include=. */
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

/* The parameters of every JSON answer, and of every page. */
#define TAKES_COMMON (TAKES(PARAM_FORMAT) | TAKES(PARAM_PRETTY) | TAKES(PARAM_REV))
#define TAKES_PAGE (TAKES(PARAM_LIMIT) | TAKES(PARAM_CURSOR))

/* The value of a parameter; which members are set depends on its kind (parameters.c). */
struct value {
    bool given;
    struct slice text; /* decoded */
    int64_t number;    /* of a number or switch; or which of the allowed words, from 0 */
    uint64_t flags;    /* of a list of words: bits, in the order of the table */
    int64_t from, to;  /* of a range of numbers; or the first and last day of a date */
    struct slice low, high; /* of a range of ids */
};

enum { ROUTE_VARIABLES = 2 };

/* The handler of a route. What a call is: answer/call.h. */
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

/* A request as it was read. */
struct routed {
    const struct route *route;
    struct slice variables[ROUTE_VARIABLES]; /* decoded, in order of the path */
    enum format format;
    bool negotiated;    /* the format came from Accept, and could have been another */
    bool suffixed;      /* the format came from the path */
    struct slice query; /* raw */
    struct value values[PARAMETERS];
    struct slice bad_parameter; /* the parameter at fault, or empty */
    struct slice allowed;       /* what would be right, in words */
    struct slice redirect;      /* not empty: the target to redirect to (308) */
};

/* Finds the row of `table` (ends with a NULL path) and reads the parameters.
 * FAULT_NOT_FOUND, FAULT_BAD_REQUEST, FAULT_UNKNOWN_PARAMETER, FAULT_BAD_PARAMETER,
 * FAULT_NOT_ACCEPTABLE, FAULT_MEMORY; `out` holds what was read before the fault. */
CHECKED enum fault route_request(const struct route *table, const struct request *request,
                                 struct arena *arena, struct routed *out,
                                 struct fault_detail *detail);

/* Will its answer take longer than a look-up? */
bool route_is_slow(const struct routed *routed);

/* The name of a parameter ("date.from"). */
const char *parameter_name(enum parameter parameter);

/* Is it a parameter of text, and `text` of a length that it allows? */
bool parameter_fits(enum parameter parameter, struct slice text);

/* The canonical target of `routed`: path and parameters in one fixed order, without those
 * of trackers and those of the mask `without`; for ETags and cursors. */
void route_canonical(const struct routed *routed, uint64_t without, struct buffer *out);

/* The path of a route with these variables, percent-encoded. */
void route_path(const struct route *route, const struct slice *variables,
                struct buffer *out);

#endif

/* A call: one request on its way through a handler.
 *
 * A handler finds what it is asked for (lookup.h), says so to call_check_validators, and
 * ends with one of the sending functions (send.h, list.h, stream.h). Where it cannot, it
 * returns a fault with words in `detail`, and the problem is written in one place.
 * A call belongs to one thread; its slices live in the reply's arena. */
#ifndef CHANCERY_ANSWER_CALL_H
#define CHANCERY_ANSWER_CALL_H

#include "db/read/corpus.h"
#include "routing/reply.h"
#include "routing/route.h"

struct api;

struct call {
    struct api *api;
    const struct route *routes; /* the table that `routed` is from */
    const struct request *request;
    struct routed routed;
    struct corpus *corpus;
    struct reply *reply;
    struct arena *arena; /* of the reply */
    struct fault_detail detail;
    struct slice similar[SIMILAR_IDS]; /* ids like one that was not found */
    size_t similar_count;
    struct slice next; /* target of the page after this one, or empty */
    struct slice first;
    bool damaged; /* stored JSON could not be read: there is no answer */
};

/* The variables of a path, by what they name: the document and the block or note in it,
 * or the one thing that the path is of. */
enum path_variable {
    PATH_DOCUMENT = 0,
    PATH_COLLECTION = 0,
    PATH_ENTITY = 0,
    PATH_PART = 1, /* a block or note */
};

static inline struct slice call_path(const struct call *call, enum path_variable variable)
{
    return call->routed.variables[variable];
}

static inline const struct value *call_value(const struct call *call,
                                             enum parameter parameter)
{
    return &call->routed.values[parameter];
}

static inline bool call_includes(const struct call *call, enum include include)
{
    return call_value(call, PARAM_INCLUDE)->flags >> include & 1;
}

/* Must it be answered at once, or else be deferred (call_defer)? */
static inline bool call_is_inline(const struct call *call)
{
    return call->request->inline_only;
}

/* Names the parameter that is at fault. Returns where the words go:
 * fault_set(call_blame(call, PARAM_IDS), FAULT_BAD_PARAMETER, "ids is missing"). */
struct fault_detail *call_blame(struct call *call, enum parameter parameter);

/* Adds a parameter to a target, as its first or one more. */
void put_parameter(struct buffer *target, enum parameter parameter, struct slice value);

#endif

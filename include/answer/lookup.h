/* Finding what a path names, or the fault that answers instead.
 *
 * An id that was retired leads on by a redirect (FAULT_ANSWERED), or is FAULT_GONE; one
 * that never was is FAULT_NOT_FOUND, with ids like it in call->similar. Slices of a row
 * live in the call's arena. */
#ifndef CHANCERY_ANSWER_LOOKUP_H
#define CHANCERY_ANSWER_LOOKUP_H

#include "answer/call.h"
#include "db/read/entities.h"

enum { ENTITIES_PER_REQUEST = 10 /* that entity= takes */ };

CHECKED enum fault require_document(struct call *call, struct document_row *out);
CHECKED enum fault require_block(struct call *call, struct block_row *out);
CHECKED enum fault require_note(struct call *call, struct note_row *out);
CHECKED enum fault require_collection(struct call *call, struct slice id,
                                      struct collection_row *out);

/* The entity that the path names; the id of one that was merged leads (308) to it. */
CHECKED enum fault require_entity(struct call *call, struct entity_row *out);

/* The keys of the entities that entity= names, merged ones too, as a JSON array; "[]"
 * where it is not given. FAULT_BAD_PARAMETER. */
CHECKED enum fault read_entity_parameter(struct call *call, struct slice *out);

/* The same request with other ids in its path: suffix and query as they came. */
struct slice call_target_with(struct call *call, const struct slice *variables);

/* Leaves of call->similar those with the same beginning as `id`, the most alike first. */
void call_rank_similar(struct call *call, struct slice id);

#endif

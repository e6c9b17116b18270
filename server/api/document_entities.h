/* Whom and what a document names, for its own list and for those that include it. */
#ifndef CHANCERY_API_DOCUMENT_ENTITIES_H
#define CHANCERY_API_DOCUMENT_ENTITIES_H

#include "answer/call.h"
#include "db/read/entities.h"

/* An entity of a document as an object, with its mentions where they are asked for. */
CHECKED enum fault write_document_entity(struct call *call, struct buffer *out,
                                         const struct document_row *document,
                                         const struct entity_row *row);

/* The cursor of the page after `row`. */
struct slice document_entity_cursor(struct call *call, const struct entity_row *row);

#endif

/* The named entities of a load: the lists, the gazetteer made of them, and counts. */
#ifndef CHANCERY_LOADING_ENTITIES_H
#define CHANCERY_LOADING_ENTITIES_H

#include "authority/authorities.h"
#include "base/buffer.h"
#include "db/store/rows.h"

struct entities {
    struct reporter reporter; /* to the load's progress */
    struct authorities *authorities;
    struct gazetteer *gazetteer;
    struct arena arena;             /* names of lists */
    size_t count;                   /* of entities, merged ones once */
    uint32_t *documents, *mentions; /* of each entity, by number */
    /* Of the current document. A slot is an entity's number, or, after the last of these,
     * the type of what is not linked. */
    uint32_t *here;              /* mentions, by slot */
    uint32_t *named;             /* slots with a mention, in order of the first one */
    struct entity_count *counts; /* the same, as they are stored */
    size_t named_count;
    const char *methods[MENTION_METHODS];
    size_t method_count;
    uint64_t found, linked;
    struct mention_row *rows; /* of one text */
    size_t row_room;
};

/* The JSON of what a list says of an entity (entity_json.c). Faults are the buffer's. */
void entity_source_json(struct buffer *out, const struct authority_entry *entry);

#endif

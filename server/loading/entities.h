/* Named entities on their way through a load: the lists, the recogniser, the counts.
 * Private to server/load*.c. */
#ifndef CHANCERY_LOADING_ENTITIES_H
#define CHANCERY_LOADING_ENTITIES_H

#include "authority/authorities.h"
#include "document.h"

struct entities {
    struct reporter reporter; /* to the load */
    struct authorities *authorities;
    struct gazetteer *gazetteer;
    struct arena arena;             /* names of lists, for as long as the load takes */
    size_t count;                   /* of entities, merged ones once */
    uint32_t *documents, *mentions; /* of each entity, by number */
    /* of the document in hand: by number how often, behind them the unlinked by type */
    uint32_t *here;
    uint32_t *named;             /* those that are named in it, in order of coming */
    struct entity_count *counts; /* the same, as they are stored */
    size_t named_count;
    const char *methods[MENTION_METHODS];
    size_t method_count;
    uint64_t found, linked;
    struct mention_row *rows; /* of one text */
    size_t row_room;
};

/* Reads every list and stores what it says; nothing where the load is without. */
CHECKED enum fault load_entities_open(struct load *load, struct fault_detail *detail);
void load_entities_close(struct load *load);

/* The counts, behind the last document. */
CHECKED enum fault load_entities_end(struct load *load, struct fault_detail *detail);

/* --- a document, in this order (load_mentions.c) --- */
/* Of the block with key `block`, or of its note `ordinal`, which is not 0. */
CHECKED enum fault load_mentions_put(struct document_load *doc, int64_t block,
                                     uint32_t ordinal, struct slice text,
                                     enum block_kind kind);
CHECKED enum fault load_mentions_end(struct document_load *doc);

#endif

/* The gazetteer while it is filled, and its table. */
#ifndef CHANCERY_GAZETTEER_INTERNAL_H
#define CHANCERY_GAZETTEER_INTERNAL_H

#include "base/array.h"
#include "gazetteer/names.h"

/* A slot of the table, which leads from the key of a phrase to the first of its names, or
 * to PHRASE_NAMES where the phrase only begins longer names. */
enum { PHRASE_GOES_ON = 1 << 30, PHRASE_NAMES = PHRASE_GOES_ON - 1 };
struct gazetteer_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
    uint32_t scope; /* of all its names, or 0 where they have several */
};

/* Puts the name of `count` tokens under its key, and each shorter phrase that begins it
 * among the prefixes. False when memory ran out. */
bool gazetteer_put_key(struct gazetteer *gazetteer, const struct name_token *tokens,
                       size_t count, const struct gazetteer_name *name);

/* Puts the name that was read into `tokens` as it is, and with other signs in it. False
 * when memory ran out. */
bool gazetteer_put_plain(struct gazetteer *gazetteer, struct gazetteer_name *name);

/* Puts the forms in which texts write a person whose label was read into `tokens`. */
CHECKED enum fault gazetteer_put_person(struct gazetteer *gazetteer,
                                        const struct gazetteer_name *name,
                                        struct fault_detail *detail);

/* Makes the table of names and prefixes, when both are sorted; false when memory ran out.
 */
CHECKED bool gazetteer_make_table(struct gazetteer *gazetteer);

/* Memory ran out: FAULT_MEMORY, in the words of this room. */
enum fault gazetteer_no_memory(struct fault_detail *detail);

#endif

/* Claims of ids: each id of a collection or a document belongs to one alone.
 *
 * id_claims_init/id_claims_release frame its life. Ids and the keys of their order live
 * in the given arena. One thread. */
#ifndef CHANCERY_SOURCE_ID_CLAIMS_H
#define CHANCERY_SOURCE_ID_CLAIMS_H

#include "walk.h"

struct id_claims {
    struct arena *arena, scratch;
    const struct reporter *reporter;
    size_t longer;          /* texts of the current collection that have longer ids */
    struct slice shown, id; /* the first of them */
    const struct walk_text *holder; /* what has its id */
    void *collections, *documents;  /* tsearch(3) trees of what has which id */
};

void id_claims_init(struct id_claims *claims, struct arena *arena,
                    const struct reporter *reporter);
void id_claims_release(struct id_claims *claims);

/* Sets id and order of a collection, by collection.json or the folder's name. Where
 * another has that id already, the names of the folders above go before it, as many as it
 * takes, and that is reported. FAULT_MEMORY. */
CHECKED enum fault id_claims_collection(struct id_claims *claims,
                                        struct walk_folder *folder);

/* Sets id and order of the folder's texts, by the sidecar or the file's name.
 * FAULT_MEMORY. */
CHECKED enum fault id_claims_texts(struct id_claims *claims, struct walk_folder *folder);

/* Takes the id of `text` for it, or, where another text has that, a longer one: the
 * collection's id before it, "vol2.001", and a number where that is taken, too. `*kept`
 * is false when the other is the same file, given twice. FAULT_MEMORY. */
CHECKED enum fault id_claims_take(struct id_claims *claims, struct walk_text *text,
                                  struct slice collection, bool *kept);

/* Reports, once, how many texts of a collection have such longer ids. */
void id_claims_report(struct id_claims *claims, const struct walk_folder *folder);

#endif

/* All authority lists together: which of their records are one entity.
 *
 * Lists are added in order, and each is read twice. The first reading numbers the
 * records. Then it is settled which records are one entity: those that share an address
 * in sameAs, those that the editors merged, and organizations or places of the same type
 * and label in different lists. The second reading hands names, offices and relations to
 * the gazetteer, and every record to the caller. Of a record only id and label stay in
 * memory, and after authorities_forget only the number of its entity.
 *
 *   authorities_open -> authorities_add for each list and each file of overrides
 *   -> authorities_settle -> authorities_fill [-> authorities_forget]
 *
 * An entity's number is that of its first record, the program's own where it has one; the
 * gazetteer counts in the same way. The id of a record of the program's list is as it is
 * written there, that of any other is LIST.ID. Problems go to the reporter. One thread.
 * Faults: FAULT_MEMORY, and those that the callback returns. */
#ifndef CHANCERY_AUTHORITY_AUTHORITIES_H
#define CHANCERY_AUTHORITY_AUTHORITIES_H

#include "authority/authority.h"
#include "gazetteer/mention_pin.h"

struct authorities;

/* The rank of a list among the others, and the collection in whose documents its names
 * are known (0: in all). */
struct authority_standing {
    enum authority_rank rank;
    uint32_t scope;
};

CHECKED enum fault authorities_open(struct authorities **out,
                                    const struct reporter *reporter,
                                    struct fault_detail *detail);
void authorities_close(struct authorities *authorities); /* NULL is fine */

/* The number of the collection that a list names; 0: there is none. */
typedef uint32_t authority_scope(void *self, struct slice collection);

/* First reading. `input` and what it points to must live until authorities_fill has
 * returned. A list that names a collection is only for that one. */
CHECKED enum fault authorities_add(struct authorities *authorities,
                                   const struct authority_input *input,
                                   struct authority_standing standing,
                                   authority_scope *scope_of, void *self,
                                   struct fault_detail *detail);

/* A file of overrides: {"force": …, "forbid": …, "merge": …, "split": …, "pin": …}. */
CHECKED enum fault authorities_override(struct authorities *authorities, const char *path,
                                        const char *shown, uint32_t scope,
                                        struct fault_detail *detail);

/* After the last list: joins the records that are one entity. The gazetteer stays the
 * caller's, and must live as long as `authorities`. */
CHECKED enum fault authorities_settle(struct authorities *authorities,
                                      struct gazetteer *gazetteer,
                                      struct fault_detail *detail);

size_t authorities_count(const struct authorities *authorities); /* of records */

/* The number of the entity that a record belongs to. */
uint32_t authorities_entity(const struct authorities *authorities, uint32_t record);
struct slice authorities_id(const struct authorities *authorities, uint32_t record);
struct slice authorities_label(const struct authorities *authorities, uint32_t record);
enum entity_type authorities_type(const struct authorities *authorities, uint32_t record);
enum authority_rank authorities_rank(const struct authorities *authorities,
                                     uint32_t record);

/* A record with its references as ids of entities; empty where there is no such entity.
 */
struct authority_entry {
    uint32_t number; /* of the record */
    uint32_t scope;  /* whose documents know its list (0: all) */
    const struct authority_list *list;
    const struct authority_record *record;
    struct slice part_of, governs;
    const struct slice *offices_of; /* one for each office */
};

/* Second reading: fills the gazetteer, which the caller seals. */
typedef enum fault authorities_take(void *self, const struct authority_entry *entry,
                                    struct fault_detail *detail);
CHECKED enum fault authorities_fill(struct authorities *authorities,
                                    authorities_take *take, void *self,
                                    struct fault_detail *detail);

/* Frees what only the readings need. From now on authorities_id, _label, _type and _rank
 * may not be called. */
void authorities_forget(struct authorities *authorities);

/* The pins of a document, in the arena; `scope` is the number of its collection. */
CHECKED enum fault authorities_pins(struct authorities *authorities, struct arena *arena,
                                    uint32_t scope, struct slice document,
                                    struct mention_pin **pins, size_t *count);

/* The document is left out on purpose: its pins are not reported as mistakes. */
void authorities_leave_out(struct authorities *authorities, uint32_t scope,
                           struct slice document);

/* Has any recogniser seen the word (recogniser_saw_override)? */
typedef bool authorities_saw_override(const void *self, uint32_t word);

/* After the last document: reports pins whose document or quote is not there, and forced
 * and forbidden names that are in no document. */
void authorities_end(struct authorities *authorities, authorities_saw_override *saw,
                     const void *self);

#endif

/* Reading a data set: named entities, and their mentions.
 *
 * Everything said in corpus.h applies. A data set that was loaded without entities has
 * none. */
#ifndef CHANCERY_DB_READ_ENTITIES_H
#define CHANCERY_DB_READ_ENTITIES_H

#include "db/read/corpus.h"

CHECKED enum fault corpus_find_entity(struct corpus *corpus, struct arena *arena,
                                      struct slice id, struct entity_row *out,
                                      bool *found, struct fault_detail *detail);
CHECKED enum fault corpus_entity_by_key(struct corpus *corpus, struct arena *arena,
                                        int64_t key, struct entity_row *out, bool *found,
                                        struct fault_detail *detail);
/* The entity into which a record of this id was merged. */
CHECKED enum fault corpus_find_former_entity(struct corpus *corpus, struct arena *arena,
                                             struct slice id, struct entity_row *out,
                                             bool *found, struct fault_detail *detail);
CHECKED enum fault corpus_similar_entities(struct corpus *corpus, struct arena *arena,
                                           struct slice id, struct slice out[SIMILAR_IDS],
                                           size_t *count, struct fault_detail *detail);

/* The records of an entity in the authority lists (JSON), by their precedence. */
CHECKED enum fault corpus_entity_sources(struct corpus *corpus, int64_t entity,
                                         struct rows *rows);
CHECKED enum fault rows_next_source(struct rows *rows, struct slice *answer, bool *more,
                                    struct fault_detail *detail);

enum entity_sort { ENTITY_BY_MENTIONS, ENTITY_BY_LABEL };

struct entity_filter {
    uint64_t types;      /* bits of enum entity_type; 0: all */
    struct slice words;  /* a JSON array of folded words; "[]" for none */
    int64_t least;       /* mentions */
    int64_t first, last; /* documents whose mentions count; 0, 0: all */
};

/* A page begins after this one. */
struct entity_after {
    struct slice label, id; /* empty: at the start */
    int64_t mentions;       /* INT64_MAX: at the start */
    bool unknown;           /* of a document: it was one of those without entity */
};

CHECKED enum fault corpus_entities(struct corpus *corpus,
                                   const struct entity_filter *filter,
                                   enum entity_sort sort,
                                   const struct entity_after *after, int64_t limit,
                                   struct rows *rows);
CHECKED enum fault corpus_count_entities(struct corpus *corpus,
                                         const struct entity_filter *filter,
                                         int64_t *count, struct fault_detail *detail);
CHECKED enum fault rows_next_entity(struct rows *rows, struct entity_row *out, bool *more,
                                    struct fault_detail *detail);

/* The entities of a document. Mentions without entity have a row for each type: its key
 * is entity_unlinked(type), its id is empty. */
CHECKED enum fault corpus_document_entities(struct corpus *corpus, int64_t document,
                                            uint64_t types,
                                            const struct entity_after *after,
                                            int64_t limit, struct rows *rows);
CHECKED enum fault corpus_count_document_entities(struct corpus *corpus, int64_t document,
                                                  uint64_t types, int64_t *count,
                                                  struct fault_detail *detail);

/* Entities named in the same documents; `documents` says in how many. */
CHECKED enum fault corpus_related_entities(struct corpus *corpus, int64_t entity,
                                           uint64_t types,
                                           const struct entity_after *after,
                                           int64_t limit, struct rows *rows);
CHECKED enum fault corpus_count_related(struct corpus *corpus, int64_t entity,
                                        uint64_t types, int64_t *count,
                                        struct fault_detail *detail);

/* --- mentions --- */

/* A list of texts with mentions, several of which are in one row. */
struct mention_rows {
    struct rows rows;
    struct slice part;              /* what is left of the row */
    struct mention_text text, from; /* the previous text; where the list begins */
};

/* The texts from `from` on in documents `first` to `last`; only of documents that name
 * `entity`, unless it is 0. To be closed with rows_close(&out->rows). */
CHECKED enum fault corpus_mentions(struct corpus *corpus, int64_t entity, int64_t first,
                                   int64_t last, const struct mention_text *from,
                                   struct mention_rows *out);
CHECKED enum fault rows_next_mentions(struct mention_rows *rows, struct mention_text *out,
                                      bool *more, struct fault_detail *detail);
CHECKED enum fault corpus_count_mentions(struct corpus *corpus, int64_t entity,
                                         int64_t first, int64_t last, int64_t *count,
                                         struct fault_detail *detail);
/* The mentions of one block or note, in the arena; empty when it has none. */
CHECKED enum fault corpus_mentions_of(struct corpus *corpus, struct arena *arena,
                                      int64_t block, uint32_t ordinal, struct slice *out,
                                      struct fault_detail *detail);

/* The name of a method of mentions; lives as long as the corpus. */
CHECKED enum fault corpus_method(struct corpus *corpus, unsigned method,
                                 struct slice *out, struct fault_detail *detail);

#endif

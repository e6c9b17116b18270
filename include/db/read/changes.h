/* Reading a data set: its revisions, and what became of documents in each.
 *
 * Faults as in corpus.h; rows are read by rows_next_change and rows_next_revision. */
#ifndef CHANCERY_DB_READ_CHANGES_H
#define CHANCERY_DB_READ_CHANGES_H

#include "db/read/corpus.h"

/* A change, by revision and id of its document; a page begins after it. */
struct change_place {
    int64_t revision;
    struct slice document; /* must live as long as the rows are read */
};

/* The oldest first. */
void corpus_changes(struct corpus *corpus, const struct change_place *after,
                    int64_t limit, struct rows *rows);

/* The newest revision first, those after revision `since`. */
void corpus_changes_down(struct corpus *corpus, int64_t since,
                         const struct change_place *after, int64_t limit,
                         struct rows *rows);
CHECKED enum fault rows_next_change(struct rows *rows, struct change_row *out, bool *more,
                                    struct fault_detail *detail);
CHECKED enum fault rows_next_revision(struct rows *rows, struct revision_row *out,
                                      bool *more, struct fault_detail *detail);

/* Those after revision `since`, up to CORPUS_COUNT_LIMIT + 1. */
CHECKED enum fault corpus_count_changes(struct corpus *corpus, int64_t since,
                                        int64_t *count, struct fault_detail *detail);

/* The number of a revision, the last of that rev; 0: there is none. */
CHECKED enum fault corpus_find_revision(struct corpus *corpus, struct slice rev,
                                        int64_t *number, struct fault_detail *detail);

/* The number of the last revision that was made before that second; 0: none. */
CHECKED enum fault corpus_revision_before(struct corpus *corpus, int64_t second,
                                          int64_t *number, struct fault_detail *detail);

#endif

/* The norms in memory: of each passage its size and column, of each document its first
 * passage (postings.h).
 *
 * They are read once and shared by all connections to a data set: three bytes a passage
 * and sixteen a document.
 * Any thread may read them; only one at a time may open, share or close. */
#ifndef CHANCERY_DB_READ_NORMS_H
#define CHANCERY_DB_READ_NORMS_H

#include "db/store/db.h"
#include "db/store/postings.h"

/* Words of a document in its text, its notes, and its titles. */
enum document_size { SIZE_BODY, SIZE_NOTES, SIZE_TITLES, DOCUMENT_SIZES };

struct passages {
    int users; /* that share it */
    uint32_t count, documents;
    double mean; /* words in a passage */
    uint16_t *sizes;
    unsigned char *columns;
    uint32_t *document_sizes;              /* DOCUMENT_SIZES of each document, as below */
    double document_means[DOCUMENT_SIZES]; /* of each of these */
    uint32_t *document_starts; /* of documents 1.. at 0..; one more at the end */
};

static inline enum document_size size_of_column(enum column column)
{
    return column == COLUMN_NOTE                               ? SIZE_NOTES
           : column == COLUMN_TITLE || column == COLUMN_RECORD ? SIZE_TITLES
                                                               : SIZE_BODY;
}

CHECKED enum fault passages_open(struct passages **out, struct db *db, int64_t count,
                                 int64_t occurrences, int64_t documents,
                                 struct fault_detail *detail);
struct passages *passages_share(struct passages *passages);
void passages_close(struct passages *passages); /* NULL is fine */

static inline uint32_t passage_size(const struct passages *passages, uint32_t passage)
{
    return passages->sizes[passage - 1];
}

static inline enum column passage_column(const struct passages *passages,
                                         uint32_t passage)
{
    return (enum column)passages->columns[passage - 1];
}

/* The number of its document, from 1. */
uint32_t passage_document(const struct passages *passages, uint32_t passage);

/* The first passage of a document; for one after the last, the end of all passages. */
static inline uint32_t passage_first(const struct passages *passages, int64_t document)
{
    if (document < 1)
        return 1;
    return document > passages->documents ? passages->count + 1
                                          : passages->document_starts[document - 1];
}

#endif

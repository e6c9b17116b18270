/* The norms in memory: read from the data set, shared, closed. */
#include "db/read/norms.h"

#include <stdlib.h>

static enum fault read_norms(struct db *db, enum norms_row norms, void *out, size_t room,
                             struct fault_detail *detail)
{
    bool row;
    size_t at = 0;
    enum fault fault;
    if (room == 0)
        return FAULT_NONE;
    sqlite3_stmt *statement = db_statement(db, QUERY_SHELF_PARTS);
    db_bind_int(statement, 1, norms_key(norms, 0));
    while (!(fault = db_step(db, statement, &row, detail)) && row) {
        struct slice part = {sqlite3_column_blob(statement, 0),
                             (size_t)sqlite3_column_bytes(statement, 0)};
        if (!db_row_is(statement, "b") || !part.at || part.len > room - at)
            break;
        memcpy((char *)out + at, part.at, part.len);
        at += part.len;
    }
    sqlite3_reset(statement);
    return fault || at == room ? fault : db_damaged(db, "shelf", detail);
}

/* How many bytes there are of these. */
static enum fault count_bytes(struct db *db, enum norms_row norms, size_t *out,
                              struct fault_detail *detail)
{
    bool row;
    sqlite3_stmt *statement = db_statement(db, QUERY_SHELF_BYTES);
    db_bind_int(statement, 1, norms_key(norms, 0));
    enum fault fault = db_step(db, statement, &row, detail);
    *out = !fault && row ? (size_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return fault;
}

/* Are there as many bytes as are said to be? Before memory is taken for them. */
static enum fault check_bytes(struct db *db, enum norms_row norms, size_t bytes,
                              struct fault_detail *detail)
{
    size_t there;
    enum fault fault = count_bytes(db, norms, &there, detail);
    return fault || there == bytes ? fault : db_damaged(db, "shelf", detail);
}

/* The starts are stored only up to the last document that has a passage. */
static enum fault read_document_starts(struct passages *passages, struct db *db,
                                       struct fault_detail *detail)
{
    size_t bytes;
    enum fault fault = count_bytes(db, NORMS_DOCUMENT_STARTS, &bytes, detail);
    if (!fault &&
        (bytes / sizeof(uint32_t) > passages->documents || bytes % sizeof(uint32_t)))
        return db_damaged(db, "shelf", detail);
    for (size_t i = bytes / sizeof(uint32_t); i <= passages->documents; i++)
        passages->document_starts[i] = passages->count + 1;
    return fault ? fault
                 : read_norms(db, NORMS_DOCUMENT_STARTS, passages->document_starts, bytes,
                              detail);
}

static void add_document_sizes(struct passages *passages)
{
    uint64_t sums[DOCUMENT_SIZES] = {0};
    for (uint32_t i = 0; i < passages->documents; i++) {
        uint32_t *sizes = &passages->document_sizes[i * DOCUMENT_SIZES];
        uint32_t at = passages->document_starts[i],
                 end = passages->document_starts[i + 1];
        for (; at > 0 && at < end && at <= passages->count; at++)
            sizes[size_of_column((enum column)passages->columns[at - 1])] +=
                passages->sizes[at - 1];
        for (size_t k = 0; k < DOCUMENT_SIZES; k++)
            sums[k] += sizes[k];
    }
    for (size_t k = 0; k < DOCUMENT_SIZES && passages->documents; k++)
        passages->document_means[k] = (double)sums[k] / passages->documents;
}

/* Columns that there are, starts that rise, and no more words than are said to be. */
static bool norms_fit(const struct passages *passages, int64_t occurrences)
{
    int64_t words = 0;
    uint32_t before = 1;
    for (uint32_t i = 0; i < passages->count; i++) {
        words += passages->sizes[i];
        if (passages->columns[i] >= COLUMNS)
            return false;
    }
    for (uint32_t i = 0; i <= passages->documents; i++) {
        uint32_t start = passages->document_starts[i];
        if (start < before || start > passages->count + 1)
            return false;
        before = start;
    }
    return words <= occurrences &&
           (!passages->count || passages->document_starts[0] == 1);
}

enum fault passages_open(struct passages **out, struct db *db, int64_t count,
                         int64_t occurrences, int64_t documents,
                         struct fault_detail *detail)
{
    struct passages *passages = calloc(1, sizeof(*passages));
    *out = NULL;
    if (!passages)
        return fault_memory(detail);
    size_t many = (size_t)count;
    enum fault fault = check_bytes(db, NORMS_SIZES, many * sizeof(uint16_t), detail);
    if (!fault)
        fault = check_bytes(db, NORMS_COLUMNS, many, detail);
    if (fault) {
        free(passages);
        return fault;
    }
    *passages = (struct passages){
        .users = 1,
        .count = (uint32_t)count,
        .documents = (uint32_t)documents,
        .mean = occurrences ? (double)occurrences / (double)count : 1,
        .sizes = malloc(many * sizeof(uint16_t) + 1),
        .columns = malloc(many + 1),
        .document_starts = malloc(((size_t)documents + 1) * sizeof(uint32_t)),
        .document_sizes =
            calloc((size_t)documents + 1, DOCUMENT_SIZES * sizeof(uint32_t)),
    };
    if (!passages->sizes || !passages->columns || !passages->document_starts ||
        !passages->document_sizes)
        fault = fault_memory(detail);
    if (!fault)
        fault =
            read_norms(db, NORMS_SIZES, passages->sizes, many * sizeof(uint16_t), detail);
    if (!fault)
        fault = read_norms(db, NORMS_COLUMNS, passages->columns, many, detail);
    if (!fault)
        fault = read_document_starts(passages, db, detail);
    if (!fault && !norms_fit(passages, occurrences))
        fault = db_damaged(db, "shelf", detail);
    if (fault) {
        passages_close(passages);
        return fault;
    }
    add_document_sizes(passages);
    *out = passages;
    return fault;
}

struct passages *passages_share(struct passages *passages)
{
    if (passages)
        passages->users++;
    return passages;
}

void passages_close(struct passages *passages)
{
    if (!passages || --passages->users > 0)
        return;
    free(passages->sizes);
    free(passages->columns);
    free(passages->document_starts);
    free(passages->document_sizes);
    free(passages);
}

uint32_t passage_document(const struct passages *passages, uint32_t passage)
{
    uint32_t low = 1, high = passages->documents;
    while (low < high) { /* the last document that begins at or before it */
        uint32_t middle = low + (high - low + 1) / 2;
        if (passages->document_starts[middle - 1] <= passage)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* Metadata tables: metadata.csv or metadata.tsv in a collection, a row a document, for
 * editors who work in a spreadsheet.
 *
 * Fields as RFC 4180 has them, UTF-8, with commas, semicolons or tabs between: what the
 * first line has most of. Its columns are named as the fields of a sidecar, and "file",
 * the name of the text; several authors, recipients and former ids have semicolons
 * between them. An empty cell says nothing, and a sidecar outranks the table. All slices
 * live in the given arena. One thread reads it; any may ask it then. */
#ifndef CHANCERY_SOURCE_METADATA_H
#define CHANCERY_SOURCE_METADATA_H

#include "base/buffer.h"
#include "source/sidecar.h"

/* A row; cells beyond its last are empty. */
struct metadata_row {
    const struct metadata_table *table;
    unsigned long line; /* where it begins */
    const struct slice *cells;
    size_t cell_count;
    struct digest digest; /* of its cells, and of the names of the columns */
    bool used;            /* a text has it */
};

struct metadata_table {
    const char *shown; /* in messages */
    const struct slice *columns;
    size_t column_count;
    size_t file; /* the column that names the text */
    struct metadata_row *rows;
    size_t row_count;
    void *by_file; /* struct map: name of the text without ".txt" -> row */
};

/* Reads the file at `path`; *out is NULL where it cannot be used at all, which is
 * reported, like every row that is wrong. FAULT_MEMORY. */
CHECKED enum fault metadata_read(struct metadata_table **out, struct arena *arena,
                                 const char *path, const char *shown,
                                 const struct reporter *reporter);

/* The row of the text NAME.txt, or NULL. */
struct metadata_row *metadata_find(const struct metadata_table *table, struct slice name);

/* Reports the rows that no text has. */
void metadata_report_unused(const struct metadata_table *table, struct arena *arena,
                            const struct reporter *reporter);

/* What the column says in a row; empty when there is no such column. */
struct slice metadata_cell(const struct metadata_row *row, const char *column);

/* Fills in the fields that the sidecar leaves empty. FAULT_MEMORY. */
CHECKED enum fault metadata_fill(struct document_sidecar *sidecar, struct arena *arena,
                                 const struct metadata_row *row,
                                 const struct reporter *reporter);

/* Writes a cell, in quotes where it needs them. */
void metadata_put_cell(struct buffer *out, struct slice text);

#endif

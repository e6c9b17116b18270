/* Reading a data set: documents, blocks and notes as rows, found by id or key or listed
 * in order.
 *
 * A corpus is one read-only connection, for one thread at a time (pool.h shares several
 * between threads). The file is opened as immutable and mapped: it must never be written
 * to, only be replaced by rename. Slices of a row live until the next call on the same
 * `rows`; those that a find function returns live in the arena given.
 *
 * What is stored is not trusted: it is checked as it is read. Faults of all functions:
 * FAULT_DAMAGED when it is not what a load writes, FAULT_STORE, FAULT_MEMORY, and
 * FAULT_BUSY when time runs out (corpus_set_limit). That something is not there is no
 * fault: *found is false. Opening has FAULT_DATASET for what is no data set. */
#ifndef CHANCERY_DB_READ_CORPUS_H
#define CHANCERY_DB_READ_CORPUS_H

#include "base/arena.h"
#include "base/fault.h"
#include "db/store/rows.h"

struct corpus;
struct sqlite3_stmt;

/* What a data set says about itself. */
struct corpus_facts {
    char rev[40];    /* hexadecimal */
    char corpus[40]; /* digest of the corpus it was made from, and of the options */
    char build[64];  /* of the program that made it */
    int64_t made;    /* seconds since 1970-01-01 */
    int64_t since;   /* before this second answers may have been different: `made`, or
                        what corpus_facts_hook (pool.h) sets */
    char date[32]; /* the same as an HTTP date (RFC 9110, 5.6.7); empty until it is set */
    int64_t collections, documents, blocks, notes, omissions;
    int64_t passages;    /* that can be searched; 0: loaded without search */
    int64_t occurrences; /* of words in them */
    int64_t entities, mentions;
};

CHECKED enum fault corpus_open(struct corpus **out, const char *path,
                               struct fault_detail *detail);

/* A further connection to a data set that is open: its statements are prepared at their
 * first use, and take no memory until then. */
CHECKED enum fault corpus_open_again(struct corpus **out, const char *path,
                                     struct fault_detail *detail);
void corpus_close(struct corpus *corpus);
const struct corpus_facts *corpus_facts(const struct corpus *corpus);

/* Reads the norms, which search needs in memory, or shares those of `like`, an open
 * corpus of the same data set, when it is not NULL. Does nothing without search in the
 * data set. */
CHECKED enum fault corpus_open_search(struct corpus *corpus, const struct corpus *like,
                                      struct fault_detail *detail);

/* Can it be searched? False until corpus_open_search, too. */
bool corpus_has_search(const struct corpus *corpus);

/* What is asked of the corpus from now on may take so long together; 0: no limit. */
void corpus_set_limit(struct corpus *corpus, unsigned milliseconds);

/* FAULT_DAMAGED with its words, for who finds rows that do not fit each other: `table` is
 * as in schema.sql. */
enum fault corpus_damaged(struct corpus *corpus, const char *table,
                          struct fault_detail *detail);

/* Reads everything: SQLite's own checks, foreign keys, digests, anchors, UTF-8, counts,
 * and the index, which is compared with what the texts have. Calls `problem` for each
 * thing that is wrong. */
typedef void corpus_problem(void *self, const char *what);
CHECKED enum fault corpus_check(struct corpus *corpus, corpus_problem *problem,
                                void *self, struct fault_detail *detail);

/* --- one row, by id, key or sort key; *found says whether it is there --- */
CHECKED enum fault corpus_find_collection(struct corpus *corpus, struct arena *arena,
                                          struct slice id, struct collection_row *out,
                                          bool *found, struct fault_detail *detail);
CHECKED enum fault corpus_find_document(struct corpus *corpus, struct arena *arena,
                                        struct slice id, struct document_row *out,
                                        bool *found, struct fault_detail *detail);
CHECKED enum fault corpus_document_by_key(struct corpus *corpus, struct arena *arena,
                                          int64_t key, struct document_row *out,
                                          bool *found, struct fault_detail *detail);
/* The last document whose sort key is this one or before it. */
CHECKED enum fault corpus_document_at_sort_key(struct corpus *corpus, struct arena *arena,
                                               struct slice sort_key,
                                               struct document_row *out, bool *found,
                                               struct fault_detail *detail);
/* The JSON of the document, in the arena. */
CHECKED enum fault corpus_document_answer(struct corpus *corpus, struct arena *arena,
                                          int64_t key, struct slice *out,
                                          struct fault_detail *detail);
/* Blocks and notes by their id and the id of their document, or its key. */
CHECKED enum fault corpus_find_block(struct corpus *corpus, struct arena *arena,
                                     struct slice document, struct slice id,
                                     struct block_row *out, bool *found,
                                     struct fault_detail *detail);
CHECKED enum fault corpus_find_block_in(struct corpus *corpus, struct arena *arena,
                                        int64_t document, struct slice id,
                                        struct block_row *out, bool *found,
                                        struct fault_detail *detail);
CHECKED enum fault corpus_block_by_key(struct corpus *corpus, struct arena *arena,
                                       int64_t key, struct block_row *out, bool *found,
                                       struct fault_detail *detail);
CHECKED enum fault corpus_find_note(struct corpus *corpus, struct arena *arena,
                                    struct slice document, struct slice id,
                                    struct note_row *out, bool *found,
                                    struct fault_detail *detail);
CHECKED enum fault corpus_note_by_key(struct corpus *corpus, struct arena *arena,
                                      int64_t key, struct note_row *out, bool *found,
                                      struct fault_detail *detail);
/* What became of a former id; `name` is empty for a document. */
CHECKED enum fault corpus_find_former(struct corpus *corpus, struct arena *arena,
                                      struct slice document, struct slice name,
                                      struct former_row *out, bool *found,
                                      struct fault_detail *detail);
/* Ids similar to one that was not found: of documents; and of the blocks or notes of a
 * document, whose ids are `prefix` ("p", "fn", "en") and a number, the nearest first. */
enum { SIMILAR_IDS = 5 };
CHECKED enum fault corpus_similar_documents(struct corpus *corpus, struct arena *arena,
                                            struct slice id,
                                            struct slice out[SIMILAR_IDS], size_t *count,
                                            struct fault_detail *detail);
CHECKED enum fault corpus_similar_ids(struct corpus *corpus, struct arena *arena,
                                      int64_t document, const char *prefix,
                                      int64_t number, struct slice out[SIMILAR_IDS],
                                      size_t *count, struct fault_detail *detail);
/* The omission in which the paragraph of this number must be; empty: unknown. */
CHECKED enum fault corpus_omission_hiding(struct corpus *corpus, struct arena *arena,
                                          int64_t document, int64_t number,
                                          struct slice *id, struct fault_detail *detail);
/* Bytes [at, at + bytes) of a document's file, in the arena. */
CHECKED enum fault corpus_source(struct corpus *corpus, struct arena *arena,
                                 int64_t document, uint64_t at, uint64_t bytes,
                                 struct slice *out, struct fault_detail *detail);

/* --- lists, in order ---
 * A `rows` is one running statement: at most one of each kind at a time, and it must be
 * closed before the next. Counts stop at CORPUS_COUNT_LIMIT + 1. */
enum { CORPUS_COUNT_LIMIT = 10000 };

struct rows {
    struct corpus *corpus;
    struct sqlite3_stmt *statement;
    const char *table;
};

void rows_close(struct rows *rows);

CHECKED enum fault corpus_collections(struct corpus *corpus, int64_t after, int64_t limit,
                                      struct rows *rows);
CHECKED enum fault rows_next_collection(struct rows *rows, struct collection_row *out,
                                        bool *more, struct fault_detail *detail);

enum document_sort { SORT_DOCUMENT, SORT_DATE, SORT_DATE_DOWN, SORT_TITLE };

struct document_filter {
    int64_t first, last; /* keys, both included */
    /* JSON arrays of folded words, all of which must be there; "[]" or SLICE_NONE for no
     * filter */
    struct slice title_words, author_words, recipient_words;
    struct slice author, recipient; /* exactly as in answers, or empty */
    struct slice classification;    /* in capitals, or empty */
    struct slice genre;             /* as genre.h has it, or empty */
    int32_t date_from, date_to;     /* yyyymmdd, or 0 */
    struct slice entities; /* a JSON array of keys of entities, all of which they must
                              name; "[]" or SLICE_NONE for no filter */
};

/* A page of documents begins after this one. */
struct document_after {
    int64_t key;
    int64_t date;       /* as document_after makes it for the sort */
    struct slice title; /* folded */
};

CHECKED enum fault corpus_documents(struct corpus *corpus,
                                    const struct document_filter *filter,
                                    enum document_sort sort,
                                    const struct document_after *after, int64_t limit,
                                    struct rows *rows);
CHECKED enum fault corpus_count_documents(struct corpus *corpus,
                                          const struct document_filter *filter,
                                          int64_t *count, struct fault_detail *detail);
CHECKED enum fault rows_next_document(struct rows *rows, struct document_row *out,
                                      bool *more, struct fault_detail *detail);
/* The value by which `sort` compares this row, for the next page. */
struct document_after document_after(const struct document_row *row,
                                     enum document_sort sort);

enum facet {
    FACET_COLLECTION,
    FACET_CLASSIFICATION,
    FACET_YEAR,
    FACET_DECADE,
    FACET_AUTHOR,
    FACET_RECIPIENT,
    FACET_KIND, /* of documents: their genre */
    FACET_ENTITY,
    FACETS
};
CHECKED enum fault corpus_facet(struct corpus *corpus, enum facet facet,
                                const struct document_filter *filter, int64_t limit,
                                struct rows *rows);
CHECKED enum fault rows_next_count(struct rows *rows, struct slice *value, int64_t *count,
                                   bool *more, struct fault_detail *detail);
/* The label of the value of the current row when that is an id; otherwise empty. */
struct slice rows_label(const struct rows *rows);

struct block_filter {
    int64_t after, last;             /* keys: after `after`, up to `last` */
    unsigned kinds;                  /* bits of enum block_kind; 0: all */
    uint32_t number_from, number_to; /* 0, 0: any */
};
CHECKED enum fault corpus_blocks(struct corpus *corpus, const struct block_filter *filter,
                                 int64_t limit, struct rows *rows);
CHECKED enum fault corpus_count_blocks(struct corpus *corpus,
                                       const struct block_filter *filter, int64_t *count,
                                       struct fault_detail *detail);
CHECKED enum fault rows_next_block(struct rows *rows, struct block_row *out, bool *more,
                                   struct fault_detail *detail);

struct note_filter {
    int64_t after, last;
    int kind;      /* enum note_kind, or -1 */
    int64_t block; /* key, or 0 */
};
CHECKED enum fault corpus_notes(struct corpus *corpus, const struct note_filter *filter,
                                int64_t limit, struct rows *rows);
CHECKED enum fault corpus_count_notes(struct corpus *corpus,
                                      const struct note_filter *filter, int64_t *count,
                                      struct fault_detail *detail);
CHECKED enum fault corpus_notes_of_block(struct corpus *corpus, int64_t block,
                                         struct rows *rows);
CHECKED enum fault rows_next_note(struct rows *rows, struct note_row *out, bool *more,
                                  struct fault_detail *detail);

CHECKED enum fault corpus_omissions(struct corpus *corpus, int64_t after, int64_t last,
                                    int64_t limit, struct rows *rows);
CHECKED enum fault rows_next_omission(struct rows *rows, int64_t *block,
                                      struct slice *answer, bool *more,
                                      struct fault_detail *detail);

#endif

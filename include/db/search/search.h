/* Searching a data set: from a query's tree to passages, best first.
 *
 * A passage is a block, a note, or a title that stands in no block. Scores are BM25 (k1
 * = 1.2, b = 0.75) as SQLite's FTS5 has it, more is better, with weights by where a
 * passage stands: title 4, heading 2, body and notes 1, frame (dateline, signature and
 * the like) 1/4. The forms of one word count as one word. Words typed side by side raise
 * it where they stand near each other. Scores of different queries cannot be compared.
 *
 * Faults: FAULT_NO_SEARCH when the data set was loaded without; FAULT_BUSY when time ran
 * out and `partial` is false; FAULT_DATASET, FAULT_STORE, FAULT_MEMORY. One thread at a
 * time for each corpus. */
#ifndef CHANCERY_DB_SEARCH_SEARCH_H
#define CHANCERY_DB_SEARCH_SEARCH_H

#include "db/read/corpus.h"
#include "query/query.h"

enum {
    SEARCH_COUNT = 10000, /* counting stops above this */
    SEARCH_FORMS = 200,   /* words that a beginning stands for, at most */
};

enum search_sort { SEARCH_RELEVANCE, SEARCH_DOCUMENT, SEARCH_DATE, SEARCH_DATE_DOWN };

struct search_hit {
    double score;
    uint32_t passage;
    uint32_t words; /* with `in_document`: bits of what must all be there, in the order
                       typed */
};

struct search_request {
    struct query_node *root;
    struct document_filter filter; /* of documents; title_words go unused */
    bool filtered;                 /* beyond first and last */
    unsigned columns;              /* bits of enum tree_column; 0: all */
    enum search_sort sort;
    size_t limit;            /* hits wanted */
    bool resumed;            /* only those behind `after` */
    struct search_hit after; /* the last hit of the page before */
    unsigned milliseconds;   /* that it may take; 0: no end */
    bool in_document; /* all words must stand in one document, not in one passage; hits
                    are its passages that have any of them */
    bool partial;     /* time running out is no fault */
    /* A search that would look at more postings, or for phrases, nearness or beginnings,
     * is not begun; 0: all are. To find a word's forms counts as 64 postings; more than
     * six forms count for more, as all are looked at for each posting. */
    uint64_t posting_budget;
    bool literal; /* scores without nearness, words of a phrase only as they are typed:
                     for comparisons */
};

struct search_result {
    struct search_hit *hits; /* in order, at most ask.limit; in the arena */
    size_t count;
    int64_t total; /* SEARCH_COUNT + 1: at least so many */
    uint32_t
        *passages; /* the first SEARCH_COUNT + 1 that were found, in document order */
    size_t passage_count;
    bool timed_out;
    bool over_budget; /* it was not begun: see posting_budget */
    bool many_forms;  /* a beginning stands for more words than were looked for */
};

/* Fills in the forms of the tree's words, too. */
CHECKED enum fault corpus_search(struct corpus *corpus, const struct search_request *ask,
                                 struct arena *arena, struct search_result *out,
                                 struct fault_detail *detail);

/* Where a passage stands. */
struct passage_location {
    int64_t document; /* key */
    int64_t key;      /* of the block or note */
    bool note;
    bool record; /* neither: the document's title, which no block has; `key` is its own */
    unsigned column; /* one bit of enum tree_column */
};
void corpus_passage(const struct corpus *corpus, uint32_t passage,
                    struct passage_location *out);

/* What a hit shows of the block or note that it is. */
struct passage_text {
    struct slice id, text;
    int kind;                     /* enum block_kind or note_kind */
    struct slice document, title; /* id and title of its document */
    struct slice block;           /* id of the block that carries a note, or empty */
};

/* Both find what must be there (else FAULT_DATASET); in the arena. */
CHECKED enum fault corpus_passage_text(struct corpus *corpus, struct arena *arena,
                                       const struct passage_location *location,
                                       struct passage_text *out,
                                       struct fault_detail *detail);
CHECKED enum fault corpus_passage_title(struct corpus *corpus, struct arena *arena,
                                        int64_t document, struct slice *id,
                                        struct slice *title, struct fault_detail *detail);

/* Words in a passage, at most 65,535. */
size_t corpus_passage_words(const struct corpus *corpus, uint32_t passage);

/* Passages of its document that stand before it: corpus_passage counts them. */
size_t corpus_passage_ordinal(const struct corpus *corpus, uint32_t passage);

/* Number of the document (from 1) of a passage. */
int64_t corpus_passage_document(const struct corpus *corpus, uint32_t passage);

/* How the passages that were found divide: as rows_next_count gives them. `hits` is what
 * search_hits_json made of them; of the filter only its dates are looked at. */
CHECKED enum fault corpus_search_facet(struct corpus *corpus, enum facet facet,
                                       struct slice hits,
                                       const struct document_filter *filter,
                                       int64_t limit, struct rows *rows);

/* The documents of passages, with how many of each, or each `once`: "[[7,2],[9,1]]", in
 * the arena. */
struct slice search_hits_json(const struct corpus *corpus, const uint32_t *passages,
                              size_t count, bool once, struct arena *arena);

/* Words of the vocabulary that begin so, the most frequent first: `value` and in how many
 * passages it stands. */
CHECKED enum fault corpus_words(struct corpus *corpus, struct slice prefix, int64_t limit,
                                struct rows *rows);

/* In how many passages a word stands, just as it is (folded). */
CHECKED enum fault corpus_word_passages(struct corpus *corpus, struct slice word,
                                        int64_t *passages, struct fault_detail *detail);

/* The word of the vocabulary that may be meant by another: the nearest by letters that
 * stands in `least` passages or more, of several the most frequent. Empty when there is
 * none; in the arena. */
CHECKED enum fault corpus_spelling_near(struct corpus *corpus, struct arena *arena,
                                        struct slice word, int64_t least,
                                        struct slice *out, struct fault_detail *detail);

#endif

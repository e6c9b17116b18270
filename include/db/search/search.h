/* Searching a data set: from the tree of a query to passages, best first.
 *
 * A passage is a block, a note, or a title that is in no block. Scores are BM25
 * (Robertson; k1 = 1.2, b = 0.75) as in SQLite's FTS5, more is better, with a weight for
 * the column of the passage: title 4, heading 2, body and notes 1, frame (dateline,
 * signature and the like) 1/4. The forms of a word count as one word. Words typed side by
 * side raise the score where they are near each other. Scores of different queries cannot
 * be compared.
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
    SEARCH_FORMS = 200,   /* words that a prefix matches, at most */
};

enum search_sort { SEARCH_RELEVANCE, SEARCH_DOCUMENT, SEARCH_DATE, SEARCH_DATE_DOWN };

struct search_hit {
    double score;
    uint32_t passage;
    uint32_t words; /* with `in_document`: which of the words that must all be there it
                       has, a bit for each in the order typed */
};

struct search_request {
    struct query_node *root;
    struct document_filter filter; /* of documents; title_words is not used */
    bool filtered;                 /* by more than first and last */
    unsigned columns;              /* bits of enum tree_column; 0: all */
    enum search_sort sort;
    size_t limit;            /* hits wanted */
    bool resumed;            /* only hits after `after` */
    struct search_hit after; /* the last hit of the page before */
    unsigned milliseconds;   /* that it may take; 0: no limit */
    bool in_document; /* all words must be in one document, not in one passage; hits are
                         its passages that have any of them */
    bool partial;     /* running out of time is no fault */
    /* A search that would read more postings, or has phrases, proximity or prefixes, is
     * not begun; 0: no limit. Finding the forms of a word counts as 64 postings; more
     * than six forms count more, as all are visited for each posting. */
    uint64_t posting_budget;
    bool literal; /* for comparisons: scores without proximity, and the words of a phrase
                     only as they are typed */
};

struct search_result {
    struct search_hit *hits; /* in order, at most ask.limit; in the arena */
    size_t count;
    int64_t total;      /* SEARCH_COUNT + 1: at least that many */
    uint32_t *passages; /* the first SEARCH_COUNT + 1 found, in document order */
    size_t passage_count;
    bool timed_out;
    bool over_budget; /* it was not begun, because of posting_budget */
    bool many_forms;  /* a prefix matches more words than SEARCH_FORMS */
};

/* Fills in the forms of the words of the tree, too. */
CHECKED enum fault corpus_search(struct corpus *corpus, const struct search_request *ask,
                                 struct arena *arena, struct search_result *out,
                                 struct fault_detail *detail);

/* Where a passage is. */
struct passage_location {
    int64_t document; /* key */
    int64_t key;      /* of the block or note */
    bool note;
    bool record;     /* the title of the document, which no block has; `key` is its key */
    unsigned column; /* one bit of enum tree_column */
};
void corpus_passage(const struct corpus *corpus, uint32_t passage,
                    struct passage_location *out);

/* What a hit shows of the block or note that it is. */
struct passage_text {
    struct slice id, text;
    int kind;                     /* enum block_kind or note_kind */
    struct slice document, title; /* id and title of its document */
    struct slice block;           /* of a note: id of its block, or empty */
};

/* In the arena. What is not there is FAULT_DATASET, as it must be. */
CHECKED enum fault corpus_passage_text(struct corpus *corpus, struct arena *arena,
                                       const struct passage_location *location,
                                       struct passage_text *out,
                                       struct fault_detail *detail);
CHECKED enum fault corpus_passage_title(struct corpus *corpus, struct arena *arena,
                                        int64_t document, struct slice *id,
                                        struct slice *title, struct fault_detail *detail);

/* Words in a passage, at most 65,535. */
size_t corpus_passage_words(const struct corpus *corpus, uint32_t passage);

/* How many passages of its document come before it; corpus_passage reads these. */
size_t corpus_passage_ordinal(const struct corpus *corpus, uint32_t passage);

/* Number of the document (from 1) of a passage. */
int64_t corpus_passage_document(const struct corpus *corpus, uint32_t passage);

/* The values of a facet among the passages that were found, for rows_next_count. `hits`
 * is of search_hits_json; only the dates of the filter are used. */
CHECKED enum fault corpus_search_facet(struct corpus *corpus, enum facet facet,
                                       struct slice hits,
                                       const struct document_filter *filter,
                                       int64_t limit, struct rows *rows);

/* The documents of passages and how many passages each has, or 1 with `once`, as JSON:
 * "[[7,2],[9,1]]", in the arena. */
struct slice search_hits_json(const struct corpus *corpus, const uint32_t *passages,
                              size_t count, bool once, struct arena *arena);

/* Words of the vocabulary with a prefix, the most frequent first, for rows_next_count:
 * the word and how many passages have it. */
CHECKED enum fault corpus_words(struct corpus *corpus, struct slice prefix, int64_t limit,
                                struct rows *rows);

/* How many passages have a word exactly as it is (folded). */
CHECKED enum fault corpus_word_passages(struct corpus *corpus, struct slice word,
                                        int64_t *passages, struct fault_detail *detail);

/* The word of the vocabulary that may have been meant: the nearest by edit distance in
 * `least` passages or more, of several the most frequent. Empty when there is none; in
 * the arena. */
CHECKED enum fault corpus_spelling_near(struct corpus *corpus, struct arena *arena,
                                        struct slice word, int64_t least,
                                        struct slice *out, struct fault_detail *detail);

#endif

/* Queries: what a person typed, as a tree.
 *
 * Plain syntax takes anything: words, "phrases", beginnings*, -exclusions, +requirements,
 * =exact forms, and OR between two of them; what is none of these is ignored. Advanced
 * syntax has AND, OR, NOT, NEAR(a b, 10), parentheses and columns (title:, heading:,
 * body:, notes:, frame:), and says where it is wrong. Words are folded as tokens.h has
 * it. Everything is in the arena given. Pure: any thread. */
#ifndef CHANCERY_QUERY_QUERY_H
#define CHANCERY_QUERY_QUERY_H

#include "base/arena.h"
#include "base/fault.h"
#include <stdint.h>

enum {
    TREE_TERMS =
        32, /* words of a query; more are ignored (plain) or a fault (advanced) */
    TREE_DEPTH = 32,       /* of parentheses */
    DEFAULT_DISTANCE = 10, /* words between, where NEAR says no number */
};

enum tree_kind {
    TREE_WORD,      /* words[0], in all its forms unless exact */
    TREE_PHRASE,    /* words, one right after the other; always exact */
    TREE_PROXIMITY, /* children (words or phrases), at most `distance` words between them
                     */
    TREE_AND,
    TREE_OR,
    TREE_NOT, /* children[0] without the others */
};

struct query_node {
    enum tree_kind kind;
    bool exact;
    bool binds;   /* of a plain query: must be there in any case (+word, =word, "…") */
    bool hyphens; /* TREE_OR of a hyphenated word, whole and in parts */
    bool prefix;  /* the last word is a beginning */
    unsigned columns; /* bits of enum tree_column; 0: any */
    uint32_t distance;
    struct slice typed; /* of an item of a plain query: its bytes there */
    struct slice *words;
    size_t word_count;
    struct query_node **children;
    size_t child_count;
    size_t child_room;
    /* Words of the index that a TREE_WORD matches: filled in by search. */
    struct slice *forms;
    size_t form_count;
    uint64_t passages; /* that hold one of them, added up */
};

/* Bits: the columns of a passage. */
enum tree_column {
    TREE_BODY = 1,
    TREE_NOTES = 2,
    TREE_TITLE = 4 | 32, /* of a block; of a document without a title block */
    TREE_HEADING = 8,
    TREE_FRAME = 16,
    TREE_COLUMNS = 63,
};

struct query_tree {
    struct query_node *root; /* NULL: no word to look for */
    size_t terms;
    bool dropped;    /* there were more than TREE_TERMS */
    bool only_nots;  /* there were words, all of them excluded */
    size_t wrong_at; /* of a query that cannot be read: code points before the fault */
};

/* FAULT_MEMORY. */
CHECKED enum fault query_read(struct query_tree *query, struct slice text,
                              struct arena *arena);

/* FAULT_BAD_PARAMETER with words, and `wrong_at`; FAULT_MEMORY. */
CHECKED enum fault query_read_advanced(struct query_tree *query, struct slice text,
                                       struct arena *arena, struct fault_detail *detail);

#endif

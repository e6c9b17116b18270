/* The rows of a data set, as they are written and read.
 *
 * The slices of a row that is written are used only during the call; those of a row that
 * is read live as long as the function that returns it says. Fields marked "write only"
 * are empty after reading. */
#ifndef CHANCERY_DB_STORE_ROWS_H
#define CHANCERY_DB_STORE_ROWS_H

#include "base/model.h"

/* The key of a row within a document: the document's key, then the number of the row in
 * it, so that keys are in the order of documents. */
static inline int64_t row_key(int64_t document, uint32_t seq)
{
    return document * INT64_C(4294967296) + seq;
}

static inline int64_t row_document(int64_t key)
{
    return key >> 32;
}

static inline uint32_t row_seq(int64_t key)
{
    return (uint32_t)key;
}

/* What keys there can be: documents are counted from 1 in 31 bits. What is read from a
 * data set may be anything. */
static inline bool row_is_document(int64_t document)
{
    return document > 0 && document <= INT32_MAX;
}

static inline bool row_is_key(int64_t key)
{
    return row_is_document(row_document(key)) && row_seq(key) > 0;
}

struct collection_row {
    int64_t key;
    struct slice id;
    int64_t first, last; /* keys of its documents; last < first when it has none */
    struct slice answer;
};

struct document_row {
    int64_t key;
    struct slice id;
    int64_t collection;    /* key */
    struct slice sort_key; /* orders documents; the same after a reload */
    struct slice title, author, recipient;
    struct slice title_words, author_words, recipient_words; /* slug_words; write only */
    struct slice classification;
    struct slice genre;            /* write only */
    bool title_without_block;      /* the title is in no block; write only */
    int32_t date_first, date_last; /* yyyymmdd; both 0: undated */
    struct slice digest;
    int64_t blocks, notes, omissions;
    struct slice path; /* of its file, below its CORPUS; write only */
    int64_t modified;  /* second of the load that changed it last; write only */
    bool stale;        /* the text is of an earlier load; write only */
};

struct block_row {
    int64_t key; /* row_key(document, seq) */
    struct slice id;
    enum block_kind kind;
    uint32_t number; /* 0: none; write only */
    uint64_t digest;
    uint64_t source_at, source_bytes;
    struct slice label; /* as printed */
    struct slice before_text, after_text, text;
};

struct note_row {
    int64_t key; /* row_key(document, ordinal) */
    struct slice id;
    enum note_kind kind;
    uint64_t digest;
    int64_t block; /* key, or 0 */
    struct slice label;
    uint32_t at;
    struct slice before_text, after_text, text;
};

struct former_row {
    struct slice document, name;               /* name: of a block or note, or empty */
    int status;                                /* 307, 308 or 410 */
    struct slice target_document, target_name; /* empty: none */
    uint64_t digest;
    int64_t since;  /* second of the load that lost it; 0: unknown */
    bool withdrawn; /* by the editors, and not merely removed */
};

/* What became of a document in one revision of the data set. */
struct change_row {
    int64_t revision;
    struct slice document, kind; /* kind: new, changed, renamed, removed, withdrawn */
    struct slice target;         /* its id from then on, where it was renamed */
    struct slice parts;          /* JSON; empty: not known in detail */
    struct slice rev;            /* of the revision; corpus_changes alone */
    int64_t made;                /* of the revision; the same */
};

/* A state of the data set, now or before. */
struct revision_row {
    int64_t number; /* from 1 */
    struct slice rev;
    int64_t made; /* second */
};

/* A document's file is stored in parts of this many bytes, numbered from 0. */
enum { SOURCE_PART_BYTES = 256 * 1024 };

/* --- named entities --- */
/* What the words of a name are: of a thing or place; an adjective of a place ("Soviet");
 * the surname of a person. */
enum entity_name_sort {
    ENTITY_NAME_OF_THING,
    ENTITY_NAME_ADJECTIVE,
    ENTITY_NAME_SURNAME
};

/* A name as queries are looked up: folded as words of texts are, a blank between. */
struct entity_name_row {
    struct slice words;
    enum entity_name_sort sort;
    int64_t entity;     /* key */
    int64_t scope;      /* key of the collection whose list has it; 0: all */
    struct slice given; /* given names of a person */
};

struct entity_row {
    int64_t key;
    struct slice id;
    int type; /* enum entity_type */
    struct slice label, label_words;
    int64_t documents, mentions; /* reading only */
};

/* How many mentions an entity has, and in how many documents when more than one is
 * counted. Mentions without an entity are counted under entity_unlinked(type). */
struct entity_count {
    int64_t entity;
    int64_t documents, mentions;
};

static inline int64_t entity_unlinked(int type)
{
    return -1 - (int64_t)type;
}

enum { MENTION_KEYS = 8, MENTION_METHODS = 250 };

/* A mention as it is stored. Offsets are code points in the text of its block or note. */
struct mention_row {
    int type; /* enum entity_type */
    uint32_t start, end;
    int64_t entity; /* key, or 0 */
    int64_t candidates[MENTION_KEYS];
    size_t candidate_count;
    unsigned method;     /* number of its name in the meta value "methods" */
    unsigned confidence; /* hundredths */
    struct slice edtf;   /* of a date, or empty */
};

/* A text with its mentions, which mention_next reads from `bytes`. */
struct mention_text {
    int64_t block;    /* key */
    uint32_t ordinal; /* of a note of the document; 0: the block itself */
    struct slice bytes;
};

/* Reads the next mention from `bytes`; `row` holds the previous one, zeroed at first.
 * False after the last one, where `bytes` is empty, and when the bytes are damaged, where
 * it is not. Type, method and confidence are such as there are. */
bool mention_next(struct slice *bytes, struct mention_row *row);

/* --- ids of the previous data set --- */
/* An id of the previous data set. Those in use come first, in their order, then the
 * retired ones (410), which are used again only for the text that they had named. */
struct predecessor_id {
    struct slice id;
    uint64_t digest;
    bool retired;
    bool retained;  /* out: a block or note of the new data set has it */
    int64_t since;  /* of a retired one: as in former_row */
    bool withdrawn; /* the same */
};

#endif

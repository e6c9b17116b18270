/* Checking a data set: SQLite's own checks first, then those of texts and counts. */
#include "base/utf8.h"
#include "checking.h"

#include <xxhash.h>

static enum fault check_integrity(void *self, sqlite3_stmt *row)
{
    struct checking *checking = self;
    struct slice said = db_text(row, 0);
    if (!slice_is(said, "ok"))
        check_report(checking, "integrity: %.*s", SLICE_PRINT(said));
    return FAULT_NONE;
}

static enum fault check_foreign_key(void *self, sqlite3_stmt *row)
{
    struct checking *checking = self;
    check_report(checking, "a row of %s points to a row of %s that is not there",
                 (const char *)sqlite3_column_text(row, 0),
                 (const char *)sqlite3_column_text(row, 2));
    return FAULT_NONE;
}

static enum fault check_count(void *self, sqlite3_stmt *row)
{
    struct checking *checking = self;
    long long there = sqlite3_column_int64(row, 1), said = sqlite3_column_int64(row, 2);
    if (there != said)
        check_report(checking, "%s: %lld are there, %lld are said to be",
                     (const char *)sqlite3_column_text(row, 0), there, said);
    return FAULT_NONE;
}

static bool is_utf8(struct slice text)
{
    bool cut;
    return utf8_check(text, &cut) == text.len;
}

/* The digest of a text as the outline makes it, by which ids survive a reload. */
static uint64_t text_digest(struct slice text, uint64_t seed)
{
    return XXH3_64bits_withSeed(text.at ? text.at : "", text.len, seed);
}

static enum fault check_block(void *self, sqlite3_stmt *row)
{
    struct checking *checking = self;
    const char *name = (const char *)sqlite3_column_text(row, 0);
    struct slice label = db_text(row, 1), text = db_text(row, 2);
    if (!is_utf8(label) || !is_utf8(text))
        check_report(checking, "block %s is not UTF-8", name);
    if ((int64_t)text_digest(text, text_digest(label, 0)) != sqlite3_column_int64(row, 3))
        check_report(checking, "block %s: its text does not fit its digest", name);
    if (!sqlite3_column_int(row, 4))
        check_report(checking, "block %s: what is answered of it does not fit it", name);
    return FAULT_NONE;
}

static enum fault check_note(void *self, sqlite3_stmt *row)
{
    struct checking *checking = self;
    const char *name = (const char *)sqlite3_column_text(row, 0);
    struct slice text = db_text(row, 1);
    if (!is_utf8(text))
        check_report(checking, "note %s is not UTF-8", name);
    if ((int64_t)text_digest(text, 0) != sqlite3_column_int64(row, 2))
        check_report(checking, "note %s: its text does not fit its digest", name);
    if (!sqlite3_column_int(row, 3))
        check_report(checking, "note %s hangs on a block of another document", name);
    if ((size_t)sqlite3_column_int64(row, 4) > utf8_length(db_text(row, 5)))
        check_report(checking, "note %s is anchored after the end of its block", name);
    if (!sqlite3_column_int(row, 6))
        check_report(checking, "note %s: what is answered of it does not fit it", name);
    return FAULT_NONE;
}

typedef enum fault check_part(struct checking *checking);

/* Damage ends a part of the check, and is one more problem. */
static enum fault go_on(struct checking *checking, enum fault fault)
{
    if (fault != FAULT_DAMAGED)
        return fault;
    check_report(checking, "%s", checking->detail->text);
    return FAULT_NONE;
}

enum fault corpus_check(struct corpus *corpus, corpus_problem *problem, void *self,
                        struct fault_detail *detail)
{
    static const struct {
        enum query query;
        check_row *look;
    } checks[] = {
        {QUERY_CHECK_INTEGRITY, check_integrity},
        {QUERY_CHECK_FOREIGN_KEYS, check_foreign_key},
        {QUERY_CHECK_COUNTS, check_count},
        {QUERY_CHECK_BLOCKS, check_block},
        {QUERY_CHECK_NOTES, check_note},
        {QUERY_CHECK_VALUES, check_count},
        {QUERY_CHECK_ENTITY_VALUES, check_count},
        {QUERY_CHECK_ENTITY_COUNTS, check_count},
    };
    static check_part *const parts[] = {check_mentions, check_sources, check_index};
    struct checking checking = {corpus, problem, self, detail};
    enum fault fault = db_prepare(&corpus->db, DB_CHECKS, detail);
    atomic_store(corpus->db.damage, UINT64_MAX); /* nothing is logged beside this */
    for (size_t i = 0; !fault && i < sizeof(checks) / sizeof(checks[0]); i++)
        fault = go_on(&checking, check_each_row(&checking, checks[i].query,
                                                checks[i].look, &checking));
    for (size_t i = 0; !fault && i < sizeof(parts) / sizeof(parts[0]); i++)
        fault = go_on(&checking, parts[i](&checking));
    return fault;
}

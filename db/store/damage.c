/* Damage: the words for it, and types of columns. */
#include "db/store/damage.h"
#include "base/log.h"
#include "db/store/db.h"

static const char *const tables[] = {
    "pages",
    "meta",
    "collection",
    "document",
    "document_answer",
    "block",
    "note",
    "omission",
    "name",
    "former",
    "source",
    "entity",
    "entity_source",
    "entity_former",
    "entity_count",
    "mention",
    "word",
    "document_entity",
    "entity_document",
    "form",
    "compound",
    "postings",
    "places",
    "shelf",
};

static uint64_t bit_of(const char *table)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        if (strcmp(tables[i], table) == 0)
            return UINT64_C(1) << i;
    return UINT64_C(1) << 63;
}

enum fault db_damaged(struct db *db, const char *table, struct fault_detail *detail)
{
    uint64_t bit = bit_of(table);
    if (db->damage && !(atomic_fetch_or(db->damage, bit) & bit))
        log_line(LOG_LEVEL_ERROR, "the data set is damaged (%s): load it again", table);
    return fault_set(detail, FAULT_DAMAGED, "the data set is damaged: load it again");
}

bool db_row_is(sqlite3_stmt *statement, const char *types)
{
    for (int column = 0; types[column]; column++) {
        int type = sqlite3_column_type(statement, column);
        char wanted = types[column];
        bool right = wanted == '-' ||
                     ((wanted == 'i' || wanted == 'I') && type == SQLITE_INTEGER) ||
                     ((wanted == 't' || wanted == 'T') && type == SQLITE_TEXT) ||
                     ((wanted == 'b' || wanted == 'B') && type == SQLITE_BLOB) ||
                     (wanted < 'a' && type == SQLITE_NULL);
        if (!right)
            return false;
    }
    return true;
}

/* Opening a data set: what it says about itself, none of which is taken on trust. */
#include "opening.h"

#include <stdio.h>

static enum fault meta_text(struct corpus *corpus, const char *name, char *out,
                            size_t room, struct fault_detail *detail)
{
    sqlite3_stmt *statement = query_by_text(corpus, QUERY_META_VALUE, slice_of(name));
    bool row;
    enum fault fault = db_step(&corpus->db, statement, &row, detail);
    if (fault)
        return fault;
    struct slice value = row ? db_text(statement, 0) : SLICE_NONE;
    bool good = row && value.len < room;
    for (size_t i = 0; good && i < value.len; i++)
        good = value.at[i] >= ' ' && value.at[i] < 0x7f;
    snprintf(out, room, "%.*s", SLICE_PRINT(good ? value : SLICE_NONE));
    sqlite3_reset(statement);
    if (row && !good)
        return db_damaged(&corpus->db, "meta", detail);
    return row ? FAULT_NONE
               : fault_set(detail, FAULT_DATASET,
                           "the data set is damaged: it has no %s; load it again", name);
}

static enum fault meta_number(struct corpus *corpus, const char *name, int64_t most,
                              int64_t *out, struct fault_detail *detail)
{
    char text[32];
    enum fault fault = meta_text(corpus, name, text, sizeof(text), detail);
    uint64_t number = 0;
    if (!fault && !slice_number(slice_of(text), (uint64_t)most, &number))
        fault = db_damaged(&corpus->db, "meta", detail);
    *out = (int64_t)number;
    return fault;
}

/* The last second of the year 9999, which every calendar function can say. */
#define LAST_SECOND INT64_C(253402300799)

static bool is_hexadecimal(const char *text)
{
    return *text && text[strspn(text, "0123456789abcdef")] == '\0';
}

enum fault read_facts(struct corpus *corpus, struct fault_detail *detail)
{
    struct corpus_facts *facts = &corpus->facts;
    const int64_t rows = INT32_MAX, any = INT64_C(1) << 53;
    struct {
        const char *name;
        int64_t *out, most;
    } numbers[] = {
        {"made", &facts->made, LAST_SECOND},
        {"collections", &facts->collections, rows},
        {"documents", &facts->documents, rows},
        {"blocks", &facts->blocks, any},
        {"notes", &facts->notes, any},
        {"omissions", &facts->omissions, any},
        {"passages", &facts->passages, rows},
        {"occurrences", &facts->occurrences, any},
        {"entities", &facts->entities, rows},
        {"mentions", &facts->mentions, any},
    };
    enum fault fault = meta_text(corpus, "rev", facts->rev, sizeof(facts->rev), detail);
    if (!fault)
        fault = meta_text(corpus, "corpus", facts->corpus, sizeof(facts->corpus), detail);
    if (!fault)
        fault = meta_text(corpus, "build", facts->build, sizeof(facts->build), detail);
    for (size_t i = 0; !fault && i < sizeof(numbers) / sizeof(numbers[0]); i++)
        fault =
            meta_number(corpus, numbers[i].name, numbers[i].most, numbers[i].out, detail);
    facts->since = facts->made;
    if (!fault && !is_hexadecimal(facts->rev))
        fault = db_damaged(&corpus->db, "meta", detail);
    return fault;
}

/* Names of states, bodies, treaties and other things in a query: other names and
 * nationalities, as words and as mentions. */
#include "expanding.h"

static const double OTHER = 0.7, MENTION = 0.7;
static const double WORD_OF_NAME = 0.6;                     /* of a longer name */
static const double WHOLE_NAME = 0.5, WHOLE_COVERAGE = 0.5; /* a name as one group */

enum {
    LIST_WORDS = 3, /* a name of so many words counts from any list */
    SHARED = 3,     /* records with the same name: of more, no other names are taken */
    STATES = 2      /* that an adjective stands for */
};

struct name_span {
    size_t first, count;
    struct slice words;
    struct named_records named; /* things by name, then places by adjective */
};

static bool is_span(const struct expanding *expanding, size_t first, size_t count)
{
    struct slice word = expanding_word(expanding, first);
    bool digit = word.len && word.at[0] >= '0' && word.at[0] <= '9';
    return count > 1 || (word.len > 1 && !digit && !expanding_is_stop_word(word));
}

static void add_record(struct named_records *named, const struct named_record *record)
{
    for (size_t i = 0; i < named->count; i++)
        if (named->list[i].entity == record->entity &&
            named->list[i].adjective == record->adjective) {
            named->list[i].own |= record->own;
            named->list[i].common |= record->common;
            return;
        }
    if (named->count < NAMED_RECORDS)
        named->list[named->count++] = *record;
}

static enum fault look_up(struct expanding *expanding, struct name_span *span)
{
    struct db *db = &expanding->corpus->db;
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(db, QUERY_ENTITY_NAMES_OF_WORDS);
    db_bind_text(statement, 1, span->words);
    span->named.count = 0;
    while (!(fault = db_step(db, statement, &more, expanding->detail)) && more) {
        int sort = sqlite3_column_int(statement, 1);
        int64_t scope = sqlite3_column_int64(statement, 2);
        bool own = scope && scope == expanding->scope;
        if (sort == ENTITY_NAME_SURNAME || (scope && !own && span->count < LIST_WORDS))
            continue;
        add_record(&span->named,
                   &(struct named_record){
                       .entity = sqlite3_column_int64(statement, 0),
                       .label = arena_copy(expanding->arena, db_text(statement, 6)),
                       .id = arena_copy(expanding->arena, db_text(statement, 5)),
                       .adjective = sort == ENTITY_NAME_ADJECTIVE,
                       .own = own,
                       .common = scope == 0});
    }
    db_end(statement);
    return fault;
}

/* Adds an alternative to each word of the name. */
static enum fault add_to_span(struct expanding *expanding, const struct name_span *span,
                              struct ranked_alternative alternative)
{
    enum fault fault = FAULT_NONE;
    alternative.from = expanding_typed(expanding, span->first, span->count);
    for (size_t i = span->first; i < span->first + span->count && !fault; i++)
        if (span->count == 1 || !expanding_is_stop_word(expanding_word(expanding, i)))
            fault = expanding_add(expanding, &expanding->query->groups[i], alternative);
    return fault;
}

/* Names of one word, and adjectives, of a record: several words together are reached
 * through the mentions. */
static enum fault add_names(struct expanding *expanding, const struct name_span *span,
                            const struct named_record *record, bool names)
{
    struct db *db = &expanding->corpus->db;
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(db, QUERY_ENTITY_NAMES_OF_ENTITY);
    db_bind_int(statement, 1, record->entity);
    while (!(fault = db_step(db, statement, &more, expanding->detail)) && more) {
        struct slice word = db_text(statement, 0);
        bool adjective = sqlite3_column_int(statement, 1) == ENTITY_NAME_ADJECTIVE;
        int64_t scope = sqlite3_column_int64(statement, 2);
        bool known = scope == 0 || scope == expanding->scope || span->named.count == 1;
        if (slice_find(word, ' ') < word.len || slice_equal(word, span->words) ||
            !known || (!adjective && !names) || expanding_is_stop_word(word))
            continue;
        word = arena_copy(expanding->arena, word);
        fault = add_to_span(
            expanding, span,
            (struct ranked_alternative){
                .word = word,
                .weight = OTHER,
                .why = adjective || record->adjective ? WHY_NATIONALITY : WHY_OTHER_NAME,
                .to = word});
        if (fault)
            break;
    }
    db_end(statement);
    return fault;
}

static enum fault add_mentions(struct expanding *expanding, const struct name_span *span)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < span->named.count && !fault; i++) {
        const struct named_record *record = &span->named.list[i];
        if (!record->adjective)
            fault = add_to_span(expanding, span,
                                (struct ranked_alternative){.entity = record->entity,
                                                            .weight = MENTION,
                                                            .why = WHY_MENTION,
                                                            .to = record->label,
                                                            .id = record->id});
    }
    return fault;
}

/* A name of several words counts as a whole, too, by its mentions. */
static enum fault add_whole(struct expanding *expanding, const struct name_span *span)
{
    struct ranked_query *query = expanding->query;
    enum fault fault = FAULT_NONE;
    if (span->count < 2 || query->count == RANKED_GROUPS)
        return FAULT_NONE;
    for (size_t i = span->first; i < span->first + span->count; i++)
        query->groups[i].weight *= WORD_OF_NAME;
    struct ranked_group *whole = &query->groups[query->count];
    *whole = (struct ranked_group){.weight = WHOLE_NAME, .coverage = WHOLE_COVERAGE};
    for (size_t i = 0; i < span->named.count && !fault; i++) {
        const struct named_record *record = &span->named.list[i];
        fault = expanding_add(
            expanding, whole,
            (struct ranked_alternative){
                .entity = record->entity,
                .weight = 1,
                .why = WHY_MENTION,
                .from = expanding_typed(expanding, span->first, span->count),
                .to = record->label,
                .id = record->id});
    }
    query->count += whole->count > 0;
    return fault;
}

static enum fault take(struct expanding *expanding, const struct name_span *span)
{
    size_t states = 0, named = 0;
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < span->named.count; i++)
        named += !span->named.list[i].adjective;
    for (size_t i = 0; i < span->named.count && !fault; i++) {
        const struct named_record *record = &span->named.list[i];
        if (record->adjective && states++ >= STATES)
            continue;
        fault = add_names(expanding, span, record, record->adjective || named <= SHARED);
    }
    if (!fault)
        fault = add_mentions(expanding, span);
    return fault ? fault : add_whole(expanding, span);
}

enum fault expand_names(struct expanding *expanding)
{
    size_t typed = expanding->query->typed, next;
    enum fault fault = FAULT_NONE;
    struct name_span span;
    for (size_t first = 0; first < typed && !fault; first = next) {
        next = first + 1;
        size_t most = typed - first < SPAN_WORDS ? typed - first : SPAN_WORDS;
        for (size_t count = most; count > 0 && !fault && next == first + 1; count--) {
            span = (struct name_span){.first = first, .count = count};
            span.words = expanding_span(expanding, first, count);
            if (!span.words.len || !is_span(expanding, first, count))
                continue;
            fault = look_up(expanding, &span);
            if (fault || !span.named.count)
                continue;
            fault = take(expanding, &span);
            if (count > 1)
                next = first + count;
            break;
        }
    }
    return fault;
}

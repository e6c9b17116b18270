/* Persons in a query: a surname that the lists know, with the given names and initials
 * typed before it. Texts seldom print these, so they count less, and the mentions of the
 * person count with the surname. */
#include "expanding.h"

enum { SURNAME_WORDS = 3, GIVEN_WORDS = 4, TIED = 8 };
static const double GIVEN = 0.3, MENTION = 0.5;

struct person {
    int64_t entity;
    struct slice label, id;
    size_t given; /* typed words before the surname that fit */
    bool own, common;
};

struct persons {
    struct person list[TIED]; /* the best ones, equally good */
    size_t count;
};

/* Is the typed word a given name, or an initial, of these? Initials fit both ways. */
static bool fits(struct slice typed, struct slice given)
{
    while (given.len) {
        struct slice name = slice_cut(&given, ' ');
        if (slice_equal(name, typed) || (typed.len == 1 && slice_starts(name, typed)) ||
            (name.len == 1 && slice_starts(typed, name)))
            return true;
    }
    return false;
}

static size_t count_given(const struct expanding *expanding, size_t surname,
                          struct slice given)
{
    size_t count = 0;
    while (count < GIVEN_WORDS && count < surname) {
        struct slice word = expanding_word(expanding, surname - 1 - count);
        if (!word.len || expanding->used[surname - 1 - count] || !fits(word, given))
            break;
        count++;
    }
    return count;
}

static int rank(const struct person *person)
{
    return (int)person->given * 4 + person->own * 2 + person->common;
}

static void offer(struct persons *persons, const struct person *person)
{
    if (person->given == 0 && !person->own)
        return;
    for (size_t i = 0; i < persons->count; i++)
        if (persons->list[i].entity == person->entity) {
            persons->list[i].own |= person->own;
            persons->list[i].common |= person->common;
            if (person->given > persons->list[i].given)
                persons->list[i].given = person->given;
            return;
        }
    if (persons->count < TIED)
        persons->list[persons->count++] = *person;
}

/* Leaves those of the highest rank. */
static void choose(struct persons *persons)
{
    int best = 0;
    size_t count = 0;
    for (size_t i = 0; i < persons->count; i++)
        best = rank(&persons->list[i]) > best ? rank(&persons->list[i]) : best;
    for (size_t i = 0; i < persons->count; i++)
        if (rank(&persons->list[i]) == best)
            persons->list[count++] = persons->list[i];
    persons->count = count;
}

static enum fault find(struct expanding *expanding, size_t first, size_t count,
                       struct persons *persons)
{
    struct db *db = &expanding->corpus->db;
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(db, QUERY_ENTITY_NAMES_OF_WORDS);
    persons->count = 0;
    db_bind_text(statement, 1, expanding_span(expanding, first, count));
    while (!(fault = db_step(db, statement, &more, expanding->detail)) && more) {
        if (sqlite3_column_int(statement, 1) != ENTITY_NAME_SURNAME)
            continue;
        int64_t scope = sqlite3_column_int64(statement, 2);
        struct person person = {
            .entity = sqlite3_column_int64(statement, 0),
            .label = arena_copy(expanding->arena, db_text(statement, 6)),
            .id = arena_copy(expanding->arena, db_text(statement, 5)),
            .given = count_given(expanding, first, db_text(statement, 3)),
            .own = scope && scope == expanding->scope,
            .common = scope == 0};
        offer(persons, &person);
    }
    db_end(statement);
    choose(persons);
    return fault;
}

/* A surname alone means a person only where one of them is in the collection's list. */
static enum fault take(struct expanding *expanding, size_t first, size_t count,
                       const struct persons *persons)
{
    struct ranked_group *groups = expanding->query->groups;
    size_t given = persons->list[0].given;
    enum fault fault = FAULT_NONE;
    if (given == 0 && persons->count > 1)
        return FAULT_NONE;
    for (size_t i = first - given; i < first + count; i++)
        expanding->used[i] = true;
    for (size_t i = first - given; i < first; i++)
        groups[i].weight *= GIVEN;
    for (size_t i = 0; i < persons->count && !fault; i++)
        fault = expanding_add(
            expanding, &groups[first + count - 1],
            (struct ranked_alternative){
                .entity = persons->list[i].entity,
                .weight = MENTION,
                .why = WHY_PERSON,
                .from = expanding_typed(expanding, first - given, given + count),
                .to = persons->list[i].label,
                .id = persons->list[i].id});
    return fault;
}

enum fault expand_persons(struct expanding *expanding)
{
    size_t typed = expanding->query->typed;
    enum fault fault = FAULT_NONE;
    struct persons persons;
    for (size_t end = 1; end <= typed && !fault; end++) {
        if (expanding_word(expanding, end - 1).len < 2)
            continue;
        for (size_t count = SURNAME_WORDS; count > 0 && !fault; count--) {
            if (count > end || expanding->used[end - 1] ||
                !expanding_span(expanding, end - count, count).len)
                continue;
            fault = find(expanding, end - count, count, &persons);
            if (!fault && persons.count)
                fault = take(expanding, end - count, count, &persons);
        }
    }
    return fault;
}

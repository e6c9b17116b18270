/* Names that last: four rules, each for what the one before left unnamed. */
#include "loading/block_ids.h"

#include <stdlib.h>
#include <xxhash.h>

enum { NO_ID = -1 };

/* An open hash from 64-bit keys to numbers; room for twice what goes in. */
struct id_table {
    struct id_slot {
        uint64_t key;
        int64_t value; /* NOBODY: free */
    } * slots;
    size_t mask;
};

struct id_assignment {
    struct arena *arena;
    const struct id_request *requests;
    size_t count;
    struct predecessor_id *former;
    size_t former_count;
    struct slice *ids;
    int64_t *from;             /* want -> past, or NOBODY */
    int64_t *next_same_digest; /* past -> the next past with the same digest */
    struct id_table by_digest, by_id, repeats;
    uint64_t last_ordinal; /* the highest place any "b" name has had */
};

static bool id_table_init(struct id_table *index, struct arena *arena, size_t entries)
{
    size_t size = 16;
    while (size < entries * 2)
        size *= 2;
    index->mask = size - 1;
    index->slots = arena_take(arena, size * sizeof(*index->slots));
    for (size_t i = 0; index->slots && i < size; i++)
        index->slots[i] = (struct id_slot){0, NO_ID};
    return index->slots != NULL;
}

/* The slot of `key`, or the free one where it would go. */
static struct id_slot *id_slot(struct id_table *index, uint64_t key)
{
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & index->mask;
    while (index->slots[at].value != NO_ID && index->slots[at].key != key)
        at = (at + 1) & index->mask;
    index->slots[at].key = key;
    return &index->slots[at];
}

static uint64_t id_key(struct slice id)
{
    return XXH3_64bits(id.at, id.len);
}

/* Digits of `number` before `at`; where they begin. By hand: every block gets a name. */
static size_t put_digits(char *text, size_t at, uint64_t number)
{
    do {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return at;
}

static struct slice print_id(struct id_assignment *assignment, const char *letters,
                             uint64_t number, uint64_t repeat)
{
    char name[64];
    size_t at = sizeof(name);
    if (repeat > 1) {
        at = put_digits(name, at, repeat);
        name[--at] = '-';
    }
    at = put_digits(name, at, number);
    for (size_t i = strlen(letters); i > 0; i--)
        name[--at] = letters[i - 1];
    return arena_copy(assignment->arena, (struct slice){name + at, sizeof(name) - at});
}

static struct slice natural_id(struct id_assignment *assignment, size_t i)
{
    return print_id(assignment, assignment->requests[i].letters,
                    assignment->requests[i].number, 1);
}

static bool is_ordinal_id(struct slice id)
{
    return id.len > 1 && id.at[0] == 'b';
}

static bool is_free_former(const struct id_assignment *assignment, int64_t former)
{
    return former != NO_ID && !assignment->former[former].retained &&
           !assignment->former[former].retired;
}

static void give(struct id_assignment *assignment, size_t request, int64_t former)
{
    assignment->from[request] = former;
    assignment->former[former].retained = true;
    assignment->ids[request] =
        arena_copy(assignment->arena, assignment->former[former].id);
}

/* Rule 1: what is unchanged keeps its name, wherever it stands now. */
static void retain_unchanged(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        struct id_slot *slot =
            id_slot(&assignment->by_digest, assignment->requests[i].digest);
        if (slot->value == NO_ID || slot->value == INT64_MAX)
            continue;
        int64_t former = slot->value;
        int64_t next = assignment->next_same_digest[former];
        slot->value = next == NO_ID ? INT64_MAX : next;
        give(assignment, i, former);
    }
}

/* Rule 2: what was edited and still bears its printed number keeps its name. */
static void retain_numbered(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        if (assignment->from[i] != NO_ID || assignment->requests[i].letters[0] == 'b')
            continue;
        struct slice id = natural_id(assignment, i);
        struct id_slot *slot = id_slot(&assignment->by_id, id_key(id));
        if (slot->value != INT64_MAX && is_free_former(assignment, slot->value))
            give(assignment, i, slot->value);
    }
}

/* Rule 3: what was edited and follows its old neighbour keeps its name. */
static void retain_neighbours(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        if (assignment->from[i] != NO_ID || assignment->requests[i].letters[0] != 'b')
            continue;
        int64_t former = i == 0 ? 0 : assignment->from[i - 1] + 1;
        bool known = i == 0 || assignment->from[i - 1] != NO_ID;
        if (known && former < (int64_t)assignment->former_count &&
            is_free_former(assignment, former) &&
            is_ordinal_id(assignment->former[former].id))
            give(assignment, i, former);
    }
}

/* Takes `id` unless somebody has or had it. */
static bool take(struct id_assignment *assignment, struct slice id)
{
    struct id_slot *slot = id_slot(&assignment->by_id, id_key(id));
    if (slot->value != NO_ID)
        return false;
    slot->value = INT64_MAX;
    return true;
}

static struct slice new_ordinal_id(struct id_assignment *assignment, size_t i)
{
    struct slice id = natural_id(assignment, i);
    while (!take(assignment, id))
        id = print_id(assignment, "b", ++assignment->last_ordinal, 1);
    return id;
}

static struct slice new_repeated_id(struct id_assignment *assignment, size_t i)
{
    const struct id_request *request = &assignment->requests[i];
    struct slice base = natural_id(assignment, i);
    struct id_slot *slot = id_slot(&assignment->repeats, id_key(base));
    int64_t repeat = slot->value == NO_ID ? 1 : slot->value + 1;
    struct slice id =
        print_id(assignment, request->letters, request->number, (uint64_t)repeat);
    while (!arena_failed(assignment->arena) && !take(assignment, id))
        id = print_id(assignment, request->letters, request->number, (uint64_t)++repeat);
    slot->value = repeat;
    return id;
}

/* Rule 4: what is new takes a name that was never used. */
static void assign_new(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count && !arena_failed(assignment->arena); i++)
        if (assignment->from[i] == NO_ID)
            assignment->ids[i] = assignment->requests[i].letters[0] == 'b'
                                     ? new_ordinal_id(assignment, i)
                                     : new_repeated_id(assignment, i);
}

static void index_former_ids(struct id_assignment *assignment)
{
    assignment->last_ordinal = assignment->count;
    for (size_t i = assignment->former_count; i-- > 0;) {
        struct predecessor_id *former = &assignment->former[i];
        struct id_slot *slot = id_slot(&assignment->by_digest, former->digest);
        assignment->next_same_digest[i] = slot->value;
        slot->value = (int64_t)i;
        id_slot(&assignment->by_id, id_key(former->id))->value = (int64_t)i;
        if (is_ordinal_id(former->id)) {
            uint64_t ordinal = strtoull(former->id.at + 1, NULL, 10);
            if (ordinal > assignment->last_ordinal)
                assignment->last_ordinal = ordinal;
        }
    }
}

enum fault block_ids_assign(struct arena *arena, const struct id_request *requests,
                            size_t count, struct predecessor_id *former,
                            size_t former_count, struct slice *ids)
{
    struct id_assignment assignment = {.arena = arena,
                                       .requests = requests,
                                       .count = count,
                                       .former = former,
                                       .former_count = former_count,
                                       .ids = ids};
    assignment.from = arena_take_array(arena, count, sizeof(*assignment.from));
    assignment.next_same_digest =
        arena_take_array(arena, former_count, sizeof(*assignment.next_same_digest));
    if (!assignment.from || !assignment.next_same_digest ||
        !id_table_init(&assignment.by_digest, arena, count + former_count) ||
        !id_table_init(&assignment.by_id, arena, 2 * count + former_count) ||
        !id_table_init(&assignment.repeats, arena, count))
        return FAULT_MEMORY;
    for (size_t i = 0; i < count; i++)
        assignment.from[i] = NO_ID;
    index_former_ids(&assignment);
    retain_unchanged(&assignment);
    retain_numbered(&assignment);
    retain_neighbours(&assignment);
    assign_new(&assignment);
    return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

/* Names that last: four rules, each for what the one before left unnamed. */
#include "loading/block_ids.h"

#include <stdlib.h>
#include <xxhash.h>

enum { NOBODY = -1 };

/* An open hash from 64-bit keys to numbers; room for twice what goes in. */
struct index {
    struct index_slot {
        uint64_t key;
        int64_t value; /* NOBODY: free */
    } * slots;
    size_t mask;
};

struct naming {
    struct arena *arena;
    const struct name_want *wants;
    size_t count;
    struct name_past *past;
    size_t past_count;
    struct slice *ids;
    int64_t *from;       /* want -> past, or NOBODY */
    int64_t *next_alike; /* past -> the next past with the same digest */
    struct index by_digest, by_id, repeats;
    uint64_t last_place; /* the highest place any "b" name has had */
};

static bool index_init(struct index *index, struct arena *arena, size_t entries)
{
    size_t size = 16;
    while (size < entries * 2)
        size *= 2;
    index->mask = size - 1;
    index->slots = arena_take(arena, size * sizeof(*index->slots));
    for (size_t i = 0; index->slots && i < size; i++)
        index->slots[i] = (struct index_slot){0, NOBODY};
    return index->slots != NULL;
}

/* The slot of `key`, or the free one where it would go. */
static struct index_slot *index_slot(struct index *index, uint64_t key)
{
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & index->mask;
    while (index->slots[at].value != NOBODY && index->slots[at].key != key)
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

static struct slice print_name(struct naming *naming, const char *letters,
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
    return arena_copy(naming->arena, (struct slice){name + at, sizeof(name) - at});
}

static struct slice natural_name(struct naming *naming, size_t i)
{
    return print_name(naming, naming->wants[i].letters, naming->wants[i].number, 1);
}

static bool by_place(struct slice id)
{
    return id.len > 1 && id.at[0] == 'b';
}

static bool free_past(const struct naming *naming, int64_t past)
{
    return past != NOBODY && !naming->past[past].kept && !naming->past[past].retired;
}

static void give(struct naming *naming, size_t want, int64_t past)
{
    naming->from[want] = past;
    naming->past[past].kept = true;
    naming->ids[want] = arena_copy(naming->arena, naming->past[past].id);
}

/* Rule 1: what is unchanged keeps its name, wherever it stands now. */
static void keep_unchanged(struct naming *naming)
{
    for (size_t i = 0; i < naming->count; i++) {
        struct index_slot *slot = index_slot(&naming->by_digest, naming->wants[i].digest);
        if (slot->value == NOBODY || slot->value == INT64_MAX)
            continue;
        int64_t past = slot->value;
        int64_t next = naming->next_alike[past];
        slot->value = next == NOBODY ? INT64_MAX : next;
        give(naming, i, past);
    }
}

/* Rule 2: what was edited and still bears its printed number keeps its name. */
static void keep_numbered(struct naming *naming)
{
    for (size_t i = 0; i < naming->count; i++) {
        if (naming->from[i] != NOBODY || naming->wants[i].letters[0] == 'b')
            continue;
        struct slice id = natural_name(naming, i);
        struct index_slot *slot = index_slot(&naming->by_id, id_key(id));
        if (slot->value != INT64_MAX && free_past(naming, slot->value))
            give(naming, i, slot->value);
    }
}

/* Rule 3: what was edited and follows its old neighbour keeps its name. */
static void keep_neighbours(struct naming *naming)
{
    for (size_t i = 0; i < naming->count; i++) {
        if (naming->from[i] != NOBODY || naming->wants[i].letters[0] != 'b')
            continue;
        int64_t past = i == 0 ? 0 : naming->from[i - 1] + 1;
        bool known = i == 0 || naming->from[i - 1] != NOBODY;
        if (known && past < (int64_t)naming->past_count && free_past(naming, past) &&
            by_place(naming->past[past].id))
            give(naming, i, past);
    }
}

/* Takes `id` unless somebody has or had it. */
static bool take(struct naming *naming, struct slice id)
{
    struct index_slot *slot = index_slot(&naming->by_id, id_key(id));
    if (slot->value != NOBODY)
        return false;
    slot->value = INT64_MAX;
    return true;
}

static struct slice new_place(struct naming *naming, size_t i)
{
    struct slice id = natural_name(naming, i);
    while (!take(naming, id))
        id = print_name(naming, "b", ++naming->last_place, 1);
    return id;
}

static struct slice new_repeat(struct naming *naming, size_t i)
{
    const struct name_want *want = &naming->wants[i];
    struct slice base = natural_name(naming, i);
    struct index_slot *slot = index_slot(&naming->repeats, id_key(base));
    int64_t repeat = slot->value == NOBODY ? 1 : slot->value + 1;
    struct slice id = print_name(naming, want->letters, want->number, (uint64_t)repeat);
    while (!arena_failed(naming->arena) && !take(naming, id))
        id = print_name(naming, want->letters, want->number, (uint64_t)++repeat);
    slot->value = repeat;
    return id;
}

/* Rule 4: what is new takes a name that was never used. */
static void name_the_new(struct naming *naming)
{
    for (size_t i = 0; i < naming->count && !arena_failed(naming->arena); i++)
        if (naming->from[i] == NOBODY)
            naming->ids[i] = naming->wants[i].letters[0] == 'b' ? new_place(naming, i)
                                                                : new_repeat(naming, i);
}

static void remember_past(struct naming *naming)
{
    naming->last_place = naming->count;
    for (size_t i = naming->past_count; i-- > 0;) {
        struct name_past *past = &naming->past[i];
        struct index_slot *slot = index_slot(&naming->by_digest, past->digest);
        naming->next_alike[i] = slot->value;
        slot->value = (int64_t)i;
        index_slot(&naming->by_id, id_key(past->id))->value = (int64_t)i;
        if (by_place(past->id)) {
            uint64_t place = strtoull(past->id.at + 1, NULL, 10);
            if (place > naming->last_place)
                naming->last_place = place;
        }
    }
}

enum fault names_settle(struct arena *arena, const struct name_want *wants, size_t count,
                        struct name_past *past, size_t past_count, struct slice *ids)
{
    struct naming naming = {.arena = arena,
                            .wants = wants,
                            .count = count,
                            .past = past,
                            .past_count = past_count,
                            .ids = ids};
    naming.from = arena_take_array(arena, count, sizeof(*naming.from));
    naming.next_alike = arena_take_array(arena, past_count, sizeof(*naming.next_alike));
    if (!naming.from || !naming.next_alike ||
        !index_init(&naming.by_digest, arena, count + past_count) ||
        !index_init(&naming.by_id, arena, 2 * count + past_count) ||
        !index_init(&naming.repeats, arena, count))
        return FAULT_MEMORY;
    for (size_t i = 0; i < count; i++)
        naming.from[i] = NOBODY;
    remember_past(&naming);
    keep_unchanged(&naming);
    keep_numbered(&naming);
    keep_neighbours(&naming);
    name_the_new(&naming);
    return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

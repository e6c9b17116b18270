/* Permanent ids: four rules, each for what the ones before left without an id. */
#include "loading/block_ids.h"
#include "base/map.h"

#include <xxhash.h>

/* Of an id that was never a former one, and has been given. */
#define TAKEN (MAP_NONE - 1)

struct id_assignment {
    struct arena *arena;
    const struct id_request *requests;
    size_t count;
    struct predecessor_id *former;
    size_t former_count;
    struct slice *ids;
    uint32_t *from;             /* request -> former id, or MAP_NONE */
    uint32_t *next_same_digest; /* former id -> the next with the same digest */
    struct map by_digest;       /* -> the first former id with it that is not in use */
    struct map by_id;           /* its hash -> former id, or TAKEN */
    struct map repeats;         /* hash of the id without repeat -> the last repeat */
    uint64_t last_ordinal;      /* the highest that any "b" id has had */
};

static uint64_t id_key(struct slice id)
{
    return XXH3_64bits(id.at, id.len);
}

/* Writes the digits of `number` up to `at`; returns where they begin. Not by printf,
 * since every block gets an id. */
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
    char id[64];
    size_t at = sizeof(id);
    if (repeat > 1) {
        at = put_digits(id, at, repeat);
        id[--at] = '-';
    }
    at = put_digits(id, at, number);
    for (size_t i = strlen(letters); i > 0; i--)
        id[--at] = letters[i - 1];
    return arena_copy(assignment->arena, (struct slice){id + at, sizeof(id) - at});
}

static struct slice natural_id(struct id_assignment *assignment, size_t i)
{
    return print_id(assignment, assignment->requests[i].letters,
                    assignment->requests[i].number, 1);
}

static bool is_ordinal(const struct id_request *request)
{
    return id_kind(slice_of(request->letters)) == ID_ORDINAL;
}

/* Is it a former id that may be given again? */
static bool is_free_former(const struct id_assignment *assignment, uint32_t former)
{
    return former != MAP_NONE && former != TAKEN &&
           !assignment->former[former].retained && !assignment->former[former].retired;
}

static void give(struct id_assignment *assignment, size_t request, uint32_t former)
{
    assignment->from[request] = former;
    assignment->former[former].retained = true;
    assignment->ids[request] =
        arena_copy(assignment->arena, assignment->former[former].id);
}

/* Rule 1: what is unchanged keeps its id, wherever it is now. */
static void retain_unchanged(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        uint64_t digest = assignment->requests[i].digest;
        uint32_t former = map_find(&assignment->by_digest, digest);
        if (former == MAP_NONE)
            continue;
        *map_take(&assignment->by_digest, digest) = assignment->next_same_digest[former];
        give(assignment, i, former);
    }
}

/* Rule 2: what was edited and still has its printed number keeps its id. */
static void retain_numbered(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        if (assignment->from[i] != MAP_NONE || is_ordinal(&assignment->requests[i]))
            continue;
        struct slice id = natural_id(assignment, i);
        uint32_t former = map_find(&assignment->by_id, id_key(id));
        if (is_free_former(assignment, former))
            give(assignment, i, former);
    }
}

/* Rule 3: what was edited and follows the same neighbour keeps its id. */
static void retain_neighbours(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count; i++) {
        if (assignment->from[i] != MAP_NONE || !is_ordinal(&assignment->requests[i]))
            continue;
        bool known = i == 0 || assignment->from[i - 1] != MAP_NONE;
        uint32_t former = i == 0 ? 0 : assignment->from[i - 1] + 1;
        if (known && former < assignment->former_count &&
            is_free_former(assignment, former) &&
            id_kind(assignment->former[former].id) == ID_ORDINAL)
            give(assignment, i, former);
    }
}

/* Takes `id` unless it is or was in use. */
static bool take(struct id_assignment *assignment, struct slice id)
{
    uint32_t *number = map_take(&assignment->by_id, id_key(id));
    if (*number != MAP_NONE)
        return false;
    *number = TAKEN;
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
    uint32_t *last = map_take(&assignment->repeats, id_key(base));
    uint32_t repeat = *last == MAP_NONE ? 1 : *last + 1;
    struct slice id = print_id(assignment, request->letters, request->number, repeat);
    while (!arena_failed(assignment->arena) && !take(assignment, id))
        id = print_id(assignment, request->letters, request->number, ++repeat);
    *last = repeat;
    return id;
}

/* Rule 4: what is new gets an id that was never used. */
static void assign_new(struct id_assignment *assignment)
{
    for (size_t i = 0; i < assignment->count && !arena_failed(assignment->arena); i++)
        if (assignment->from[i] == MAP_NONE)
            assignment->ids[i] = is_ordinal(&assignment->requests[i])
                                     ? new_ordinal_id(assignment, i)
                                     : new_repeated_id(assignment, i);
}

static void index_former_ids(struct id_assignment *assignment)
{
    assignment->last_ordinal = assignment->count;
    for (size_t i = assignment->former_count; i-- > 0;) {
        struct predecessor_id *former = &assignment->former[i];
        uint32_t *first = map_take(&assignment->by_digest, former->digest);
        assignment->next_same_digest[i] = *first;
        *first = (uint32_t)i;
        *map_take(&assignment->by_id, id_key(former->id)) = (uint32_t)i;
        if (id_kind(former->id) == ID_ORDINAL) {
            struct slice rest = slice_from(former->id, 1);
            uint64_t ordinal;
            slice_take_number(&rest, UINT64_MAX, &ordinal);
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
                                       .ids = ids,
                                       .by_digest = {.arena = arena},
                                       .by_id = {.arena = arena},
                                       .repeats = {.arena = arena}};
    assignment.from = arena_take_array(arena, count, sizeof(*assignment.from));
    assignment.next_same_digest =
        arena_take_array(arena, former_count, sizeof(*assignment.next_same_digest));
    /* With room for all keys, no map_take below fails. */
    if (count + former_count >= TAKEN || !assignment.from ||
        !assignment.next_same_digest ||
        !map_reserve(&assignment.by_digest, former_count) ||
        !map_reserve(&assignment.by_id, former_count + count) ||
        !map_reserve(&assignment.repeats, count))
        return FAULT_MEMORY;
    for (size_t i = 0; i < count; i++)
        assignment.from[i] = MAP_NONE;
    index_former_ids(&assignment);
    retain_unchanged(&assignment);
    retain_numbered(&assignment);
    retain_neighbours(&assignment);
    assign_new(&assignment);
    return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

/* Sealing the gazetteer: names in order of their keys, each once. */
#include "internal.h"

#include <stdlib.h>

/* Keys and names that are sorted together, in place. */
struct name_columns {
    uint64_t *keys;
    struct gazetteer_name *names; /* NULL: of keys alone */
};

static bool before(const struct name_columns *columns, size_t a, size_t b)
{
    if (columns->keys[a] != columns->keys[b] || !columns->names)
        return columns->keys[a] < columns->keys[b];
    const struct gazetteer_name *left = &columns->names[a], *right = &columns->names[b];
    if (left->entity != right->entity)
        return left->entity < right->entity;
    if (left->flags != right->flags)
        return left->flags < right->flags;
    return left->days.first != right->days.first ? left->days.first < right->days.first
                                                 : left->days.last < right->days.last;
}

static void swap(const struct name_columns *columns, size_t a, size_t b)
{
    uint64_t key = columns->keys[a];
    columns->keys[a] = columns->keys[b];
    columns->keys[b] = key;
    if (!columns->names)
        return;
    struct gazetteer_name name = columns->names[a];
    columns->names[a] = columns->names[b];
    columns->names[b] = name;
}

static void sink(const struct name_columns *columns, size_t root, size_t count)
{
    for (size_t child; (child = root * 2 + 1) < count; root = child) {
        if (child + 1 < count && before(columns, child, child + 1))
            child++;
        if (!before(columns, root, child))
            return;
        swap(columns, root, child);
    }
}

/* Heapsort, in place: qsort may take as much memory again, when most of it is in use. */
static void sort(const struct name_columns *columns, size_t count)
{
    for (size_t root = count / 2; root-- > 0;)
        sink(columns, root, count);
    for (size_t end = count; end > 1; end--) {
        swap(columns, 0, end - 1);
        sink(columns, 0, end - 1);
    }
}

static int by_office(const void *a, const void *b)
{
    const struct gazetteer_office *left = a, *right = b;
    if (left->office != right->office)
        return left->office < right->office ? -1 : 1;
    return (left->entity > right->entity) - (left->entity < right->entity);
}

static int by_place(const void *a, const void *b)
{
    const struct gazetteer_government *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return (left->government > right->government) -
           (left->government < right->government);
}

static bool same_name(const struct gazetteer *gazetteer, size_t a, size_t b)
{
    const struct gazetteer_name *left = &gazetteer->names[a],
                                *right = &gazetteer->names[b];
    return gazetteer->name_keys[a] == gazetteer->name_keys[b] &&
           left->entity == right->entity &&
           (left->flags == right->flags ||
            left->flags == (right->flags & ~(uint32_t)NAME_VARIANT)) &&
           left->days.first == right->days.first && left->days.last == right->days.last;
}

/* Sorts the names and drops duplicates, and variants of a label that are listed
 * themselves (such a name sorts before its like among the variants). */
static void sort_names(struct gazetteer *gazetteer)
{
    size_t kept = 0;
    sort(&(struct name_columns){gazetteer->name_keys, gazetteer->names},
         gazetteer->name_count);
    for (size_t i = 0; i < gazetteer->name_count; i++)
        if (kept == 0 || !same_name(gazetteer, kept - 1, i)) {
            gazetteer->name_keys[kept] = gazetteer->name_keys[i];
            gazetteer->names[kept++] = gazetteer->names[i];
        }
    gazetteer->name_count = kept;
}

/* Fills in the flags that tell of a name's neighbours and entity. */
static void mark_names(struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->name_count; i++) {
        struct gazetteer_name *name = &gazetteer->names[i];
        const struct gazetteer_record *entity = &gazetteer->entities[name->entity];
        bool last = i + 1 == gazetteer->name_count ||
                    gazetteer->name_keys[i + 1] != gazetteer->name_keys[i];
        bool limited = entity->scope != 0 || entity->type == ENTITY_PUBLICATION;
        name->flags |= (last ? NAME_LAST : 0U) | (limited ? NAME_LIMITED : 0U) |
                       (entity->type == ENTITY_PERSON ? NAME_PERSON : 0U);
    }
}

/* The array without its spare room; as it was where that fails. */
static void *shrunk(void *array, size_t count, size_t size)
{
    void *less = realloc(array, (count + 1) * size);
    if (!less)
        return array;
    return less;
}

static void shrink(struct gazetteer *gazetteer)
{
    gazetteer->names =
        shrunk(gazetteer->names, gazetteer->name_count, sizeof(*gazetteer->names));
    gazetteer->prefixes = shrunk(gazetteer->prefixes, gazetteer->prefix_count,
                                 sizeof(*gazetteer->prefixes));
    gazetteer->entities = shrunk(gazetteer->entities, gazetteer->entity_count,
                                 sizeof(*gazetteer->entities));
}

/* Sorts the prefixes and drops duplicates, which would make the table larger. */
static void sort_prefixes(struct gazetteer *gazetteer)
{
    size_t kept = 0;
    sort(&(struct name_columns){gazetteer->prefixes, NULL}, gazetteer->prefix_count);
    for (size_t i = 0; i < gazetteer->prefix_count; i++)
        if (kept == 0 || gazetteer->prefixes[kept - 1] != gazetteer->prefixes[i])
            gazetteer->prefixes[kept++] = gazetteer->prefixes[i];
    gazetteer->prefix_count = kept;
}

/* A full name of a person; an alias of one word counts as one, since no flag tells. */
static bool is_full(const struct gazetteer_name *name)
{
    enum { NO = NAME_LICENSED | NAME_ADJECTIVE | NAME_FORBIDDEN | NAME_WIFE };
    return !(name->flags & NO) && (name->flags & NAME_PERSON);
}

/* Notes that a person of another list has the full name of one of the program's list.
 * They need not be the same man: the offices of the second only help to tell the first
 * from others of his builtin list. */
static void note_namesake(struct gazetteer *gazetteer,
                          const struct gazetteer_name *listed,
                          const struct gazetteer_name *builtin)
{
    struct gazetteer_record *entity = &gazetteer->entities[listed->entity];
    if (entity->rank == AUTHORITY_BUILT_IN || !is_full(builtin) ||
        gazetteer->entities[builtin->entity].rank != AUTHORITY_BUILT_IN ||
        (listed->flags & builtin->flags & NAME_VARIANT) ||
        entity->namesake == builtin->entity)
        return;
    entity->namesake =
        entity->namesake == NAMESAKE_NONE ? builtin->entity : NAMESAKE_SEVERAL;
}

static void find_namesakes(struct gazetteer *gazetteer)
{
    for (size_t from = 0, to; from < gazetteer->name_count; from = to) {
        for (to = from; !(gazetteer->names[to++].flags & NAME_LAST);)
            continue;
        for (size_t a = from; to - from > 1 && a < to; a++)
            for (size_t b = from; is_full(&gazetteer->names[a]) && b < to; b++)
                note_namesake(gazetteer, &gazetteer->names[a], &gazetteer->names[b]);
    }
}

/* What one record says of an entity holds for all its records. */
static void join_facts(struct gazetteer *gazetteer)
{
    for (uint32_t i = 0; i < gazetteer->entity_count; i++) {
        const struct gazetteer_record *record = &gazetteer->entities[i];
        struct gazetteer_record *whole =
            &gazetteer->entities[gazetteer_merged_into(gazetteer, i)];
        if (whole->gender == GENDER_UNKNOWN)
            whole->gender = record->gender;
        whole->has_office = whole->has_office || record->has_office;
        whole->of_forces = whole->of_forces || record->of_forces;
        if (whole->generation == GENERATION_UNSAID)
            whole->generation = record->generation;
    }
}

enum fault gazetteer_seal(struct gazetteer *gazetteer, struct fault_detail *detail)
{
    join_facts(gazetteer);
    sort_prefixes(gazetteer);
    sort_names(gazetteer);
    mark_names(gazetteer);
    shrink(gazetteer);
    if (!gazetteer_make_table(gazetteer))
        return gazetteer_no_memory(detail);
    find_namesakes(gazetteer);
    if (gazetteer->office_count > 0)
        qsort(gazetteer->offices, gazetteer->office_count, sizeof(*gazetteer->offices),
              by_office);
    if (gazetteer->government_count > 0)
        qsort(gazetteer->governments, gazetteer->government_count,
              sizeof(*gazetteer->governments), by_place);
    free(gazetteer->name_keys);
    free(gazetteer->prefixes);
    gazetteer->name_keys = gazetteer->prefixes = NULL;
    gazetteer->name_room = gazetteer->prefix_room = 0;
    name_tokens_release(&gazetteer->tokens);
    gazetteer->sealed = true;
    return FAULT_NONE;
}

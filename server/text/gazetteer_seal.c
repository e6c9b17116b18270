/* Sealing the gazetteer: names in order of their keys, and a table that finds a key. */
#include "gazetteer_own.h"

#include <stdlib.h>

struct keyed {
    uint64_t key;
    struct gazetteer_name name;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    if (left->name.entity != right->name.entity)
        return left->name.entity < right->name.entity ? -1 : 1;
    return left->name.flags < right->name.flags   ? -1
           : left->name.flags > right->name.flags ? 1
                                                  : 0;
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
    const struct gazetteer_rule *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return (left->government > right->government) -
           (left->government < right->government);
}

static bool same_name(const struct keyed *a, const struct keyed *b)
{
    return a->key == b->key && a->name.entity == b->name.entity &&
           a->name.flags == b->name.flags && a->name.days.first == b->name.days.first &&
           a->name.days.last == b->name.days.last;
}

/* Puts the names in order and drops those said twice. */
static bool sort_names(struct gazetteer *gazetteer)
{
    size_t count = gazetteer->name_count, kept = 0;
    struct keyed *all = malloc((count ? count : 1) * sizeof(*all));
    if (!all)
        return false;
    for (size_t i = 0; i < count; i++)
        all[i] = (struct keyed){gazetteer->name_keys[i], gazetteer->names[i]};
    qsort(all, count, sizeof(*all), by_key);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !same_name(&all[kept - 1], &all[i]))
            all[kept++] = all[i];
    for (size_t i = 0; i < kept; i++) {
        gazetteer->name_keys[i] = all[i].key;
        gazetteer->names[i] = all[i].name;
        if (i + 1 == kept || all[i + 1].key != all[i].key)
            gazetteer->names[i].flags |= NAME_LAST;
    }
    gazetteer->name_count = kept;
    free(all);
    return true;
}

static size_t slot_of(const struct gazetteer *gazetteer, uint64_t key)
{
    size_t mask = gazetteer->table_size - 1;
    size_t slot = (size_t)(key ^ (key >> 32)) & mask;
    while (gazetteer->table_keys[slot] != 0 && gazetteer->table_keys[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static bool make_table(struct gazetteer *gazetteer)
{
    size_t most = gazetteer->name_count + gazetteer->begin_count, size = 64;
    while (size * 7 / 10 < most)
        size *= 2;
    gazetteer->table_keys = calloc(size, sizeof(*gazetteer->table_keys));
    gazetteer->table_values = malloc(size * sizeof(*gazetteer->table_values));
    gazetteer->table_size = size;
    return gazetteer->table_keys && gazetteer->table_values;
}

static void fill_table(struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->name_count; i++) {
        size_t slot = slot_of(gazetteer, gazetteer->name_keys[i]);
        if (gazetteer->table_keys[slot] == 0)
            gazetteer->table_values[slot] = (uint32_t)i;
        gazetteer->table_keys[slot] = gazetteer->name_keys[i];
    }
    for (size_t i = 0; i < gazetteer->begin_count; i++) {
        size_t slot = slot_of(gazetteer, gazetteer->begins[i]);
        if (gazetteer->table_keys[slot] == 0)
            gazetteer->table_values[slot] = PHRASE_NAMES;
        gazetteer->table_keys[slot] = gazetteer->begins[i];
        gazetteer->table_values[slot] |= PHRASE_GOES_ON;
    }
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Each beginning once, so that the table is no larger than it need be. */
static void sort_begins(struct gazetteer *gazetteer)
{
    size_t kept = 0;
    if (gazetteer->begin_count > 0)
        qsort(gazetteer->begins, gazetteer->begin_count, sizeof(uint64_t), by_number);
    for (size_t i = 0; i < gazetteer->begin_count; i++)
        if (kept == 0 || gazetteer->begins[kept - 1] != gazetteer->begins[i])
            gazetteer->begins[kept++] = gazetteer->begins[i];
    gazetteer->begin_count = kept;
}

/* A full name of a person; an alias in one word cannot be told from one. */
static bool is_full(const struct gazetteer *gazetteer, const struct gazetteer_name *name)
{
    enum { NO = NAME_LICENSED | NAME_ADJECTIVE | NAME_FORBIDDEN | NAME_WIFE };
    return !(name->flags & NO) && gazetteer->entities[name->entity].type == ENTITY_PERSON;
}

/* A namesake need not be the same man: his offices only tell two of one list apart. */
static void meet(struct gazetteer *gazetteer, const struct gazetteer_name *listed,
                 const struct gazetteer_name *own)
{
    struct gazetteer_known *entity = &gazetteer->entities[listed->entity];
    if (entity->rank == AUTHORITY_OWN || !is_full(gazetteer, own) ||
        gazetteer->entities[own->entity].rank != AUTHORITY_OWN ||
        (listed->flags & own->flags & NAME_VARIANT) || entity->namesake == own->entity)
        return;
    entity->namesake = entity->namesake == NAMESAKE_NONE ? own->entity : NAMESAKE_SEVERAL;
}

static void find_namesakes(struct gazetteer *gazetteer)
{
    for (size_t from = 0, to; from < gazetteer->name_count; from = to) {
        for (to = from; !(gazetteer->names[to++].flags & NAME_LAST);)
            continue;
        for (size_t a = from; to - from > 1 && a < to; a++)
            for (size_t b = from; is_full(gazetteer, &gazetteer->names[a]) && b < to; b++)
                meet(gazetteer, &gazetteer->names[a], &gazetteer->names[b]);
    }
}

enum fault gazetteer_seal(struct gazetteer *gazetteer, struct fault_detail *detail)
{
    sort_begins(gazetteer);
    if (!sort_names(gazetteer) || !make_table(gazetteer))
        return fault_set(detail, FAULT_MEMORY,
                         "not enough memory for the lists of names");
    fill_table(gazetteer);
    find_namesakes(gazetteer);
    if (gazetteer->office_count > 0)
        qsort(gazetteer->offices, gazetteer->office_count, sizeof(*gazetteer->offices),
              by_office);
    if (gazetteer->rule_count > 0)
        qsort(gazetteer->rules, gazetteer->rule_count, sizeof(*gazetteer->rules),
              by_place);
    free(gazetteer->name_keys);
    free(gazetteer->begins);
    gazetteer->name_keys = gazetteer->begins = NULL;
    gazetteer->name_room = gazetteer->begin_room = 0;
    name_tokens_release(&gazetteer->tokens);
    lexicon_close(gazetteer->lexicon);
    gazetteer->lexicon = NULL;
    gazetteer->sealed = true;
    return FAULT_NONE;
}

const struct gazetteer_name *gazetteer_look(const struct gazetteer *gazetteer,
                                            uint64_t phrase, bool *goes_on)
{
    size_t slot = slot_of(gazetteer, phrase);
    *goes_on = false;
    if (gazetteer->table_keys[slot] == 0)
        return NULL;
    uint32_t value = gazetteer->table_values[slot];
    *goes_on = (value & PHRASE_GOES_ON) != 0;
    value &= PHRASE_NAMES;
    return value == PHRASE_NAMES ? NULL : &gazetteer->names[value];
}

size_t gazetteer_bytes(const struct gazetteer *gazetteer)
{
    return sizeof(*gazetteer) + gazetteer->entity_room * sizeof(*gazetteer->entities) +
           gazetteer->name_count * sizeof(*gazetteer->names) +
           gazetteer->office_room * sizeof(*gazetteer->offices) +
           gazetteer->rule_room * sizeof(*gazetteer->rules) +
           gazetteer->table_size * (sizeof(uint64_t) + sizeof(uint32_t));
}

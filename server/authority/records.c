/* The records of all authority lists: which one an id names, and which entity it is. */
#include "internal.h"

struct slice authorities_qualified_id(struct arena *arena, const struct loaded_list *list,
                                      struct slice id)
{
    return list->built_in ? arena_copy(arena, id)
                          : arena_print(arena, "%.*s.%.*s", SLICE_PRINT(list->name),
                                        SLICE_PRINT(id));
}

static uint32_t find_in(struct authorities *authorities, const struct loaded_list *list,
                        struct slice id)
{
    arena_clear(&authorities->scratch);
    return map_find_text(&authorities->ids,
                         authorities_qualified_id(&authorities->scratch, list, id));
}

uint32_t authorities_find(struct authorities *authorities, struct slice id, uint32_t list,
                          uint32_t scope)
{
    uint32_t found = MAP_NONE;
    if (list != MAP_NONE)
        found = find_in(authorities, &authorities->lists[list], id);
    if (found == MAP_NONE)
        found = map_find_text(&authorities->ids, id);
    for (size_t i = 0; scope && found == MAP_NONE && i < authorities->list_count; i++)
        if (authorities->lists[i].standing.scope == scope)
            found = find_in(authorities, &authorities->lists[i], id);
    return found;
}

uint32_t authorities_head(const struct authorities *authorities, uint32_t number)
{
    while (authorities->heads[number] != number)
        number = authorities->heads[number];
    return number;
}

size_t authorities_count(const struct authorities *authorities)
{
    return authorities->count;
}

uint32_t authorities_entity(const struct authorities *authorities, uint32_t record)
{
    return authorities_head(authorities, record);
}

struct slice authorities_id(const struct authorities *authorities, uint32_t record)
{
    return stub_id(&authorities->entries[record]);
}

struct slice authorities_label(const struct authorities *authorities, uint32_t record)
{
    return stub_label(&authorities->entries[record]);
}

enum entity_type authorities_type(const struct authorities *authorities, uint32_t record)
{
    return (enum entity_type)authorities->entries[record].type;
}

enum authority_rank authorities_rank(const struct authorities *authorities,
                                     uint32_t record)
{
    return authorities->lists[authorities->entries[record].list].standing.rank;
}

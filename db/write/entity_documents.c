/* The documents of each entity: a packed row (mention_counts.h) that grows. */
#include "entity_documents.h"
#include "db/store/list_bytes.h"

#include <stdlib.h>

struct entity_document_list {
    struct list_bytes bytes;
    uint32_t last; /* document */
};

void entity_documents_release(struct entity_documents *lists)
{
    for (size_t i = 0; i < lists->room; i++)
        free(lists->at[i].bytes.at);
    free(lists->at);
    *lists = (struct entity_documents){.at = NULL};
}

static bool make_room(struct entity_documents *lists, size_t entity)
{
    if (entity < lists->room)
        return true;
    size_t room = entity + entity / 8 + 64;
    struct entity_document_list *larger = realloc(lists->at, room * sizeof(*larger));
    if (!larger)
        return false;
    memset(larger + lists->room, 0, (room - lists->room) * sizeof(*larger));
    lists->at = larger;
    lists->room = room;
    return true;
}

bool entity_documents_put(struct entity_documents *lists, int64_t entity,
                          int64_t document, int64_t mentions)
{
    if (!make_room(lists, (size_t)entity) ||
        !list_bytes_reserve(&lists->at[entity].bytes, 2 * VARINT_BYTES_32))
        return false;
    struct entity_document_list *list = &lists->at[entity];
    list_bytes_put_varint(&list->bytes, (uint32_t)document - list->last);
    list_bytes_put_varint(&list->bytes, (uint32_t)mentions);
    list->last = (uint32_t)document;
    return true;
}

struct slice entity_documents_of(const struct entity_documents *lists, int64_t entity)
{
    if ((size_t)entity >= lists->room)
        return SLICE_NONE;
    const struct list_bytes *bytes = &lists->at[entity].bytes;
    return (struct slice){(const char *)bytes->at, bytes->len};
}

/* Documents of the predecessor that were not loaded: renamed, removed or withdrawn. */
#include "former_internal.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b)
{
    return slice_compare(((const struct loaded_document *)a)->id,
                         ((const struct loaded_document *)b)->id);
}

/* The first of those with the same text is the one that is found. */
enum fault loaded_index(struct loaded *loaded, struct loaded_document *documents,
                        size_t count, struct fault_detail *detail)
{
    qsort(documents, count, sizeof(*documents), by_id);
    *loaded = (struct loaded){.documents = documents, .count = count};
    for (size_t i = 0; i < loaded->count; i++) {
        struct slice digest = {loaded->documents[i].text_digest, 32};
        uint32_t *at = map_take_text(&loaded->by_digest, digest);
        if (!at)
            return fault_memory(detail);
        *at = *at == MAP_NONE ? (uint32_t)i : *at;
    }
    return FAULT_NONE;
}

bool loaded_has(const struct loaded *loaded, struct slice id)
{
    struct loaded_document key = {.id = id};
    return loaded->count &&
           bsearch(&key, loaded->documents, loaded->count, sizeof(key), by_id);
}

/* The document that has the text of one that is gone, or NULL. */
static const struct loaded_document *find_moved(const struct loaded *loaded,
                                                struct slice digest)
{
    uint32_t at = digest.len >= 32
                      ? map_find_text(&loaded->by_digest, (struct slice){digest.at, 32})
                      : MAP_NONE;
    return at == MAP_NONE ? NULL : &loaded->documents[at];
}

/* Counts its names, now that they are lost. */
static enum fault count_lost(struct former_ids *former_ids, struct slice id,
                             struct fault_detail *detail)
{
    struct arena arena;
    struct predecessor_id *ids;
    size_t count, lost = 1;
    enum fault fault = FAULT_NONE;
    arena_init(&arena);
    for (int notes = 0; !fault && notes < 2; notes++) {
        fault = names_parts(former_ids->predecessors->names, &arena, id, notes, &ids,
                            &count, detail);
        for (size_t i = 0; !fault && i < count; i++)
            lost += !ids[i].retired;
    }
    arena_release(&arena);
    former_ids->changes->names_lost += lost;
    return fault;
}

/* The editors have said what became of it. */
static enum fault note_declared(struct former_ids *former_ids, struct slice id,
                                const struct declaration *declared,
                                struct fault_detail *detail)
{
    const struct change change = {.kind = declared->status == 410 ? CHANGE_WITHDRAWN
                                                                  : CHANGE_RENAMED,
                                  .document = id,
                                  .target = declared->target};
    enum fault fault = changes_put(former_ids->changes, &change, detail);
    return fault || change.kind == CHANGE_RENAMED ? fault
                                                  : count_lost(former_ids, id, detail);
}

static enum fault put_gone(struct former_ids *former_ids, const struct loaded *loaded,
                           const struct name_document *document,
                           struct fault_detail *detail)
{
    const struct gone_document *gone =
        predecessors_gone(former_ids->predecessors, document->id);
    const struct loaded_document *moved = find_moved(loaded, document->digest);
    struct slice target = gone && gone->successor.len ? gone->successor
                          : moved                     ? moved->id
                                                      : SLICE_NONE;
    struct former_row row = {.document = document->id,
                             .status = target.len ? 307 : 410,
                             .target_document = target,
                             .since = former_ids->made};
    const struct change change = {.kind = target.len ? CHANGE_RENAMED : CHANGE_REMOVED,
                                  .document = document->id,
                                  .target = target};
    const struct declaration *declared;
    enum fault fault = former_find_declared(former_ids, &row, &declared, detail);
    if (!fault && declared)
        return note_declared(former_ids, document->id, declared, detail);
    if (!fault)
        fault = changes_put(former_ids->changes, &change, detail);
    if (!fault && !target.len)
        fault = count_lost(former_ids, document->id, detail);
    return fault ? fault : former_put_inherited(former_ids, &row, detail);
}

enum fault former_put_gone_documents(struct former_ids *former_ids,
                                     const struct loaded *loaded,
                                     struct fault_detail *detail)
{
    struct rows rows;
    struct name_document document;
    bool more;
    enum fault fault;
    names_documents(former_ids->predecessors->names, &rows);
    while (!(fault = rows_next_name_document(&rows, &document, &more, detail)) && more) {
        if (loaded_has(loaded, document.id))
            continue;
        fault = put_gone(former_ids, loaded, &document, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

/* What the editors say of former ids, as a tree, and rows that come from neither. */
#include "former_internal.h"

#include <search.h>

static int compare_keys(const void *a, const void *b)
{
    return slice_compare(((const struct declaration *)a)->key,
                         ((const struct declaration *)b)->key);
}

static struct slice key_of(struct arena *arena, const struct former_row *row)
{
    return arena_print(arena, "%.*s/%.*s", SLICE_PRINT(row->document),
                       SLICE_PRINT(row->name));
}

enum fault former_put_declared(struct former_ids *former_ids,
                               const struct former_row *row, struct fault_detail *detail)
{
    struct declaration *declaration =
        arena_take(&former_ids->arena, sizeof(*declaration));
    if (!declaration)
        return fault_memory(detail);
    *declaration = (struct declaration){
        .key = key_of(&former_ids->arena, row),
        .status = row->status,
        .target = row->target_document.len
                      ? arena_copy(&former_ids->arena, row->target_document)
                      : SLICE_NONE};
    if (arena_failed(&former_ids->arena) ||
        !tsearch(declaration, &former_ids->declared, compare_keys))
        return fault_memory(detail);
    return ingest_former(former_ids->ingest, row, detail);
}

enum fault former_find_declared(const struct former_ids *former_ids,
                                const struct former_row *row,
                                const struct declaration **declared,
                                struct fault_detail *detail)
{
    *declared = NULL;
    if (!former_ids->declared)
        return FAULT_NONE;
    struct arena arena;
    arena_init(&arena);
    struct declaration key = {.key = key_of(&arena, row)};
    bool good = key.key.at != NULL;
    void *node = good ? tfind(&key, &former_ids->declared, compare_keys) : NULL;
    if (node)
        *declared = *(struct declaration **)node;
    arena_release(&arena);
    return good ? FAULT_NONE : fault_memory(detail);
}

enum fault former_put_inherited(struct former_ids *former_ids,
                                const struct former_row *row, struct fault_detail *detail)
{
    struct predecessors *predecessors = former_ids->predecessors;
    predecessors_changed(predecessors, row->document.at, row->document.len);
    predecessors_changed(predecessors, "/", 1);
    predecessors_changed(predecessors, row->name.at, row->name.len);
    predecessors_changed(predecessors, &row->status, sizeof(row->status));
    return ingest_former(former_ids->ingest, row, detail);
}

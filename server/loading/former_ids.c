/* Former ids: first those that the editors declare, then those of the predecessor. */
#include "former_internal.h"

#include <search.h>
#include <stdlib.h>

void former_ids_init(struct former_ids *former_ids, struct progress *progress,
                     struct predecessors *predecessors, struct changes *changes)
{
    *former_ids = (struct former_ids){
        .progress = progress, .predecessors = predecessors, .changes = changes};
    arena_init(&former_ids->arena);
}

static void leave(void *key)
{
    (void)key; /* it is the arena's */
}

void former_ids_release(struct former_ids *former_ids)
{
    tdestroy(former_ids->declared, leave);
    arena_release(&former_ids->arena);
}

/* --- declared by the editors --- */

enum fault former_ids_declare(struct former_ids *former_ids, struct slice document,
                              const struct slice_list *declared,
                              struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < declared->count; i++) {
        struct slice name = declared->items[i];
        struct former_row row = {.status = 308, .target_document = document};
        row.document = slice_cut(&name, '/');
        row.name = name;
        row.target_name = name;
        fault = former_put_declared(former_ids, &row, detail);
    }
    return fault;
}

enum fault former_ids_withdraw(struct former_ids *former_ids,
                               const struct slice_list *withdrawn,
                               struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < withdrawn->count; i++) {
        struct slice name = withdrawn->items[i];
        struct former_row row = {.status = 410, .withdrawn = true};
        row.document = slice_cut(&name, '/');
        row.name = name;
        fault = former_put_declared(former_ids, &row, detail);
    }
    return fault;
}

/* --- of the predecessor --- */

enum fault former_ids_retire(struct former_ids *former_ids, struct slice document,
                             const struct predecessor_id *ids, size_t count,
                             struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < count; i++) {
        if (ids[i].retained)
            continue;
        struct former_row row = {.document = document,
                                 .name = ids[i].id,
                                 .status = 410,
                                 .digest = ids[i].digest,
                                 .since =
                                     ids[i].retired ? ids[i].since : former_ids->made,
                                 .withdrawn = ids[i].withdrawn};
        const struct declaration *declared;
        fault = former_find_declared(former_ids, &row, &declared, detail);
        if (fault || declared)
            continue;
        if (!ids[i].retired)
            progress_print(former_ids->progress, "%.*s/%.*s: is gone and will answer 410",
                           SLICE_PRINT(document), SLICE_PRINT(row.name));
        fault = former_put_inherited(former_ids, &row, detail);
    }
    return fault;
}

/* What was former stays former, unless it is in use again. Retired ids of documents that
 * were loaded have been stored with the document. */
static enum fault carry_over(struct former_ids *former_ids, const struct loaded *loaded,
                             struct fault_detail *detail)
{
    struct rows rows;
    struct former_row row;
    bool more;
    enum fault fault;
    names_formers(former_ids->predecessors->names, &rows);
    while (!(fault = rows_next_former(&rows, &row, &more, detail)) && more) {
        const struct declaration *declared;
        bool is_back = loaded_has(loaded, row.document);
        fault = former_find_declared(former_ids, &row, &declared, detail);
        if (fault)
            break;
        if (declared || (is_back && (row.name.len == 0 || row.status == 410)))
            continue;
        fault = row.status == 308 ? ingest_former(former_ids->ingest, &row, detail)
                                  : former_put_inherited(former_ids, &row, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

enum fault former_ids_carry(struct former_ids *former_ids,
                            struct loaded_document *documents, size_t count,
                            struct fault_detail *detail)
{
    if (!former_ids->predecessors->names)
        return FAULT_NONE;
    struct loaded loaded;
    enum fault fault = loaded_index(&loaded, documents, count, detail);
    if (!fault)
        fault = former_put_gone_documents(former_ids, &loaded, detail);
    if (!fault)
        fault = carry_over(former_ids, &loaded, detail);
    map_release(&loaded.by_digest);
    return fault;
}

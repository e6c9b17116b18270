/* Former ids: first those that the editors declare, then those of the predecessor. */
#include "former_ids.h"

#include <search.h>
#include <stdlib.h>

void former_ids_init(struct former_ids *former_ids, struct progress *progress,
                     struct predecessors *predecessors)
{
    *former_ids = (struct former_ids){.progress = progress, .predecessors = predecessors};
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

static int compare_keys(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static struct slice key_of(struct arena *arena, const struct former_row *row)
{
    return arena_print(arena, "%.*s/%.*s", SLICE_PRINT(row->document),
                       SLICE_PRINT(row->name));
}

static enum fault put_declared(struct former_ids *former_ids,
                               const struct former_row *row, struct fault_detail *detail)
{
    struct slice *key = arena_take(&former_ids->arena, sizeof(*key));
    if (key)
        *key = key_of(&former_ids->arena, row);
    if (!key || !key->at || !tsearch(key, &former_ids->declared, compare_keys))
        return fault_memory(detail);
    return ingest_former(former_ids->ingest, row, detail);
}

static enum fault find_declared(const struct former_ids *former_ids,
                                const struct former_row *row, bool *declared,
                                struct fault_detail *detail)
{
    *declared = false;
    if (!former_ids->declared)
        return FAULT_NONE;
    struct arena arena;
    arena_init(&arena);
    struct slice key = key_of(&arena, row);
    bool good = key.at != NULL;
    *declared = good && tfind(&key, &former_ids->declared, compare_keys);
    arena_release(&arena);
    return good ? FAULT_NONE : fault_memory(detail);
}

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
        fault = put_declared(former_ids, &row, detail);
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
        struct former_row row = {.status = 410};
        row.document = slice_cut(&name, '/');
        row.name = name;
        fault = put_declared(former_ids, &row, detail);
    }
    return fault;
}

/* --- of the predecessor --- */

/* Stores a row that the predecessor, and not this corpus, is the reason for. */
static enum fault put_inherited(struct former_ids *former_ids,
                                const struct former_row *row, struct fault_detail *detail)
{
    struct predecessors *predecessors = former_ids->predecessors;
    predecessors_changed(predecessors, row->document.at, row->document.len);
    predecessors_changed(predecessors, "/", 1);
    predecessors_changed(predecessors, row->name.at, row->name.len);
    predecessors_changed(predecessors, &row->status, sizeof(row->status));
    return ingest_former(former_ids->ingest, row, detail);
}

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
                                 .digest = ids[i].digest};
        bool declared;
        fault = find_declared(former_ids, &row, &declared, detail);
        if (fault || declared)
            continue;
        if (!ids[i].retired)
            progress_print(former_ids->progress, "%.*s/%.*s: is gone and will answer 410",
                           SLICE_PRINT(document), SLICE_PRINT(row.name));
        fault = put_inherited(former_ids, &row, detail);
    }
    return fault;
}

/* What was loaded, by id. */
struct loaded {
    const struct loaded_document *documents;
    size_t count;
};

static int by_id(const void *a, const void *b)
{
    return slice_compare(((const struct loaded_document *)a)->id,
                         ((const struct loaded_document *)b)->id);
}

static bool is_loaded(const struct loaded *loaded, struct slice id)
{
    struct loaded_document key = {.id = id};
    return loaded->count &&
           bsearch(&key, loaded->documents, loaded->count, sizeof(key), by_id);
}

/* The document that has the text of one that is gone, or NULL. */
static const struct loaded_document *find_moved(const struct loaded *loaded,
                                                struct slice digest)
{
    for (size_t i = 0; i < loaded->count && digest.len >= 32; i++)
        if (memcmp(loaded->documents[i].text_digest, digest.at, 32) == 0)
            return &loaded->documents[i];
    return NULL;
}

static enum fault put_gone(struct former_ids *former_ids, const struct loaded *loaded,
                           struct slice id, struct slice digest,
                           struct fault_detail *detail)
{
    const struct loaded_document *moved = find_moved(loaded, digest);
    struct former_row row = {.document = id, .status = moved ? 307 : 410};
    bool declared;
    enum fault fault = find_declared(former_ids, &row, &declared, detail);
    if (fault || declared)
        return fault;
    if (moved) {
        row.target_document = moved->id;
        progress_print(former_ids->progress, "%.*s: moved to %.*s and will answer 307",
                       SLICE_PRINT(id), SLICE_PRINT(moved->id));
    } else {
        progress_print(former_ids->progress, "%.*s: is gone and will answer 410",
                       SLICE_PRINT(id));
    }
    return put_inherited(former_ids, &row, detail);
}

static enum fault put_gone_documents(struct former_ids *former_ids,
                                     const struct loaded *loaded,
                                     struct fault_detail *detail)
{
    struct rows rows;
    struct slice id, digest;
    bool more;
    enum fault fault = corpus_document_digests(former_ids->predecessors->corpus, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_digest(&rows, &id, &digest, &more, detail)) && more) {
        if (is_loaded(loaded, id))
            continue;
        fault = put_gone(former_ids, loaded, id, digest, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
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
    enum fault fault = corpus_former_ids(former_ids->predecessors->corpus, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_former(&rows, &row, &more, detail)) && more) {
        bool declared, is_back = is_loaded(loaded, row.document);
        fault = find_declared(former_ids, &row, &declared, detail);
        if (fault)
            break;
        if (declared || (is_back && (row.name.len == 0 || row.status == 410)))
            continue;
        fault = row.status == 308 ? ingest_former(former_ids->ingest, &row, detail)
                                  : put_inherited(former_ids, &row, detail);
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
    if (!former_ids->predecessors->corpus)
        return FAULT_NONE;
    qsort(documents, count, sizeof(*documents), by_id);
    const struct loaded loaded = {documents, count};
    enum fault fault = put_gone_documents(former_ids, &loaded, detail);
    return fault ? fault : carry_over(former_ids, &loaded, detail);
}

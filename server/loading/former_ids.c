/* Names that were: what editors say of them, and what a load finds out by itself. */
#include "internal.h"
#include "loading/block_ids.h"

#include <search.h>
#include <stdlib.h>

/* --- what the editors say --- */

static int compare_keys(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static struct slice declared_key(struct arena *arena, const struct former_row *row)
{
    return arena_print(arena, "%.*s/%.*s", SLICE_PRINT(row->document),
                       SLICE_PRINT(row->name));
}

/* Stores a row that a sidecar or a collection.json gives. */
static enum fault put_declared(struct load *load, const struct former_row *row,
                               struct fault_detail *detail)
{
    struct slice *key = arena_take(&load->edition.arena, sizeof(*key));
    if (key)
        *key = declared_key(&load->edition.arena, row);
    if (!key || !key->at || !tsearch(key, &load->declared_ids, compare_keys))
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    return ingest_former(load->ingest, row, detail);
}

/* The past adds nothing to what the editors say themselves. */
static enum fault find_declared(struct load *load, const struct former_row *row,
                                bool *declared, struct fault_detail *detail)
{
    *declared = false;
    if (!load->declared_ids)
        return FAULT_NONE;
    struct arena arena;
    arena_init(&arena);
    struct slice key = declared_key(&arena, row);
    bool known = key.at != NULL;
    *declared = known && tfind(&key, &load->declared_ids, compare_keys);
    arena_release(&arena);
    return known ? FAULT_NONE : fault_set(detail, FAULT_MEMORY, "out of memory");
}

static void keep(void *key)
{
    (void)key; /* it is the arena's */
}

void load_declared_release(struct load *load)
{
    tdestroy(load->declared_ids, keep);
    load->declared_ids = NULL;
}

/* What the past settles is part of what the data set is. */
static void digest_predecessor(struct load *load, const struct former_row *row)
{
    load->predecessor_counts = true;
    XXH3_128bits_update(load->predecessor_state, row->document.at, row->document.len);
    XXH3_128bits_update(load->predecessor_state, "/", 1);
    if (row->name.len)
        XXH3_128bits_update(load->predecessor_state, row->name.at, row->name.len);
    XXH3_128bits_update(load->predecessor_state, &row->status, sizeof(row->status));
}

/* "OLD" was this document; "OLD/BLOCK" was that block of it. */
enum fault load_declared_former_ids(struct load *load, struct slice document,
                                    const struct slice_list *former_ids,
                                    struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < former_ids->count; i++) {
        struct slice name = former_ids->items[i];
        struct former_row row = {.status = 308, .target_document = document};
        row.document = slice_cut(&name, '/');
        row.name = name;
        row.target_name = name;
        fault = put_declared(load, &row, detail);
    }
    return fault;
}

enum fault load_declared_withdrawn(struct load *load, const struct slice_list *withdrawn,
                                   struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < withdrawn->count; i++) {
        struct slice name = withdrawn->items[i];
        struct former_row row = {.status = 410};
        row.document = slice_cut(&name, '/');
        row.name = name;
        fault = put_declared(load, &row, detail);
    }
    return fault;
}

enum fault load_retired_ids(struct load *load, struct slice document,
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
        fault = find_declared(load, &row, &declared, detail);
        if (fault || declared)
            continue;
        if (!ids[i].retired)
            progress_print(&load->progress, "%.*s/%.*s: is gone and will answer 410",
                           SLICE_PRINT(document), SLICE_PRINT(row.name));
        digest_predecessor(load, &row);
        fault = ingest_former(load->ingest, &row, detail);
    }
    return fault;
}

/* --- documents --- */

static int by_id(const void *a, const void *b)
{
    return slice_compare(((const struct loaded_document *)a)->id,
                         ((const struct loaded_document *)b)->id);
}

static bool is_loaded(const struct load *load, struct slice id)
{
    struct loaded_document key = {.id = id};
    return bsearch(&key, load->loaded, load->loaded_count, sizeof(key), by_id) != NULL;
}

/* The document that has the text of one that is gone, or NULL. */
static const struct loaded_document *find_moved(const struct load *load,
                                                struct slice digest)
{
    for (size_t i = 0; i < load->loaded_count && digest.len >= 32; i++)
        if (memcmp(load->loaded[i].text_digest, digest.at, 32) == 0)
            return &load->loaded[i];
    return NULL;
}

static enum fault put_former_document(struct load *load, struct slice id,
                                      struct slice digest, struct fault_detail *detail)
{
    const struct loaded_document *moved = find_moved(load, digest);
    struct former_row row = {.document = id, .status = moved ? 307 : 410};
    bool declared;
    enum fault fault = find_declared(load, &row, &declared, detail);
    if (fault || declared)
        return fault;
    if (moved) {
        row.target_document = moved->id;
        progress_print(&load->progress, "%.*s: moved to %.*s and will answer 307",
                       SLICE_PRINT(id), SLICE_PRINT(moved->id));
    } else {
        progress_print(&load->progress, "%.*s: is gone and will answer 410",
                       SLICE_PRINT(id));
    }
    digest_predecessor(load, &row);
    return ingest_former(load->ingest, &row, detail);
}

static enum fault put_former_documents(struct load *load, struct fault_detail *detail)
{
    struct rows rows;
    struct slice id, digest;
    bool more;
    enum fault fault = corpus_document_digests(load->predecessor, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_digest(&rows, &id, &digest, &more, detail)) && more) {
        if (is_loaded(load, id))
            continue;
        fault = put_former_document(load, id, digest, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

/* What was former before stays former, unless it lives again. Retired names of documents
 * that are here were seen to with the document. */
static enum fault carry_former_ids(struct load *load, struct fault_detail *detail)
{
    struct rows rows;
    struct former_row row;
    bool more;
    enum fault fault = corpus_former_ids(load->predecessor, &rows);
    if (fault)
        return fault;
    while (!(fault = rows_next_former(&rows, &row, &more, detail)) && more) {
        bool declared, is_back = is_loaded(load, row.document);
        fault = find_declared(load, &row, &declared, detail);
        if (fault)
            break;
        if (declared || (is_back && (row.name.len == 0 || row.status == 410)))
            continue;
        if (row.status != 308)
            digest_predecessor(load, &row);
        fault = ingest_former(load->ingest, &row, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

enum fault load_carry_former_ids(struct load *load, struct fault_detail *detail)
{
    if (!load->predecessor)
        return FAULT_NONE;
    qsort(load->loaded, load->loaded_count, sizeof(*load->loaded), by_id);
    enum fault fault = put_former_documents(load, detail);
    return fault ? fault : carry_former_ids(load, detail);
}

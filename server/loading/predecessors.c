/* The predecessor: its documents that are gone, sorted by the digests of their texts. */
#include "predecessors.h"
#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct gone_document {
    struct slice id;
    char text_digest[33];
};

enum fault predecessors_init(struct predecessors *predecessors,
                             struct fault_detail *detail)
{
    *predecessors = (struct predecessors){.changes = XXH3_createState()};
    arena_init(&predecessors->arena);
    return predecessors->changes && XXH3_128bits_reset(predecessors->changes) != XXH_ERROR
               ? FAULT_NONE
               : fault_memory(detail);
}

void predecessors_release(struct predecessors *predecessors)
{
    corpus_close(predecessors->corpus);
    free(predecessors->gone);
    arena_release(&predecessors->arena);
    XXH3_freeState(predecessors->changes);
}

enum fault predecessors_open(struct predecessors *predecessors, const char *path,
                             struct progress *progress, struct fault_detail *detail)
{
    if (predecessors->is_damaged || access(path, F_OK) != 0)
        return FAULT_NONE;
    struct fault_detail why = {.text = ""};
    enum fault fault = corpus_open(&predecessors->corpus, path, &why);
    if (fault == FAULT_DATASET || fault == FAULT_DAMAGED) {
        struct slice text = slice_of(why.text), hint = SLICE(": load it again");
        if (slice_ends(text, hint)) /* that is what is being done */
            text.len -= hint.len;
        progress_print(progress, "%.*s; its names are not carried over",
                       SLICE_PRINT(text));
        return FAULT_NONE;
    }
    if (fault)
        *detail = why;
    return fault;
}

static int by_bytes(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static int by_digest(const void *a, const void *b)
{
    return strcmp(((const struct gone_document *)a)->text_digest,
                  ((const struct gone_document *)b)->text_digest);
}

/* The ids of the edition, sorted; NULL when memory ran out. */
static struct slice *sorted_ids(const struct edition *edition)
{
    struct slice *ids = malloc((edition->document_count + 1) * sizeof(*ids));
    size_t count = 0;
    for (size_t i = 0; ids && i < edition->collection_count; i++)
        for (size_t j = 0; j < edition->collections[i].document_count; j++)
            ids[count++] = edition->collections[i].documents[j].id;
    if (ids)
        qsort(ids, count, sizeof(*ids), by_bytes);
    return ids;
}

static bool add(struct predecessors *predecessors, struct slice id, struct slice digest)
{
    if (!array_room(&predecessors->gone, predecessors->gone_count,
                    &predecessors->gone_room, sizeof(*predecessors->gone)))
        return false;
    struct gone_document *gone = &predecessors->gone[predecessors->gone_count++];
    gone->id = arena_copy(&predecessors->arena, id);
    snprintf(gone->text_digest, sizeof(gone->text_digest), "%.*s", SLICE_PRINT(digest));
    return gone->id.at != NULL;
}

enum fault predecessors_find_gone(struct predecessors *predecessors,
                                  const struct edition *edition,
                                  struct fault_detail *detail)
{
    struct rows rows;
    struct slice id, digest;
    bool more;
    struct slice *ids = sorted_ids(edition);
    enum fault fault =
        ids ? corpus_document_digests(predecessors->corpus, &rows) : FAULT_MEMORY;
    if (fault) {
        free(ids);
        return fault == FAULT_MEMORY ? fault_memory(detail) : fault;
    }
    while (!(fault = rows_next_digest(&rows, &id, &digest, &more, detail)) && more) {
        if (bsearch(&id, ids, edition->document_count, sizeof(*ids), by_bytes))
            continue;
        if (!add(predecessors, id, digest)) {
            fault = fault_memory(detail);
            break;
        }
    }
    rows_close(&rows);
    free(ids);
    if (predecessors->gone_count)
        qsort(predecessors->gone, predecessors->gone_count, sizeof(*predecessors->gone),
              by_digest);
    return fault;
}

/* Does the predecessor have a document of this id? */
static enum fault find(struct predecessors *predecessors, struct arena *arena,
                       struct slice id, bool *known, struct fault_detail *detail)
{
    struct document_row row;
    return corpus_find_document(predecessors->corpus, arena, id, &row, known, detail);
}

enum fault predecessors_id(struct predecessors *predecessors, struct arena *arena,
                           struct slice id, const struct slice_list *former_ids,
                           struct slice digest, struct slice *out,
                           struct fault_detail *detail)
{
    bool known = false;
    *out = id;
    if (predecessors->gone_count == 0)
        return FAULT_NONE;
    enum fault fault = find(predecessors, arena, id, &known, detail);
    for (size_t i = 0; !fault && !known && i < former_ids->count; i++) {
        *out = former_ids->items[i];
        fault = find(predecessors, arena, *out, &known, detail);
    }
    if (fault || known)
        return fault;
    struct gone_document key = {.id = SLICE_NONE};
    snprintf(key.text_digest, sizeof(key.text_digest), "%.*s", SLICE_PRINT(digest));
    const struct gone_document *gone = bsearch(
        &key, predecessors->gone, predecessors->gone_count, sizeof(key), by_digest);
    *out = gone ? gone->id : id;
    return FAULT_NONE;
}

void predecessors_changed(struct predecessors *predecessors, const void *bytes,
                          size_t len)
{
    predecessors->has_changes = true;
    if (len)
        XXH3_128bits_update(predecessors->changes, bytes, len);
}

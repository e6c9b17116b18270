/* Which document of the data set before a document is: the one of its id; else one that
 * is gone, by the editors' word or by its text. */
#include "base/array.h"
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

struct predecessor_document {
    struct slice id;
    char text_digest[33];
};

static int by_bytes(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static int by_digest(const void *a, const void *b)
{
    return strcmp(((const struct predecessor_document *)a)->text_digest,
                  ((const struct predecessor_document *)b)->text_digest);
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

static bool add(struct load *load, struct slice id, struct slice digest)
{
    if (!array_room(&load->gone_documents, load->gone_count, &load->gone_room,
                    sizeof(*load->gone_documents)))
        return false;
    struct predecessor_document *gone = &load->gone_documents[load->gone_count++];
    gone->id = arena_copy(&load->edition.arena, id);
    snprintf(gone->text_digest, sizeof(gone->text_digest), "%.*s", SLICE_PRINT(digest));
    return gone->id.at != NULL;
}

enum fault load_predecessors_open(struct load *load, struct fault_detail *detail)
{
    struct rows rows;
    struct slice id, digest;
    bool more;
    struct slice *ids = sorted_ids(&load->edition);
    enum fault fault =
        ids ? corpus_document_digests(load->predecessor, &rows) : FAULT_MEMORY;
    if (fault) {
        free(ids);
        return fault_set(detail, fault, "out of memory");
    }
    while (!(fault = rows_next_digest(&rows, &id, &digest, &more, detail)) && more) {
        if (bsearch(&id, ids, load->edition.document_count, sizeof(*ids), by_bytes))
            continue;
        if (!add(load, id, digest)) {
            fault = fault_set(detail, FAULT_MEMORY, "out of memory");
            break;
        }
    }
    rows_close(&rows);
    free(ids);
    if (load->gone_count)
        qsort(load->gone_documents, load->gone_count, sizeof(*load->gone_documents),
              by_digest);
    return fault;
}

void load_predecessors_release(struct load *load)
{
    free(load->gone_documents);
    load->gone_documents = NULL;
}

/* Is there a document of this id in the data set before? */
static enum fault find_in_predecessor(struct load *load, struct slice id, bool *known,
                                      struct fault_detail *detail)
{
    struct document_row row;
    return corpus_find_document(load->predecessor, &load->arena, id, &row, known, detail);
}

enum fault load_predecessor_id(struct load *load, struct slice id,
                               const struct slice_list *former_ids, struct slice digest,
                               struct slice *out, struct fault_detail *detail)
{
    bool known = false;
    enum fault fault = FAULT_NONE;
    *out = id;
    if (load->gone_count == 0)
        return FAULT_NONE;
    fault = find_in_predecessor(load, id, &known, detail);
    for (size_t i = 0; !fault && !known && i < former_ids->count; i++) {
        *out = former_ids->items[i];
        fault = find_in_predecessor(load, *out, &known, detail);
    }
    if (fault || known)
        return fault;
    struct predecessor_document key;
    snprintf(key.text_digest, sizeof(key.text_digest), "%.*s", SLICE_PRINT(digest));
    const struct predecessor_document *gone =
        bsearch(&key, load->gone_documents, load->gone_count, sizeof(key), by_digest);
    *out = gone ? gone->id : id;
    return FAULT_NONE;
}

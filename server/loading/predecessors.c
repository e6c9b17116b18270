/* The predecessor: where its names are, and which of its documents a document was. */
#include "predecessors.h"
#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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
    if (predecessors->with_files != predecessors->names)
        names_close(predecessors->with_files);
    names_close(predecessors->names);
    free(predecessors->gone);
    map_release(&predecessors->distinctive);
    arena_release(&predecessors->arena);
    XXH3_freeState(predecessors->changes);
}

/* --- where the names are --- */

static enum fault open_dataset(struct names **out, const struct load_options *options,
                               struct progress *progress, struct fault_detail *detail)
{
    struct stat status;
    struct fault_detail why = {.text = ""};
    if (stat(options->dataset, &status) != 0 || status.st_size == 0)
        return FAULT_NONE;
    enum fault fault = names_open(out, options->dataset, &why);
    if (fault != FAULT_DATASET && fault != FAULT_DAMAGED) {
        if (fault)
            *detail = why;
        return fault;
    }
    struct slice text = slice_of(why.text), hint = SLICE(": load it again");
    if (slice_ends(text, hint)) /* that is what is being done */
        text.len -= hint.len;
    if (!options->force)
        return fault_set(detail, FAULT_DATASET,
                         "%.*s: its names would be lost, and what was cited of it would "
                         "answer 404 or with another text; %s is left as it is. Put a "
                         "copy in its place, or --force loads without the names",
                         SLICE_PRINT(text), options->dataset);
    progress_print(progress, "%.*s; its names are not carried over", SLICE_PRINT(text));
    return FAULT_NONE;
}

/* The text of names: --names, or the first in a corpus; SLICE_NONE: there is none. */
static struct slice find_text(struct arena *arena, const struct load_options *options)
{
    if (options->names)
        return slice_of(options->names);
    for (size_t i = 0; i < options->corpus_count; i++) {
        struct slice path = arena_print(arena, "%s/%s", options->corpora[i], NAMES_FILE);
        if (path.at && access(path.at, F_OK) == 0)
            return path;
    }
    return SLICE_NONE;
}

/* Takes the later of the two. */
static enum fault choose(struct predecessors *predecessors, struct names *text,
                         struct slice path, struct progress *progress,
                         struct fault_detail *detail)
{
    struct names *old = predecessors->names;
    bool text_has_old = !old, old_has_text = false;
    enum fault fault = FAULT_NONE;
    if (old)
        fault = names_have_revision(old, names_facts(text)->rev, &old_has_text, detail);
    if (!fault && old && !old_has_text)
        fault = names_have_revision(text, names_facts(old)->rev, &text_has_old, detail);
    if (!fault && text_has_old && !old_has_text) {
        predecessors->names = text;
        progress_print(progress, "names are carried over from %s", path.at);
        return FAULT_NONE;
    }
    if (!fault && !old_has_text)
        progress_problem(progress, path.at, 0,
                         "these names are not of the history of the data set that is "
                         "replaced; its own are carried over");
    names_close(text);
    return fault;
}

enum fault predecessors_open(struct predecessors *predecessors,
                             const struct load_options *options,
                             struct progress *progress, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    if (!predecessors->is_damaged)
        fault = open_dataset(&predecessors->names, options, progress, detail);
    predecessors->with_files = predecessors->names;
    struct slice path = find_text(&predecessors->arena, options);
    struct names *text = NULL;
    if (!fault && path.at)
        fault = names_read(&text, path.at, detail);
    return !fault && text ? choose(predecessors, text, path, progress, detail) : fault;
}

struct names *predecessors_peek(const struct load_options *options)
{
    struct names *names = NULL;
    struct fault_detail detail;
    struct arena arena;
    arena_init(&arena);
    if (names_open(&names, options->dataset, &detail)) {
        struct slice path = find_text(&arena, options);
        if (!path.at || names_read(&names, path.at, &detail))
            names = NULL;
    }
    arena_release(&arena);
    return names;
}

/* --- which of its documents are gone --- */

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
    *gone = (struct gone_document){.id = arena_copy(&predecessors->arena, id)};
    snprintf(gone->text_digest, sizeof(gone->text_digest), "%.*s", SLICE_PRINT(digest));
    return gone->id.at != NULL;
}

enum fault predecessors_find_gone(struct predecessors *predecessors,
                                  const struct edition *edition,
                                  struct fault_detail *detail)
{
    struct rows rows;
    struct name_document row;
    bool more;
    enum fault fault;
    struct slice *ids = sorted_ids(edition);
    if (!ids)
        return fault_memory(detail);
    names_documents(predecessors->names, &rows);
    while (!(fault = rows_next_name_document(&rows, &row, &more, detail)) && more) {
        if (bsearch(&row.id, ids, edition->document_count, sizeof(*ids), by_bytes))
            continue;
        if (!add(predecessors, row.id, row.digest)) {
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

static int by_id(const void *a, const void *b)
{
    return slice_compare(((const struct gone_document *)a)->id,
                         ((const struct gone_document *)b)->id);
}

const struct gone_document *predecessors_gone(struct predecessors *predecessors,
                                              struct slice id)
{
    struct gone_document key = {.id = id};
    if (predecessors->gone_count == 0)
        return NULL;
    if (!predecessors->is_by_id)
        qsort(predecessors->gone, predecessors->gone_count, sizeof(key), by_id);
    predecessors->is_by_id = true;
    return bsearch(&key, predecessors->gone, predecessors->gone_count, sizeof(key),
                   by_id);
}

/* --- the predecessor of a document --- */

static struct gone_document *by_text(struct predecessors *predecessors,
                                     struct slice digest)
{
    struct gone_document key = {.id = SLICE_NONE};
    snprintf(key.text_digest, sizeof(key.text_digest), "%.*s", SLICE_PRINT(digest));
    struct gone_document *gone = bsearch(
        &key, predecessors->gone, predecessors->gone_count, sizeof(key), by_digest);
    return gone && !gone->successor.len ? gone : NULL;
}

static enum fault find_gone(struct predecessors *predecessors,
                            const struct predecessor_request *request,
                            struct gone_document **out, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    *out = by_text(predecessors, request->digest);
    if (!*out)
        fault = predecessors_by_blocks(predecessors, request, out, detail);
    if (!fault && *out) {
        (*out)->successor = arena_copy(&predecessors->arena, request->id);
        fault = (*out)->successor.at ? FAULT_NONE : fault_memory(detail);
    }
    return fault;
}

enum fault predecessors_find(struct predecessors *predecessors, struct arena *arena,
                             const struct predecessor_request *request,
                             struct name_document *out, bool *found,
                             struct fault_detail *detail)
{
    struct names *names = predecessors->names;
    *out = (struct name_document){.id = request->id};
    *found = false;
    if (!names)
        return FAULT_NONE;
    enum fault fault = names_find_document(names, arena, request->id, out, found, detail);
    for (size_t i = 0; !fault && !*found && i < request->former_ids->count; i++)
        fault = names_find_document(names, arena, request->former_ids->items[i], out,
                                    found, detail);
    if (fault || *found || predecessors->gone_count == 0)
        return fault;
    struct gone_document *gone;
    fault = find_gone(predecessors, request, &gone, detail);
    if (fault || !gone)
        return fault;
    return names_find_document(names, arena, gone->id, out, found, detail);
}

void predecessors_changed(struct predecessors *predecessors, const void *bytes,
                          size_t len)
{
    predecessors->has_changes = true;
    if (len)
        XXH3_128bits_update(predecessors->changes, bytes, len);
}

/* Ids of a document's blocks and notes: requested, assigned, and compared with those that
 * they would have without a predecessor. */
#include "document.h"
#include "loading/block_ids.h"

static struct id_request block_request(const struct outline *outline, size_t i)
{
    const struct outline_entry *entry = &outline->entries[i];
    bool numbered = entry->number && entry->kind != BLOCK_TITLE;
    return (struct id_request){numbered ? "p" : "b", numbered ? entry->number : i + 1,
                               entry->digest};
}

static struct id_request note_request(const struct outline *outline, size_t i)
{
    const struct outline_note *note = &outline->notes[i];
    return (struct id_request){note->kind == NOTE_ENDNOTE ? "en" : "fn", note->label,
                               note->digest};
}

/* Adds to the predecessor's changes each id that would be another one without it. */
static enum fault compare_ids(struct document_load *doc,
                              const struct id_request *requests, size_t count,
                              const struct slice *ids)
{
    struct predecessors *predecessors = &doc->load->predecessors;
    struct arena *arena = &doc->load->scratch.arena;
    struct slice document = doc->document->id;
    struct slice *fresh = arena_take_array(arena, count, sizeof(*fresh));
    if (!fresh)
        return fault_memory(doc->detail);
    enum fault fault = block_ids_assign(arena, requests, count, NULL, 0, fresh);
    for (size_t i = 0; !fault && i < count; i++) {
        if (slice_equal(fresh[i], ids[i]))
            continue;
        predecessors_changed(predecessors, document.at, document.len);
        predecessors_changed(predecessors, &i, sizeof(i));
        predecessors_changed(predecessors, ids[i].at, ids[i].len);
    }
    return fault;
}

enum fault document_assign_ids(struct document_load *doc, bool notes, size_t count,
                               struct slice **ids)
{
    struct load *load = doc->load;
    struct arena *arena = &load->scratch.arena;
    struct id_request *requests = arena_take_array(arena, count, sizeof(*requests));
    struct predecessor_id *former = NULL;
    size_t former_count = 0;
    *ids = arena_take_array(arena, count, sizeof(**ids));
    if (!requests || !*ids)
        return fault_memory(doc->detail);
    for (size_t i = 0; i < count; i++)
        requests[i] =
            notes ? note_request(doc->outline, i) : block_request(doc->outline, i);
    enum fault fault = FAULT_NONE;
    if (load->predecessors.names)
        fault = names_parts(load->predecessors.names, arena, doc->predecessor.id, notes,
                            &former, &former_count, doc->detail);
    if (!fault)
        fault = block_ids_assign(arena, requests, count, former, former_count, *ids);
    if (!fault && former_count)
        fault = compare_ids(doc, requests, count, *ids);
    if (!fault && !doc->is_new)
        fault = part_changes_compare(&doc->parts, arena, requests, *ids, count, former,
                                     former_count);
    if (!fault)
        fault = former_ids_retire(&load->former_ids, doc->document->id, former,
                                  former_count, doc->detail);
    return fault == FAULT_MEMORY ? fault_memory(doc->detail) : fault;
}

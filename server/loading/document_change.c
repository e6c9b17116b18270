/* A document and its predecessor: which one that is, and what has changed since. */
#include "document.h"

enum fault document_find_predecessor(struct document_load *doc)
{
    struct predecessors *predecessors = &doc->load->predecessors;
    struct arena *arena = &doc->load->scratch.arena;
    struct predecessor_request request = {
        .id = doc->document->id,
        .former_ids = &doc->reading->sidecar.former_ids,
        .digest = doc->digest,
    };
    size_t count = predecessors->gone_count ? doc->outline->count : 0;
    uint64_t *digests = arena_take_array(arena, count, sizeof(*digests));
    if (!digests)
        return fault_memory(doc->detail);
    for (size_t i = 0; i < count; i++)
        digests[i] = doc->outline->entries[i].digest;
    request.block_digests = digests;
    request.block_count = count;
    bool found;
    enum fault fault = predecessors_find(predecessors, arena, &request, &doc->predecessor,
                                         &found, doc->detail);
    doc->is_new = !found;
    return fault;
}

/* What this load makes of the document, and when it was changed last. */
enum fault document_note_change(struct document_load *doc)
{
    struct changes *changes = &doc->load->changes;
    const struct name_document *was = &doc->predecessor;
    bool is_other = doc->is_new || !slice_equal(was->digest, doc->digest) ||
                    !slice_equal(was->id, doc->document->id) ||
                    part_changes_any(&doc->parts);
    doc->modified = is_other ? doc->load->made : was->modified;
    if (!is_other)
        return FAULT_NONE;
    bool renamed = !doc->is_new && !slice_equal(was->id, doc->document->id);
    struct change change = {
        .kind = doc->is_new ? CHANGE_NEW
                : renamed   ? CHANGE_RENAMED_TO
                            : CHANGE_CHANGED,
        .document = doc->document->id,
        .parts = part_changes_json(&doc->parts, &doc->load->scratch.arena)};
    if (!change.parts.at)
        return fault_memory(doc->detail);
    changes->names_added += doc->is_new
                                ? 1 + doc->outline->count + doc->outline->note_count
                                : doc->parts.added_count + renamed;
    changes->names_lost += doc->parts.removed_count;
    return changes_put(changes, &change, doc->detail);
}

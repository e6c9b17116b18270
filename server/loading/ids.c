/* Names of a document's blocks and notes: wanted, settled, and compared with the past. */
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

/* Did the past give any of them another name than they would have without it? */
static enum fault compare_ids(struct document_load *doc,
                              const struct id_request *requests, size_t count,
                              const struct slice *ids)
{
    struct load *load = doc->load;
    struct slice *fresh = arena_take_array(&load->arena, count, sizeof(*fresh));
    if (!fresh)
        return document_no_memory(doc);
    enum fault fault = block_ids_assign(&load->arena, requests, count, NULL, 0, fresh);
    for (size_t i = 0; !fault && i < count; i++) {
        if (slice_equal(fresh[i], ids[i]))
            continue;
        load->predecessor_counts = true;
        XXH3_128bits_update(load->predecessor_state, doc->document->id.at,
                            doc->document->id.len);
        XXH3_128bits_update(load->predecessor_state, &i, sizeof(i));
        XXH3_128bits_update(load->predecessor_state, ids[i].at, ids[i].len);
    }
    return fault;
}

enum fault document_assign_ids(struct document_load *doc, bool notes, size_t count,
                               struct slice **ids)
{
    struct load *load = doc->load;
    struct id_request *requests =
        arena_take_array(&load->arena, count, sizeof(*requests));
    struct predecessor_id *former = NULL;
    size_t past_count = 0;
    *ids = arena_take_array(&load->arena, count, sizeof(**ids));
    if (!requests || !*ids)
        return document_no_memory(doc);
    for (size_t i = 0; i < count; i++)
        requests[i] =
            notes ? note_request(doc->outline, i) : block_request(doc->outline, i);
    enum fault fault = FAULT_NONE;
    if (load->predecessor)
        fault =
            corpus_predecessor_ids(load->predecessor, &load->arena, doc->predecessor_id,
                                   notes, &former, &past_count, doc->detail);
    if (!fault)
        fault = block_ids_assign(&load->arena, requests, count, former, past_count, *ids);
    if (!fault && past_count)
        fault = compare_ids(doc, requests, count, *ids);
    if (!fault)
        fault =
            load_retired_ids(load, doc->document->id, former, past_count, doc->detail);
    return fault == FAULT_MEMORY ? document_no_memory(doc) : fault;
}

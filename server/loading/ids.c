/* Names of a document's blocks and notes: wanted, settled, and compared with the past. */
#include "document.h"
#include "loading/block_ids.h"

static struct name_want want_block(const struct outline *outline, size_t i)
{
    const struct outline_entry *entry = &outline->entries[i];
    bool numbered = entry->number && entry->kind != BLOCK_TITLE;
    return (struct name_want){numbered ? "p" : "b", numbered ? entry->number : i + 1,
                              entry->digest};
}

static struct name_want want_note(const struct outline *outline, size_t i)
{
    const struct outline_note *note = &outline->notes[i];
    return (struct name_want){note->kind == NOTE_ENDNOTE ? "en" : "fn", note->label,
                              note->digest};
}

/* Did the past give any of them another name than they would have without it? */
static enum fault compare_names(struct document_load *doc, const struct name_want *wants,
                                size_t count, const struct slice *ids)
{
    struct load *load = doc->load;
    struct slice *fresh = arena_take_array(&load->arena, count, sizeof(*fresh));
    if (!fresh)
        return document_no_memory(doc);
    enum fault fault = names_settle(&load->arena, wants, count, NULL, 0, fresh);
    for (size_t i = 0; !fault && i < count; i++) {
        if (slice_equal(fresh[i], ids[i]))
            continue;
        load->past_counts = true;
        XXH3_128bits_update(load->past_state, doc->document->id.at,
                            doc->document->id.len);
        XXH3_128bits_update(load->past_state, &i, sizeof(i));
        XXH3_128bits_update(load->past_state, ids[i].at, ids[i].len);
    }
    return fault;
}

enum fault document_settle_names(struct document_load *doc, bool notes, size_t count,
                                 struct slice **ids)
{
    struct load *load = doc->load;
    struct name_want *wants = arena_take_array(&load->arena, count, sizeof(*wants));
    struct name_past *past = NULL;
    size_t past_count = 0;
    *ids = arena_take_array(&load->arena, count, sizeof(**ids));
    if (!wants || !*ids)
        return document_no_memory(doc);
    for (size_t i = 0; i < count; i++)
        wants[i] = notes ? want_note(doc->outline, i) : want_block(doc->outline, i);
    enum fault fault = FAULT_NONE;
    if (load->past)
        fault = corpus_past_names(load->past, &load->arena, doc->past_id, notes, &past,
                                  &past_count, doc->detail);
    if (!fault)
        fault = names_settle(&load->arena, wants, count, past, past_count, *ids);
    if (!fault && past_count)
        fault = compare_names(doc, wants, count, *ids);
    if (!fault)
        fault = load_retired(load, doc->document->id, past, past_count, doc->detail);
    return fault == FAULT_MEMORY ? document_no_memory(doc) : fault;
}

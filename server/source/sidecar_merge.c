/* Fields of a document that come from two places, and lists of persons. */
#include "source/sidecar.h"

static void fill(struct slice *out, struct slice other)
{
    *out = out->len ? *out : other;
}

/* All of them, with "; " between. */
static struct slice join(struct arena *arena, const struct slice_list *list)
{
    struct slice all = list->items[0];
    for (size_t i = 1; i < list->count; i++)
        all = arena_print(arena, "%.*s; %.*s", SLICE_PRINT(all),
                          SLICE_PRINT(list->items[i]));
    return all;
}

/* The list goes before the one; the one is a list, too. */
static void agree(struct arena *arena, struct slice *one, struct slice_list *list)
{
    if (!list->count && one->len) {
        list->items = arena_take_array(arena, 1, sizeof(*list->items));
        if (list->items)
            list->items[list->count++] = *one;
    }
    if (list->count)
        *one = join(arena, list);
}

enum fault sidecar_merge(struct document_sidecar *out,
                         const struct document_sidecar *other, struct arena *arena)
{
    agree(arena, &out->author, &out->authors);
    agree(arena, &out->recipient, &out->recipients);
    if (other) {
        fill(&out->title, other->title);
        fill(&out->date, other->date);
        fill(&out->place, other->place);
        fill(&out->archive_reference, other->archive_reference);
        fill(&out->language, other->language);
        fill(&out->licence, other->licence);
        fill(&out->classification, other->classification);
        if (!out->authors.count) {
            out->author = other->author;
            out->authors = other->authors;
        }
        if (!out->recipients.count) {
            out->recipient = other->recipient;
            out->recipients = other->recipients;
        }
        if (!out->former_ids.count)
            out->former_ids = other->former_ids;
    }
    return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

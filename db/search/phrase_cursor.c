/* Search: spots, from passage to passage, and the places of words in one. */
#include "base/shortage.h"
#include "internal.h"

#include <stdlib.h>

enum { PLACES_MOST = 1 << 26 }; /* of a word in a passage */

/* --- in which passages --- */

static uint32_t slot_seek(struct spot_slot *slot, uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < slot->count; i++) {
        if (slot->current[i] < passage)
            slot->current[i] = postings_seek(&slot->terms[i], passage, &count);
        if (slot->current[i] < first)
            first = slot->current[i];
    }
    return first;
}

static uint32_t row_seek(struct spot_row *row, uint32_t passage)
{
    for (size_t i = 0; i < row->count && passage != POSTINGS_END;) {
        uint32_t found = slot_seek(&row->slots[i], passage);
        i = found == passage ? i + 1 : 0;
        passage = found;
    }
    return passage;
}

uint32_t spot_seek(struct spot *spot, uint32_t passage)
{
    uint32_t first = POSTINGS_END;
    for (size_t i = 0; i < spot->count; i++) {
        uint32_t found = row_seek(&spot->rows[i], passage);
        first = found < first ? found : first;
    }
    return first;
}

/* --- where in a passage --- */

bool numbers_reserve(struct numbers *numbers, size_t more)
{
    if (more > PLACES_MOST)
        return false; /* damaged */
    if (numbers->room - numbers->count >= more)
        return true;
    size_t room = numbers->count + more + numbers->room + 32;
    uint32_t *at = realloc(numbers->at, room * sizeof(*at));
    if (!at) {
        lack_note();
        return false;
    }
    numbers->at = at;
    numbers->room = room;
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* All places of a slot's words in a passage, less its offset, in order. */
static bool read_slot(struct spot_slot *slot, uint32_t passage, struct numbers *out)
{
    size_t terms = 0, kept = 0;
    out->count = 0;
    for (size_t i = 0; i < slot->count; i++) {
        struct postings *term = &slot->terms[i];
        if (slot->current[i] != passage)
            continue;
        uint32_t count = term->list[term->next].count;
        if (!numbers_reserve(out, count) ||
            !postings_places(term, out->at + out->count, count))
            return false;
        out->count += count;
        terms++;
    }
    if (terms > 1)
        qsort(out->at, out->count, sizeof(*out->at), compare_numbers);
    for (size_t i = 0; i < out->count; i++)
        if (out->at[i] >= slot->offset)
            out->at[kept++] = out->at[i] - slot->offset;
    out->count = kept;
    return true;
}

/* Drops from `kept` what is not in `found`. */
static void keep_common(struct numbers *kept, const struct numbers *found)
{
    size_t count = 0;
    for (size_t i = 0, k = 0; i < kept->count && k < found->count;) {
        if (kept->at[i] == found->at[k])
            kept->at[count++] = kept->at[i];
        if (kept->at[i] <= found->at[k])
            i++;
        else
            k++;
    }
    kept->count = count;
}

static bool add_spans(struct spans *spans, const struct numbers *starts, uint32_t length)
{
    size_t need = spans->count + starts->count;
    if (need > spans->room) {
        struct span *at = realloc(spans->at, (need + spans->room) * sizeof(*at));
        if (!at) {
            lack_note();
            return false;
        }
        spans->at = at;
        spans->room += need;
    }
    for (size_t i = 0; i < starts->count; i++)
        spans->at[spans->count++] = (struct span){starts->at[i], starts->at[i] + length};
    return true;
}

static int compare_spans(const void *a, const void *b)
{
    const struct span *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return (left->end > right->end) - (left->end < right->end);
}

/* In order, one for each start. */
static void settle(struct spans *spans)
{
    size_t kept = 0;
    qsort(spans->at, spans->count, sizeof(*spans->at), compare_spans);
    for (size_t i = 0; i < spans->count; i++)
        if (kept == 0 || spans->at[kept - 1].start != spans->at[i].start)
            spans->at[kept++] = spans->at[i];
    spans->count = kept;
}

static bool look_at_row(struct spot *spot, struct spot_row *row, uint32_t passage)
{
    if (!read_slot(&row->slots[0], passage, &spot->kept))
        return false;
    for (size_t i = 1; i < row->count && spot->kept.count; i++) {
        if (!read_slot(&row->slots[i], passage, &spot->found))
            return false;
        keep_common(&spot->kept, &spot->found);
    }
    return add_spans(&spot->spans, &spot->kept, row->length);
}

bool spot_look(struct spot *spot, uint32_t passage)
{
    size_t rows = 0;
    spot->spans.count = 0;
    for (size_t i = 0; i < spot->count; i++) {
        if (row_seek(&spot->rows[i], passage) != passage)
            continue;
        if (!look_at_row(spot, &spot->rows[i], passage))
            return false;
        rows++;
    }
    if (rows > 1 && spot->spans.count > 1)
        settle(&spot->spans);
    return true;
}

enum fault spot_damage(const struct spot *spot)
{
    for (size_t i = 0; i < spot->count; i++)
        for (size_t k = 0; k < spot->rows[i].count; k++)
            for (size_t t = 0; t < spot->rows[i].slots[k].count; t++)
                if (spot->rows[i].slots[k].terms[t].fault)
                    return spot->rows[i].slots[k].terms[t].fault;
    return FAULT_NONE;
}

void spot_release(struct spot *spot)
{
    free(spot->spans.at);
    free(spot->found.at);
    free(spot->kept.at);
    *spot = (struct spot){.rows = NULL};
}

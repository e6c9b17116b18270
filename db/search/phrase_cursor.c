/* Phrase cursors: from passage to passage, and where in a passage a phrase occurs. */
#include "base/array.h"
#include "internal.h"

#include <stdlib.h>

/* --- in which passages --- */

static uint32_t phrase_term_seek(struct phrase_term *term, uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < term->count; i++) {
        if (term->current[i] < passage)
            term->current[i] = postings_seek(&term->terms[i], passage, &count);
        if (term->current[i] < first)
            first = term->current[i];
    }
    return first;
}

static uint32_t phrase_form_seek(struct phrase_form *form, uint32_t passage)
{
    for (size_t i = 0; i < form->count && passage != POSTINGS_END;) {
        uint32_t found = phrase_term_seek(&form->phrase_terms[i], passage);
        i = found == passage ? i + 1 : 0;
        passage = found;
    }
    return passage;
}

uint32_t phrase_cursor_seek(struct phrase_cursor *cursor, uint32_t passage)
{
    uint32_t first = POSTINGS_END;
    for (size_t i = 0; i < cursor->count; i++) {
        uint32_t found = phrase_form_seek(&cursor->forms[i], passage);
        first = found < first ? found : first;
    }
    return first;
}

/* --- where in a passage --- */

/* The positions in a passage at which the phrase would start by this term, rising. */
static bool read_term(struct phrase_term *term, uint32_t passage,
                      struct position_list *out)
{
    size_t terms = 0, common = 0;
    out->count = 0;
    for (size_t i = 0; i < term->count; i++) {
        struct postings *postings = &term->terms[i];
        if (term->current[i] != passage)
            continue;
        uint32_t count = postings->list[postings->next].count;
        if (!postings_positions(postings, count, out))
            return false;
        terms++;
    }
    if (terms > 1)
        position_list_sort(out);
    for (size_t i = 0; i < out->count; i++)
        if (out->at[i] >= term->offset)
            out->at[common++] = out->at[i] - term->offset;
    out->count = common;
    return true;
}

/* Removes from `common` what is not in `found`. */
static void intersect(struct position_list *common, const struct position_list *found)
{
    size_t count = 0;
    for (size_t i = 0, k = 0; i < common->count && k < found->count;) {
        if (common->at[i] == found->at[k])
            common->at[count++] = common->at[i];
        if (common->at[i] <= found->at[k])
            i++;
        else
            k++;
    }
    common->count = count;
}

static bool add_spans(struct spans *spans, const struct position_list *starts,
                      uint32_t length)
{
    if (!array_reserve(&spans->at, spans->count, starts->count, &spans->room,
                       sizeof(*spans->at)))
        return false;
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

/* Sorts the spans, and leaves one for each start. */
static void sort_spans(struct spans *spans)
{
    size_t count = 0;
    qsort(spans->at, spans->count, sizeof(*spans->at), compare_spans);
    for (size_t i = 0; i < spans->count; i++)
        if (count == 0 || spans->at[count - 1].start != spans->at[i].start)
            spans->at[count++] = spans->at[i];
    spans->count = count;
}

static bool add_form_spans(struct phrase_cursor *cursor, struct phrase_form *form,
                           uint32_t passage)
{
    if (!read_term(&form->phrase_terms[0], passage, &cursor->common))
        return false;
    for (size_t i = 1; i < form->count && cursor->common.count; i++) {
        if (!read_term(&form->phrase_terms[i], passage, &cursor->found))
            return false;
        intersect(&cursor->common, &cursor->found);
    }
    return add_spans(&cursor->spans, &cursor->common, form->length);
}

bool phrase_cursor_spans(struct phrase_cursor *cursor, uint32_t passage)
{
    size_t forms = 0;
    cursor->spans.count = 0;
    for (size_t i = 0; i < cursor->count; i++) {
        if (phrase_form_seek(&cursor->forms[i], passage) != passage)
            continue;
        if (!add_form_spans(cursor, &cursor->forms[i], passage))
            return false;
        forms++;
    }
    if (forms > 1 && cursor->spans.count > 1)
        sort_spans(&cursor->spans);
    return true;
}

enum fault phrase_cursor_fault(const struct phrase_cursor *cursor)
{
    for (size_t i = 0; i < cursor->count; i++)
        for (size_t k = 0; k < cursor->forms[i].count; k++)
            for (size_t t = 0; t < cursor->forms[i].phrase_terms[k].count; t++)
                if (cursor->forms[i].phrase_terms[k].terms[t].fault)
                    return cursor->forms[i].phrase_terms[k].terms[t].fault;
    return FAULT_NONE;
}

void phrase_cursor_release(struct phrase_cursor *cursor)
{
    free(cursor->spans.at);
    free(cursor->found.at);
    free(cursor->common.at);
    *cursor = (struct phrase_cursor){.forms = NULL};
}

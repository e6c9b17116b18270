/* Where the body of a note ends. */
#include "element_parser.h"

size_t find_waiting(const struct element *element, size_t from, struct note_id id)
{
    size_t end =
        element->count - from > QUEUE_REACH ? from + QUEUE_REACH : element->count;
    for (size_t i = from; i < end; i++)
        if (note_id_equal(element->marks[i].id, id))
            return i;
    return element->count;
}

/* The first marker that stands on a later line than `from`. */
static uint64_t marker_on_later_line(struct reading *reading, uint64_t from)
{
    uint64_t limit = from + NOTE_REACH;
    uint64_t line_end = find(reading, AHEAD_LINE_END, from, limit, 0);
    return line_end == AHEAD_NONE ? AHEAD_NONE
                                  : find(reading, AHEAD_MARKER, line_end, limit, 0);
}

/* The "]" before "]  [next: ", for the mark behind number `place`; when that never comes
 * the one before a body for a mark further behind. Not behind `bar`. */
static uint64_t find_glue(struct reading *reading, size_t place, uint64_t from,
                          uint64_t bar)
{
    const struct element *element = reading->element;
    uint64_t other = AHEAD_NONE;
    uint64_t limit = from + NOTE_REACH < bar ? from + NOTE_REACH : bar;
    for (size_t i = 0; i < AHEAD_HITS && place + 1 < element->count; i++) {
        uint64_t hit = find(reading, AHEAD_GLUE, from, limit, i);
        struct note_id id;
        if (hit == AHEAD_NONE)
            break;
        glue_read(ahead_text(reading, hit), &id);
        if (note_id_equal(id, element->marks[place + 1].id))
            return hit;
        if (other == AHEAD_NONE && find_waiting(element, place + 1, id) < element->count)
            other = hit;
    }
    return other;
}

uint64_t find_close(struct reading *reading, size_t place, uint64_t from)
{
    uint64_t limit = from + NOTE_REACH;
    uint64_t bar = marker_on_later_line(reading, from);
    uint64_t close = find_glue(reading, place, from, bar);
    if (close != AHEAD_NONE)
        return close;
    close = find(reading, AHEAD_END, from, limit, 0);
    if (close != AHEAD_NONE && close < bar)
        return close;
    close = find(reading, AHEAD_BARE_END, from, limit, 0);
    if (close != AHEAD_NONE && close < bar)
        return close;
    uint64_t line_end = find(reading, AHEAD_LINE_END, from, limit, 0);
    uint64_t marker = find(reading, AHEAD_NEXT_MARKER, from, limit, 0);
    bar = line_end < marker ? line_end : marker;
    return find(reading, AHEAD_CLOSE, from, bar < limit ? bar : limit, 0);
}

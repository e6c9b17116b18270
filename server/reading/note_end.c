/* The end of a note's body: its "]", by the next body, by a line end, or before a marker.
 */
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

/* The first marker on a later line than `from`. */
static uint64_t marker_on_later_line(struct element_parser *parser, uint64_t from)
{
    uint64_t limit = from + NOTE_REACH;
    uint64_t line_end = find(parser, LOOKAHEAD_LINE_END, from, limit, 0);
    return line_end == LOOKAHEAD_NONE
               ? LOOKAHEAD_NONE
               : find(parser, LOOKAHEAD_MARKER, line_end, limit, 0);
}

/* The "]" of "]  [next: " with the id of the mark after number `index`; when that never
 * comes, the first with the id of a later mark. It begins before `bar`. */
static uint64_t find_glue(struct element_parser *parser, size_t index, uint64_t from,
                          uint64_t bar)
{
    const struct element *element = parser->element;
    uint64_t other = LOOKAHEAD_NONE;
    uint64_t limit = from + NOTE_REACH < bar ? from + NOTE_REACH : bar;
    for (size_t i = 0; i < LOOKAHEAD_HITS && index + 1 < element->count; i++) {
        uint64_t hit = find(parser, LOOKAHEAD_GLUE, from, limit, i);
        struct note_id id;
        if (hit == LOOKAHEAD_NONE)
            break;
        glue_read(text_from(parser, hit), &id);
        if (note_id_equal(id, element->marks[index + 1].id))
            return hit;
        if (other == LOOKAHEAD_NONE &&
            find_waiting(element, index + 1, id) < element->count)
            other = hit;
    }
    return other;
}

uint64_t find_close(struct element_parser *parser, size_t index, uint64_t from)
{
    uint64_t limit = from + NOTE_REACH;
    uint64_t bar = marker_on_later_line(parser, from);
    uint64_t close = find_glue(parser, index, from, bar);
    if (close != LOOKAHEAD_NONE)
        return close;
    close = find(parser, LOOKAHEAD_END, from, limit, 0);
    if (close != LOOKAHEAD_NONE && close < bar)
        return close;
    close = find(parser, LOOKAHEAD_BARE_END, from, limit, 0);
    if (close != LOOKAHEAD_NONE && close < bar)
        return close;
    uint64_t line_end = find(parser, LOOKAHEAD_LINE_END, from, limit, 0);
    uint64_t marker = find(parser, LOOKAHEAD_NEXT_MARKER, from, limit, 0);
    bar = line_end < marker ? line_end : marker;
    return find(parser, LOOKAHEAD_CLOSE, from, bar < limit ? bar : limit, 0);
}

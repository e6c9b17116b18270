/* The element: the queue rule, and what it falls back to. */
#include "base/utf8.h"
#include "element_parser.h"

#include <stdlib.h>

size_t element_lookahead(void)
{
    return NOTE_REACH + LINE_REACH + 2 * PATTERN;
}

void element_release(struct element *element)
{
    free(element->marks);
    *element = (struct element){0};
}

/* Sets `line_end` for the line that `at` is in. */
static enum fault find_line_end(struct reading *reading)
{
    struct window *window = &reading->source->window;
    uint64_t from = reading->at, start = reading->element->start;
    for (;;) {
        uint64_t end = window_end(window);
        reading->line_end = from + slice_find(window_slice(window, from, end), '\n');
        if (reading->line_end - start > reading->source->block_bytes)
            return fault_set(reading->detail, FAULT_INPUT,
                             "a paragraph longer than the limit of %llu bytes",
                             (unsigned long long)reading->source->block_bytes);
        if (reading->line_end < end || window->ended)
            return FAULT_NONE;
        from = end;
        enum fault fault = window_reach(window, end + 1, reading->detail);
        if (fault)
            return fault;
    }
}

static struct mark *add_mark(struct reading *reading)
{
    struct element *element = reading->element;
    if (element->count == element->room) {
        size_t room = element->room ? element->room * 2 : 64;
        struct mark *marks = realloc(element->marks, room * sizeof(*marks));
        if (!marks)
            return NULL;
        element->marks = marks;
        element->room = room;
    }
    struct mark *mark = &element->marks[element->count++];
    *mark = (struct mark){0};
    return mark;
}

static bool waits(const struct element *element)
{
    return element->head < element->count;
}

/* Records the body that stands from `open` (its blank) to `close` (its "]"). */
static void take_body(struct reading *reading, struct mark *mark, uint64_t open,
                      uint64_t text, uint64_t close)
{
    uint64_t start = reading->element->start;
    struct slice behind = ahead_text(reading, close + 1);
    reading->at = close + 1 + (behind.len > 0 && behind.at[0] == ' ');
    reading->stray = AHEAD_NONE;
    mark->has_body = true;
    mark->open = (uint32_t)(open - start);
    mark->text = (uint32_t)(text - start);
    mark->text_end = (uint32_t)(close - start);
    mark->close = (uint32_t)(reading->at - start);
    struct slice body = window_slice(&reading->source->window, text, close);
    if (marker_is_dangling(utf8_trim(body)))
        mark->problems |= NOTE_DANGLING;
}

/* Does a body for one of the marks before `place` still come on this line? */
static bool is_early(struct reading *reading, size_t place)
{
    for (size_t i = 0; i < AHEAD_HITS; i++) {
        uint64_t hit = find(reading, AHEAD_OPENER, reading->at + 1, reading->line_end, i);
        struct note_id id;
        if (hit == AHEAD_NONE)
            return false;
        opener_read(ahead_text(reading, hit), &id);
        if (find_waiting(reading->element, reading->element->head, id) < place)
            return true;
    }
    return false;
}

/* `at` is at the "[" of an opener, `length` long: takes the body, if it is one. */
static enum fault read_opener(struct reading *reading, struct note_id id, size_t length)
{
    struct element *element = reading->element;
    struct window *window = &reading->source->window;
    uint64_t opener = reading->at, text = opener + length - 1;
    size_t place = find_waiting(element, element->head, id);
    enum fault fault =
        window_reach(window, opener + NOTE_REACH + 2 * PATTERN, reading->detail);
    if (fault)
        return fault;
    bool is_body =
        place < element->count && (place == element->head || !is_early(reading, place));
    uint64_t close = is_body ? find_close(reading, place, text) : AHEAD_NONE;
    if (close == AHEAD_NONE) {
        if (reading->stray == AHEAD_NONE && place == element->count &&
            slice_starts(ahead_text(reading, text), SLICE("  ")))
            reading->stray = opener;
        reading->at = opener + length;
        return FAULT_NONE;
    }
    take_body(reading, &element->marks[place], opener - 1, text, close);
    element->head = place + 1;
    return reading->at > reading->line_end ? find_line_end(reading) : FAULT_NONE;
}

/* `at` is at a "[" of the line. */
static enum fault read_bracket(struct reading *reading)
{
    struct element *element = reading->element;
    struct slice text = ahead_text(reading, reading->at);
    enum note_kind kind = NOTE_FOOTNOTE;
    struct note_id id;
    size_t length = marker_read(text, &kind, &id);
    if (length > 0) {
        struct mark *mark = add_mark(reading);
        if (!mark)
            return fault_set(reading->detail, FAULT_MEMORY, "too many notes for memory");
        mark->id = id;
        mark->kind = (uint8_t)kind;
        mark->length = (uint8_t)length;
        mark->at = (uint32_t)(reading->at - element->start);
        reading->at += length;
        reading->stray = AHEAD_NONE;
        return FAULT_NONE;
    }
    length = opener_read(text, &id);
    bool behind_blank = reading->at > element->start && text.at[-1] == ' ';
    if (length > 0 && behind_blank)
        return read_opener(reading, id, length);
    reading->at++;
    return FAULT_NONE;
}

/* At the end of a line whose marks wait: `joined` is set when a body for one of them
 * comes on a later line, before any other marker. */
static enum fault look_for_bodies(struct reading *reading)
{
    struct element *element = reading->element;
    uint64_t limit = reading->furthest;
    enum fault fault = window_reach(&reading->source->window,
                                    limit + NOTE_REACH + 2 * PATTERN, reading->detail);
    for (size_t i = 0; !fault && i < AHEAD_HITS; i++) {
        uint64_t hit = find(reading, AHEAD_OPENER, reading->line_end, limit, i);
        struct note_id id;
        if (hit == AHEAD_NONE)
            break;
        opener_read(ahead_text(reading, hit), &id);
        if (find_waiting(element, element->head, id) < element->count) {
            if (find(reading, AHEAD_JOIN_END, hit, hit + NOTE_REACH, 0) != AHEAD_NONE)
                reading->joined = hit;
            break;
        }
        if (find(reading, AHEAD_MARKER, reading->line_end, hit, 0) != AHEAD_NONE)
            break;
    }
    return fault;
}

/* The line is done: does the element go on in the next one? */
static enum fault end_line(struct reading *reading, bool *more)
{
    enum fault fault = FAULT_NONE;
    *more = false;
    reading->at = reading->line_end;
    if (reading->line_end == window_end(&reading->source->window))
        return FAULT_NONE;
    if (waits(reading->element) && reading->joined < reading->line_end &&
        reading->line_end < reading->furthest)
        fault = look_for_bodies(reading);
    *more = !fault && reading->joined > reading->line_end;
    if (!*more)
        return fault;
    reading->at = reading->line_end + 1;
    return find_line_end(reading);
}

static enum fault read_lines(struct reading *reading)
{
    enum fault fault = FAULT_NONE;
    bool more = true;
    while (!fault && more) {
        struct slice rest =
            window_slice(&reading->source->window, reading->at, reading->line_end);
        size_t bracket = slice_find(rest, '[');
        reading->at += bracket;
        fault = bracket < rest.len ? read_bracket(reading) : end_line(reading, &more);
    }
    return fault;
}

/* A body that nobody waits for is one only when it ends the element and a blank line or
 * the end of the text follows: prose does not do that. */
static enum fault take_stray(struct reading *reading)
{
    struct element *element = reading->element;
    struct window *window = &reading->source->window;
    enum fault fault =
        window_reach(window, reading->line_end + 2 * PATTERN, reading->detail);
    if (fault)
        return fault;
    uint64_t end = element->start + element->end;
    struct slice behind = ahead_text(reading, end);
    size_t first = line_end_read(behind);
    struct slice last = window_slice(window, end - 2, end);
    if (!slice_is(last, "] ") || end - 2 < reading->stray ||
        (behind.len > first && line_end_read(slice_from(behind, first)) == 0))
        return FAULT_NONE;
    struct mark *mark = add_mark(reading);
    if (!mark)
        return fault_set(reading->detail, FAULT_MEMORY, "too many notes for memory");
    size_t length = opener_read(ahead_text(reading, reading->stray), &mark->id);
    mark->problems = NOTE_NO_MARKER;
    mark->at = (uint32_t)(reading->stray - 1 - element->start);
    take_body(reading, mark, reading->stray - 1, reading->stray + length - 1, end - 2);
    return FAULT_NONE;
}

enum fault element_read(struct element *element, struct element_source *source,
                        uint64_t start, struct fault_detail *detail)
{
    struct reading reading = {.element = element,
                              .source = source,
                              .detail = detail,
                              .at = start,
                              .stray = AHEAD_NONE};
    element->start = start;
    element->count = element->head = 0;
    enum fault fault = find_line_end(&reading);
    uint64_t first = reading.line_end;
    reading.furthest = first + LINE_REACH;
    if (!fault)
        fault = read_lines(&reading);
    if (fault)
        return fault;
    uint64_t end = reading.line_end;
    element->many_lines = end > first;
    if (end > start && *window_at(&source->window, end - 1) == '\r')
        end--;
    element->end = (uint32_t)(end - start);
    if (reading.stray != AHEAD_NONE && element->end > 4)
        fault = take_stray(&reading);
    for (size_t i = 0; i < element->count; i++)
        if (!element->marks[i].has_body)
            element->marks[i].problems |= NOTE_NO_BODY;
    return fault;
}

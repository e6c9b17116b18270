/* The element: the queue rule, and what it falls back to. */
#include "base/array.h"
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
static enum fault find_line_end(struct element_parser *parser)
{
    struct window *window = &parser->source->window;
    uint64_t from = parser->at, start = parser->element->start;
    for (;;) {
        uint64_t end = window_end(window);
        parser->line_end = from + slice_find(window_slice(window, from, end), '\n');
        if (parser->line_end - start > parser->source->block_bytes)
            return fault_set(parser->detail, FAULT_INPUT,
                             "a paragraph longer than the limit of %llu bytes",
                             (unsigned long long)parser->source->block_bytes);
        if (parser->line_end < end || window->ended)
            return FAULT_NONE;
        from = end;
        enum fault fault = window_reach(window, end + 1, parser->detail);
        if (fault)
            return fault;
    }
}

static struct note_mark *add_mark(struct element_parser *parser)
{
    struct element *element = parser->element;
    if (!array_room(&element->marks, element->count, &element->room,
                    sizeof(*element->marks)))
        return NULL;
    struct note_mark *mark = &element->marks[element->count++];
    *mark = (struct note_mark){0};
    return mark;
}

static bool waits(const struct element *element)
{
    return element->head < element->count;
}

/* Records the body from `open` (its blank) to `close` (its "]"). */
static void take_body(struct element_parser *parser, struct note_mark *mark,
                      uint64_t open, uint64_t text, uint64_t close)
{
    uint64_t start = parser->element->start;
    struct slice after = text_from(parser, close + 1);
    parser->at = close + 1 + (after.len > 0 && after.at[0] == ' ');
    parser->stray = LOOKAHEAD_NONE;
    mark->has_body = true;
    mark->open = (uint32_t)(open - start);
    mark->text = (uint32_t)(text - start);
    mark->text_end = (uint32_t)(close - start);
    mark->close = (uint32_t)(parser->at - start);
    struct slice body = window_slice(&parser->source->window, text, close);
    if (marker_is_dangling(utf8_trim(body)))
        mark->problems |= NOTE_DANGLING;
}

/* Does a body for one of the marks before number `index` still come on this line? */
static bool is_early(struct element_parser *parser, size_t index)
{
    for (size_t i = 0; i < LOOKAHEAD_HITS; i++) {
        uint64_t hit =
            find(parser, LOOKAHEAD_OPENER, parser->at + 1, parser->line_end, i);
        struct note_id id;
        if (hit == LOOKAHEAD_NONE)
            return false;
        opener_read(text_from(parser, hit), &id);
        if (find_waiting(parser->element, parser->element->head, id) < index)
            return true;
    }
    return false;
}

/* `at` is at the "[" of an opener, `length` long: takes the body, if it is one. */
static enum fault read_opener(struct element_parser *parser, struct note_id id,
                              size_t length)
{
    struct element *element = parser->element;
    struct window *window = &parser->source->window;
    uint64_t opener = parser->at, text = opener + length - 1;
    size_t index = find_waiting(element, element->head, id);
    enum fault fault =
        window_reach(window, opener + NOTE_REACH + 2 * PATTERN, parser->detail);
    if (fault)
        return fault;
    bool is_body =
        index < element->count && (index == element->head || !is_early(parser, index));
    uint64_t close = is_body ? find_close(parser, index, text) : LOOKAHEAD_NONE;
    if (close == LOOKAHEAD_NONE) {
        if (parser->stray == LOOKAHEAD_NONE && index == element->count &&
            slice_starts(text_from(parser, text), SLICE("  ")))
            parser->stray = opener;
        parser->at = opener + length;
        return FAULT_NONE;
    }
    take_body(parser, &element->marks[index], opener - 1, text, close);
    element->head = index + 1;
    return parser->at > parser->line_end ? find_line_end(parser) : FAULT_NONE;
}

/* `at` is at a "[" of the line. */
static enum fault read_bracket(struct element_parser *parser)
{
    struct element *element = parser->element;
    struct slice text = text_from(parser, parser->at);
    enum note_kind kind = NOTE_FOOTNOTE;
    struct note_id id;
    size_t length = marker_read(text, &kind, &id);
    if (length > 0) {
        struct note_mark *mark = add_mark(parser);
        if (!mark)
            return fault_set(parser->detail, FAULT_MEMORY, "too many notes for memory");
        mark->id = id;
        mark->kind = (uint8_t)kind;
        mark->length = (uint8_t)length;
        mark->at = (uint32_t)(parser->at - element->start);
        parser->at += length;
        parser->stray = LOOKAHEAD_NONE;
        return FAULT_NONE;
    }
    length = opener_read(text, &id);
    bool after_blank = parser->at > element->start && text.at[-1] == ' ';
    if (length > 0 && after_blank)
        return read_opener(parser, id, length);
    parser->at++;
    return FAULT_NONE;
}

/* At the end of a line whose marks wait: `joined` is set when a body for one of them
 * comes on a later line, before any other marker. */
static enum fault look_for_bodies(struct element_parser *parser)
{
    struct element *element = parser->element;
    uint64_t limit = parser->furthest;
    enum fault fault = window_reach(&parser->source->window,
                                    limit + NOTE_REACH + 2 * PATTERN, parser->detail);
    for (size_t i = 0; !fault && i < LOOKAHEAD_HITS; i++) {
        uint64_t hit = find(parser, LOOKAHEAD_OPENER, parser->line_end, limit, i);
        struct note_id id;
        if (hit == LOOKAHEAD_NONE)
            break;
        opener_read(text_from(parser, hit), &id);
        if (find_waiting(element, element->head, id) < element->count) {
            if (find(parser, LOOKAHEAD_JOIN_END, hit, hit + NOTE_REACH, 0) !=
                LOOKAHEAD_NONE)
                parser->joined = hit;
            break;
        }
        if (find(parser, LOOKAHEAD_MARKER, parser->line_end, hit, 0) != LOOKAHEAD_NONE)
            break;
    }
    return fault;
}

/* The line is done: does the element go on in the next one? */
static enum fault end_line(struct element_parser *parser, bool *more)
{
    enum fault fault = FAULT_NONE;
    *more = false;
    parser->at = parser->line_end;
    if (parser->line_end == window_end(&parser->source->window))
        return FAULT_NONE;
    if (waits(parser->element) && parser->joined < parser->line_end &&
        parser->line_end < parser->furthest)
        fault = look_for_bodies(parser);
    *more = !fault && parser->joined > parser->line_end;
    if (!*more)
        return fault;
    parser->at = parser->line_end + 1;
    return find_line_end(parser);
}

static enum fault read_lines(struct element_parser *parser)
{
    enum fault fault = FAULT_NONE;
    bool more = true;
    while (!fault && more) {
        struct slice rest =
            window_slice(&parser->source->window, parser->at, parser->line_end);
        size_t bracket = slice_find(rest, '[');
        parser->at += bracket;
        fault = bracket < rest.len ? read_bracket(parser) : end_line(parser, &more);
    }
    return fault;
}

/* What looks like a body without a marker is one only at the end of the element, with a
 * blank line or the end of the text after it: prose does not do that. */
static enum fault take_stray(struct element_parser *parser)
{
    struct element *element = parser->element;
    struct window *window = &parser->source->window;
    enum fault fault =
        window_reach(window, parser->line_end + 2 * PATTERN, parser->detail);
    if (fault)
        return fault;
    uint64_t end = element->start + element->end;
    struct slice after = text_from(parser, end);
    size_t first = line_end_read(after);
    struct slice last = window_slice(window, end - 2, end);
    if (!slice_is(last, "] ") || end - 2 < parser->stray ||
        (after.len > first && line_end_read(slice_from(after, first)) == 0))
        return FAULT_NONE;
    struct note_mark *mark = add_mark(parser);
    if (!mark)
        return fault_set(parser->detail, FAULT_MEMORY, "too many notes for memory");
    size_t length = opener_read(text_from(parser, parser->stray), &mark->id);
    mark->problems = NOTE_NO_MARKER;
    mark->at = (uint32_t)(parser->stray - 1 - element->start);
    take_body(parser, mark, parser->stray - 1, parser->stray + length - 1, end - 2);
    return FAULT_NONE;
}

enum fault element_read(struct element *element, struct element_source *source,
                        uint64_t start, struct fault_detail *detail)
{
    struct element_parser parser = {.element = element,
                                    .source = source,
                                    .detail = detail,
                                    .at = start,
                                    .stray = LOOKAHEAD_NONE};
    element->start = start;
    element->count = element->head = 0;
    enum fault fault = find_line_end(&parser);
    uint64_t first = parser.line_end;
    parser.furthest = first + LINE_REACH;
    if (!fault)
        fault = read_lines(&parser);
    if (fault)
        return fault;
    uint64_t end = parser.line_end;
    element->many_lines = end > first;
    if (end > start && *window_at(&source->window, end - 1) == '\r')
        end--;
    element->end = (uint32_t)(end - start);
    if (parser.stray != LOOKAHEAD_NONE && element->end > 4)
        fault = take_stray(&parser);
    for (size_t i = 0; i < element->count; i++)
        if (!element->marks[i].has_body)
            element->marks[i].problems |= NOTE_NO_BODY;
    return fault;
}

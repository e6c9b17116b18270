/* The state of reading one element, which element.c and note_end.c share. */
#ifndef CHANCERY_READING_ELEMENT_PARSER_H
#define CHANCERY_READING_ELEMENT_PARSER_H

#include "element.h"

enum {
    NOTE_REACH = 256 * 1024, /* a body is at most this long */
    LINE_REACH = 64 * 1024,  /* and begins at most so far after the first line's end */
    QUEUE_REACH = 32,        /* ids that may be skipped at once */
    PATTERN = 32,            /* no pattern is longer */
};

struct element_parser {
    struct element *element;
    struct element_source *source;
    struct fault_detail *detail;
    uint64_t at;       /* nothing before it is looked at again */
    uint64_t line_end; /* of the line that `at` is in: its newline, or the end of file */
    uint64_t joined;   /* up to here lines are known to belong together */
    uint64_t furthest; /* no line after it is joined */
    uint64_t stray;    /* the first "[2:  " without a marker, or LOOKAHEAD_NONE */
};

/* The text from `from` to the end of the window. */
static inline struct slice text_from(const struct element_parser *parser, uint64_t from)
{
    const struct window *window = &parser->source->window;
    return window_slice(window, from, window_end(window));
}

/* As lookahead_find, in the parser's window. */
static inline uint64_t find(struct element_parser *parser, enum lookahead_kind kind,
                            uint64_t from, uint64_t limit, size_t nth)
{
    struct element_source *source = parser->source;
    return lookahead_find(source->lookaheads, kind, &source->window, from, limit, nth);
}

/* The index of the first mark with `id`, from index `from` on; `count` when there is none
 * within QUEUE_REACH. */
size_t find_waiting(const struct element *element, size_t from, struct note_id id);

/* The "]" that ends the body of mark number `index`, whose text begins at `from`;
 * LOOKAHEAD_NONE when there is none, so that it is no body. */
uint64_t find_close(struct element_parser *parser, size_t index, uint64_t from);

#endif

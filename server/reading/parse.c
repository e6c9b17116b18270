/* The parse: elements from the window, blocks from the elements, and the blocks of a
 * short file retained. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "block.h"

#include <stdlib.h>
#include <unistd.h>

enum { MEBIBYTE = 1024 * 1024 };

static const uint64_t FILE_BYTES = 256 * (uint64_t)MEBIBYTE;
static const uint64_t BLOCK_BYTES = 16 * (uint64_t)MEBIBYTE;
static const uint64_t MOST_BLOCK_BYTES = 1024 * (uint64_t)MEBIBYTE;

/* Blocks of a file are retained up to so many bytes, for when it is read again. */
enum { RETAINED_BYTES = 512 * 1024 };

struct retained_element {
    struct retained_element *next;
    struct block_list blocks; /* of one element */
};

struct parse {
    struct element_source source;
    struct element element;
    struct arena arena; /* of the blocks that are ready, and of those retained */
    struct block_list ready;
    size_t given_count; /* of them */
    uint64_t at;        /* what comes next */
    unsigned long line; /* that `at` is in */

    struct retained_element *retained, **retained_end;
    size_t retained_bytes; /* about; over RETAINED_BYTES nothing is retained */
    bool over;             /* all blocks were read */
    struct retained_element *next_retained; /* the next one to be given again */
};

enum fault parse_open(struct parse **out, int fd, const struct parse_limits *limits,
                      struct fault_detail *detail)
{
    static const struct parse_limits defaults = {0, 0};
    const struct parse_limits *wanted = limits ? limits : &defaults;
    uint64_t file = wanted->file_bytes ? wanted->file_bytes : FILE_BYTES;
    uint64_t block = wanted->block_bytes ? wanted->block_bytes : BLOCK_BYTES;
    if (block > MOST_BLOCK_BYTES)
        block = MOST_BLOCK_BYTES;
    struct parse *parse = calloc(1, sizeof(*parse));
    *out = NULL;
    if (detail)
        detail->line = 0;
    if (!parse)
        return fault_set(detail, FAULT_MEMORY, "not enough memory to read the file");
    parse->source.block_bytes = block;
    parse->line = 1;
    parse->retained_end = &parse->retained;
    arena_init(&parse->arena);
    enum fault fault = window_init(&parse->source.window, fd, file,
                                   (size_t)block + element_lookahead(), detail);
    if (fault) {
        free(parse);
        return fault;
    }
    *out = parse;
    return FAULT_NONE;
}

void parse_close(struct parse *parse)
{
    if (!parse)
        return;
    window_release(&parse->source.window);
    element_release(&parse->element);
    arena_release(&parse->arena);
    free(parse);
}

/* Moves `at` over blank lines to the start of one that is not; `end` when the text is
 * over. A long run of blanks is not held in memory: what was seen of it may be dropped.
 */
static enum fault skip_blank_lines(struct parse *parse, bool *end,
                                   struct fault_detail *detail)
{
    struct window *window = &parse->source.window;
    uint64_t at = parse->at;
    *end = false;
    for (;;) {
        enum fault fault = at + 4 > window_end(window)
                               ? window_reach(window, at + 4, detail)
                               : FAULT_NONE;
        struct slice rest = window_slice(window, at, window_end(window));
        size_t size = utf8_space(rest);
        if (fault || size == 0) {
            *end = rest.len == 0;
            return fault;
        }
        at += size;
        if (*rest.at == '\n') {
            parse->at = at;
            parse->line++;
        }
        bool long_blank = at - parse->at > parse->source.block_bytes;
        if (*rest.at == '\n' || long_blank)
            window_keep(window, long_blank ? at : parse->at, parse->line);
        if (long_blank)
            parse->at = at;
    }
}

static unsigned long count_lines(struct slice text)
{
    unsigned long lines = 0;
    for (size_t at; (at = slice_find(text, '\n')) < text.len; lines++)
        text = slice_from(text, at + 1);
    return lines;
}

static void forget_retained(struct parse *parse)
{
    arena_clear(&parse->arena);
    parse->retained = NULL;
    parse->retained_end = &parse->retained;
}

/* Retains the blocks that are ready, while they are few. */
static bool retain(struct parse *parse)
{
    const struct element *element = &parse->element;
    if (parse->retained_bytes > RETAINED_BYTES)
        return true;
    struct retained_element *retained = arena_take(&parse->arena, sizeof(*retained));
    if (!retained)
        return false;
    *retained = (struct retained_element){NULL, parse->ready};
    *parse->retained_end = retained;
    parse->retained_end = &retained->next;
    parse->retained_bytes += sizeof(*retained) + element->end +
                             parse->ready.count * sizeof(struct block) +
                             element->count * sizeof(struct note);
    return true;
}

/* Reads the next element and makes its blocks; none are ready after the last. */
static enum fault read_blocks(struct parse *parse, struct fault_detail *detail)
{
    struct window *window = &parse->source.window;
    if (parse->retained_bytes > RETAINED_BYTES)
        forget_retained(parse);
    parse->ready = (struct block_list){0};
    parse->given_count = 0;
    window_keep(window, parse->at, parse->line);
    enum fault fault = parse->at == 0 ? window_reach(window, 3, detail) : FAULT_NONE;
    if (!fault && parse->at == 0)
        parse->at = window_text(window);
    if (!fault)
        fault = skip_blank_lines(parse, &parse->over, detail);
    if (fault || parse->over)
        return fault;
    struct element *element = &parse->element;
    fault = element_read(element, &parse->source, parse->at, detail);
    if (fault)
        return fault;
    uint64_t end = element->start + element->end;
    if (!block_make(&parse->ready, element, window, parse->line, &parse->arena) ||
        !retain(parse))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for a paragraph");
    if (element->many_lines)
        parse->line += count_lines(window_slice(window, parse->at, end));
    parse->at = end;
    return FAULT_NONE;
}

/* The retained blocks of the next element; none after the last. */
static void take_retained(struct parse *parse)
{
    parse->ready =
        parse->next_retained ? parse->next_retained->blocks : (struct block_list){0};
    parse->next_retained = parse->next_retained ? parse->next_retained->next : NULL;
    parse->given_count = 0;
}

enum fault parse_next(struct parse *parse, const struct block **out,
                      struct fault_detail *detail)
{
    *out = NULL;
    if (parse->given_count == parse->ready.count) {
        enum fault fault = FAULT_NONE;
        if (detail)
            detail->line = 0;
        if (parse_is_retained(parse))
            take_retained(parse);
        else
            fault = read_blocks(parse, detail);
        if (fault && detail && detail->line == 0)
            detail->line = parse->line;
        if (fault || parse->ready.count == 0)
            return fault;
    }
    *out = &parse->ready.at[parse->given_count++];
    return FAULT_NONE;
}

bool parse_is_retained(const struct parse *parse)
{
    return parse->over && parse->retained_bytes <= RETAINED_BYTES &&
           window_is_whole(&parse->source.window);
}

void parse_rewind(struct parse *parse)
{
    parse->ready = (struct block_list){0};
    parse->given_count = 0;
    if (parse_is_retained(parse)) {
        parse->next_retained = parse->retained;
        return;
    }
    forget_retained(parse);
    parse->retained_bytes = 0;
    parse->over = false;
    window_rewind(&parse->source.window);
    lookahead_reset(parse->source.lookaheads);
    parse->at = 0;
    parse->line = 1;
}

struct slice parse_source(const struct parse *parse, uint64_t at, size_t most,
                          struct buffer *scratch)
{
    const struct window *window = &parse->source.window;
    if (parse_is_retained(parse)) {
        struct slice rest = window_slice(window, at, window_end(window));
        return (struct slice){rest.at, rest.len < most ? rest.len : most};
    }
    buffer_clear(scratch);
    if (!buffer_reserve(scratch, most))
        return SLICE_NONE;
    ssize_t got = pread(window->fd, scratch->at, most, (off_t)at);
    return (struct slice){scratch->at, got > 0 ? (size_t)got : 0};
}

struct digest parse_digest(const struct parse *parse)
{
    return parse->source.window.digest;
}

uint64_t parse_bytes(const struct parse *parse)
{
    return parse->source.window.bytes;
}

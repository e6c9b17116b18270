/* For goldens: what is expected against what came, line by line.
 *
 * An expected line may hold placeholders, which stand for what changes from run to run:
 *   <rev> <etag> <cursor> <digest> <date>   a value of that shape, remembered
 *   <same-etag> ...                         the value that was remembered last
 *   <any>                                   anything
 * and a line of its own, <...>, stands for any number of lines. In a request a
 * placeholder is the value that was remembered last. */
#ifndef CHANCERY_TESTS_LINES_H
#define CHANCERY_TESTS_LINES_H

#include "base/buffer.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define ANY_LINES "<...>"

enum shape { SHAPE_REV, SHAPE_ETAG, SHAPE_CURSOR, SHAPE_DIGEST, SHAPE_DATE, SHAPES };

static const struct {
    const char *name, *letters; /* that a value is made of, beside letters and digits */
    size_t least;
} shapes[SHAPES] = {
    [SHAPE_REV] = {"rev", "", 16},        [SHAPE_ETAG] = {"etag", "\"-", 8},
    [SHAPE_CURSOR] = {"cursor", "-_", 8}, [SHAPE_DIGEST] = {"digest", "-", 32},
    [SHAPE_DATE] = {"date", " ,:", 29},
};

struct memory {
    char values[SHAPES][1024]; /* what was remembered last; "" at first */
};

struct lines {
    struct slice *at;
    size_t count;
};

static inline void lines_add(struct lines *lines, struct slice line)
{
    if ((lines->count & (lines->count - 1)) == 0) {
        size_t room = lines->count ? lines->count * 2 : 1;
        lines->at = realloc(lines->at, room * sizeof(*lines->at));
        if (!lines->at)
            abort();
    }
    lines->at[lines->count++] = line;
}

static inline void lines_release(struct lines *lines)
{
    free(lines->at);
    *lines = (struct lines){0};
}

/* The placeholder at the start of `text`: its shape, SHAPES for <any>, or -1. */
static inline int find_placeholder(struct slice text, size_t *len, bool *same)
{
    struct slice rest = text;
    struct slice name = slice_cut(&rest, '>');
    *len = name.len + 1;
    *same = false;
    if (name.len == text.len || !slice_starts(name, SLICE("<")))
        return -1;
    name = slice_from(name, 1);
    if (slice_is(name, "any"))
        return SHAPES;
    if (slice_starts(name, SLICE("same-"))) {
        *same = true;
        name = slice_from(name, strlen("same-"));
    }
    for (int shape = 0; shape < SHAPES; shape++)
        if (slice_is(name, shapes[shape].name))
            return shape;
    return -1;
}

static inline size_t shape_run(int shape, struct slice text)
{
    size_t len = 0;
    while (len < text.len &&
           (isalnum((unsigned char)text.at[len]) ||
            (text.at[len] && strchr(shapes[shape].letters, text.at[len]))))
        len++;
    return len;
}

static inline void remember(struct memory *memory, int shape, struct slice value)
{
    snprintf(memory->values[shape], sizeof(memory->values[shape]), "%.*s",
             SLICE_PRINT(value));
}

static inline bool line_matches(struct slice expected, struct slice actual,
                                struct memory *memory, bool keep);

/* The placeholder takes `len` bytes at least, and as many as it must. */
static inline bool match_placeholder(int shape, size_t least, size_t most,
                                     struct slice expected, struct slice actual,
                                     struct memory *memory, bool keep)
{
    for (size_t len = most + 1; len-- > least;) {
        if (!line_matches(expected, slice_from(actual, len), memory, keep))
            continue;
        if (keep && shape < SHAPES)
            remember(memory, shape, (struct slice){actual.at, len});
        return true;
    }
    return false;
}

/* `keep`: remember the values that placeholders took. */
static inline bool line_matches(struct slice expected, struct slice actual,
                                struct memory *memory, bool keep)
{
    for (;;) {
        size_t len;
        bool same;
        int shape = expected.len && expected.at[0] == '<'
                        ? find_placeholder(expected, &len, &same)
                        : -1;
        if (shape == SHAPES)
            return match_placeholder(shape, 0, actual.len, slice_from(expected, len),
                                     actual, memory, keep);
        if (shape >= 0 && !same)
            return match_placeholder(shape, shapes[shape].least, shape_run(shape, actual),
                                     slice_from(expected, len), actual, memory, keep);
        if (shape >= 0) {
            struct slice value = slice_of(memory->values[shape]);
            if (value.len == 0 || !slice_starts(actual, value))
                return false;
            expected = slice_from(expected, len);
            actual = slice_from(actual, value.len);
            continue;
        }
        if (expected.len == 0 || actual.len == 0)
            return expected.len == actual.len;
        if (expected.at[0] != actual.at[0])
            return false;
        expected = slice_from(expected, 1);
        actual = slice_from(actual, 1);
    }
}

/* Puts remembered values where a request has placeholders. */
static inline void put_remembered(struct buffer *out, struct slice text,
                                  const struct memory *memory)
{
    while (text.len > 0) {
        size_t len;
        bool same;
        int shape = find_placeholder(text, &len, &same);
        if (shape >= 0 && shape < SHAPES) {
            buffer_put_text(out, memory->values[shape]);
            text = slice_from(text, len);
        } else {
            buffer_put_char(out, text.at[0]);
            text = slice_from(text, 1);
        }
    }
}

/* --- the cheapest way from one list of lines to the other --- */

enum step { STEP_KEEP, STEP_DROP, STEP_ADD, STEP_SKIP /* a line under <...> */ };

/* Calls `step` for each line, in order; returns how many lines differ. */
typedef void lines_step(void *self, enum step step, struct slice expected,
                        struct slice actual);

struct alignment {
    const struct lines *expected, *actual;
    uint32_t *costs; /* from (i, j) to the end */
    struct memory *memory;
};

static inline uint32_t *cost_at(const struct alignment *way, size_t i, size_t j)
{
    return &way->costs[i * (way->actual->count + 1) + j];
}

static inline void weigh(const struct alignment *way, size_t i, size_t j)
{
    size_t rows = way->expected->count, columns = way->actual->count;
    uint32_t down = i < rows ? *cost_at(way, i + 1, j) : UINT32_MAX / 2;
    uint32_t right = j < columns ? *cost_at(way, i, j + 1) : UINT32_MAX / 2;
    uint32_t best = (down < right ? down : right) + 1;
    if (i < rows && slice_is(way->expected->at[i], ANY_LINES))
        best = down < right ? down : right;
    else if (i < rows && j < columns &&
             line_matches(way->expected->at[i], way->actual->at[j], way->memory, false))
        best = *cost_at(way, i + 1, j + 1);
    *cost_at(way, i, j) = best;
}

static inline void walk(const struct alignment *way, lines_step *step, void *self)
{
    size_t i = 0, j = 0, rows = way->expected->count, columns = way->actual->count;
    while (i < rows || j < columns) {
        struct slice expected = i < rows ? way->expected->at[i] : SLICE_NONE;
        struct slice actual = j < columns ? way->actual->at[j] : SLICE_NONE;
        uint32_t cost = *cost_at(way, i, j);
        if (i < rows && slice_is(expected, ANY_LINES)) {
            bool end = *cost_at(way, i + 1, j) == cost;
            step(self, end ? STEP_KEEP : STEP_SKIP, expected, actual);
            i += end;
            j += !end;
        } else if (i < rows && j < columns &&
                   line_matches(expected, actual, way->memory, false)) {
            line_matches(expected, actual, way->memory, true);
            step(self, STEP_KEEP, expected, actual);
            i++, j++;
        } else if (i < rows && *cost_at(way, i + 1, j) + 1 == cost) {
            step(self, STEP_DROP, expected, actual);
            i++;
        } else {
            step(self, STEP_ADD, expected, actual);
            j++;
        }
    }
}

static inline uint32_t lines_compare(const struct lines *expected,
                                     const struct lines *actual, struct memory *memory,
                                     lines_step *step, void *self)
{
    struct alignment way = {expected, actual, NULL, memory};
    way.costs = calloc((expected->count + 1) * (actual->count + 1), sizeof(*way.costs));
    if (!way.costs)
        abort();
    for (size_t i = expected->count + 1; i-- > 0;)
        for (size_t j = actual->count + 1; j-- > 0;)
            if (i < expected->count || j < actual->count)
                weigh(&way, i, j);
    uint32_t cost = *cost_at(&way, 0, 0);
    walk(&way, step, self);
    free(way.costs);
    return cost;
}

#endif

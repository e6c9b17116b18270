/* Folding: eight bytes at a time (SWAR) over what is clean, and a small state machine for
 * what is not. */
#include "fold.h"
#include "base/swar.h"
#include "base/utf8.h"

void fold_begin(struct fold *fold, struct arena *arena, size_t most, size_t most_breaks,
                size_t most_tabs)
{
    *fold = (struct fold){.room = most, .arena = arena, .text = {"", 0}};
    if (most_breaks > 0)
        fold->breaks = arena_take(arena, most_breaks * sizeof(*fold->breaks));
    fold->cells = most_tabs == 0
                      ? &fold->cell
                      : arena_take(arena, (most_tabs + 1) * sizeof(struct span));
    fold->cell_count = 1;
    if (fold->cells)
        fold->cells[0] = (struct span){0, 0};
}

/* Are the eight bytes ASCII, without control characters and without two spaces in a row?
 * `after_space`: is there a space before them? */
static bool are_clean(uint64_t bytes, bool after_space)
{
    if (bytes & SWAR_REPEAT(0x80))
        return false;
    uint64_t controls = swar_range(bytes, 0, 0x1f);
    uint64_t spaces = swar_range(bytes, ' ', ' ');
    uint64_t doubles = spaces & (spaces << 8 | (after_space ? 0x80 : 0));
    return !(controls | doubles);
}

/* How much of `text`, which starts with a character that is no White_Space, needs no
 * folding: up to the first White_Space that is not a single U+0020 between characters.
 * May end with one space. */
static size_t clean_length(struct slice text)
{
    size_t at = 0;
    bool after_space = false;
    while (at < text.len) {
        if (text.len - at >= 8 && are_clean(swar_load(text, at), after_space)) {
            after_space = text.at[at + 7] == ' ';
            at += 8;
            continue;
        }
        struct slice rest = slice_from(text, at);
        size_t size = (unsigned char)*rest.at > ' ' && (unsigned char)*rest.at < 0x80;
        if (size == 0) {
            bool blank = utf8_is_space(utf8_decode(rest, &size));
            if (blank && (after_space || *rest.at != ' '))
                break;
            after_space = blank;
        } else {
            after_space = false;
        }
        at += size;
    }
    return at;
}

/* Puts clean characters, with the blank before them. */
static void put_clean(struct fold *fold, struct slice text)
{
    bool first = fold->length == 0;
    bool blank = fold->blank && !first;
    if (fold->blank)
        for (size_t i = 0; i < fold->open_count; i++)
            fold->open[i].at = fold->length + blank;
    fold->open_count = 0;
    if (!fold->out && !first && !blank && fold->text.at + fold->text.len == text.at) {
        fold->text.len += text.len; /* it is the next part of the source */
    } else if (!fold->out && first) {
        fold->text = text;
    } else {
        if (!fold->out) {
            char *out = arena_take(fold->arena, fold->room);
            if (!out)
                return;
            memcpy(out, fold->text.at, fold->text.len);
            fold->text.at = fold->out = out;
        }
        if (blank)
            fold->out[fold->text.len++] = ' ';
        memcpy(fold->out + fold->text.len, text.at, text.len);
        fold->text.len += text.len;
    }
    fold->length += blank;
    if (!fold->in_cell && fold->cells)
        fold->cells[fold->cell_count - 1].start = fold->length;
    fold->in_cell = true;
    fold->blank = false;
    fold->length += (uint32_t)utf8_length(text);
}

static void put_tab(struct fold *fold)
{
    if (!fold->cells)
        return;
    struct span *cell = &fold->cells[fold->cell_count - 1];
    if (!fold->in_cell)
        cell->start = fold->length;
    cell->end = fold->length;
    fold->cells[fold->cell_count++] = (struct span){fold->length, fold->length};
    fold->in_cell = false;
}

static void put_line_end(struct fold *fold)
{
    size_t count = fold->break_count;
    if (fold->length == 0 || !fold->breaks ||
        (count > 0 && fold->breaks[count - 1] == fold->length))
        return;
    fold->breaks[fold->break_count++] = fold->length;
}

/* Takes the White_Space at the start of `piece`; returns its length. */
static size_t put_blanks(struct fold *fold, struct slice piece)
{
    size_t at = 0, size;
    while ((size = utf8_space(slice_from(piece, at))) > 0) {
        char c = piece.at[at];
        if (c == '\t')
            put_tab(fold);
        else if (c == '\n')
            put_line_end(fold);
        at += size;
    }
    if (at > 0) {
        fold->blank = true;
        fold->open_count = 0; /* a blank follows their markers */
    }
    return at;
}

void fold_put(struct fold *fold, struct slice piece)
{
    while (piece.len > 0) {
        piece = slice_from(piece, put_blanks(fold, piece));
        size_t clean = clean_length(piece);
        if (clean == 0)
            continue;
        bool blank = piece.at[clean - 1] == ' ';
        put_clean(fold, (struct slice){piece.at, clean - blank});
        fold->blank = blank;
        piece = slice_from(piece, clean);
    }
}

void fold_anchor(struct fold *fold, struct note *note)
{
    note->at = fold->length;
    if (!fold->blank || fold->length == 0)
        return;
    if (fold->open_count == 0)
        fold->open = note;
    fold->open_count++;
}

void fold_end(struct fold *fold)
{
    if (fold->break_count > 0 && fold->breaks[fold->break_count - 1] == fold->length)
        fold->break_count--;
    if (!fold->cells)
        return;
    struct span *cell = &fold->cells[fold->cell_count - 1];
    if (!fold->in_cell)
        cell->start = fold->length;
    cell->end = fold->length;
}

static uint32_t less(uint32_t at, uint32_t points)
{
    return at > points ? at - points : 0;
}

void fold_cut(struct fold *fold, size_t bytes, uint32_t points, struct note *notes,
              size_t note_count)
{
    fold->text = slice_from(fold->text, bytes);
    fold->length -= points;
    for (size_t i = 0; i < note_count; i++)
        notes[i].at = less(notes[i].at, points);
    size_t left = 0;
    for (size_t i = 0; i < fold->break_count; i++)
        if (fold->breaks[i] > points)
            fold->breaks[left++] = fold->breaks[i] - points;
    fold->break_count = left;
    for (size_t i = 0; fold->cells && i < fold->cell_count; i++) {
        fold->cells[i].start = less(fold->cells[i].start, points);
        fold->cells[i].end = less(fold->cells[i].end, points);
    }
}

/* Folding: source text to cleaned text, and where markers, lines and cells are in it.
 *
 * Every run of White_Space becomes one space and the ends are trimmed. The source comes
 * in pieces, with markers and note bodies between them left out; a fold says where each
 * marker, line end and tab ended up, in code points of the cleaned text. A single piece
 * that is clean already is not copied: the text is then a part of the source.
 *
 * When memory runs out, the arena remembers it. */
#ifndef CHANCERY_READING_FOLD_H
#define CHANCERY_READING_FOLD_H

#include "base/arena.h"
#include "base/model.h"

struct fold {
    struct slice text;
    uint32_t length; /* of `text`, code points */
    uint32_t *breaks;
    size_t break_count;
    struct span *cells; /* what tabs divide; one when there is no tab */
    size_t cell_count;

    struct span cell; /* the only one of a text without tabs */
    char *out;        /* NULL until something has to be copied */
    size_t room;
    bool blank;        /* White_Space has been seen since the last character */
    bool in_cell;      /* the last cell has a character */
    struct note *open; /* notes whose marker is right after that blank */
    size_t open_count;
    struct arena *arena;
};

/* `most`: bytes, line ends and tabs of all pieces together, or more. The fold must not be
 * copied before its end. */
void fold_begin(struct fold *fold, struct arena *arena, size_t most, size_t most_breaks,
                size_t most_tabs);
void fold_put(struct fold *fold, struct slice piece);

/* The marker of `note` is here: sets its `at`, at the latest in fold_end(). Notes come in
 * the order of their array. */
void fold_anchor(struct fold *fold, struct note *note);
void fold_end(struct fold *fold);

/* Takes the first `bytes`, which are `points` code points, off the text; what was there
 * moves to 0. */
void fold_cut(struct fold *fold, size_t bytes, uint32_t points, struct note *notes,
              size_t note_count);

#endif

/* Stamps: what registries and drafters set above a paper beside title and dateline.
 *
 * A stamp line is a run of numbers ("No. 206.", "(314)"), classifications, words of
 * urgency, handling and kind ("(Extract.)", "(Telegraphic.)"), marks of an archive
 * ("[C 5160/55/18]") and receipts ("(Received June 4.)"), between brackets, points and
 * tabs. What follows them in the line is its rest, which may be a dateline. Slices are
 * parts of the text. Pure functions, safe in any thread. */
#ifndef CHANCERY_READING_STAMP_H
#define CHANCERY_READING_STAMP_H

#include "form.h"

struct stamp {
    struct slice number, second; /* "206", "615 E": the first two of the line */
    struct slice level;          /* "Top Secret" */
    struct slice precedence;     /* "Priority" */
    struct slice handling;       /* "Nodis", or the part of the text that has several */
    struct slice reference;      /* "C 5160/55/18" */
    struct slice received;       /* what stands in the brackets behind "Received" */
    bool is_telegraphic;         /* "(Telegraphic.)" */
    bool is_extract;
    bool has_office; /* the rest is an office's letterhead */
    struct slice rest;
};

/* Takes stamps off `text`; false where it does not begin with one. */
bool stamp_read(struct slice text, const struct form_words *words, struct stamp *out);

/* Is the whole of `text` stamps, or stamps and a letterhead? */
bool stamp_is_line(struct slice text, const struct form_words *words);

/* The marks in the note that says where a paper is held: "Source: Department of State,
 * Central Files. Secret; Priority; Limdis. Drafted by …". False where no sentence of it
 * begins with a level of classification. */
bool stamp_of_source(struct slice note, const struct form_words *words,
                     struct stamp *out);

#endif

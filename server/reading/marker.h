/* Markers and openers: what the extractor prints around notes, told from prose.
 *
 * Each function looks at the start of a slice of checked text and nowhere else. Pure: any
 * thread. Source of the rules: Apache POI's XWPFWordExtractor and XWPFFootnote; ids are
 * XML integers, here of at most 19 digits. */
#ifndef CHANCERY_READING_MARKER_H
#define CHANCERY_READING_MARKER_H

#include "base/model.h"

/* An id as it is printed: "02" is not "2". */
struct note_id {
    uint64_t value;
    uint8_t digits; /* 0: no id */
};

static inline bool note_id_equal(struct note_id a, struct note_id b)
{
    return a.value == b.value && a.digits == b.digits;
}

/* "[footnoteRef:2]": its length in bytes, or 0 when `text` does not start with one. */
size_t marker_read(struct slice text, enum note_kind *kind, struct note_id *id);

/* "[2: ", which opens a body: its length, or 0. The blank before it is not looked at. */
size_t opener_read(struct slice text, struct note_id *id);

/* "]  [3: ", where one body ends and the next begins: its length, or 0. */
size_t glue_read(struct slice text, struct note_id *id);

/* The bytes of the line end at the start of `text`: 1 or 2 (CRLF), or 0. */
size_t line_end_read(struct slice text);

/* Is it what the extractor prints for a note that the document does not have? */
bool marker_is_dangling(struct slice note_text);

#endif

/* Markers and openers: the extractor's own syntax, recognised. */
#include "marker.h"

enum { MOST_DIGITS = 19 };

static size_t id_read(struct slice text, struct note_id *id)
{
    struct slice rest = text;
    uint64_t value;
    slice_take_number(&rest, UINT64_MAX, &value);
    size_t count = text.len - rest.len;
    if (count > MOST_DIGITS)
        return 0;
    *id = (struct note_id){value, (uint8_t)count};
    return count;
}

size_t marker_read(struct slice text, enum note_kind *kind, struct note_id *id)
{
    static const struct {
        struct slice start;
        enum note_kind kind;
    } forms[] = {
        {{"[footnoteRef:", 13}, NOTE_FOOTNOTE},
        {{"[endnoteRef:", 12}, NOTE_ENDNOTE},
    };
    for (size_t i = 0; i < 2; i++) {
        if (!slice_starts(text, forms[i].start))
            continue;
        size_t at = forms[i].start.len;
        size_t digits = id_read(slice_from(text, at), id);
        *kind = forms[i].kind;
        at += digits;
        return digits > 0 && at < text.len && text.at[at] == ']' ? at + 1 : 0;
    }
    return 0;
}

size_t opener_read(struct slice text, struct note_id *id)
{
    if (text.len < 4 || text.at[0] != '[')
        return 0;
    size_t digits = id_read(slice_from(text, 1), id);
    bool is = digits > 0 && slice_starts(slice_from(text, 1 + digits), SLICE(": "));
    return is ? digits + 3 : 0;
}

size_t glue_read(struct slice text, struct note_id *id)
{
    if (!slice_starts(text, SLICE("]  [")))
        return 0;
    size_t opener = opener_read(slice_from(text, 3), id);
    return opener ? opener + 3 : 0;
}

size_t line_end_read(struct slice text)
{
    if (text.len > 0 && text.at[0] == '\n')
        return 1;
    return slice_starts(text, SLICE("\r\n")) ? 2 : 0;
}

bool marker_is_dangling(struct slice note_text)
{
    return slice_starts(note_text, SLICE("!!! ")) &&
           slice_ends(note_text, SLICE(" not found in document."));
}

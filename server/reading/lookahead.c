/* Looking ahead: a short list of hits for each kind, filled on demand. */
#include "lookahead.h"
#include "marker.h"

void lookahead_reset(struct lookahead *lookaheads)
{
    memset(lookaheads, 0, LOOKAHEAD_KINDS * sizeof(*lookaheads));
}

/* The byte that each kind begins with. */
static const char first_bytes[LOOKAHEAD_KINDS] = {
    [LOOKAHEAD_LINE_END] = '\n',   [LOOKAHEAD_MARKER] = '[',
    [LOOKAHEAD_NEXT_MARKER] = '[', [LOOKAHEAD_OPENER] = '[',
    [LOOKAHEAD_GLUE] = ']',        [LOOKAHEAD_END] = ']',
    [LOOKAHEAD_JOIN_END] = ']',    [LOOKAHEAD_BARE_END] = ']',
    [LOOKAHEAD_CLOSE] = ']',
};

/* Does `text`, which goes on to the end of the window, begin with one? */
static bool is_hit(enum lookahead_kind kind, struct slice text, bool after_blank)
{
    enum note_kind note;
    struct note_id id;
    struct slice next = slice_from(text, 1);
    struct slice next2 = slice_from(text, 2);
    bool closes = next.len > 0 && next.at[0] == ' ';
    switch (kind) {
    case LOOKAHEAD_MARKER:
    case LOOKAHEAD_NEXT_MARKER:
        return marker_read(text, &note, &id) > 0;
    case LOOKAHEAD_OPENER:
        return after_blank && opener_read(text, &id) > 0;
    case LOOKAHEAD_GLUE:
        return glue_read(text, &id) > 0;
    case LOOKAHEAD_END:
    case LOOKAHEAD_JOIN_END:
        return closes && (next2.len == 0 || next2.at[0] == '\t' || line_end_read(next2));
    case LOOKAHEAD_BARE_END:
        return next.len == 0 || line_end_read(next);
    case LOOKAHEAD_CLOSE:
        return closes;
    case LOOKAHEAD_LINE_END:
    case LOOKAHEAD_KINDS:
        break;
    }
    return true;
}

static uint64_t look(enum lookahead_kind kind, const struct window *window, uint64_t from,
                     uint64_t limit)
{
    uint64_t end = window_end(window);
    if (limit > end)
        limit = end;
    while (from < limit) {
        struct slice rest = window_slice(window, from, limit);
        char first = first_bytes[kind];
        uint64_t at = from + slice_find(rest, first);
        if (at >= limit)
            break;
        bool after_blank = at > window->start && *window_at(window, at - 1) == ' ';
        if (is_hit(kind, window_slice(window, at, end), after_blank))
            return at;
        from = at + 1;
    }
    return LOOKAHEAD_NONE;
}

static void forget_before(struct lookahead *ahead, uint64_t from)
{
    if (from < ahead->from || from > ahead->upto)
        *ahead = (struct lookahead){.from = from, .upto = from};
    size_t gone = 0;
    while (gone < ahead->count && ahead->hits[gone] < from)
        gone++;
    if (gone == 0)
        return;
    ahead->count -= gone;
    memmove(ahead->hits, ahead->hits + gone, ahead->count * sizeof(*ahead->hits));
    ahead->from = from;
}

uint64_t lookahead_find(struct lookahead *lookaheads, enum lookahead_kind kind,
                        const struct window *window, uint64_t from, uint64_t limit,
                        size_t nth)
{
    struct lookahead *ahead = &lookaheads[kind];
    forget_before(ahead, from);
    while (ahead->count <= nth && ahead->upto < limit) {
        uint64_t hit = look(kind, window, ahead->upto, limit);
        if (hit != LOOKAHEAD_NONE)
            ahead->hits[ahead->count++] = hit;
        ahead->upto = hit != LOOKAHEAD_NONE ? hit + 1 : limit;
    }
    return nth < ahead->count && ahead->hits[nth] < limit ? ahead->hits[nth]
                                                          : LOOKAHEAD_NONE;
}

/* Looking ahead: a short list of hits for each sort, filled on demand. */
#include "lookahead.h"
#include "marker.h"

void lookahead_reset(struct lookahead *lookaheads)
{
    memset(lookaheads, 0, LOOKAHEAD_SORTS * sizeof(*lookaheads));
}

/* The byte that each sort begins with. */
static const char first_bytes[LOOKAHEAD_SORTS] = {
    [LOOKAHEAD_LINE_END] = '\n',   [LOOKAHEAD_MARKER] = '[',
    [LOOKAHEAD_NEXT_MARKER] = '[', [LOOKAHEAD_OPENER] = '[',
    [LOOKAHEAD_GLUE] = ']',        [LOOKAHEAD_END] = ']',
    [LOOKAHEAD_JOIN_END] = ']',    [LOOKAHEAD_BARE_END] = ']',
    [LOOKAHEAD_CLOSE] = ']',
};

/* Is it one? `text` goes on to the end of the window. */
static bool is_hit(enum lookahead_kind sort, struct slice text, bool behind_blank)
{
    enum note_kind kind;
    struct note_id id;
    struct slice next = slice_from(text, 1);
    struct slice next2 = slice_from(text, 2);
    bool closes = next.len > 0 && next.at[0] == ' ';
    switch (sort) {
    case LOOKAHEAD_MARKER:
    case LOOKAHEAD_NEXT_MARKER:
        return marker_read(text, &kind, &id) > 0;
    case LOOKAHEAD_OPENER:
        return behind_blank && opener_read(text, &id) > 0;
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
    case LOOKAHEAD_SORTS:
        break;
    }
    return true;
}

static uint64_t look(enum lookahead_kind sort, const struct window *window, uint64_t from,
                     uint64_t limit)
{
    uint64_t end = window_end(window);
    if (limit > end)
        limit = end;
    while (from < limit) {
        struct slice rest = window_slice(window, from, limit);
        char first = first_bytes[sort];
        uint64_t at = from + slice_find(rest, first);
        if (at >= limit)
            break;
        bool behind_blank = at > window->start && *window_at(window, at - 1) == ' ';
        if (is_hit(sort, window_slice(window, at, end), behind_blank))
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

uint64_t lookahead_find(struct lookahead *lookaheads, enum lookahead_kind sort,
                        const struct window *window, uint64_t from, uint64_t limit,
                        size_t nth)
{
    struct lookahead *ahead = &lookaheads[sort];
    forget_before(ahead, from);
    while (ahead->count <= nth && ahead->upto < limit) {
        uint64_t hit = look(sort, window, ahead->upto, limit);
        if (hit != LOOKAHEAD_NONE)
            ahead->hits[ahead->count++] = hit;
        ahead->upto = hit != LOOKAHEAD_NONE ? hit + 1 : limit;
    }
    return nth < ahead->count && ahead->hits[nth] < limit ? ahead->hits[nth]
                                                          : LOOKAHEAD_NONE;
}

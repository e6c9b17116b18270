/* Search: where matches are in a hit, and the part of its text that is shown. */
#include "base/utf8.h"
#include "internal.h"

/* Lengths in the unit that offsets= asks for. */
static size_t length_in(const struct call *call, struct slice text)
{
    switch (call_value(call, PARAM_OFFSETS)->number) {
    case 1:
        return utf8_length_utf16(text);
    case 2:
        return text.len;
    default:
        return utf8_length(text);
    }
}

static const char *const unit_names[] = {"cp", "utf16", "utf8"};

/* From bytes to the unit asked for; in order, so that each part is counted once. */
struct offset_counter {
    const struct call *call;
    struct slice text;
    size_t byte, length;
};

static size_t count_to(struct offset_counter *counter, size_t byte)
{
    if (byte < counter->byte)
        counter->byte = counter->length = 0;
    counter->length +=
        length_in(counter->call,
                  (struct slice){counter->text.at + counter->byte, byte - counter->byte});
    counter->byte = byte;
    return counter->length;
}

static void write_matches(struct search_call *search, struct slice text,
                          const struct match *matches, size_t count)
{
    struct buffer *out = &search->json;
    struct offset_counter counter = {search->call, text, 0, 0};
    write_text(out, "offsetUnit",
               slice_of(unit_names[call_value(search->call, PARAM_OFFSETS)->number]));
    write_name(out, "matches");
    write_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        write_open(out, '{');
        write_int(out, "start", (int64_t)count_to(&counter, matches[i].start));
        write_int(out, "end", (int64_t)count_to(&counter, matches[i].end));
        write_close(out, '}');
    }
    write_close(out, ']');
}

static struct slice part(struct slice text, size_t from, size_t to)
{
    return (struct slice){text.at + from, to - from};
}

static void write_segment(struct buffer *out, struct slice text, bool hit)
{
    if (text.len == 0)
        return;
    write_open(out, '{');
    write_text(out, "text", text);
    if (hit)
        buffer_put_text(out, ",\"hit\":true");
    write_close(out, '}');
}

/* Calls `put` for each part of the snippet: matches, and what is between them. */
static void each_segment(struct slice text, struct match shown,
                         const struct match *matches, size_t count,
                         void (*put)(struct buffer *, struct slice, bool),
                         struct buffer *out)
{
    size_t at = shown.start;
    for (size_t i = 0; i < count; i++) {
        if (matches[i].start < shown.start || matches[i].end > shown.end)
            continue;
        put(out, part(text, at, matches[i].start), false);
        put(out, part(text, matches[i].start, matches[i].end), true);
        at = matches[i].end;
    }
    put(out, part(text, at, shown.end), false);
}

/* Escaped for HTML, as text and as a value in quotes. */
static void put_html(struct buffer *out, struct slice text, bool hit)
{
    if (hit)
        buffer_put_text(out, "<mark>");
    for (size_t i = 0; i < text.len; i++)
        switch (text.at[i]) {
        case '&':
            buffer_put_text(out, "&amp;");
            break;
        case '<':
            buffer_put_text(out, "&lt;");
            break;
        case '>':
            buffer_put_text(out, "&gt;");
            break;
        case '"':
            buffer_put_text(out, "&quot;");
            break;
        case '\'':
            buffer_put_text(out, "&#39;");
            break;
        default:
            buffer_put_char(out, text.at[i]);
        }
    if (hit)
        buffer_put_text(out, "</mark>");
}

static void write_html(struct search_call *search, struct slice text, struct match shown,
                       const struct match *matches, size_t count)
{
    struct buffer html;
    buffer_init(&html);
    each_segment(text, shown, matches, count, put_html, &html);
    write_text(&search->json, "html", buffer_slice(&html));
    search->json.failed |= html.failed;
    buffer_release(&html);
}

static void write_snippet(struct search_call *search, struct slice text,
                          struct match shown, const struct match *matches, size_t count)
{
    struct buffer *out = &search->json;
    struct offset_counter counter = {search->call, text, 0, 0};
    write_name(out, "snippet");
    write_open(out, '{');
    write_int(out, "start", (int64_t)count_to(&counter, shown.start));
    write_int(out, "end", (int64_t)count_to(&counter, shown.end));
    if (search->highlight == HIGHLIGHT_HTML) {
        write_html(search, text, shown, matches, count);
    } else {
        write_name(out, "segments");
        write_open(out, '[');
        each_segment(text, shown, matches,
                     search->highlight == HIGHLIGHT_NONE ? 0 : count, write_segment, out);
        write_close(out, ']');
    }
    write_close(out, '}');
}

enum fault search_put_snippet(struct search_call *search, struct slice text,
                              unsigned column)
{
    struct match *matches;
    size_t count;
    enum fault fault =
        match_find(search->matcher, text, column, &search->scratch, &matches, &count);
    if (fault)
        return fault;
    size_t crop = search->crop;
    if (text.len > crop) /* of characters to about so many bytes */
        crop = crop * text.len / (utf8_length(text) + 1) + 1;
    struct match shown = match_crop(text, matches, count, crop);
    if (search->highlight != HIGHLIGHT_NONE)
        write_matches(search, text, matches, count);
    write_snippet(search, text, shown, matches, count);
    return FAULT_NONE;
}

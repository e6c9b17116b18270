/* JSON into a buffer: runs of plain text are copied, escapes are put between them. */
#include "base/json_write.h"

#include <time.h>

#include <stdint.h>

static const uint64_t ONES = 0x0101010101010101u;
static const uint64_t HIGHS = 0x8080808080808080u;

/* Not 0 when `word` has a zero byte; exact for bytes of any value (SWAR). */
static uint64_t zero_byte(uint64_t word)
{
    return (word - ONES) & ~word & HIGHS;
}

/* Do the eight bytes at `at` need no escape? */
static bool swar_plain(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    uint64_t control = (word - ONES * 0x20) & ~word & HIGHS;
    return !(control | zero_byte(word ^ ONES * '"') | zero_byte(word ^ ONES * '\\'));
}

static bool needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static size_t plain_run(struct slice text)
{
    size_t at = 0;
    while (text.len - at >= 8 && swar_plain(text.at + at))
        at += 8;
    while (at < text.len && !needs_escape(text.at[at]))
        at++;
    return at;
}

static void put_escape(struct buffer *out, char c)
{
    switch (c) {
    case '"':
        buffer_put_text(out, "\\\"");
        break;
    case '\\':
        buffer_put_text(out, "\\\\");
        break;
    case '\n':
        buffer_put_text(out, "\\n");
        break;
    case '\r':
        buffer_put_text(out, "\\r");
        break;
    case '\t':
        buffer_put_text(out, "\\t");
        break;
    default:
        buffer_print(out, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

void write_string(struct buffer *out, struct slice text)
{
    if (!buffer_reserve(out, text.len + 2))
        return;
    buffer_put_char(out, '"');
    while (text.len > 0) {
        size_t run = plain_run(text);
        buffer_put(out, (struct slice){text.at, run});
        if (run < text.len)
            put_escape(out, text.at[run++]);
        text = slice_from(text, run);
    }
    buffer_put_char(out, '"');
}

static void put_comma(struct buffer *out)
{
    if (out->len == 0)
        return;
    char last = out->at[out->len - 1];
    if (last != '{' && last != '[' && last != ':' && last != ',' && last != '\n')
        buffer_put_char(out, ',');
}

void write_open(struct buffer *out, char bracket)
{
    put_comma(out);
    buffer_put_char(out, bracket);
}

void write_close(struct buffer *out, char bracket)
{
    buffer_put_char(out, bracket);
}

void write_name_slice(struct buffer *out, struct slice name)
{
    put_comma(out);
    if (!buffer_reserve(out, name.len + 3))
        return;
    char *at = out->at + out->len;
    *at++ = '"';
    memcpy(at, name.at, name.len);
    at += name.len;
    *at++ = '"';
    *at = ':';
    out->len += name.len + 3;
}

void write_item(struct buffer *out, struct slice json)
{
    put_comma(out);
    buffer_put(out, json);
}

void write_time(struct buffer *out, const char *name, int64_t seconds)
{
    time_t time = (time_t)seconds;
    struct tm parts;
    char text[40] = "";
    if (gmtime_r(&time, &parts))
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    write_text(out, name, slice_of(text));
}

/* The head of a request: its lines are read one by one, then it is judged. */
#include "head.h"
#include "routing/target.h"

#include <strings.h>

enum {
    LONGEST_ID = 64,
    HEADER_RECORD_BYTES = 64 /* bytes of a header's record in libmicrohttpd */
};

/* Characters of a token (RFC 9110, 5.6.2). */
static const bool in_token[256] = {
    ['!'] = true, ['#'] = true, ['$'] = true, ['%'] = true, ['&'] = true, ['\''] = true,
    ['*'] = true, ['+'] = true, ['-'] = true, ['.'] = true, ['^'] = true, ['_'] = true,
    ['`'] = true, ['|'] = true, ['~'] = true, ['0'] = true, ['1'] = true, ['2'] = true,
    ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true,
    ['9'] = true, ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true,
    ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true, ['K'] = true,
    ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true, ['Q'] = true,
    ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true,
    ['X'] = true, ['Y'] = true, ['Z'] = true, ['a'] = true, ['b'] = true, ['c'] = true,
    ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true,
    ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true,
    ['p'] = true, ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true,
    ['v'] = true, ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true,
};

static bool is_token(struct slice name)
{
    bool whole = name.len > 0;
    for (size_t i = 0; i < name.len; i++)
        whole = whole && in_token[(unsigned char)name.at[i]];
    return whole;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_id(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_alnum(value.at[i]) && !memchr("._-", value.at[i], 3))
            return false;
    return value.len > 0 && value.len <= LONGEST_ID;
}

/* version "-" trace-id "-" parent-id "-" flags, in lower-case hexadecimal (W3C Trace
 * Context, 3.2). */
static bool is_trace(struct slice value)
{
    static const char form[] = "00-00000000000000000000000000000000-0000000000000000-00";
    if (value.len != sizeof(form) - 1)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (form[i] == '-' ? value.at[i] != '-'
                           : !memchr("0123456789abcdef", value.at[i], 16))
            return false;
    return true;
}

static void set_first(struct slice *field, struct slice value)
{
    if (!field->at)
        *field = value;
}

static void take_length(struct head *head, struct slice value)
{
    head->lengths++;
    if (!slice_number(value, UINT64_MAX / 2, &head->length))
        head->malformed = true;
}

static void take_host(struct head *head, struct slice value)
{
    head->hosts++;
    if (!target_is_host(value))
        head->malformed = true;
}

/* The library copies the header and keeps a record of each cookie. */
static void count_cookies(struct head *head, struct slice value)
{
    head->library_bytes += value.len + 1;
    while (value.len > 0) {
        slice_cut(&value, ';');
        head->library_bytes += HEADER_RECORD_BYTES;
    }
}

enum head_list head_list_named(struct slice name)
{
    static const struct slice names[HEAD_LISTS] = {
        [HEAD_ACCEPT] = {"Accept", 6},
        [HEAD_ACCEPT_ENCODING] = {"Accept-Encoding", 15},
        [HEAD_IF_NONE_MATCH] = {"If-None-Match", 13},
        [HEAD_FORWARDED_FOR] = {"X-Forwarded-For", 15},
        [HEAD_FORWARDED] = {"Forwarded", 9}};
    enum head_list list = 0;
    while (list < HEAD_LISTS && !field_is(name, names[list]))
        list++;
    return list;
}

struct slice *head_list_of(struct head *head, enum head_list list)
{
    struct slice *const lists[HEAD_LISTS] = {[HEAD_ACCEPT] = &head->accept,
                                             [HEAD_ACCEPT_ENCODING] =
                                                 &head->accept_encoding,
                                             [HEAD_IF_NONE_MATCH] = &head->if_none_match,
                                             [HEAD_FORWARDED_FOR] = &head->forwarded_for,
                                             [HEAD_FORWARDED] = &head->forwarded};
    return lists[list];
}

/* Blanks and tabs around a value are no part of it (RFC 9110, 5.5). */
static struct slice without_blanks(struct slice value)
{
    while (value.len > 0 && (value.at[0] == ' ' || value.at[0] == '\t'))
        value = slice_from(value, 1);
    while (value.len > 0 &&
           (value.at[value.len - 1] == ' ' || value.at[value.len - 1] == '\t'))
        value.len--;
    return value;
}

void head_line(struct head *head, struct slice name, struct slice value)
{
    head->library_bytes += HEADER_RECORD_BYTES;
    value = without_blanks(value);
    if (!is_token(name) || slice_find(value, '\r') < value.len) {
        head->malformed = true;
        return;
    }
    enum head_list list = head_list_named(name);
    if (list < HEAD_LISTS) {
        head->lists[list]++;
        set_first(head_list_of(head, list), value);
        return;
    }
    switch (name.len) { /* the length spares most comparisons */
    case 4:
        if (field_is(name, SLICE("Host")))
            take_host(head, value);
        break;
    case 6:
        if (field_is(name, SLICE("Cookie")))
            count_cookies(head, value);
        break;
    case 11:
        if (field_is(name, SLICE("traceparent")) && is_trace(value))
            head->trace = value;
        break;
    case 12:
        if (field_is(name, SLICE("X-Request-Id")) && is_id(value))
            head->id = value;
        break;
    case 14:
        if (field_is(name, SLICE("Content-Length")))
            take_length(head, value);
        break;
    case 17:
        if (field_is(name, SLICE("Transfer-Encoding")))
            head->has_transfer_coding = true;
        else if (field_is(name, SLICE("If-Modified-Since")))
            set_first(&head->if_modified_since, value);
        break;
    default:
        break;
    }
}

/* No space, control character or fragment. Bytes above ASCII are allowed, and checked as
 * UTF-8 when the target is read: people paste Cyrillic into the address line. */
static bool is_target(struct slice target, enum method method)
{
    if (target.len == 0)
        return false;
    for (size_t i = 0; i < target.len; i++) {
        unsigned char c = (unsigned char)target.at[i];
        if (c <= ' ' || c == 0x7f || c == '#')
            return false;
    }
    return target.at[0] == '/' || method == METHOD_OTHER ||
           (method == METHOD_OPTIONS && slice_is(target, "*"));
}

enum head_verdict head_check(const struct head *head, enum method method, bool http_1_0,
                             struct slice target, size_t longest)
{
    if (target.len > longest)
        return HEAD_TOO_LONG;
    if (head->malformed || head->lengths > 1 ||
        (head->has_transfer_coding && head->lengths > 0))
        return HEAD_MALFORMED;
    if (head->hosts > 1 || (head->hosts == 0 && !http_1_0) ||
        (head->has_transfer_coding && http_1_0))
        return HEAD_MALFORMED;
    if (!is_target(target, method))
        return HEAD_MALFORMED;
    if (method != METHOD_OTHER && (head->has_transfer_coding || head->length > 0))
        return HEAD_BODY;
    return HEAD_VALID;
}

enum method head_method(const char *name)
{
    if (strcmp(name, "GET") == 0)
        return METHOD_GET;
    if (strcmp(name, "HEAD") == 0)
        return METHOD_HEAD;
    if (strcmp(name, "OPTIONS") == 0)
        return METHOD_OPTIONS;
    return METHOD_OTHER;
}

/* Absolute URLs: the base goes before our paths where the answer leaves, so that nothing
 * stored knows where the server stands. */
#include "answer/context.h"

/* Members that hold a path of ours. What a text says under another name is never touched;
 * inside a text a quote is escaped, so no text can look like a member. */
static const char *const members[] = {
    "url",      "prev",       "next",      "first",     "cite",
    "reading",  "paragraphs", "footnotes", "omissions", "documents",
    "export",   "collection", "openapi",   "batch",     "collections",
    "entities", "mentions",   "related",   NULL};

/* The name of the member whose value's opening quote stands at `quote`. */
static struct slice member_before(struct slice json, size_t quote)
{
    size_t end = quote; /* of `"name":`, blanks allowed before the value */
    while (end > 0 && json.at[end - 1] == ' ')
        end--;
    if (end < 2 || json.at[end - 1] != ':' || json.at[end - 2] != '"')
        return SLICE_NONE;
    size_t start = end - 2;
    while (start > 0 && json.at[start - 1] != '"')
        start--;
    return (struct slice){json.at + start, end - 2 - start};
}

static bool is_link(struct slice name)
{
    for (size_t i = 0; members[i]; i++)
        if (slice_is(name, members[i]))
            return true;
    return false;
}

void base_url_expand(struct slice base, struct slice json, struct buffer *out)
{
    size_t done = 0;
    for (size_t at = 0; at < json.len; at++) {
        const char *hit = memmem(json.at + at, json.len - at, "\"/", 2);
        if (!hit)
            break;
        at = (size_t)(hit - json.at);
        if (!is_link(member_before(json, at)))
            continue;
        buffer_put(out, (struct slice){json.at + done, at + 1 - done});
        buffer_put(out, base);
        done = at + 1;
    }
    buffer_put(out, slice_from(json, done));
}

/* If-None-Match: a walk over the list, tag by tag. */
#include "httpd_etag.h"

static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

static struct slice without_weakness(struct slice tag)
{
    return slice_starts(tag, SLICE("W/")) ? slice_from(tag, 2) : tag;
}

/* Cuts the quoted tag that `rest` begins with, quotes and all; empty when there is none.
 */
static struct slice cut_tag(struct slice *rest)
{
    struct slice tag = without_weakness(*rest);
    if (tag.len < 2 || tag.at[0] != '"')
        return SLICE_NONE;
    size_t end = slice_find(slice_from(tag, 1), '"') + 2;
    if (end > tag.len)
        return SLICE_NONE;
    *rest = slice_from(tag, end);
    return (struct slice){tag.at, end};
}

bool etag_listed(struct slice list, struct slice etag)
{
    if (etag.len == 0)
        return false;
    etag = without_weakness(etag);
    while (list.len > 0) {
        if (is_gap(list.at[0])) {
            list = slice_from(list, 1);
            continue;
        }
        if (list.at[0] == '*')
            return true;
        struct slice tag = cut_tag(&list);
        if (tag.len == 0)
            return false;
        if (slice_equal(tag, etag))
            return true;
    }
    return false;
}

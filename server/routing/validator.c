/* Validators: a list of tags is searched, and dates in three forms are read. */
#include "routing/validator.h"

#include <stdio.h>

static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

static struct slice without_weakness(struct slice tag)
{
    return slice_starts(tag, SLICE("W/")) ? slice_from(tag, 2) : tag;
}

/* Cuts off the tag that `rest` begins with, with its quotes; empty when there is none. */
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

static bool listed(struct slice list, struct slice etag, bool any)
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
            return any;
        struct slice tag = cut_tag(&list);
        if (tag.len == 0)
            return false;
        if (slice_equal(tag, etag))
            return true;
    }
    return false;
}

bool etag_listed(struct slice list, struct slice etag)
{
    return listed(list, etag, true);
}

bool etag_listed_by_name(struct slice list, struct slice etag)
{
    return listed(list, etag, false);
}

/* A year of two digits: the one that is at most 50 years after now. */
static void resolve_century(struct tm *parts, time_t now)
{
    struct tm today;
    gmtime_r(&now, &today);
    parts->tm_year = today.tm_year - today.tm_year % 100 + parts->tm_year % 100;
    if (parts->tm_year > today.tm_year + 50)
        parts->tm_year -= 100;
}

bool date_read(struct slice text, time_t now, time_t *out)
{
    static const char *const forms[] = {
        "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
    char room[64];
    if (text.len >= sizeof(room))
        return false;
    snprintf(room, sizeof(room), "%.*s", SLICE_PRINT(text));
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        struct tm parts = {0};
        const char *end = strptime(room, forms[i], &parts);
        if (!end || *end)
            continue;
        if (i == 1)
            resolve_century(&parts, now);
        *out = timegm(&parts);
        return true;
    }
    return false;
}

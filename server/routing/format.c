/* Representations: their suffixes and media types. */
#include "routing/route.h"

struct format_row {
    const char *suffix, *type;
};

static const struct format_row format_rows[FORMATS] = {
    [FORMAT_JSON] = {"json", "application/json; charset=utf-8"},
    [FORMAT_NDJSON] = {"ndjson", "application/x-ndjson; charset=utf-8"},
    [FORMAT_CSV] = {"csv", "text/csv; charset=utf-8; header=present"},
    [FORMAT_TEXT] = {"txt", "text/plain; charset=utf-8"},
    [FORMAT_XML] = {"xml", "application/tei+xml; charset=utf-8"},
};

const char *format_suffix(enum format format)
{
    return format_rows[format].suffix;
}

const char *format_type(enum format format)
{
    return format_rows[format].type;
}

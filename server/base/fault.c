/* Faults: the table, and how a message is written. */
#include "base/fault.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

struct fault_row {
    int status, exit_code;
    const char *slug, *title;
};

static const struct fault_row rows[FAULT_COUNT] = {
    [FAULT_NONE] = {200, 0, "none", "No fault"},
    [FAULT_ANSWERED] = {200, 0, "answered", "Answered"},
    [FAULT_USAGE] = {400, 2, "usage", "Wrong option"},
    [FAULT_BAD_REQUEST] = {400, 1, "bad-request", "Bad request"},
    [FAULT_BAD_PARAMETER] = {400, 1, "bad-parameter", "Bad parameter"},
    [FAULT_UNKNOWN_PARAMETER] = {400, 1, "unknown-parameter", "Unknown parameter"},
    [FAULT_BAD_CURSOR] = {400, 1, "bad-cursor", "Bad cursor"},
    [FAULT_NOT_FOUND] = {404, 1, "not-found", "Not found"},
    [FAULT_METHOD] = {405, 1, "method-not-allowed", "Method not allowed"},
    [FAULT_NOT_ACCEPTABLE] = {406, 1, "not-acceptable", "Not acceptable"},
    [FAULT_GONE] = {410, 1, "gone", "Gone"},
    [FAULT_NO_SEARCH] = {404, 1, "no-search", "No full-text search"},
    [FAULT_BUSY] = {503, 1, "busy", "Service unavailable"},
    [FAULT_MEMORY] = {503, 1, "memory", "Service unavailable"},
    [FAULT_INPUT] = {500, 1, "input", "Unreadable input"},
    [FAULT_DATASET] = {503, 1, "dataset", "Data set unavailable"},
    [FAULT_DAMAGED] = {500, 1, "damaged", "Data set damaged"},
    [FAULT_STORE] = {503, 1, "store", "Storage failed"},
    [FAULT_PROBLEMS] = {500, 1, "problems", "Problems were found"},
    [FAULT_INTERNAL] = {500, 1, "internal", "Internal error"},
};

int fault_status(enum fault fault)
{
    return rows[fault].status;
}

int fault_exit_code(enum fault fault)
{
    return rows[fault].exit_code;
}

const char *fault_slug(enum fault fault)
{
    return rows[fault].slug;
}

const char *fault_title(enum fault fault)
{
    return rows[fault].title;
}

enum fault fault_set(struct fault_detail *detail, enum fault fault, const char *format,
                     ...)
{
    if (!detail)
        return fault;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(detail->text, sizeof(detail->text), format, args);
    va_end(args);
    if (len < 0)
        detail->text[0] = '\0';
    bool cut;
    size_t whole = utf8_check(slice_of(detail->text), &cut);
    if (cut)
        detail->text[whole] = '\0';
    return fault;
}

enum fault fault_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "out of memory");
}

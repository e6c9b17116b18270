/* Changes: what became of documents since a rev or a date, for harvesters and feeds. */
#include "db/read/changes.h"
#include "answer/list.h"
#include "answer/send.h"
#include "base/json_write.h"
#include "change_entry.h"
#include "routes.h"
#include "text/edtf.h"

#include <time.h>

/* A page: from where on, and how a row is written. */
struct page {
    int64_t since; /* revisions after this one */
    struct change_place after;
    bool atom;
};

/* Seconds of "2026-12-01T09:30:00Z", or of the first day of an EDTF date. */
static bool read_date(struct slice text, int64_t *out)
{
    char copy[32];
    struct tm parts = {.tm_mday = 1};
    struct edtf_range days;
    if (text.len == strlen("2026-12-01T09:30:00Z")) {
        memcpy(copy, text.at, text.len);
        copy[text.len] = '\0';
        const char *end = strptime(copy, "%Y-%m-%dT%H:%M:%SZ", &parts);
        *out = (int64_t)timegm(&parts);
        return end && *end == '\0';
    }
    if (!edtf_read(text, &days) || days.first <= 0)
        return false;
    parts = (struct tm){.tm_year = days.first / 10000 - 1900,
                        .tm_mon = days.first / 100 % 100 - 1,
                        .tm_mday = days.first % 100};
    *out = (int64_t)timegm(&parts);
    return true;
}

static bool is_rev(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((text.at[i] >= '0' && text.at[i] <= '9') ||
              (text.at[i] >= 'a' && text.at[i] <= 'f')))
            return false;
    return text.len == 16;
}

/* since=, as the number of a revision. */
static enum fault read_since(struct call *call, int64_t *out)
{
    const struct value *since = call_value(call, PARAM_SINCE);
    int64_t second;
    *out = 0;
    if (!since->given)
        return FAULT_NONE;
    if (!is_rev(since->text)) {
        if (read_date(since->text, &second))
            return corpus_revision_before(call->corpus, second, out, &call->detail);
        return fault_set(call_blame(call, PARAM_SINCE), FAULT_BAD_PARAMETER,
                         "since must be a rev, or a date such as 2026-12-01 or "
                         "2026-12-01T09:30:00Z");
    }
    enum fault fault =
        corpus_find_revision(call->corpus, since->text, out, &call->detail);
    if (fault || *out)
        return fault;
    return fault_set(call_blame(call, PARAM_SINCE), FAULT_BAD_PARAMETER,
                     "since must be the rev of this data set or of one before it, and "
                     "\"%.*s\" is not; without since= all changes are listed",
                     SLICE_PRINT(since->text));
}

/* The cursor is REVISION/DOCUMENT of the last that was sent. */
static enum fault read_cursor(struct list *list, struct page *page)
{
    struct slice rest = list->cursor;
    uint64_t revision;
    struct slice number = slice_cut(&rest, '/');
    page->after =
        (struct change_place){page->atom ? INT64_MAX : page->since + 1, SLICE("")};
    if (list->cursor.len == 0)
        return FAULT_NONE;
    if (!slice_number(number, INT64_MAX, &revision))
        return fault_set(&list->call->detail, FAULT_BAD_CURSOR,
                         "the cursor is of another list");
    page->after = (struct change_place){(int64_t)revision, rest};
    return FAULT_NONE;
}

static enum fault fill_rows(struct list *list, struct page *page, struct rows *rows,
                            struct slice *cursor)
{
    struct call *call = list->call;
    struct change_row row;
    struct buffer scratch;
    bool more;
    enum fault fault;
    buffer_init(&scratch);
    while (!(fault = rows_next_change(rows, &row, &more, &call->detail)) && more &&
           list_has_room(list)) {
        *cursor = arena_print(call->arena, "%lld/%.*s", (long long)row.revision,
                              SLICE_PRINT(row.document));
        buffer_clear(&scratch);
        if (page->atom)
            fault = put_change_entry(call, &scratch, &row);
        else
            put_change_json(&scratch, &row);
        if (!fault)
            fault = items_put(&list->items, buffer_slice(&scratch));
        if (fault)
            break;
    }
    list->body.failed |= scratch.failed;
    buffer_release(&scratch);
    return fault;
}

static enum fault fill_changes(struct list *list, void *self)
{
    struct call *call = list->call;
    struct page *page = self;
    struct slice cursor = SLICE_NONE;
    struct rows rows;
    int64_t total = 0;
    enum fault fault = read_cursor(list, page);
    if (!fault)
        fault = corpus_count_changes(call->corpus, page->since, &total, &call->detail);
    if (fault)
        return fault;
    if (page->atom) {
        put_feed_head(call, &list->body);
        corpus_changes_down(call->corpus, page->since, &page->after, list->limit + 1,
                            &rows);
    } else {
        corpus_changes(call->corpus, &page->after, list->limit + 1, &rows);
    }
    fault = fill_rows(list, page, &rows, &cursor);
    rows_close(&rows);
    if (fault)
        return fault;
    if (page->atom)
        buffer_put_text(&list->body, "</feed>\n");
    list->extra =
        arena_print(call->arena, "\"rev\":\"%s\"", corpus_facts(call->corpus)->rev);
    return list_end(list, total, cursor, SLICE_NONE);
}

enum fault answer_changes(struct call *call)
{
    struct page page = {.atom = call->routed.format == FORMAT_ATOM};
    enum fault fault = read_since(call, &page.since);
    if (fault)
        return fault;
    if (call_check_validators(call))
        return FAULT_ANSWERED;
    return list_answer(call, fill_changes, &page);
}

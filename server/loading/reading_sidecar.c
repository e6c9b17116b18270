/* A reading: what the editors say of the document, in its sidecar and in the table of its
 * collection, and what is wrong with that. */
#include "digest.h"
#include "reading.h"
#include "source/metadata.h"

struct deferred_report {
    struct deferred_report *next;
    struct slice where, what;
    unsigned long line;
};

/* Keeps a report for document_reading_report. When memory runs out the arena has failed,
 * which read_sidecar sees. */
static void defer_report(void *self, const char *where, unsigned long line,
                         const char *what)
{
    struct document_reading *reading = self;
    struct deferred_report *report = arena_take(&reading->arena, sizeof(*report));
    if (!report)
        return;
    *report = (struct deferred_report){
        .where = arena_copy(&reading->arena, slice_of(where)),
        .what = arena_copy(&reading->arena, slice_of(what)),
        .line = line,
    };
    *reading->reports_end = report;
    reading->reports_end = &report->next;
}

void document_reading_report(const struct document_reading *reading,
                             struct progress *progress)
{
    const struct deferred_report *report = reading->reports;
    for (; report; report = report->next)
        progress_problem(progress, report->where.at, report->line, report->what.at);
}

static enum fault read_sidecar(struct document_reading *reading)
{
    const struct edition_document *document = reading->document;
    const struct reporter reporter = {.report = defer_report, .self = reading};
    struct slice shown = document->shown;
    if (!document->sidecar.len)
        return FAULT_NONE;
    shown.len -= strlen(".txt");
    shown = arena_print(&reading->arena, "%.*s.json", SLICE_PRINT(shown));
    if (sidecar_read_document(&reading->sidecar, &reading->arena, document->sidecar.at,
                              shown.at ? shown.at : "", &reporter) ||
        arena_failed(&reading->arena))
        return fault_memory(&reading->detail);
    reading->sidecar_digest = reading->sidecar.digest;
    if (!reading->sidecar_digest.high &&
        !reading->sidecar_digest.low) /* it was left out, but is a part of the corpus */
        reading->sidecar_digest = digest_file(document->sidecar);
    return FAULT_NONE;
}

/* What the collection's table says of it goes behind its sidecar. */
static enum fault read_row(struct document_reading *reading)
{
    const struct metadata_row *row = reading->document->row;
    const struct reporter reporter = {.report = defer_report, .self = reading};
    if (row && (metadata_fill(&reading->sidecar, &reading->arena, row, &reporter) ||
                arena_failed(&reading->arena)))
        return fault_memory(&reading->detail);
    return FAULT_NONE;
}

enum fault document_reading_read_sidecar(struct document_reading *reading)
{
    enum fault fault = read_sidecar(reading);
    return fault ? fault : read_row(reading);
}

/* What a load finds wrong: said at once, with its place, and counted. */
#include "document.h"

void load_report(void *self, const char *where, unsigned long line, const char *what)
{
    struct load *load = self;
    load->progress.problems++;
    if (line)
        progress_print(&load->progress, "%s:%lu: %s", where, line, what);
    else
        progress_print(&load->progress, "%s: %s", where, what);
}

void load_remark(void *self, const char *where, unsigned long line, const char *what)
{
    struct load *load = self;
    progress_print(&load->progress, "%s:%lu: note: %s", where, line, what);
}

enum fault document_no_memory(struct document_load *doc)
{
    return fault_set(doc->detail, FAULT_MEMORY, "out of memory");
}

enum fault load_changed(const struct edition_document *document,
                        struct fault_detail *detail)
{
    return fault_set(detail, FAULT_STORE, "%s changed while it was loaded; load again",
                     document->shown.at);
}

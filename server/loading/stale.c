/* Stale documents: the file that the earlier data set keeps is read in the place of the
 * one that cannot be. */
#include "stale.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* A file without a name, which holds what the earlier load read; -1: there is none. */
static enum fault open_earlier(struct load *load, struct slice id, int *fd,
                               struct fault_detail *detail)
{
    bool found = false;
    FILE *file = tmpfile();
    *fd = file ? dup(fileno(file)) : -1;
    if (file)
        fclose(file);
    if (*fd < 0)
        return fault_set(detail, FAULT_STORE, "cannot make a temporary file: %s",
                         strerror(errno));
    enum fault fault =
        names_source(load->predecessors.with_files, id, *fd, &found, detail);
    if (!fault && found)
        return lseek(*fd, 0, SEEK_SET) == 0
                   ? FAULT_NONE
                   : fault_set(detail, FAULT_STORE, "cannot read a temporary file");
    close(*fd);
    *fd = -1;
    return fault;
}

/* Has a text that was there become empty? A copy that broke off leaves such files. */
static enum fault find_emptied(struct load *load, const struct document_reading *reading,
                               bool *emptied, struct fault_detail *detail)
{
    struct predecessor_id *ids = NULL;
    size_t count = 0;
    enum fault fault = FAULT_NONE;
    if (!reading->fault && reading->outline.count == 0)
        fault = names_parts(load->predecessors.with_files, &load->scratch.arena,
                            reading->document->id, false, &ids, &count, detail);
    *emptied = !fault && count > 0 && !ids[0].retired;
    return fault;
}

enum fault stale_recover(struct load *load, struct document_reading *reading,
                         struct fault_detail *detail)
{
    const struct edition_document *document = reading->document;
    bool emptied;
    int fd;
    if (!load->predecessors.with_files)
        return FAULT_NONE;
    enum fault fault = find_emptied(load, reading, &emptied, detail);
    if (fault || (reading->fault != FAULT_INPUT && !emptied))
        return fault;
    fault = open_earlier(load, document->id, &fd, detail);
    if (fault || fd < 0)
        return fault;
    const struct fault_detail why = reading->detail;
    document_reading_read_again(reading, load->entities, (uint32_t)load->collection.key,
                                fd, &load->options->limits);
    progress_problem(&load->progress, document->shown.at, emptied ? 0 : why.line,
                     emptied ? "holds no text, and did before" : why.text);
    if (!reading->fault)
        progress_print(&load->progress,
                       "%s: what was served of it is kept, and marked as stale",
                       document->shown.at);
    return FAULT_NONE;
}

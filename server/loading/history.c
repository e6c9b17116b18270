/* The history of a data set: copied, and one revision longer. */
#include "history.h"

static enum fault carry_revisions(struct load *load, struct fault_detail *detail)
{
    struct rows rows;
    struct revision_row row;
    bool more;
    enum fault fault;
    names_revisions(load->predecessors.names, &rows);
    while (!(fault = rows_next_revision(&rows, &row, &more, detail)) && more) {
        fault = ingest_revision(load->ingest, &row, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

static enum fault carry_changes(struct load *load, struct fault_detail *detail)
{
    struct rows rows;
    struct change_row row;
    bool more;
    enum fault fault;
    names_changes(load->predecessors.names, &rows);
    while (!(fault = rows_next_change(&rows, &row, &more, detail)) && more) {
        fault = ingest_change(load->ingest, &row, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

enum fault history_carry(struct load *load, struct fault_detail *detail)
{
    if (!load->predecessors.names)
        return FAULT_NONE;
    enum fault fault = carry_revisions(load, detail);
    return fault ? fault : carry_changes(load, detail);
}

enum fault history_end(struct load *load, struct slice rev, struct fault_detail *detail)
{
    const struct names *names = load->predecessors.names;
    const struct revision_row row = {load->changes.revision, rev, load->made};
    if (names && slice_is(rev, names_facts(names)->rev))
        return FAULT_NONE;
    return ingest_revision(load->ingest, &row, detail);
}

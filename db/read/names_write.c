/* Names as a text: a line each, its columns with tabs between. The form is told in
 * db/README.md, and frozen. */
#include "names_internal.h"

#include <errno.h>
#include <inttypes.h>

static void put_text(FILE *out, struct slice text)
{
    fprintf(out, "\t%.*s", SLICE_PRINT(text));
}

/* Not when it was made: the same names make the same text. */
static void write_meta(struct names *names, FILE *out)
{
    const struct names_facts *facts = &names->facts;
    fprintf(out, "chancery-names\t1\nmeta\trev\t%s\nmeta\tcorpus\t%s\n", facts->rev,
            facts->corpus);
    fprintf(out, "meta\tdocuments\t%" PRId64 "\n", facts->documents);
}

static enum fault write_parts(struct names *names, FILE *out, struct slice document,
                              bool notes, struct fault_detail *detail)
{
    struct arena arena;
    struct predecessor_id *ids;
    size_t count;
    arena_init(&arena);
    enum fault fault = names_parts(names, &arena, document, notes, &ids, &count, detail);
    for (size_t i = 0; !fault && i < count; i++)
        if (!ids[i].retired)
            fprintf(out, "%s\t%.*s\t%016" PRIx64 "\n", notes ? "note" : "block",
                    SLICE_PRINT(ids[i].id), ids[i].digest);
    arena_release(&arena);
    return fault;
}

static enum fault write_documents(struct names *names, FILE *out,
                                  struct fault_detail *detail)
{
    struct rows rows;
    struct name_document row;
    bool more;
    enum fault fault;
    names_documents(names, &rows);
    while (!(fault = rows_next_name_document(&rows, &row, &more, detail)) && more) {
        fprintf(out, "document");
        put_text(out, row.id);
        put_text(out, row.digest);
        put_text(out, row.path);
        fprintf(out, "\t%" PRId64 "\t%d\n", row.modified, row.stale);
        fault = write_parts(names, out, row.id, false, detail);
        if (!fault)
            fault = write_parts(names, out, row.id, true, detail);
        if (fault)
            break;
    }
    rows_close(&rows);
    return fault;
}

static enum fault write_formers(struct names *names, FILE *out,
                                struct fault_detail *detail)
{
    struct rows rows;
    struct former_row row;
    bool more;
    enum fault fault;
    names_formers(names, &rows);
    while (!(fault = rows_next_former(&rows, &row, &more, detail)) && more) {
        fprintf(out, "former");
        put_text(out, row.document);
        put_text(out, row.name);
        fprintf(out, "\t%d", row.status);
        put_text(out, row.target_document);
        put_text(out, row.target_name);
        fprintf(out, "\t%016" PRIx64 "\t%" PRId64 "\t%d\n", row.digest, row.since,
                row.withdrawn);
    }
    rows_close(&rows);
    return fault;
}

static enum fault write_history(struct names *names, FILE *out,
                                struct fault_detail *detail)
{
    struct rows rows;
    struct revision_row revision;
    struct change_row change;
    bool more;
    enum fault fault;
    names_revisions(names, &rows);
    while (!(fault = rows_next_revision(&rows, &revision, &more, detail)) && more)
        fprintf(out, "revision\t%" PRId64 "\t%.*s\t%" PRId64 "\n", revision.number,
                SLICE_PRINT(revision.rev), revision.made);
    rows_close(&rows);
    if (fault)
        return fault;
    names_changes(names, &rows);
    while (!(fault = rows_next_change(&rows, &change, &more, detail)) && more) {
        fprintf(out, "change\t%" PRId64, change.revision);
        put_text(out, change.document);
        put_text(out, change.kind);
        put_text(out, change.target);
        put_text(out, change.parts);
        putc('\n', out);
    }
    rows_close(&rows);
    return fault;
}

enum fault names_write(struct names *names, FILE *out, struct fault_detail *detail)
{
    write_meta(names, out);
    enum fault fault = write_documents(names, out, detail);
    if (!fault)
        fault = write_formers(names, out, detail);
    if (!fault)
        fault = write_history(names, out, detail);
    if (!fault && (fflush(out) != 0 || ferror(out)))
        fault =
            fault_set(detail, FAULT_STORE, "cannot write the names: %s", strerror(errno));
    return fault;
}

/* Writing metadata tables: each text is read as for a load, without its names. */
#include "base/utf8.h"
#include "loading/metadata.h"
#include "progress.h"
#include "reading.h"
#include "source/metadata.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* The columns, in the order of what an editor corrects first. A mark at the beginning
 * tells spreadsheets that it is UTF-8. */
static const char head[] = "\xef\xbb\xbf"
                           "file,title,date,authors,recipients,place,classification,"
                           "archiveReference,language,licence,formerIds\r\n";

static struct slice either(struct slice first, struct slice second)
{
    return first.len ? first : second;
}

static void put(struct buffer *out, struct slice text)
{
    buffer_put_char(out, ',');
    metadata_put_cell(out, text);
}

static void put_list(struct buffer *out, struct arena *arena,
                     const struct slice_list *list)
{
    struct slice all = SLICE("");
    for (size_t i = 0; i < list->count; i++)
        all = arena_print(arena, "%.*s%s%.*s", SLICE_PRINT(all), i ? "; " : "",
                          SLICE_PRINT(list->items[i]));
    put(out, all);
}

/* Those of the sidecar, else the one that the title has. */
static void put_persons(struct buffer *out, struct document_reading *reading,
                        const struct slice_list *list, struct slice one)
{
    if (list->count)
        put_list(out, &reading->arena, list);
    else
        put(out, one);
}

/* The name of its file without the folder. */
static struct slice file_of(const struct edition_document *document)
{
    const char *slash = memrchr(document->shown.at, '/', document->shown.len);
    return slash ? slice_from(document->shown, (size_t)(slash - document->shown.at) + 1)
                 : document->shown;
}

static void put_row(struct buffer *out, struct document_reading *reading)
{
    const struct document_sidecar *sidecar = &reading->sidecar;
    const struct outline_facts *facts = &reading->outline.facts;
    metadata_put_cell(out, file_of(reading->document));
    put(out, either(sidecar->title, facts->title));
    put(out, either(sidecar->date, facts->date));
    put_persons(out, reading, &sidecar->authors, facts->author);
    put_persons(out, reading, &sidecar->recipients, facts->recipient);
    put(out, either(sidecar->place, facts->place));
    put(out, either(sidecar->classification, facts->classification));
    put(out, either(sidecar->archive_reference, facts->archive_reference));
    put(out, sidecar->language);
    put(out, sidecar->licence);
    put_list(out, &reading->arena, &sidecar->former_ids);
    buffer_put_text(out, "\r\n");
}

static enum fault put_document(struct buffer *out, struct document_reading *reading,
                               const struct edition_document *document,
                               const struct metadata_options *options,
                               struct progress *progress, struct fault_detail *detail)
{
    enum fault fault = document_reading_begin(reading, NULL, document, 1, detail);
    if (fault)
        return fault;
    reading->fault = FAULT_NONE;
    document_reading_read(reading, &options->limits);
    document_reading_report(reading, progress);
    if (reading->fault == FAULT_INPUT)
        progress_problem(progress, document->shown.at, reading->detail.line,
                         reading->detail.text);
    else if (reading->fault)
        *detail = reading->detail;
    else
        put_row(out, reading);
    fault = reading->fault == FAULT_INPUT ? FAULT_NONE : reading->fault;
    document_reading_clear(reading);
    return fault || !buffer_failed(out) ? fault : fault_memory(detail);
}

static enum fault put_collection(struct buffer *out, const struct edition_collection *in,
                                 const struct metadata_options *options,
                                 struct progress *progress, struct fault_detail *detail)
{
    struct document_reading reading;
    enum fault fault = document_reading_init(&reading, NULL, detail);
    buffer_clear(out);
    buffer_put(out, (struct slice){head, sizeof(head) - 1});
    for (size_t i = 0; !fault && i < in->document_count; i++)
        fault = put_document(out, &reading, &in->documents[i], options, progress, detail);
    document_reading_release(&reading);
    return fault;
}

/* Where the table of a collection belongs: beside its first text. */
static struct slice path_of(struct arena *arena, const struct edition_collection *in)
{
    struct slice path = in->documents[0].path;
    const char *slash = memrchr(path.at, '/', path.len);
    path.len = slash ? (size_t)(slash - path.at) + 1 : 0;
    return arena_print(arena, "%.*smetadata.csv", SLICE_PRINT(path));
}

/* A file that is there is never replaced. */
static enum fault write_file(struct slice text, struct slice path,
                             struct fault_detail *detail)
{
    int fd = open(path.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    bool good = file && fwrite(text.at, 1, text.len, file) == text.len;
    if (file && fclose(file) != 0)
        good = false;
    return good ? FAULT_NONE
                : fault_set(detail, FAULT_STORE, "cannot write %s: %s", path.at,
                            strerror(errno));
}

static enum fault write_collection(struct edition *edition, size_t number,
                                   const struct metadata_options *options,
                                   struct progress *progress, struct fault_detail *detail)
{
    const struct edition_collection *in = &edition->collections[number];
    struct buffer out;
    if (options->write && in->metadata.len) {
        progress_print(progress, "%s: has a table already, and is left as it is",
                       in->metadata.at);
        return FAULT_NONE;
    }
    buffer_init(&out);
    enum fault fault = put_collection(&out, in, options, progress, detail);
    struct slice text = buffer_slice(&out);
    struct slice path = options->write ? path_of(&edition->arena, in) : SLICE_NONE;
    if (!fault && !options->write && fwrite(text.at, 1, text.len, stdout) != text.len)
        fault = fault_set(detail, FAULT_STORE, "cannot write: %s", strerror(errno));
    if (!fault && options->write)
        fault = path.at ? write_file(text, path, detail) : fault_memory(detail);
    if (!fault && options->write)
        printf("%s: %zu rows\n", path.at, in->document_count);
    buffer_release(&out);
    return fault;
}

enum fault metadata_write(const struct metadata_options *options,
                          struct fault_detail *detail)
{
    struct edition edition;
    struct progress progress;
    edition_init(&edition);
    progress_init(&progress, 0, true);
    enum fault fault = edition_walk(&edition, options->corpora, options->corpus_count,
                                    progress_problem, &progress, detail);
    if (!fault && edition.collection_count > 1 && !options->write)
        fault = fault_set(detail, FAULT_USAGE,
                          "there are %zu collections, and a table is of one: name one of "
                          "their folders, or --write puts a metadata.csv into each",
                          edition.collection_count);
    for (size_t i = 0; !fault && i < edition.collection_count; i++)
        fault = write_collection(&edition, i, options, &progress, detail);
    if (!fault && fflush(stdout) != 0)
        fault = fault_set(detail, FAULT_STORE, "cannot write: %s", strerror(errno));
    edition_release(&edition);
    return fault;
}

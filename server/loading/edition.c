/* A collection, stored document after document, in the order of the edition. */
#include "digest.h"
#include "internal.h"
#include "reader.h"
#include "render/nouns.h"
#include "stale.h"

static bool is_withdrawn(const struct load *load, struct slice id)
{
    const struct slice_list *withdrawn = &load->collection.sidecar.withdrawn;
    for (size_t i = 0; i < withdrawn->count; i++)
        if (slice_equal(withdrawn->items[i], id))
            return true;
    return false;
}

/* What is left out is a part of the corpus all the same, and pins in it are no mistake.
 */
static void leave_out(struct load *load, const struct edition_document *document)
{
    digest_add_files(load->corpus_digest, document);
    if (load->entities)
        authorities_leave_out(load->entities->authorities, (uint32_t)load->collection.key,
                              document->id);
}

static void leave_out_withdrawn(struct load *load,
                                const struct edition_document *document)
{
    leave_out(load, document);
    load->tally.withdrawn++;
    load->tally.sidecars_left_out += document->sidecar.len > 0;
    progress_print(&load->progress, "%s: is withdrawn by collection.json and left out",
                   document->shown.at);
    progress_step(&load->progress, 0);
}

/* A file that cannot be used is left out, and the load goes on. */
static enum fault load_one(struct load *load, struct fault_detail *detail)
{
    struct document_reading *reading = reader_pool_take(load->reader_pool);
    const struct edition_document *document = reading->document;
    enum fault fault = stale_recover(load, reading, detail);
    if (!fault)
        fault = load_document(load, reading, detail);
    if (fault == FAULT_INPUT) {
        leave_out(load, document);
        progress_problem(&load->progress, document->shown.at, detail->line, detail->text);
        load->tally.failed++;
        load->tally.sidecars_left_out += document->sidecar.len > 0;
        fault = FAULT_NONE;
    }
    progress_step(&load->progress, fault ? 0 : reading->outline.bytes);
    reader_pool_done(load->reader_pool, reading);
    return fault;
}

/* Has the documents of the collection from `next` on read, while the pool has room. */
static enum fault read_ahead(struct load *load, size_t *next, struct fault_detail *detail)
{
    const struct edition_collection *in = load->collection.in;
    uint32_t collection = (uint32_t)load->collection.key;
    enum fault fault = FAULT_NONE;
    while (!fault && *next < in->document_count &&
           reader_pool_has_room(load->reader_pool)) {
        const struct edition_document *document = &in->documents[(*next)++];
        if (!is_withdrawn(load, document->id))
            fault = reader_pool_put(load->reader_pool, document, collection, detail);
    }
    return fault;
}

static enum fault load_documents(struct load *load, struct fault_detail *detail)
{
    const struct edition_collection *in = load->collection.in;
    size_t next = 0;
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < in->document_count; i++) {
        fault = read_ahead(load, &next, detail);
        if (!fault && is_withdrawn(load, in->documents[i].id))
            leave_out_withdrawn(load, &in->documents[i]);
        else if (!fault)
            fault = load_one(load, detail);
    }
    return fault;
}

/* Stores the collection, once its documents are; `before` is the tally without them. */
static enum fault put_collection(struct load *load, const struct tally *before,
                                 struct fault_detail *detail)
{
    const struct edition_collection *in = load->collection.in;
    const struct collection_sidecar *sidecar = &load->collection.sidecar;
    const struct tally *tally = &load->tally;
    struct collection_noun noun = {
        .id = in->id,
        .title = sidecar->title.len ? sidecar->title : in->name,
        .description = sidecar->description,
        .publisher = sidecar->publisher,
        .licence = sidecar->licence,
        .language = sidecar->language,
        .documents = tally->documents - before->documents,
        .blocks = tally->blocks - before->blocks,
        .notes = tally->notes - before->notes,
        .omissions = tally->omissions - before->omissions,
    };
    struct buffer *json = &load->scratch.whole;
    buffer_clear(json);
    noun_collection(json, &noun);
    if (buffer_failed(json))
        return fault_memory(detail);
    struct collection_row row = {.key = load->collection.key,
                                 .id = in->id,
                                 .first = (int64_t)before->documents + 1,
                                 .last = (int64_t)tally->documents,
                                 .answer = buffer_slice(json)};
    return ingest_collection(load->ingest, &row, detail);
}

static enum fault read_sidecar(struct collection_load *collection,
                               struct progress *progress)
{
    const struct edition_collection *in = collection->in;
    const struct reporter reporter = {.report = progress_problem, .self = progress};
    collection->sidecar = (struct collection_sidecar){0};
    arena_clear(&collection->arena);
    if (!in->sidecar.len)
        return FAULT_NONE;
    struct slice shown =
        arena_print(&collection->arena, "%.*s/collection.json", SLICE_PRINT(in->name));
    return sidecar_read_collection(&collection->sidecar, &collection->arena,
                                   in->sidecar.at, shown.at ? shown.at : "", &reporter);
}

enum fault load_collection(struct load *load, const struct edition_collection *in,
                           int64_t key, struct fault_detail *detail)
{
    const struct tally before = load->tally;
    load->collection.in = in;
    load->collection.key = key;
    enum fault fault = read_sidecar(&load->collection, &load->progress);
    if (!fault)
        fault = former_ids_withdraw(&load->former_ids,
                                    &load->collection.sidecar.withdrawn, detail);
    if (!fault)
        fault = load_documents(load, detail);
    if (!fault)
        fault = put_collection(load, &before, detail);
    if (!fault)
        digest_add_collection(load->corpus_digest, in);
    return fault;
}

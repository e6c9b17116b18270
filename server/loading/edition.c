/* An edition to rows: collection after collection, document after document. */
#include "entities.h"
#include "reader.h"
#include "render/nouns.h"

static bool is_withdrawn(const struct load *load, struct slice id)
{
    for (size_t i = 0; i < load->collection.withdrawn.count; i++)
        if (slice_equal(load->collection.withdrawn.items[i], id))
            return true;
    return false;
}

/* What is left out is a part of what the corpus is, and pins in it are no mistake. */
static void leave_out(struct load *load, const struct edition_document *document,
                      int64_t collection)
{
    struct digest sidecar = {0, 0};
    if (document->sidecar.len)
        sidecar = load_digest_file(document->sidecar.at);
    load_digest_add(load->corpus_state, document->id, document->shown,
                    load_digest_file(document->path.at), sidecar);
    if (load->entities)
        authorities_leave_out(load->entities->authorities, (uint32_t)collection,
                              document->id);
}

static void leave_out_withdrawn(struct load *load,
                                const struct edition_document *document,
                                int64_t collection)
{
    leave_out(load, document, collection);
    progress_print(&load->progress, "%s: is withdrawn by collection.json and left out",
                   document->shown.at);
    progress_step(&load->progress, 0);
}

/* A file that cannot be used is left out, and nothing else. */
static enum fault load_one(struct load *load, const struct edition_collection *in,
                           int64_t collection, struct fault_detail *detail)
{
    int64_t key = (int64_t)load->loaded_count + 1;
    struct document_reading *reading = reader_pool_take(load->reader_pool);
    const struct edition_document *document = reading->document;
    enum fault fault = load_document(load, in, reading, collection, key, detail);
    if (fault == FAULT_INPUT) {
        leave_out(load, document, collection);
        load_report(load, document->shown.at, detail->line, detail->text);
        load->failed++;
        fault = FAULT_NONE;
    }
    progress_step(&load->progress, fault ? 0 : reading->outline.bytes);
    reader_pool_done(load->reader_pool, reading);
    return fault;
}

/* Lets the reader have the documents of a collection from `next` on, while it has room.
 */
static enum fault read_ahead(struct load *load, const struct edition_collection *in,
                             int64_t collection, size_t *next,
                             struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    while (!fault && *next < in->document_count &&
           reader_pool_has_room(load->reader_pool)) {
        const struct edition_document *document = &in->documents[(*next)++];
        if (!is_withdrawn(load, document->id))
            fault = reader_pool_put(load->reader_pool, document, (uint32_t)collection,
                                    detail);
    }
    return fault;
}

static enum fault load_documents(struct load *load, const struct edition_collection *in,
                                 int64_t collection, struct fault_detail *detail)
{
    size_t next = 0;
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < in->document_count; i++) {
        fault = read_ahead(load, in, collection, &next, detail);
        if (!fault && is_withdrawn(load, in->documents[i].id))
            leave_out_withdrawn(load, &in->documents[i], collection);
        else if (!fault)
            fault = load_one(load, in, collection, detail);
    }
    return fault;
}

static enum fault put_collection(struct load *load, const struct edition_collection *in,
                                 int64_t key, const struct collection_row *counts,
                                 const struct load *before, struct fault_detail *detail)
{
    const struct collection_sidecar *said = &load->collection;
    struct collection_noun noun = {
        .id = in->id,
        .title = said->title.len ? said->title : in->name,
        .description = said->description,
        .publisher = said->publisher,
        .licence = said->licence,
        .language = said->language,
        .documents = load->loaded_count - before->loaded_count,
        .blocks = load->blocks - before->blocks,
        .notes = load->notes - before->notes,
        .omissions = load->omissions - before->omissions,
    };
    struct collection_row row = *counts;
    buffer_clear(&load->scratch);
    noun_collection(&load->scratch, &noun);
    if (buffer_failed(&load->scratch))
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    row.key = key;
    row.id = in->id;
    row.answer = buffer_slice(&load->scratch);
    return ingest_collection(load->ingest, &row, detail);
}

static enum fault read_collection_sidecar(struct load *load,
                                          const struct edition_collection *in)
{
    load->collection = (struct collection_sidecar){0};
    arena_clear(&load->collection_arena);
    if (!in->sidecar.len)
        return FAULT_NONE;
    struct slice shown = arena_print(&load->collection_arena, "%.*s/collection.json",
                                     SLICE_PRINT(in->name));
    return sidecar_read_collection(
        &load->collection, &load->collection_arena, in->sidecar.at,
        shown.at ? shown.at : "",
        &(struct reporter){.report = load_report, .self = load});
}

enum fault load_collection(struct load *load, const struct edition_collection *in,
                           int64_t key, struct fault_detail *detail)
{
    struct load before = {.loaded_count = load->loaded_count,
                          .blocks = load->blocks,
                          .notes = load->notes,
                          .omissions = load->omissions};
    enum fault fault = read_collection_sidecar(load, in);
    if (!fault)
        fault = load_declared_withdrawn(load, &load->collection.withdrawn, detail);
    if (!fault)
        fault = load_documents(load, in, key, detail);
    if (fault)
        return fault;
    struct collection_row row = {.first = (int64_t)before.loaded_count + 1,
                                 .last = (int64_t)load->loaded_count};
    fault = put_collection(load, in, key, &row, &before, detail);
    struct digest sidecar = {0, 0};
    if (in->sidecar.len)
        sidecar = load_digest_file(in->sidecar.at);
    load_digest_add(load->corpus_state, in->id, SLICE("collection.json"), sidecar,
                    (struct digest){0, 0});
    load_digest_lists(load->corpus_state, in);
    return fault;
}

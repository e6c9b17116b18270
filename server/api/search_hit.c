/* Search: a hit as JSON. */
#include "nouns.h"
#include "search.h"

#include <stdlib.h>

/* What a hit shows of the block or note that it is. */
struct shown {
    struct slice id, text, kind, paragraph;
};

enum fault search_take_document(struct search_call *search, int64_t document)
{
    struct call *call = search->call;
    bool found = true;
    if (search->document.key == document)
        return FAULT_NONE;
    enum fault fault = corpus_document_by_key(call->corpus, call->arena, document,
                                              &search->document, &found, &call->detail);
    if (!fault && !found)
        fault =
            fault_set(&call->detail, FAULT_DATASET,
                      "the data set is damaged: a document is missing; load it again");
    return fault;
}

static enum fault missing(struct call *call)
{
    return fault_set(&call->detail, FAULT_DATASET,
                     "the data set is damaged: a passage is missing; load it again");
}

static enum fault find_block(struct search_call *search, int64_t key, struct shown *out)
{
    struct call *call = search->call;
    struct block_row row;
    bool found;
    enum fault fault = corpus_block_by_key(call->corpus, &search->scratch, key, &row,
                                           &found, &call->detail);
    if (fault || !found)
        return fault ? fault : missing(call);
    *out =
        (struct shown){row.id, row.text, slice_of(block_kind_name(row.kind)), SLICE_NONE};
    return FAULT_NONE;
}

/* A note names the paragraph that carries it. */
static enum fault find_note(struct search_call *search, int64_t key, struct shown *out)
{
    struct call *call = search->call;
    struct note_row row;
    struct block_row block = {.key = 0};
    bool found;
    enum fault fault = corpus_note_by_key(call->corpus, &search->scratch, key, &row,
                                          &found, &call->detail);
    if (fault || !found)
        return fault ? fault : missing(call);
    found = false;
    if (row.block)
        fault = corpus_block_by_key(call->corpus, &search->scratch, row.block, &block,
                                    &found, &call->detail);
    *out = (struct shown){row.id, row.text,
                          row.kind == NOTE_ENDNOTE ? SLICE("endnote") : SLICE("footnote"),
                          found ? block.id : SLICE_NONE};
    return fault;
}

static const char *scope_of(unsigned column)
{
    return column == TREE_TITLE ? "title" : column == TREE_NOTES ? "notes" : "body";
}

static void write_head(struct search_call *search, const struct search_hit *hit,
                       const struct passage_place *place, const struct shown *shown)
{
    struct buffer *out = &search->json;
    buffer_clear(out);
    write_open(out, '{');
    write_text(out, "document", search->document.id);
    write_text(out, "title", search->document.title);
    write_text(out, "id", shown->id);
    write_text(out, "kind", shown->kind);
    if (place->note)
        write_text_or_null(out, "paragraph", shown->paragraph);
    if (search->ask.sort == SEARCH_RELEVANCE) {
        write_name(out, "score");
        buffer_print(out, "%.6g", hit->score);
    } else {
        write_null(out, "score");
    }
    write_text(out, "scope", slice_of(scope_of(place->column)));
}

enum fault search_put_hit(struct search_call *search, const struct search_hit *hit)
{
    struct passage_place place;
    struct shown shown = {.kind = {NULL, 0}};
    arena_clear(&search->scratch);
    corpus_passage(search->call->corpus, hit->passage, &place);
    enum fault fault = search_take_document(search, place.document);
    if (!fault)
        fault = place.note ? find_note(search, place.key, &shown)
                           : find_block(search, place.key, &shown);
    if (fault)
        return fault;
    write_head(search, hit, &place, &shown);
    fault = search_put_snippet(search, shown.text, place.column);
    noun_url(&search->json, "url", "/v1/documents/", search->document.id,
             place.note ? "/footnotes/" : "/paragraphs/", shown.id);
    write_close(&search->json, '}');
    return buffer_failed(&search->json) ? FAULT_MEMORY : fault;
}

/* Search: what is asked, the way to it, and the clock. */
#include "internal.h"

#include <stdlib.h>
#include <time.h>

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

enum { STEPS_PER_LOOK = 256, OPERATIONS_PER_LOOK = 1000 };

bool search_out_of_time(struct searching *searching)
{
    if (searching->deadline && !searching->out->timed_out &&
        searching->steps++ % STEPS_PER_LOOK == 0)
        searching->out->timed_out = now() > searching->deadline;
    return searching->out->timed_out;
}

bool search_over_budget(struct searching *searching, uint64_t more)
{
    uint64_t most = searching->ask->posting_budget;
    searching->postings += more;
    searching->out->over_budget |= most && searching->postings > most;
    return searching->out->over_budget;
}

/* SQLite asks this while a statement runs; not 0 ends it. */
static int is_over(void *self)
{
    struct searching *searching = self;
    searching->out->timed_out |= now() > searching->deadline;
    return searching->out->timed_out;
}

bool corpus_has_search(const struct corpus *corpus)
{
    return corpus->passages;
}

/* A statement that the clock ended is no fault of the data set. */
static enum fault settle(struct searching *searching, enum fault fault)
{
    if (!searching->out->timed_out || (fault && fault != FAULT_BUSY))
        return fault;
    if (searching->ask->partial)
        return FAULT_NONE;
    return fault_set(searching->detail, FAULT_BUSY,
                     "the search ran out of time; ask for less, or with partial=1 for "
                     "what is found in time");
}

static enum fault search(struct searching *searching)
{
    struct collector collector;
    struct plan plan;
    enum fault fault = collector_begin(&collector, searching);
    if (!fault)
        fault = plan_make(searching, searching->ask->root, &plan);
    if (!fault && !searching->out->over_budget)
        fault = search_run(searching, &plan, &collector);
    fault = settle(searching, fault);
    if (searching->deadline)
        sqlite3_progress_handler(searching->corpus->db.handle, 0, NULL, NULL);
    if (!fault)
        return collector_end(&collector);
    free(collector.all);
    return fault;
}

enum fault corpus_search(struct corpus *corpus, const struct search_request *ask,
                         struct arena *arena, struct search_result *out,
                         struct fault_detail *detail)
{
    struct searching searching = {
        .corpus = corpus, .ask = ask, .arena = arena, .out = out, .detail = detail};
    *out = (struct search_result){.hits = NULL};
    if (!corpus_has_search(corpus))
        return fault_set(detail, FAULT_NO_SEARCH,
                         "this data set was loaded without full-text search");
    if (!ask->root)
        return FAULT_NONE;
    if (ask->milliseconds) {
        searching.deadline = now() + (uint64_t)ask->milliseconds * 1000000;
        sqlite3_progress_handler(corpus->db.handle, OPERATIONS_PER_LOOK, is_over,
                                 &searching);
    }
    return search(&searching);
}

void corpus_passage(const struct corpus *corpus, uint32_t passage,
                    struct passage_location *out)
{
    const struct passages *passages = corpus->passages;
    uint32_t document = passage_document(passages, passage);
    uint32_t first = passage_first(passages, document), notes = 0;
    for (uint32_t i = first; i < passage; i++)
        notes += passage_column(passages, i) == COLUMN_NOTE;
    bool note = passage_column(passages, passage) == COLUMN_NOTE;
    bool record = passage_column(passages, passage) == COLUMN_RECORD;
    *out = (struct passage_location){
        .document = document,
        .record = record,
        .key = record ? (int64_t)document
                      : row_key(document, note ? notes + 1 : passage - first - notes + 1),
        .note = note,
        .column = 1u << passage_column(passages, passage)};
}

size_t corpus_passage_words(const struct corpus *corpus, uint32_t passage)
{
    return passage_size(corpus->passages, passage);
}

size_t corpus_passage_ordinal(const struct corpus *corpus, uint32_t passage)
{
    const struct passages *passages = corpus->passages;
    return passage - passage_first(passages, passage_document(passages, passage));
}

int64_t corpus_passage_document(const struct corpus *corpus, uint32_t passage)
{
    return passage_document(corpus->passages, passage);
}

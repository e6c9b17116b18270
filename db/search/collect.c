/* The collector: takes hits in order of passage, and has the best of them in a heap. */
#include "base/array.h"
#include "internal.h"

#include <stdlib.h>

/* Sets a bit for each document that passes the filter. */
static enum fault read_filter(struct collector *collector)
{
    struct searching *searching = collector->searching;
    const struct document_filter *filter = &searching->ask->filter;
    struct corpus *corpus = searching->corpus;
    bool row;
    enum fault fault;
    unsigned char *bits = arena_take_array(
        searching->arena, (size_t)corpus->passages->documents / 8 + 1, 1);
    if (!bits)
        return fault_memory(collector->searching->detail);
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_DOCUMENT_KEYS);
    bind_document_filter(statement, filter);
    while (!(fault = db_step(&corpus->db, statement, &row, searching->detail)) && row) {
        uint64_t document = (uint64_t)sqlite3_column_int64(statement, 0) - 1;
        if (document < corpus->passages->documents)
            bits[document / 8] |= (unsigned char)(1 << document % 8);
    }
    sqlite3_reset(statement);
    collector->wanted = bits;
    return fault;
}

enum fault collector_begin(struct collector *collector, struct searching *searching)
{
    const struct search_request *ask = searching->ask;
    const struct passages *passages = searching->corpus->passages;
    *collector = (struct collector){
        .searching = searching,
        .passages = passages,
        .first = passage_first(passages, ask->filter.first),
        .last = passage_first(passages, ask->filter.last + 1) - 1,
        .heap =
            arena_take_array(searching->arena, ask->limit + 1, sizeof(*collector->heap)),
    };
    if (ask->filter.last < ask->filter.first)
        collector->last = 0, collector->first = 1;
    if (!collector->heap)
        return fault_memory(collector->searching->detail);
    return ask->filtered ? read_filter(collector) : FAULT_NONE;
}

static void look_at_document(struct collector *collector, uint32_t passage)
{
    uint32_t document = passage_document(collector->passages, passage);
    collector->document_end = passage_first(collector->passages, (int64_t)document + 1);
    collector->document_wanted =
        collector->wanted[(document - 1) / 8] >> (document - 1) % 8 & 1;
}

bool collector_wants(struct collector *collector, uint32_t passage)
{
    unsigned columns = collector->searching->ask->columns;
    if (passage < collector->first || passage > collector->last)
        return false;
    if (columns && !(columns >> passage_column(collector->passages, passage) & 1))
        return false;
    if (!collector->wanted)
        return true;
    if (passage >= collector->document_end)
        look_at_document(collector, passage);
    return collector->document_wanted;
}

/* Does `a` come before `b`? Of equal scores, the first passage does. */
static bool is_better(const struct search_hit *a, const struct search_hit *b)
{
    return a->score > b->score || (a->score == b->score && a->passage < b->passage);
}

static void swap(struct search_hit *a, struct search_hit *b)
{
    struct search_hit held = *a;
    *a = *b;
    *b = held;
}

static void sift_down(struct search_hit *heap, size_t count, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1;
        if (left < count && is_better(&heap[worst], &heap[left]))
            worst = left;
        if (left + 1 < count && is_better(&heap[worst], &heap[left + 1]))
            worst = left + 1;
        if (worst == at)
            return;
        swap(&heap[at], &heap[worst]);
        at = worst;
    }
}

static void offer(struct collector *collector, const struct search_hit *hit)
{
    const struct search_request *ask = collector->searching->ask;
    struct search_hit *heap = collector->heap;
    if (ask->limit == 0 || (ask->resumed && !is_better(&ask->after, hit)))
        return;
    if (collector->count == ask->limit) {
        if (is_better(&heap[0], hit))
            return;
        heap[0] = *hit;
        sift_down(heap, collector->count, 0);
        return;
    }
    size_t at = collector->count++;
    heap[at] = *hit;
    for (; at > 0 && is_better(&heap[(at - 1) / 2], &heap[at]); at = (at - 1) / 2)
        swap(&heap[at], &heap[(at - 1) / 2]);
}

/* Sorting by date needs all hits; other sorts only those up to where counting ends. */
static enum fault remember(struct collector *collector, uint32_t passage)
{
    enum search_sort sort = collector->searching->ask->sort;
    size_t count = (size_t)collector->total;
    if (count > SEARCH_COUNT && sort < SEARCH_DATE)
        return FAULT_NONE;
    if (!array_room(&collector->all, count, &collector->all_room,
                    sizeof(*collector->all)))
        return fault_memory(collector->searching->detail);
    collector->all[count] = passage;
    return FAULT_NONE;
}

enum fault collector_take(struct collector *collector, struct search_hit hit)
{
    const struct search_request *ask = collector->searching->ask;
    uint32_t passage = hit.passage;
    enum fault fault = remember(collector, passage);
    if (fault)
        return fault;
    if (collector->total <= SEARCH_COUNT || ask->sort >= SEARCH_DATE)
        collector->total++;
    if (ask->sort == SEARCH_RELEVANCE)
        offer(collector, &hit);
    else if (ask->sort == SEARCH_DOCUMENT && collector->count < ask->limit &&
             (!ask->resumed || passage > ask->after.passage))
        collector->heap[collector->count++] = hit;
    return FAULT_NONE;
}

double collector_threshold(const struct collector *collector)
{
    const struct search_request *ask = collector->searching->ask;
    if (ask->sort != SEARCH_RELEVANCE || collector->total <= SEARCH_COUNT ||
        collector->count < ask->limit)
        return -1;
    return ask->limit ? collector->heap[0].score : 1e300;
}

double collector_least(const struct collector *collector)
{
    size_t limit = collector->searching->ask->limit;
    return limit && collector->count == limit ? collector->heap[0].score : -1;
}

bool collector_is_full(const struct collector *collector)
{
    const struct search_request *ask = collector->searching->ask;
    return ask->sort == SEARCH_DOCUMENT && collector->total > SEARCH_COUNT &&
           collector->count == ask->limit;
}

/* --- the end --- */

static int compare_hits(const void *a, const void *b)
{
    return is_better(a, b) ? -1 : is_better(b, a) ? 1 : 0;
}

/* Ranks documents by date; the score of a hit is minus the rank of its document. */
static enum fault rank_by_date(struct collector *collector)
{
    struct searching *searching = collector->searching;
    struct corpus *corpus = searching->corpus;
    const struct passages *passages = collector->passages;
    uint32_t *ranks = calloc((size_t)passages->documents + 1, sizeof(*ranks));
    bool row, down = searching->ask->sort == SEARCH_DATE_DOWN;
    uint32_t rank = 0;
    enum fault fault = FAULT_NONE;
    if (!ranks)
        return fault_memory(collector->searching->detail);
    sqlite3_stmt *statement =
        db_statement(&corpus->db, down ? QUERY_DOCUMENT_KEYS_BY_DATE_DOWN
                                       : QUERY_DOCUMENT_KEYS_BY_DATE);
    while (!(fault = db_step(&corpus->db, statement, &row, searching->detail)) && row) {
        int64_t document = sqlite3_column_int64(statement, 0);
        if (document >= 1 && document <= passages->documents)
            ranks[document - 1] = rank++;
    }
    sqlite3_reset(statement);
    uint32_t document = 0, end = 0;
    for (int64_t i = 0; i < collector->total && !fault; i++) {
        uint32_t passage = collector->all[i];
        if (passage >= end) {
            document = passage_document(passages, passage);
            end = passage_first(passages, (int64_t)document + 1);
        }
        offer(collector, &(struct search_hit){-(double)ranks[document - 1], passage, 0});
    }
    free(ranks);
    return fault;
}

enum fault collector_end(struct collector *collector)
{
    struct searching *searching = collector->searching;
    struct search_result *out = searching->out;
    enum fault fault = FAULT_NONE;
    if (searching->ask->sort >= SEARCH_DATE)
        fault = rank_by_date(collector);
    if (searching->ask->sort != SEARCH_DOCUMENT)
        qsort(collector->heap, collector->count, sizeof(*collector->heap), compare_hits);
    out->hits = collector->heap;
    out->count = collector->count;
    out->total =
        collector->total < SEARCH_COUNT + 1 ? collector->total : SEARCH_COUNT + 1;
    out->passage_count = (size_t)out->total;
    out->passages =
        arena_take(searching->arena, (out->passage_count + 1) * sizeof(uint32_t));
    if (!out->passages)
        fault = fault_memory(collector->searching->detail);
    else if (out->passage_count)
        memcpy(out->passages, collector->all, out->passage_count * sizeof(uint32_t));
    free(collector->all);
    collector->all = NULL;
    return fault;
}

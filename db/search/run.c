/* Going through a plan with block-max pruning, as in block-max WAND (Ding & Suel, "Faster
 * top-k document retrieval using block-max indexes", 2011).
 *
 * A range ends with the first of the current blocks of all words. The sum of the bounds
 * of these blocks is no less than any score in the range; so once there are enough hits,
 * a range whose sum does not exceed the worst of them is skipped without reading it. */
#include "internal.h"

/* The greatest weight that the count of a term can have. */
static double weight_of(const struct term_union *term_union, size_t term)
{
    return term == term_union->as_typed &&
                   term_union->as_typed_weight > term_union->weight
               ? term_union->as_typed_weight
               : term_union->weight;
}

/* Adds the bound of the range that begins at `passage` to *bound, unless it is NULL, and
 * lowers *last, its last passage. False: no passage is left. */
static bool block_bounds(struct plan *plan, uint32_t passage, double *bound,
                         uint32_t *last)
{
    bool any = false;
    if (plan->kind == TREE_WORD) {
        for (size_t i = 0; i < plan->term_union.count; i++) {
            struct postings *term = &plan->term_union.terms[i];
            if (!postings_shallow_seek(term, passage))
                continue;
            any = true;
            if (bound)
                *bound += weight_of(&plan->term_union, i) * postings_block_max(term);
            if (postings_block_last(term) < *last)
                *last = postings_block_last(term);
        }
        return any;
    }
    if (plan->kind == TREE_NOT)
        return block_bounds(&plan->children[0], passage, bound, last);
    for (size_t i = 0; i < plan->count; i++) {
        bool more = block_bounds(&plan->children[i], passage, bound, last);
        if (!more && plan->kind == TREE_AND)
            return false;
        any |= more;
    }
    return any;
}

/* Sums of bounds are rounded in another order than sums of scores. */
static const double slack = 1 + 1e-9;

/* All passages from `at` on, before `stop`. */
static enum fault walk(struct plan *plan, struct collector *collector, uint32_t at,
                       uint32_t stop)
{
    enum fault fault = FAULT_NONE;
    for (; !fault && (at = plan_seek(plan, collector->passages, at, stop)) < stop; at++) {
        if (search_out_of_time(collector->searching) || collector_is_full(collector))
            break;
        if (collector_wants(collector, at))
            fault = plan_score_passage(plan, collector, at);
    }
    return fault;
}

static enum fault run_block_max(struct plan *plan, struct collector *collector)
{
    uint32_t at = collector->first, end = collector->last + 1;
    double most = collector->proximity.count ? slack * PROXIMITY_MOST : slack;
    enum fault fault = FAULT_NONE;
    while (!fault && at < end && !search_out_of_time(collector->searching) &&
           !collector_is_full(collector)) {
        uint32_t last = POSTINGS_END - 1;
        double bound = 0, threshold = collector_threshold(collector);
        if (!block_bounds(plan, at, threshold < 0 ? NULL : &bound, &last))
            break;
        uint32_t stop = last < end ? last + 1 : end;
        if (threshold < 0 || bound * most > threshold)
            fault = walk(plan, collector, at, stop);
        at = stop;
    }
    return fault;
}

static enum fault fault_of(const struct plan *plan)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < plan->term_union.count && !fault; i++)
        fault = plan->term_union.terms[i].fault;
    for (size_t i = 0; i < plan->term_union.part_count && !fault; i++)
        fault = plan->term_union.parts[i].fault;
    for (size_t i = 0; i < plan->count && !fault; i++)
        fault = fault_of(&plan->children[i]);
    return fault;
}

enum fault search_run(struct searching *searching, struct plan *plan,
                      struct collector *collector)
{
    if (!searching->ask->literal)
        proximity_init(&collector->proximity, plan);
    enum fault fault = searching->ask->in_document ? in_document_run(plan, collector)
                                                   : run_block_max(plan, collector);
    proximity_release(&collector->proximity);
    if (!fault && (fault = fault_of(plan)) == FAULT_DAMAGED)
        (void)corpus_damaged(searching->corpus, "postings", searching->detail);
    return fault;
}

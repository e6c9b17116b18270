/* Search: from passage to passage, over stretches whose bounds promise nothing.
 *
 * A stretch is what lies within the blocks that all words are at. The sum of its blocks'
 * bounds is no less than any score in it, so once there are enough hits a stretch whose
 * sum does not beat the worst of them is stepped over unread. */
#include "internal.h"

/* --- groups --- */

static bool in_columns(const struct plan *leaf, const struct passages *passages,
                       uint32_t passage)
{
    return !leaf->columns || leaf->columns >> passage_column(passages, passage) & 1;
}

static uint32_t term_union_seek(struct term_union *term_union, uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < term_union->count; i++) {
        uint32_t found = postings_seek(&term_union->terms[i], passage, &count);
        first = found < first ? found : first;
    }
    return first;
}

static uint32_t leaf_seek(struct plan *leaf, const struct passages *passages,
                          uint32_t passage)
{
    while ((passage = term_union_seek(&leaf->term_union, passage)) != POSTINGS_END &&
           !in_columns(leaf, passages, passage))
        passage++;
    return passage;
}

/* What a term adds at most, beside its part. */
static double weight_of(const struct term_union *term_union, size_t term)
{
    return term == term_union->as_typed &&
                   term_union->as_typed_weight > term_union->weight
               ? term_union->as_typed_weight
               : term_union->weight;
}

static double leaf_score(struct plan *leaf, const struct passages *passages,
                         uint32_t passage)
{
    struct term_union *term_union = &leaf->term_union;
    uint32_t count, sum = 0, as_typed = 0;
    if (!in_columns(leaf, passages, passage))
        return 0;
    for (size_t i = 0; i < term_union->count; i++)
        if (postings_seek(&term_union->terms[i], passage, &count) == passage) {
            sum += count;
            as_typed = i == term_union->as_typed ? count : as_typed;
        }
    if (sum == 0)
        return 0;
    double quarters = column_quarters(passage_column(passages, passage)) / 4.0;
    uint32_t size = passage_size(passages, passage);
    double score =
        term_union->weight * postings_bm25(sum * quarters, size, passages->mean);
    if (as_typed && term_union->as_typed_weight > term_union->weight)
        score += (term_union->as_typed_weight - term_union->weight) *
                 postings_bm25(as_typed * quarters, size, passages->mean);
    return score;
}

/* --- trees --- */

/* The first passage that all have. */
static uint32_t seek_all(struct plan *plan, const struct passages *passages,
                         uint32_t passage, uint32_t end)
{
    for (size_t i = 0; i < plan->count && passage < end;) {
        uint32_t found = plan_seek(&plan->children[i], passages, passage, end);
        i = found == passage ? i + 1 : 0;
        passage = found;
    }
    return passage;
}

static uint32_t seek_any(struct plan *plan, const struct passages *passages,
                         uint32_t passage, uint32_t end)
{
    uint32_t first = end;
    for (size_t i = 0; i < plan->count; i++)
        first = plan_seek(&plan->children[i], passages, passage, first);
    return first;
}

static uint32_t seek_excluding(struct plan *plan, const struct passages *passages,
                               uint32_t passage, uint32_t end)
{
    for (; (passage = plan_seek(&plan->children[0], passages, passage, end)) < end;
         passage++) {
        size_t i = 1;
        while (i < plan->count &&
               plan_seek(&plan->children[i], passages, passage, passage + 1) != passage)
            i++;
        if (i == plan->count)
            return passage;
    }
    return end;
}

uint32_t plan_seek(struct plan *plan, const struct passages *passages, uint32_t passage,
                   uint32_t end)
{
    uint32_t found;
    if (plan->kind == TREE_WORD)
        found = leaf_seek(plan, passages, passage);
    else if (plan->kind == TREE_AND)
        found = seek_all(plan, passages, passage, end);
    else if (plan->kind == TREE_OR)
        found = seek_any(plan, passages, passage, end);
    else
        found = seek_excluding(plan, passages, passage, end);
    return found < end ? found : end;
}

static double score(struct plan *plan, const struct passages *passages, uint32_t passage)
{
    size_t count = plan->kind == TREE_NOT ? 1 : plan->count;
    double sum = 0;
    if (plan->kind == TREE_WORD)
        return leaf_score(plan, passages, passage);
    for (size_t i = 0; i < count; i++)
        sum += score(&plan->children[i], passages, passage);
    return sum;
}

/* Adds the bound of the stretch that begins at `passage` to *bound, unless it is NULL,
 * and brings *last, its last passage, nearer. False: there is nothing more. */
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

/* Which of those that must all be there has it? */
static uint32_t matched_words(struct plan *plan, const struct passages *passages,
                              uint32_t passage)
{
    uint32_t words = 0;
    if (plan->kind == TREE_NOT)
        plan = &plan->children[0];
    for (size_t i = 0; plan->kind == TREE_AND && i < plan->count; i++)
        if (plan_seek(&plan->children[i], passages, passage, passage + 1) == passage)
            words |= UINT32_C(1) << plan->children[i].typed % 32;
    return words;
}

/* Where words stand is looked at only where it can make a hit. */
enum fault plan_score_passage(struct plan *plan, struct collector *collector,
                              uint32_t passage)
{
    struct search_hit hit = {.passage = passage};
    if (collector->searching->ask->sort == SEARCH_RELEVANCE) {
        hit.score = score(plan, collector->passages, passage);
        if (hit.score * PROXIMITY_MOST > collector_least(collector))
            hit.score *= proximity_factor(&collector->proximity, passage);
    }
    if (collector->searching->ask->in_document)
        hit.words = matched_words(plan, collector->passages, passage);
    return collector_take(collector, hit);
}

/* Sums of bounds are made in another order than sums of scores. */
static const double slack = 1 + 1e-9;

/* All from `at` up to, not including, `stop`. */
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
        uint32_t horizon = POSTINGS_END - 1;
        double bound = 0, threshold = collector_threshold(collector);
        if (!block_bounds(plan, at, threshold < 0 ? NULL : &bound, &horizon))
            break;
        uint32_t stop = horizon < end ? horizon + 1 : end;
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
    if (!fault && (fault = fault_of(plan)))
        fault_set(searching->detail, fault, "the data set is damaged: load it again");
    return fault;
}

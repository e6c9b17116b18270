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

static uint32_t group_seek(struct group *group, uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < group->count; i++) {
        uint32_t found = postings_seek(&group->terms[i], passage, &count);
        first = found < first ? found : first;
    }
    return first;
}

static uint32_t leaf_seek(struct plan *leaf, const struct passages *passages,
                          uint32_t passage)
{
    while ((passage = group_seek(&leaf->group, passage)) != POSTINGS_END &&
           !in_columns(leaf, passages, passage))
        passage++;
    return passage;
}

/* What a term adds at most, beside its part. */
static double weight_of(const struct group *group, size_t term)
{
    return term == group->own && group->own_weight > group->weight ? group->own_weight
                                                                   : group->weight;
}

static double leaf_score(struct plan *leaf, const struct passages *passages,
                         uint32_t passage)
{
    struct group *group = &leaf->group;
    uint32_t count, sum = 0, own = 0;
    if (!in_columns(leaf, passages, passage))
        return 0;
    for (size_t i = 0; i < group->count; i++)
        if (postings_seek(&group->terms[i], passage, &count) == passage) {
            sum += count;
            own = i == group->own ? count : own;
        }
    if (sum == 0)
        return 0;
    double quarters = column_quarters(passage_column(passages, passage)) / 4.0;
    uint32_t size = passage_size(passages, passage);
    double score = group->weight * postings_part(sum * quarters, size, passages->mean);
    if (own && group->own_weight > group->weight)
        score += (group->own_weight - group->weight) *
                 postings_part(own * quarters, size, passages->mean);
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

static uint32_t seek_but(struct plan *plan, const struct passages *passages,
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
        found = seek_but(plan, passages, passage, end);
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
static bool look_ahead(struct plan *plan, uint32_t passage, double *bound, uint32_t *last)
{
    bool any = false;
    if (plan->kind == TREE_WORD) {
        for (size_t i = 0; i < plan->group.count; i++) {
            struct postings *term = &plan->group.terms[i];
            if (!postings_look(term, passage))
                continue;
            any = true;
            if (bound)
                *bound += weight_of(&plan->group, i) * postings_bound(term);
            if (postings_horizon(term) < *last)
                *last = postings_horizon(term);
        }
        return any;
    }
    if (plan->kind == TREE_NOT)
        return look_ahead(&plan->children[0], passage, bound, last);
    for (size_t i = 0; i < plan->count; i++) {
        bool more = look_ahead(&plan->children[i], passage, bound, last);
        if (!more && plan->kind == TREE_AND)
            return false;
        any |= more;
    }
    return any;
}

/* Which of those that must all be there has it? */
static uint32_t words_of(struct plan *plan, const struct passages *passages,
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
enum fault plan_take(struct plan *plan, struct collector *collector, uint32_t passage)
{
    struct search_hit hit = {.passage = passage};
    if (collector->searching->ask->sort == SEARCH_RELEVANCE) {
        hit.score = score(plan, collector->passages, passage);
        if (hit.score * NEAR_MOST > collector_least(collector))
            hit.score *= near_factor(&collector->near, passage);
    }
    if (collector->searching->ask->within)
        hit.words = words_of(plan, collector->passages, passage);
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
        if (search_is_late(collector->searching) || collector_is_full(collector))
            break;
        if (collector_wants(collector, at))
            fault = plan_take(plan, collector, at);
    }
    return fault;
}

static enum fault go_through(struct plan *plan, struct collector *collector)
{
    uint32_t at = collector->first, end = collector->last + 1;
    double most = collector->near.count ? slack * NEAR_MOST : slack;
    enum fault fault = FAULT_NONE;
    while (!fault && at < end && !search_is_late(collector->searching) &&
           !collector_is_full(collector)) {
        uint32_t horizon = POSTINGS_END - 1;
        double bound = 0, threshold = collector_threshold(collector);
        if (!look_ahead(plan, at, threshold < 0 ? NULL : &bound, &horizon))
            break;
        uint32_t stop = horizon < end ? horizon + 1 : end;
        if (threshold < 0 || bound * most > threshold)
            fault = walk(plan, collector, at, stop);
        at = stop;
    }
    return fault;
}

static enum fault damage_of(const struct plan *plan)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < plan->group.count && !fault; i++)
        fault = plan->group.terms[i].fault;
    for (size_t i = 0; i < plan->group.part_count && !fault; i++)
        fault = plan->group.parts[i].fault;
    for (size_t i = 0; i < plan->count && !fault; i++)
        fault = damage_of(&plan->children[i]);
    return fault;
}

enum fault search_run(struct searching *searching, struct plan *plan,
                      struct collector *collector)
{
    if (!searching->ask->literal)
        near_init(&collector->near, plan);
    enum fault fault = searching->ask->within ? within_run(plan, collector)
                                              : go_through(plan, collector);
    near_release(&collector->near);
    if (!fault && (fault = damage_of(plan)))
        fault_set(searching->detail, fault, "the data set is damaged: load it again");
    return fault;
}

/* Search by postings: from passage to passage, over stretches whose bounds promise
 * nothing.
 *
 * A stretch is what lies within the blocks that all words are at. The sum of its blocks'
 * bounds is no less than any score in it, so once there are enough hits a stretch whose
 * sum does not beat the worst of them is stepped over unread. */
#include "searching.h"

/* The first passage at or behind `passage` that has one of the clause's words. */
static uint32_t clause_seek(struct clause *clause, uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < clause->count; i++)
        for (size_t k = 0; k < clause->groups[i].count; k++) {
            uint32_t found = postings_seek(&clause->groups[i].terms[k], passage, &count);
            first = found < first ? found : first;
        }
    return first;
}

/* The first passage at or behind `passage` that has all, before `end`; or `end`. */
static uint32_t plan_seek(struct plan *plan, uint32_t passage, uint32_t end)
{
    size_t agreed = 0;
    while (agreed < plan->count && passage < end) {
        agreed = 0;
        for (size_t i = 0; i < plan->count; i++) {
            struct clause *clause = &plan->clauses[i];
            uint32_t found = clause_seek(clause, passage);
            bool good = clause->excluded ? found != passage : found == passage;
            if (!good) {
                passage = clause->excluded ? passage + 1 : found;
                break;
            }
            agreed++;
        }
    }
    return passage < end ? passage : end;
}

static double score_group(struct group *group, const struct passages *passages,
                          uint32_t passage)
{
    uint32_t count, sum = 0;
    for (size_t i = 0; i < group->count; i++)
        if (postings_seek(&group->terms[i], passage, &count) == passage)
            sum += count;
    if (sum == 0)
        return 0;
    double frequency = sum * column_quarters(passage_column(passages, passage)) / 4.0;
    return group->weight *
           postings_part(frequency, passage_size(passages, passage), passages->mean);
}

static double score(struct plan *plan, const struct passages *passages, uint32_t passage)
{
    double sum = 0;
    for (size_t i = 0; i < plan->count; i++)
        for (size_t k = 0; !plan->clauses[i].excluded && k < plan->clauses[i].count; k++)
            sum += score_group(&plan->clauses[i].groups[k], passages, passage);
    return sum;
}

/* The bound of the stretch that begins at `passage`, and its last passage. False: a
 * clause has nothing more. */
static bool look_ahead(struct plan *plan, uint32_t passage, double *bound, uint32_t *last)
{
    *bound = 0;
    *last = POSTINGS_END - 1;
    for (size_t i = 0; i < plan->count; i++) {
        struct clause *clause = &plan->clauses[i];
        bool any = false;
        if (clause->excluded)
            continue;
        for (size_t k = 0; k < clause->count; k++)
            for (size_t t = 0; t < clause->groups[k].count; t++) {
                struct postings *term = &clause->groups[k].terms[t];
                if (!postings_look(term, passage))
                    continue;
                any = true;
                *bound += clause->groups[k].weight * postings_bound(term);
                if (postings_horizon(term) < *last)
                    *last = postings_horizon(term);
            }
        if (!any)
            return false;
    }
    return true;
}

static enum fault take(struct plan *plan, struct collector *collector, uint32_t passage)
{
    bool ranked = collector->searching->ask->sort == SEARCH_RELEVANCE;
    return collector_take(collector, passage,
                          ranked ? score(plan, collector->passages, passage) : 0);
}

/* Sums of bounds are made in another order than sums of scores. */
static const double slack = 1 + 1e-9;

/* All from `at` up to, not including, `stop`. */
static enum fault walk(struct plan *plan, struct collector *collector, uint32_t at,
                       uint32_t stop)
{
    enum fault fault = FAULT_NONE;
    for (; !fault && (at = plan_seek(plan, at, stop)) < stop; at++) {
        if (search_is_late(collector->searching) || collector_is_full(collector))
            break;
        if (collector_wants(collector, at))
            fault = take(plan, collector, at);
    }
    return fault;
}

static enum fault run(struct plan *plan, struct collector *collector)
{
    uint32_t at = collector->first, end = collector->last + 1, horizon;
    enum fault fault = FAULT_NONE;
    double bound;
    while (!fault && at < end && !search_is_late(collector->searching) &&
           !collector_is_full(collector) && look_ahead(plan, at, &bound, &horizon)) {
        double threshold = collector_threshold(collector);
        uint32_t stop = horizon < end ? horizon + 1 : end;
        if (threshold < 0 || bound * slack > threshold)
            fault = walk(plan, collector, at, stop);
        at = stop;
    }
    return fault;
}

static enum fault damage_of(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        for (size_t k = 0; k < plan->clauses[i].count; k++)
            for (size_t t = 0; t < plan->clauses[i].groups[k].count; t++)
                if (plan->clauses[i].groups[k].terms[t].fault)
                    return plan->clauses[i].groups[k].terms[t].fault;
    return FAULT_NONE;
}

enum fault search_postings(struct searching *searching, struct collector *collector)
{
    struct plan plan;
    enum fault fault = plan_make(searching, &plan);
    if (!fault)
        fault = run(&plan, collector);
    return fault ? fault : damage_of(&plan);
}

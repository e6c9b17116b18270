/* A plan, passage by passage: which is next, and what its score is (BM25, Robertson). */
#include "internal.h"

/* --- leaves: term unions --- */

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

/* The first passage that matches all children. */
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

static double plan_score(struct plan *plan, const struct passages *passages,
                         uint32_t passage)
{
    size_t count = plan->kind == TREE_NOT ? 1 : plan->count;
    double sum = 0;
    if (plan->kind == TREE_WORD)
        return leaf_score(plan, passages, passage);
    for (size_t i = 0; i < count; i++)
        sum += plan_score(&plan->children[i], passages, passage);
    return sum;
}

/* Which of the words that must all be there does the passage have? */
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

/* Positions are read only when the factor can make the passage a hit. */
enum fault plan_score_passage(struct plan *plan, struct collector *collector,
                              uint32_t passage)
{
    struct search_hit hit = {.passage = passage};
    if (collector->searching->ask->sort == SEARCH_RELEVANCE) {
        hit.score = plan_score(plan, collector->passages, passage);
        if (hit.score * PROXIMITY_MOST > collector_least(collector))
            hit.score *= proximity_factor(&collector->proximity, passage);
    }
    if (collector->searching->ask->in_document)
        hit.words = matched_words(plan, collector->passages, passage);
    return collector_take(collector, hit);
}

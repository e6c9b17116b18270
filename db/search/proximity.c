/* Proximity: how near to each other words occur that were typed side by side.
 *
 * "marshall plan" means the Plan more often than a Marshall in a planning staff. For each
 * two neighbours among the words that must all be there the nearest positions count: the
 * second right after the first is worth most, and that falls with the square of the
 * distance; the other way round is worth half. */
#include "internal.h"

#include <stdlib.h>

enum { PARTS = 32 }; /* a word of more forms is a prefix, hardly part of a name */

static struct term_union *word_typed_at(struct plan *all, size_t typed)
{
    for (size_t i = 0; i < all->count; i++) {
        struct plan *child = &all->children[i];
        bool word = child->kind == TREE_WORD && child->term_union.part_count > 0 &&
                    child->term_union.part_count <= PARTS;
        if (child->typed == typed)
            return word ? &child->term_union : NULL;
    }
    return NULL;
}

void proximity_init(struct proximity *proximity, struct plan *plan)
{
    *proximity = (struct proximity){.count = 0};
    if (plan->kind == TREE_NOT)
        plan = &plan->children[0];
    if (plan->kind != TREE_AND)
        return;
    for (size_t i = 0; i + 1 < plan->count && proximity->count < TREE_TERMS; i++) {
        struct term_union *left = word_typed_at(plan, i),
                          *right = word_typed_at(plan, i + 1);
        if (!left || !right)
            continue;
        proximity->pairs[proximity->count][0] = left;
        proximity->pairs[proximity->count++][1] = right;
    }
}

void proximity_release(struct proximity *proximity)
{
    free(proximity->left.at);
    free(proximity->right.at);
    *proximity = (struct proximity){.count = 0};
}

/* The positions of a word in all its forms; fewer when they cannot be read. */
static void read_positions(struct term_union *word, uint32_t passage,
                           struct position_list *out)
{
    size_t forms = 0;
    uint32_t count;
    out->count = 0;
    for (size_t i = 0; i < word->part_count; i++) {
        struct postings *part = &word->parts[i];
        if (postings_seek(part, passage, &count) != passage)
            continue;
        if (!postings_positions(part, count, out))
            return;
        forms++;
    }
    if (forms > 1)
        position_list_sort(out);
}

static double better_pair(double best, double worth, uint32_t distance)
{
    double found = worth / ((double)distance * distance);
    return found > best ? found : best;
}

/* From 0 to 1, by the nearest positions of the two. */
static double pair_proximity(const struct position_list *left,
                             const struct position_list *right)
{
    double best = 0;
    size_t next = 0;
    for (size_t i = 0; i < left->count; i++) {
        while (next < right->count && right->at[next] <= left->at[i])
            next++;
        if (next < right->count)
            best = better_pair(best, 1, right->at[next] - left->at[i]);
        if (next > 0 && right->at[next - 1] < left->at[i])
            best = better_pair(best, 0.5, left->at[i] - right->at[next - 1]);
    }
    return best;
}

double proximity_factor(struct proximity *proximity, uint32_t passage)
{
    double sum = 0;
    if (proximity->count == 0)
        return 1;
    for (size_t i = 0; i < proximity->count; i++) {
        read_positions(proximity->pairs[i][0], passage, &proximity->left);
        read_positions(proximity->pairs[i][1], passage, &proximity->right);
        sum += pair_proximity(&proximity->left, &proximity->right);
    }
    return 1 + (PROXIMITY_MOST - 1) * sum / (double)proximity->count;
}

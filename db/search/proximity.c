/* Search: how near to each other words stand that were typed side by side.
 *
 * "marshall plan" means the Plan more often than a Marshall in a planning staff. Of each
 * two neighbours among the words that must all be there the nearest places count: one
 * behind the other is all there is to have, and it falls with the square of the
 * distance; the other way round it is half as much. */
#include "internal.h"

#include <stdlib.h>

enum { PARTS = 32 }; /* a word of more forms is a beginning, hardly a name */

static struct group *word_typed_at(struct plan *all, size_t typed)
{
    for (size_t i = 0; i < all->count; i++) {
        struct plan *child = &all->children[i];
        bool word = child->kind == TREE_WORD && child->group.part_count > 0 &&
                    child->group.part_count <= PARTS;
        if (child->typed == typed)
            return word ? &child->group : NULL;
    }
    return NULL;
}

void near_init(struct nearness *near, struct plan *plan)
{
    *near = (struct nearness){.count = 0};
    if (plan->kind == TREE_NOT)
        plan = &plan->children[0];
    if (plan->kind != TREE_AND)
        return;
    for (size_t i = 0; i + 1 < plan->count && near->count < TREE_TERMS; i++) {
        struct group *left = word_typed_at(plan, i), *right = word_typed_at(plan, i + 1);
        if (!left || !right)
            continue;
        near->pairs[near->count][0] = left;
        near->pairs[near->count++][1] = right;
    }
}

void near_release(struct nearness *near)
{
    free(near->left.at);
    free(near->right.at);
    *near = (struct nearness){.count = 0};
}

static int compare(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The places of a word in all its forms; none where they cannot be had. */
static void read_places(struct group *word, uint32_t passage, struct numbers *out)
{
    size_t forms = 0;
    uint32_t count;
    out->count = 0;
    for (size_t i = 0; i < word->part_count; i++) {
        struct postings *part = &word->parts[i];
        if (postings_seek(part, passage, &count) != passage)
            continue;
        if (!numbers_reserve(out, count) ||
            !postings_places(part, out->at + out->count, count))
            return;
        out->count += count;
        forms++;
    }
    if (forms > 1)
        qsort(out->at, out->count, sizeof(*out->at), compare);
}

static double better(double best, double worth, uint32_t distance)
{
    double found = worth / ((double)distance * distance);
    return found > best ? found : best;
}

/* From 0 to 1, by the nearest two. */
static double pair_nearness(const struct numbers *left, const struct numbers *right)
{
    double best = 0;
    size_t next = 0;
    for (size_t i = 0; i < left->count; i++) {
        while (next < right->count && right->at[next] <= left->at[i])
            next++;
        if (next < right->count)
            best = better(best, 1, right->at[next] - left->at[i]);
        if (next > 0 && right->at[next - 1] < left->at[i])
            best = better(best, 0.5, left->at[i] - right->at[next - 1]);
    }
    return best;
}

double near_factor(struct nearness *near, uint32_t passage)
{
    double sum = 0;
    if (near->count == 0)
        return 1;
    for (size_t i = 0; i < near->count; i++) {
        read_places(near->pairs[i][0], passage, &near->left);
        read_places(near->pairs[i][1], passage, &near->right);
        sum += pair_nearness(&near->left, &near->right);
    }
    return 1 + (NEAR_MOST - 1) * sum / (double)near->count;
}

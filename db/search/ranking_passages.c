/* The passages of a document that was found, and what they add to its score. */
#include "base/array.h"
#include "ranking.h"

#include <math.h>
#include <stdlib.h>

enum {
    NEAR = 8, /* words between neighbours, at most */
    PASSAGES_WORTH = 2
};
static const double LEAST_IDF = 0.5; /* of a word whose places are looked at */
static const double PASSAGES_SHARE = 0.4, NEAR_MOST = 1.5, PASSAGE_LENGTH_PART = 0.75;

/* A word of the query where it stands. */
struct occurrence {
    uint32_t passage, position;
    uint32_t group; /* in order of idf */
    uint32_t count; /* 1, or of what has no positions */
    double weight;
};

struct look {
    struct ranking *ranking;
    const struct ranking_unit *unit;
    struct occurrence *list; /* malloc'ed */
    size_t count, room;
    size_t typed; /* groups of typed words whose places are looked at */
    struct position_list positions;
    size_t by_number[RANKED_GROUPS]; /* index of a group by its number */
    double frequencies[RANKED_GROUPS], near[RANKED_GROUPS];
};

static bool add(struct look *look, struct occurrence occurrence)
{
    if (!array_room(&look->list, look->count, &look->room, sizeof(*look->list)))
        return false;
    look->list[look->count++] = occurrence;
    return true;
}

/* Where a term stands in the unit. */
static bool gather_term(struct look *look, uint32_t group, struct ranking_term *term)
{
    uint32_t at, count;
    for (at = postings_seek(term->postings, look->unit->first, &count);
         at < look->unit->end; at = postings_seek(term->postings, at + 1, &count)) {
        struct occurrence found = {at, UINT32_MAX, group, count, term->weight};
        if (!ranking_in_columns(look->ranking, at))
            continue;
        if (!term->positions) {
            if (!add(look, found))
                return false;
            continue;
        }
        look->positions.count = 0;
        if (!postings_positions(term->postings, count, &look->positions))
            return false;
        found.count = 1;
        for (size_t i = 0; i < look->positions.count; i++) {
            found.position = look->positions.at[i];
            if (!add(look, found))
                return false;
        }
    }
    return true;
}

/* --- one passage --- */

static double better(double best, double worth, const struct occurrence *a,
                     const struct occurrence *b)
{
    double distance = (double)b->position - a->position;
    double found = worth * a->weight * b->weight / (distance * distance);
    return found > best ? found : best;
}

/* Raises the nearness of groups that were typed side by side. */
static void look_near(struct look *look, const struct occurrence *list, size_t count)
{
    const struct ranking_group *groups = look->ranking->groups;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && list[k].position != UINT32_MAX &&
                               list[k].position - list[i].position <= NEAR;
             k++) {
            size_t left = groups[list[i].group].number,
                   right = groups[list[k].group].number;
            if (list[k].position == list[i].position)
                continue;
            if (right == left + 1)
                look->near[left] = better(look->near[left], 1, &list[i], &list[k]);
            else if (left == right + 1)
                look->near[right] = better(look->near[right], 0.5, &list[i], &list[k]);
        }
}

/* From 0 to 1: how near to each other neighbours stand, by the rarer of each two. */
static double nearness(const struct look *look)
{
    const struct ranking *ranking = look->ranking;
    double sum = 0, all = 0;
    for (size_t i = 0; i + 1 < ranking->count; i++) {
        double left = ranking->groups[look->by_number[i]].idf,
               right = ranking->groups[look->by_number[i + 1]].idf;
        double rarer = left < right ? left : right;
        sum += rarer * look->near[i];
        all += rarer;
    }
    return all > 0 ? sum / all : 0;
}

static struct search_hit score_passage(struct look *look, const struct occurrence *list,
                                       size_t count)
{
    const struct ranking *ranking = look->ranking;
    const struct passages *passages = ranking->passages;
    struct search_hit hit = {.passage = list[0].passage};
    double length = passage_size(passages, hit.passage) / passages->mean, share = 0;
    memset(look->frequencies, 0, sizeof(look->frequencies));
    memset(look->near, 0, sizeof(look->near));
    for (size_t i = 0; i < count; i++)
        look->frequencies[list[i].group] += list[i].count * list[i].weight;
    for (size_t i = 0; i < ranking->count; i++) {
        const struct ranking_group *group = &ranking->groups[i];
        double frequency = look->frequencies[i];
        if (frequency <= 0)
            continue;
        hit.score +=
            group->idf * ranking_saturate(frequency, PASSAGE_LENGTH_PART, length);
        share += group->share * (frequency < 1 ? frequency : 1);
        if (group->number < ranking->query->typed)
            hit.words |= UINT32_C(1) << group->number;
    }
    look_near(look, list, count);
    hit.score *= 1 + NEAR_MOST * nearness(look);
    if (ranking->shares > 0)
        hit.score *= pow(share / ranking->shares, ranking->power);
    return hit;
}

/* --- all of a unit --- */

static int compare(const void *a, const void *b)
{
    const struct occurrence *left = a, *right = b;
    if (left->passage != right->passage)
        return left->passage < right->passage ? -1 : 1;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    return (left->group > right->group) - (left->group < right->group);
}

static unsigned words_of(const struct search_hit *hit)
{
    return (unsigned)__builtin_popcount(hit->words);
}

/* Those with more of the words come first, then by score. */
static bool comes_before(const struct look *look, const struct search_hit *a,
                         const struct search_hit *b)
{
    bool a_has_all = words_of(a) >= look->typed, b_has_all = words_of(b) >= look->typed;
    if (a_has_all != b_has_all)
        return a_has_all;
    return a->score > b->score || (a->score == b->score && a->passage < b->passage);
}

static void keep(const struct look *look, struct ranked_unit *hit,
                 const struct search_hit *passage)
{
    size_t at = hit->best_count;
    while (at > 0 && comes_before(look, passage, &hit->best[at - 1]))
        at--;
    if (at == RANKED_PASSAGES)
        return;
    hit->best_count += hit->best_count < RANKED_PASSAGES;
    memmove(&hit->best[at + 1], &hit->best[at],
            (hit->best_count - 1 - at) * sizeof(*hit->best));
    hit->best[at] = *passage;
}

static void score_all(struct look *look, struct ranked_unit *hit, bool again)
{
    double best[PASSAGES_WORTH] = {0};
    if (look->count)
        qsort(look->list, look->count, sizeof(*look->list), compare);
    for (size_t i = 0, end; i < look->count; i = end) {
        for (end = i;
             end < look->count && look->list[end].passage == look->list[i].passage;)
            end++;
        struct search_hit passage = score_passage(look, look->list + i, end - i);
        double held = passage.score;
        for (size_t k = 0; k < PASSAGES_WORTH; k++)
            if (held > best[k]) {
                double lower = best[k];
                best[k] = held;
                held = lower;
            }
        keep(look, hit, &passage);
    }
    for (size_t k = 0; again && k < PASSAGES_WORTH; k++)
        hit->score += PASSAGES_SHARE * best[k];
}

/* Notes which alternatives of a group are in the unit. */
static void tell_found(struct ranking_group *group, const struct ranking_unit *unit)
{
    uint32_t count;
    for (size_t i = 0; i < group->term_count; i++) {
        struct ranking_term *term = &group->terms[i];
        if (term->of && !term->of->found)
            term->of->found =
                postings_seek(term->postings, unit->first, &count) < unit->end;
    }
    for (size_t i = 0; i < group->entity_count; i++) {
        struct ranking_entity *entity = &group->entities[i];
        if (entity->next < entity->count &&
            entity->list[entity->next].passage == unit->document)
            entity->of->found = true;
    }
}

/* Which typed words the unit lacks, in all that they stand for. */
static void tell_lacking(struct look *look, struct ranked_unit *hit)
{
    struct ranking *ranking = look->ranking;
    for (size_t i = 0; i < ranking->count; i++) {
        struct ranking_group *group = &ranking->groups[i];
        for (size_t k = 0; k < group->term_count; k++)
            group->terms[k].at = 0; /* units are looked at in any order */
        for (size_t k = 0; k < group->entity_count; k++)
            group->entities[k].next = 0;
        if (ranking_frequency(ranking, group, look->unit) > 0)
            tell_found(group, look->unit);
        else if (group->number < ranking->query->typed)
            hit->lacking |= UINT64_C(1) << group->number;
    }
}

enum fault ranking_look(struct ranking *ranking, struct ranked_unit *hit, bool again)
{
    struct ranking_unit unit = {0};
    ranking_unit_of(ranking, hit->passage, &unit);
    struct look look = {.ranking = ranking, .unit = &unit};
    bool good = true;
    /* Where all words are common, their places are looked at all the same. */
    double most = ranking->count ? ranking->groups[ranking->count - 1].idf : 0;
    double least = most >= LEAST_IDF ? LEAST_IDF : 0;
    for (size_t i = 0; i < ranking->count; i++)
        look.by_number[ranking->groups[i].number] = i;
    for (size_t i = 0; i < ranking->count && good; i++) {
        struct ranking_group *group = &ranking->groups[i];
        if (group->idf < least && !group->as->binds)
            continue;
        look.typed += group->number < ranking->query->typed;
        for (size_t k = 0; k < group->part_count && good; k++)
            good = gather_term(&look, (uint32_t)i, &group->parts[k]);
    }
    if (good)
        score_all(&look, hit, again);
    tell_lacking(&look, hit);
    free(look.list);
    free(look.positions.at);
    return good ? FAULT_NONE : fault_memory(ranking->searching.detail);
}

/* The best units of a ranking, by MaxScore (Turtle & Flood, "Query evaluation: strategies
 * and optimizations", 1995).
 *
 * Groups are in order of what they can add to a score at most. Once there are enough
 * hits, the groups at the front which cannot make a hit by themselves, all together, are
 * not gone through: they are only asked for units that the others have, and no longer
 * asked where what is left cannot make up for what is missing. Coordination makes the
 * bounds tighter: what only few groups can have is multiplied with their share. */
#include "ranking.h"

#include <math.h>

static const double MOST = 2.2; /* of BM25 for a group of weight 1: k1 + 1 */

struct unit_search {
    struct ranking *ranking;
    struct ranked_unit *heap; /* the worst first */
    size_t count, most;
    size_t first_needed; /* groups from here on are gone through */
    double scores[RANKED_GROUPS + 1], shares[RANKED_GROUPS + 1]; /* of groups before */
    struct ranking_group *driver; /* binding, the rarest of those; or NULL */
    struct ranking_unit unit;
};

static double threshold(const struct unit_search *search)
{
    return search->count == search->most ? search->heap[0].score : -1;
}

/* Rounded up: what a share of coordination multiplies a score with at most. */
static double power_bound(const struct ranking *ranking, double share)
{
    double part = ranking->shares > 0 ? share / ranking->shares : 0;
    size_t at = (size_t)ceil(part * 256 + 1e-6);
    return ranking->powers[at < 256 ? at : 256];
}

static double bound(const struct unit_search *search, double score, double share)
{
    return score * power_bound(search->ranking, share) * (1 + 1e-9);
}

static bool is_better(const struct ranked_unit *a, const struct ranked_unit *b)
{
    return a->score > b->score || (a->score == b->score && a->passage < b->passage);
}

static void sift_down(struct ranked_unit *heap, size_t count, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1;
        if (left < count && is_better(&heap[worst], &heap[left]))
            worst = left;
        if (left + 1 < count && is_better(&heap[worst], &heap[left + 1]))
            worst = left + 1;
        if (worst == at)
            return;
        struct ranked_unit held = heap[at];
        heap[at] = heap[worst];
        heap[worst] = held;
        at = worst;
    }
}

/* Groups that cannot make a hit, all together, are no longer gone through. */
static void raise_threshold(struct unit_search *search)
{
    while (search->first_needed < search->ranking->count &&
           bound(search, search->scores[search->first_needed + 1],
                 search->shares[search->first_needed + 1]) <= threshold(search))
        search->first_needed++;
}

static void offer(struct unit_search *search, double score, uint32_t passage)
{
    struct ranked_unit hit = {.score = score, .passage = passage};
    if (search->count < search->most) {
        size_t at = search->count++;
        for (; at > 0 && is_better(&search->heap[(at - 1) / 2], &hit); at = (at - 1) / 2)
            search->heap[at] = search->heap[(at - 1) / 2];
        search->heap[at] = hit;
    } else if (is_better(&hit, &search->heap[0])) {
        search->heap[0] = hit;
        sift_down(search->heap, search->count, 0);
    } else {
        return;
    }
    if (search->count == search->most)
        raise_threshold(search);
}

/* --- going through them --- */

/* The next passage, `passage` or after it, of a unit that may be a hit. */
static uint32_t next(struct unit_search *search, uint32_t passage)
{
    struct ranking *ranking = search->ranking;
    uint32_t first = POSTINGS_END;
    if (search->driver)
        return ranking_group_seek(ranking, search->driver, passage);
    for (size_t i = search->first_needed; i < ranking->count; i++) {
        struct ranking_group *group = &ranking->groups[i];
        uint32_t at =
            group->at < passage ? ranking_group_seek(ranking, group, passage) : group->at;
        first = at < first ? at : first;
    }
    return first;
}

/* Scores the unit as far as it may be a hit. */
static void look_at(struct unit_search *search)
{
    struct ranking *ranking = search->ranking;
    const struct ranking_unit *unit = &search->unit;
    double score = 0, share = 0, most = threshold(search);
    double length = ranking_unit_size(ranking, unit) / ranking->mean;
    for (size_t i = ranking->count; i-- > 0;) {
        struct ranking_group *group = &ranking->groups[i];
        if (most >= 0 && bound(search, score + search->scores[i + 1],
                               share + search->shares[i + 1]) <= most)
            return;
        if (!search->driver && i >= search->first_needed && group->at >= unit->end)
            continue;
        double frequency = ranking_frequency(ranking, group, unit);
        if (frequency <= 0 && group->as->binds)
            return;
        if (frequency <= 0)
            continue;
        score += group->idf * ranking_saturate(frequency, ranking->length_part, length);
        share += group->share * (frequency < 1 ? frequency : 1);
    }
    if (score <= 0 || ranking->shares <= 0)
        return;
    score *= pow(share / ranking->shares, ranking->power);
    if (score > most && ranking_wants(ranking, unit))
        offer(search, score, unit->first);
}

static enum fault run(struct unit_search *search)
{
    struct ranking *ranking = search->ranking;
    const struct ranked_request *request = ranking->request;
    uint32_t passage = ranking->collector.first;
    size_t without = 0;
    while (passage <= ranking->collector.last &&
           !search_out_of_time(&ranking->searching)) {
        uint32_t found = next(search, passage);
        if (found > ranking->collector.last)
            break;
        ranking_unit_of(ranking, found, &search->unit);
        passage = search->unit.end;
        while (without < request->without_count && request->without[without] < found)
            without++;
        if (without < request->without_count && request->without[without] == found)
            continue;
        look_at(search);
    }
    return FAULT_NONE;
}

/* Of the groups that bind, the one in fewest documents leads. */
static struct ranking_group *find_driver(struct ranking *ranking)
{
    struct ranking_group *driver = NULL;
    for (size_t i = 0; i < ranking->count; i++) {
        struct ranking_group *group = &ranking->groups[i];
        if (group->as->binds && (!driver || group->documents < driver->documents))
            driver = group;
    }
    return driver;
}

enum fault ranking_find(struct ranking *ranking, struct ranked_unit *hits, size_t most,
                        size_t *count)
{
    struct unit_search search = {.ranking = ranking, .heap = hits, .most = most};
    for (size_t i = 0; i < ranking->count; i++) {
        search.scores[i + 1] = search.scores[i] + MOST * ranking->groups[i].idf;
        search.shares[i + 1] = search.shares[i] + ranking->groups[i].share;
    }
    for (size_t i = 0; i <= 256; i++)
        ranking->powers[i] = pow((double)i / 256, ranking->power);
    search.driver = find_driver(ranking);
    enum fault fault = most > 0 ? run(&search) : FAULT_NONE;
    *count = search.count;
    for (size_t end = search.count; end > 1; end--) { /* a heap sort: the best first */
        struct ranked_unit worst = hits[0];
        hits[0] = hits[end - 1];
        hits[end - 1] = worst;
        sift_down(hits, end - 1, 0);
    }
    return fault;
}

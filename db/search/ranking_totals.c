/* How many units have any of the words, and how many documents have all of them: counted
 * apart from the ranking, which leaves most out, and only as far as that is cheap. */
#include "ranking.h"

#include <stdlib.h>

enum {
    COUNT_POSTINGS = 200000, /* read for the units with any of the words */
    COUNT_DOCUMENTS = 20000  /* looked at for those with all of them */
};

static uint32_t number_of(const struct ranking *ranking, struct ranking_unit *unit,
                          uint32_t passage)
{
    ranking_unit_of(ranking, passage, unit);
    return ranking->request->passages ? passage : unit->document;
}

struct marks {
    unsigned char *bits;
    int64_t count;
    uint64_t postings; /* that were read */
    bool cut;
};

static void mark(struct ranking *ranking, struct marks *marks, uint32_t passage,
                 struct ranking_unit *unit)
{
    uint32_t number = number_of(ranking, unit, passage);
    unsigned char bit = (unsigned char)(1 << number % 8);
    if (marks->bits[number / 8] & bit || !ranking_wants(ranking, unit))
        return;
    marks->bits[number / 8] |= bit;
    marks->count++;
}

static void mark_term(struct ranking *ranking, struct marks *marks,
                      struct postings *postings)
{
    struct ranking_unit unit = {0};
    uint32_t count, at = postings_seek(postings, ranking->collector.first, &count);
    while (at <= ranking->collector.last && !search_out_of_time(&ranking->searching)) {
        marks->cut |= marks->postings++ >= COUNT_POSTINGS || marks->count > SEARCH_COUNT;
        if (marks->cut)
            return;
        if (ranking_in_columns(ranking, at))
            mark(ranking, marks, at, &unit);
        at = postings_seek(postings, at + 1, &count);
    }
}

static void mark_entity(struct ranking *ranking, struct marks *marks,
                        const struct ranking_entity *entity)
{
    const struct document_filter *filter = &ranking->request->ask->filter;
    struct ranking_unit unit = {0};
    for (uint32_t i = 0; i < entity->count && !marks->cut; i++) {
        uint32_t document = entity->list[i].passage;
        marks->cut |= marks->postings++ >= COUNT_POSTINGS || marks->count > SEARCH_COUNT;
        if (document >= filter->first && document <= filter->last)
            mark(ranking, marks, passage_first(ranking->passages, document), &unit);
    }
}

/* A group that binds has all that is found. */
static bool is_counted(const struct ranking *ranking, const struct ranking_group *group)
{
    bool binds = false;
    for (size_t i = 0; i < ranking->count; i++)
        binds |= ranking->groups[i].as->binds;
    return !binds || group->as->binds;
}

/* The marked units, in order. */
static enum fault list_units(struct ranking *ranking, const struct marks *marks,
                             size_t units, struct ranked_result *out)
{
    const struct passages *passages = ranking->passages;
    out->units = arena_take(ranking->searching.arena,
                            ((size_t)marks->count + 1) * sizeof(*out->units));
    if (!out->units)
        return fault_memory(ranking->searching.detail);
    for (size_t i = 1; i <= units; i++)
        if (marks->bits[i / 8] >> i % 8 & 1)
            out->units[out->unit_count++] = ranking->request->passages
                                                ? (uint32_t)i
                                                : passage_first(passages, (int64_t)i);
    return FAULT_NONE;
}

/* Is it plain without reading that one word alone is in more than are counted? */
static bool is_surely_many(const struct ranking *ranking)
{
    const struct collector *collector = &ranking->collector;
    const struct ranked_request *request = ranking->request;
    if (collector->wanted || request->ask->columns || request->list ||
        ranking->query->excluded_count || collector->first > 1 ||
        collector->last < ranking->passages->count)
        return false;
    bool many = false;
    for (size_t i = 0; i < ranking->count; i++) {
        const struct ranking_group *group = &ranking->groups[i];
        if (group->as->binds)
            return false;
        for (size_t k = 0; k < group->term_count; k++) {
            const struct postings *postings = group->terms[k].postings;
            many |= (request->passages ? postings->total : postings->documents) >
                    SEARCH_COUNT;
        }
    }
    return many;
}

static enum fault count_some(struct ranking *ranking, struct ranked_result *out)
{
    enum fault fault = FAULT_NONE;
    if (is_surely_many(ranking)) {
        out->some = (struct ranked_count){SEARCH_COUNT + 1, true};
        return FAULT_NONE;
    }
    size_t units = ranking->request->passages ? ranking->passages->count
                                              : ranking->passages->documents;
    struct marks marks = {.bits = calloc(units / 8 + 1, 1)};
    size_t binding = 0;
    if (!marks.bits)
        return fault_memory(ranking->searching.detail);
    for (size_t i = ranking->count; i-- > 0;) { /* the rarest first */
        struct ranking_group *group = &ranking->groups[i];
        if (!is_counted(ranking, group) || binding)
            continue;
        binding += group->as->binds;
        for (size_t k = 0; k < group->term_count && !marks.cut; k++)
            mark_term(ranking, &marks, group->terms[k].postings);
        for (size_t k = 0; k < group->entity_count && !marks.cut; k++)
            mark_entity(ranking, &marks, &group->entities[k]);
    }
    out->some = (struct ranked_count){marks.count,
                                      marks.cut || ranking->searching.out->timed_out};
    if (ranking->request->list)
        fault = list_units(ranking, &marks, units, out);
    free(marks.bits);
    return fault;
}

/* --- all of the words --- */

static bool is_typed(const struct ranking *ranking, const struct ranking_group *group)
{
    return group->number < ranking->query->typed;
}

/* The first passage of a typed word, in no other's sense, from `passage` on. */
static uint32_t seek_typed(const struct ranking *ranking, struct ranking_group *group,
                           uint32_t passage)
{
    uint32_t first = POSTINGS_END, count;
    for (size_t i = 0; i < group->term_count; i++) {
        if (group->terms[i].of)
            continue;
        uint32_t at = postings_seek(group->terms[i].postings, passage, &count);
        while (at < first && !ranking_in_columns(ranking, at))
            at = postings_seek(group->terms[i].postings, at + 1, &count);
        first = at < first ? at : first;
    }
    return first;
}

/* Has one passage of the document all of them? `lead` is the rarest. */
static bool has_whole_passage(struct ranking *ranking, struct ranking_group *lead,
                              const struct ranking_unit *document)
{
    uint32_t at = seek_typed(ranking, lead, document->first);
    while (at < document->end) {
        uint32_t found = at;
        for (size_t i = 0; i < ranking->count && found == at; i++)
            if (is_typed(ranking, &ranking->groups[i]))
                found = seek_typed(ranking, &ranking->groups[i], at);
        if (found == at)
            return true;
        at = found < document->end ? seek_typed(ranking, lead, at + 1) : found;
    }
    return false;
}

static struct ranking_group *rarest_typed(struct ranking *ranking)
{
    struct ranking_group *rarest = NULL;
    for (size_t i = 0; i < ranking->count; i++) {
        struct ranking_group *group = &ranking->groups[i];
        if (is_typed(ranking, group) && (!rarest || group->documents < rarest->documents))
            rarest = group;
    }
    return rarest;
}

/* The first document that may have all of them, from the one of `passage` on: where one
 * of them comes only later, nothing before has all. */
static uint32_t skip(struct ranking *ranking, const struct ranking_unit *document)
{
    for (size_t i = 0; i < ranking->count; i++) {
        if (!is_typed(ranking, &ranking->groups[i]))
            continue;
        uint32_t at = seek_typed(ranking, &ranking->groups[i], document->first);
        if (at >= document->end) {
            struct ranking_unit later = {0};
            if (at > ranking->collector.last)
                return at;
            ranking_unit_of(ranking, at, &later);
            return later.first;
        }
    }
    return document->first;
}

static void count_whole(struct ranking *ranking, struct ranked_result *out)
{
    struct ranking_group *lead = rarest_typed(ranking);
    struct ranking_unit unit = {0};
    uint32_t at = ranking->collector.first;
    struct ranked_request documents = *ranking->request;
    const struct ranked_request *request = ranking->request;
    documents.passages = false;
    ranking->request = &documents; /* whatever is ranked */
    for (uint32_t looked = 0; lead && !search_out_of_time(&ranking->searching);) {
        at = seek_typed(ranking, lead, at);
        if (at > ranking->collector.last)
            break;
        ranking_unit_of(ranking, at, &unit);
        at = skip(ranking, &unit);
        if (looked++ >= COUNT_DOCUMENTS || out->whole_documents.count > SEARCH_COUNT) {
            out->whole_documents.at_least = out->whole_passages.at_least = true;
            break;
        }
        if (at != unit.first)
            continue;
        at = unit.end;
        if (!ranking_wants(ranking, &unit))
            continue;
        out->whole_documents.count++;
        out->whole_passages.count += has_whole_passage(ranking, lead, &unit);
    }
    ranking->request = request;
    if (ranking->searching.out->timed_out)
        out->whole_documents.at_least = out->whole_passages.at_least = true;
}

enum fault ranking_count(struct ranking *ranking, struct ranked_result *out)
{
    enum fault fault = count_some(ranking, out);
    if (!fault)
        count_whole(ranking, out);
    return fault;
}

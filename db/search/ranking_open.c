/* Opening the groups of a ranking: the postings of all that each stands for, and what it
 * is worth. */
#include "base/varint.h"
#include "ranking.h"

#include <stdlib.h>

struct ranked_alternative *ranked_alternative_add(struct arena *arena,
                                                  struct ranked_group *group)
{
    if (!arena_room(arena, &group->alternatives, group->count, &group->room,
                    sizeof(*group->alternatives)))
        return NULL;
    struct ranked_alternative *added = &group->alternatives[group->count++];
    *added = (struct ranked_alternative){.weight = 0};
    return added;
}

static const double LEAST_OF_FORMS = 0.4;

/* --- terms --- */

static bool has_term(const struct ranking_term *terms, size_t count,
                     const struct postings *postings)
{
    for (size_t i = 0; i < count; i++)
        if (postings->number && terms[i].postings->number == postings->number)
            return true;
    return false;
}

static enum fault add_terms(struct ranking *ranking, struct ranking_term **terms,
                            size_t *count, size_t *room, struct postings *from,
                            size_t from_count, const struct ranking_term *like,
                            const struct term_union *all)
{
    /* A word as it was typed is rarer than all its forms, and means more. */
    bool known = all->as_typed < all->count && all->as_typed_weight > all->weight;
    double other_forms = known ? all->weight / all->as_typed_weight : 1;
    int64_t typed = known ? all->terms[all->as_typed].number : 0;
    other_forms = other_forms > LEAST_OF_FORMS ? other_forms : LEAST_OF_FORMS;
    for (size_t i = 0; i < from_count; i++) {
        if (has_term(*terms, *count, &from[i]))
            continue;
        if (!arena_room(ranking->searching.arena, terms, *count, room, sizeof(**terms)))
            return fault_memory(ranking->searching.detail);
        (*terms)[*count] = *like;
        if (other_forms < 1 && from[i].number != typed)
            (*terms)[*count].weight *= other_forms;
        (*terms)[*count].positions = !from[i].flat;
        (*terms)[(*count)++].postings = &from[i];
    }
    return FAULT_NONE;
}

static enum fault add_union(struct ranking *ranking, struct ranking_group *group,
                            struct term_union *all, double weight,
                            struct ranked_alternative *of)
{
    struct ranking_term like = {.weight = weight, .of = of};
    struct postings *parts = all->part_count ? all->parts : all->terms;
    size_t count = all->part_count ? all->part_count : all->count;
    enum fault fault = add_terms(ranking, &group->terms, &group->term_count,
                                 &group->term_room, all->terms, all->count, &like, all);
    return fault ? fault
                 : add_terms(ranking, &group->parts, &group->part_count,
                             &group->part_room, parts, count, &like, all);
}

/* The leaves of what was typed: one, or those of an OR. */
static enum fault open_node(struct ranking *ranking, struct ranking_group *group,
                            struct query_node *node, double weight,
                            struct ranked_alternative *of)
{
    struct searching *searching = &ranking->searching;
    enum fault fault = FAULT_NONE;
    if (node->kind > TREE_PROXIMITY) {
        for (size_t i = 0; i < node->child_count && !fault; i++)
            fault = open_node(ranking, group, node->children[i], weight, of);
        return fault;
    }
    struct term_union *all = arena_take_array(searching->arena, 1, sizeof(*all));
    if (!all)
        return fault_memory(searching->detail);
    fault = node->kind == TREE_WORD ? term_union_open(searching, node, all)
                                    : phrase_open(searching, node, all);
    return fault ? fault : add_union(ranking, group, all, weight, of);
}

static enum fault open_word(struct ranking *ranking, struct ranking_group *group,
                            struct ranked_alternative *alternative)
{
    struct arena *arena = ranking->searching.arena;
    struct query_node *node = arena_take_array(arena, 1, sizeof(*node));
    struct slice *word = arena_take_array(arena, 1, sizeof(*word));
    if (!node || !word)
        return fault_memory(ranking->searching.detail);
    *word = alternative->word;
    *node = (struct query_node){.kind = TREE_WORD, .words = word, .word_count = 1};
    alternative->node = node;
    return open_node(ranking, group, node, alternative->weight, alternative);
}

/* --- entities --- */

/* Documents and mentions of a packed row (mention_counts.h). */
static enum fault read_mentions(struct ranking *ranking, int64_t key,
                                struct ranking_entity *out)
{
    struct searching *searching = &ranking->searching;
    struct db *db = &searching->corpus->db;
    bool row;
    sqlite3_stmt *statement = db_statement(db, QUERY_DOCUMENTS_OF_ENTITY);
    db_bind_int(statement, 1, key);
    enum fault fault = db_step(db, statement, &row, searching->detail);
    if (fault || !row)
        return fault;
    const unsigned char *at = sqlite3_column_blob(statement, 0),
                        *end = at + sqlite3_column_bytes(statement, 0);
    size_t bytes = (size_t)(end - at) / 2 * sizeof(*out->list);
    fault = search_take_bytes(searching, bytes);
    out->list = fault ? NULL : arena_take(searching->arena, bytes + 1);
    if (!out->list)
        return fault ? fault : fault_memory(searching->detail);
    for (uint32_t document = 0, step, mentions; at < end;) {
        at = varint_next(at, end, &step);
        at = varint_next(at, end, &mentions);
        if (step == 0 || step > ranking->passages->documents - document)
            break; /* damaged */
        document += step;
        out->list[out->count++] = (struct posting){document, mentions};
    }
    sqlite3_reset(statement);
    return FAULT_NONE;
}

static enum fault open_entity(struct ranking *ranking, struct ranking_group *group,
                              struct ranked_alternative *alternative)
{
    struct ranking_entity entity = {.weight = alternative->weight, .of = alternative};
    if (ranking->request->passages)
        return FAULT_NONE; /* a mention has no place in a passage here */
    enum fault fault = read_mentions(ranking, alternative->entity, &entity);
    if (fault || !entity.count)
        return fault;
    if (!arena_room(ranking->searching.arena, &group->entities, group->entity_count,
                    &group->entity_room, sizeof(*group->entities)))
        return fault_memory(ranking->searching.detail);
    group->entities[group->entity_count++] = entity;
    return FAULT_NONE;
}

/* --- groups --- */

static enum fault open_group(struct ranking *ranking, size_t number)
{
    struct ranking_group *group = &ranking->groups[number];
    struct ranked_group *as = &ranking->query->groups[number];
    enum fault fault = FAULT_NONE;
    group->as = as;
    group->number = number;
    if (as->node)
        fault = open_node(ranking, group, as->node, 1, NULL);
    for (size_t i = 0; i < as->count && !fault; i++)
        fault = as->alternatives[i].word.len
                    ? open_word(ranking, group, &as->alternatives[i])
                    : open_entity(ranking, group, &as->alternatives[i]);
    if (!fault)
        ranking_weigh(ranking, group);
    return fault;
}

static int compare(const void *a, const void *b)
{
    const struct ranking_group *left = a, *right = b;
    if (left->idf != right->idf)
        return left->idf < right->idf ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

enum fault ranking_open_groups(struct ranking *ranking)
{
    size_t count = ranking->query->count;
    enum fault fault = FAULT_NONE;
    ranking->groups =
        arena_take_array(ranking->searching.arena, count + 1, sizeof(*ranking->groups));
    if (!ranking->groups)
        return fault_memory(ranking->searching.detail);
    for (; ranking->count < count && !fault; ranking->count++)
        fault = open_group(ranking, ranking->count);
    qsort(ranking->groups, ranking->count, sizeof(*ranking->groups), compare);
    for (size_t i = 0; i < ranking->count; i++)
        ranking->shares += ranking->groups[i].share;
    return fault;
}

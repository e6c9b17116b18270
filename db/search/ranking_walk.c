/* Going through the units of a ranking, documents or passages, in order. */
#include "ranking.h"

void ranking_unit_of(const struct ranking *ranking, uint32_t passage,
                     struct ranking_unit *unit)
{
    const struct passages *passages = ranking->passages;
    if (ranking->request->passages) {
        *unit = (struct ranking_unit){0, passage, passage + 1};
        return;
    }
    if (unit->document && passage >= unit->first && passage < unit->end)
        return;
    uint32_t near = unit->document + 1; /* most often it is the next one */
    if (unit->document == 0 || passage < unit->end || near > passages->documents ||
        passage_first(passages, (int64_t)near + 1) <= passage)
        near = passage_document(passages, passage);
    *unit = (struct ranking_unit){near, passage_first(passages, near),
                                  passage_first(passages, (int64_t)near + 1)};
}

double ranking_unit_size(const struct ranking *ranking, const struct ranking_unit *unit)
{
    const struct passages *passages = ranking->passages;
    double size = 0;
    if (ranking->request->passages)
        return passage_size(passages, unit->first);
    for (size_t i = 0; i < DOCUMENT_SIZES; i++)
        if (ranking->columns >> i & 1)
            size += passages->document_sizes[(unit->document - 1) * DOCUMENT_SIZES + i];
    return size;
}

bool ranking_in_columns(const struct ranking *ranking, uint32_t passage)
{
    unsigned columns = ranking->request->ask->columns;
    return !columns || columns >> passage_column(ranking->passages, passage) & 1;
}

static uint32_t entity_seek(const struct ranking *ranking, struct ranking_entity *entity,
                            uint32_t document)
{
    while (entity->next < entity->count &&
           entity->list[entity->next].passage < document) {
        uint32_t step = 1; /* galloping */
        while (entity->next + step < entity->count &&
               entity->list[entity->next + step].passage < document)
            step *= 2;
        entity->next += step > 1 ? step / 2 : 1;
    }
    return entity->next < entity->count
               ? passage_first(ranking->passages, entity->list[entity->next].passage)
               : POSTINGS_END;
}

uint32_t ranking_group_seek(const struct ranking *ranking, struct ranking_group *group,
                            uint32_t passage)
{
    uint32_t first = POSTINGS_END;
    for (size_t i = 0; i < group->term_count; i++) {
        struct ranking_term *term = &group->terms[i];
        if (term->at < passage)
            term->at = postings_seek(term->postings, passage, &term->count);
        first = term->at < first ? term->at : first;
    }
    if (group->entity_count && first > passage) {
        uint32_t document = passage > ranking->passages->count
                                ? ranking->passages->documents + 1
                                : passage_document(ranking->passages, passage);
        if (passage > passage_first(ranking->passages, document))
            document++;
        for (size_t i = 0; i < group->entity_count; i++) {
            uint32_t at = entity_seek(ranking, &group->entities[i], document);
            first = at < first ? at : first;
        }
    }
    group->at = first;
    return first;
}

static double term_frequency(const struct ranking *ranking, struct ranking_term *term,
                             const struct ranking_unit *unit)
{
    double sum = 0;
    if (term->at < unit->first)
        term->at = postings_seek(term->postings, unit->first, &term->count);
    while (term->at < unit->end) {
        if (ranking_in_columns(ranking, term->at))
            sum += term->count;
        term->at = postings_seek(term->postings, term->at + 1, &term->count);
    }
    return sum * term->weight;
}

static double entity_frequency(const struct ranking *ranking,
                               struct ranking_entity *entity,
                               const struct ranking_unit *unit)
{
    entity_seek(ranking, entity, unit->document);
    if (entity->next == entity->count ||
        entity->list[entity->next].passage != unit->document)
        return 0;
    return entity->list[entity->next].count * entity->weight;
}

double ranking_frequency(const struct ranking *ranking, struct ranking_group *group,
                         const struct ranking_unit *unit)
{
    double sum = 0;
    for (size_t i = 0; i < group->term_count; i++)
        sum += term_frequency(ranking, &group->terms[i], unit);
    for (size_t i = 0; i < group->entity_count; i++)
        sum += entity_frequency(ranking, &group->entities[i], unit);
    return sum;
}

bool ranking_wants(struct ranking *ranking, const struct ranking_unit *unit)
{
    struct collector *collector = &ranking->collector;
    if (collector->wanted) {
        uint32_t document = unit->document
                                ? unit->document
                                : passage_document(ranking->passages, unit->first);
        if (!(collector->wanted[(document - 1) / 8] >> (document - 1) % 8 & 1))
            return false;
    }
    if (ranking->request->passages && !ranking_in_columns(ranking, unit->first))
        return false;
    for (size_t i = 0; i < ranking->query->excluded_count; i++)
        if (plan_seek(&ranking->excluded[i], ranking->passages, unit->first, unit->end) <
            unit->end)
            return false;
    return true;
}

/* What a group of a ranking is worth: the inverse frequency of its documents, in all and
 * in the range that is searched. */
#include "ranking.h"

#include <math.h>

static double idf(double all, double with)
{
    with = with < all ? with : all;
    return log(1 + (all - with + 0.5) / (with + 0.5));
}

/* How many postings come before the passage. */
static uint32_t postings_before(struct postings *postings, uint32_t passage)
{
    uint32_t count;
    if (postings_seek(postings, passage, &count) == POSTINGS_END)
        return postings->total;
    return postings->block * POSTINGS_BLOCK + postings->next;
}

static double documents_of_list(const struct ranking *ranking,
                                const struct postings *postings)
{
    uint32_t count = 0, end = 0;
    if (!postings->flat)
        return postings->documents;
    for (uint32_t i = 0; i < postings->flat_count; i++) {
        if (postings->flat[i].passage < end)
            continue;
        uint32_t document =
            passage_document(ranking->passages, postings->flat[i].passage);
        end = passage_first(ranking->passages, (int64_t)document + 1);
        count++;
    }
    return count;
}

static double documents_in_range(const struct ranking *ranking)
{
    const struct document_filter *filter = &ranking->request->ask->filter;
    double all = ranking->passages->documents;
    double first = filter->first > 1 ? (double)filter->first : 1;
    double last = (double)filter->last < all ? (double)filter->last : all;
    return last >= first ? last - first + 1 : 0;
}

/* Of the documents of a term, those in the range of the search are told by how many of
 * its postings are. */
static void count_term(const struct ranking *ranking, struct ranking_term *term,
                       double *all, double *here)
{
    /* Forms of a word share documents, as if they were strewn by chance. */
    uint32_t first = ranking->collector.first, last = ranking->collector.last;
    double documents = documents_of_list(ranking, term->postings);
    double total = term->postings->total;
    double most = ranking->passages->documents, most_here = documents_in_range(ranking);
    *all += documents * (1 - *all / most);
    if (total == 0 || most_here == 0)
        return;
    documents *= (postings_before(term->postings, last + 1) -
                  postings_before(term->postings, first)) /
                 total;
    documents = documents < most_here ? documents : most_here;
    *here += documents * (1 - *here / most_here);
}

static void count_entity(const struct ranking *ranking,
                         const struct ranking_entity *entity, double *all, double *here)
{
    const struct document_filter *filter = &ranking->request->ask->filter;
    *all = entity->count;
    *here = 0;
    for (uint32_t i = 0; i < entity->count; i++)
        *here += entity->list[i].passage >= filter->first &&
                 entity->list[i].passage <= filter->last;
}

/* Documents that have what was typed; where none has, those of the most frequent that it
 * stands for. */
static void count_documents(const struct ranking *ranking, struct ranking_group *group)
{
    double most = 0, most_here = 0, all, here;
    for (size_t i = 0; i < group->part_count; i++) {
        struct ranking_term *term = &group->parts[i];
        if (!term->of) {
            count_term(ranking, term, &group->documents, &group->documents_here);
            continue;
        }
        all = here = 0;
        count_term(ranking, term, &all, &here);
        if (all > most)
            most = all, most_here = here;
    }
    for (size_t i = 0; i < group->entity_count && group->documents == 0; i++) {
        count_entity(ranking, &group->entities[i], &all, &here);
        if (all > most)
            most = all, most_here = here;
    }
    if (group->documents == 0)
        group->documents = most, group->documents_here = most_here;
}

void ranking_weigh(const struct ranking *ranking, struct ranking_group *group)
{
    count_documents(ranking, group);
    group->idf = 0.7 * idf(ranking->passages->documents, group->documents) +
                 0.3 * idf(documents_in_range(ranking), group->documents_here);
    group->idf *= group->as->weight;
    group->share = group->idf * group->as->coverage;
}

/* Offices: whether one who held it is named behind "Secretary of State". */
#include "entity_own.h"

/* The first of those who held it, or the next office: sealed, they stand in order. */
static size_t first_holder(const struct gazetteer *gazetteer, uint64_t office)
{
    size_t low = 0, high = gazetteer->office_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gazetteer->offices[middle].office < office)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool held(const struct recogniser *recogniser, uint32_t entity, uint64_t office)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    uint32_t namesake = gazetteer->entities[entity].namesake;
    for (size_t i = first_holder(gazetteer, office);
         i < gazetteer->office_count && gazetteer->offices[i].office == office; i++) {
        const struct gazetteer_office *at = &gazetteer->offices[i];
        uint32_t holder = gazetteer_into(gazetteer, at->entity);
        if ((holder == entity || holder == namesake) &&
            (!dated(recogniser) || days_meet(at->days, recogniser->days)))
            return true;
    }
    return false;
}

/* The office before the name: any phrase of up to six words that ends there. */
bool entity_has_office(const struct recogniser *recogniser, size_t at, uint32_t entity)
{
    for (size_t back = 1; back <= 6 && back <= at; back++) {
        uint64_t phrase = 0;
        for (size_t i = at - back; i < at; i++)
            phrase = phrase_key(phrase, token_at(recogniser, i));
        if (held(recogniser, entity, phrase))
            return true;
        if (token_at(recogniser, at - back)->gap & ~(uint32_t)GAP_SPACE)
            break;
    }
    return false;
}

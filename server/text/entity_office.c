/* Offices: whether one who held it is named behind "Secretary of State". */
#include "entity_own.h"

static bool days_meet(struct edtf_range a, struct edtf_range b)
{
    return a.first <= b.last && b.first <= a.last;
}

static bool held(const struct recogniser *recogniser, uint32_t entity, uint64_t office)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    uint32_t namesake = gazetteer->entities[entity].namesake;
    for (size_t i = 0; i < gazetteer->office_count; i++) {
        const struct gazetteer_office *at = &gazetteer->offices[i];
        uint32_t holder = gazetteer_into(gazetteer, at->entity);
        if (at->office == office && (holder == entity || holder == namesake) &&
            (!(recogniser->days.first > 0) || days_meet(at->days, recogniser->days)))
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

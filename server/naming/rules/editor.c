/* The editors' words: names that they force, whatever these look like, and words that
 * they forbid. */
#include "naming/rules/rule.h"

static bool of_this_collection(const struct recogniser *recogniser,
                               const struct gazetteer_name *name, uint32_t flag)
{
    uint32_t scope = recogniser->gazetteer->entities[name->entity].scope;
    return (name->flags & flag) && (scope == 0 || scope == recogniser->scope);
}

/* The editors' word of this kind under a phrase, or NULL; that of the collection goes
 * before that of all. */
static const struct gazetteer_name *word_of(const struct recogniser *recogniser,
                                            const struct gazetteer_name *names,
                                            uint32_t flag)
{
    const struct gazetteer_name *best = NULL;
    for (const struct gazetteer_name *name = names; name; name++) {
        if (of_this_collection(recogniser, name, flag) &&
            (!best || recogniser->gazetteer->entities[name->entity].scope))
            best = name;
        if (name->flags & NAME_LAST)
            break;
    }
    return best;
}

/* Has the text capitals where the editors wrote some? */
static bool capitals_fit(const struct recogniser *recogniser, size_t from, size_t to,
                         const struct gazetteer_name *name)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    const struct gazetteer_override *word =
        &gazetteer->words[name->entity - gazetteer->first_word];
    for (size_t i = from; i < to && i < from + 32; i++) {
        const struct name_token *token = token_at(recogniser, i);
        uint32_t bit = UINT32_C(1) << (i - from);
        if (((word->capital & bit) && !token_is_capital(token)) ||
            ((word->upper & bit) && token->shape != SHAPE_UPPER))
            return false;
    }
    return true;
}

static void take_forced(const struct recogniser *recogniser, struct found *out)
{
    const struct gazetteer *gazetteer = recogniser->gazetteer;
    uint32_t entity = gazetteer->first_word + out->forced - 1;
    out->entity = gazetteer_merged_into(gazetteer, entity);
    out->type = (enum entity_type)gazetteer->entities[entity].type;
    out->method = "editor";
    out->confidence = 100;
    if (out->type == ENTITY_PERSON) {
        out->has_title = entity_title_kind(recogniser, out->from, &out->several) != 0;
        /* "General Secretary" is nothing but titles. */
        entity_skip_titles(recogniser, out, LEX_TITLE | LEX_RANK | LEX_LINK);
        /* "Old Man" licenses no "Man" */
        out->surname = out->has_title ? token_at(recogniser, out->to - 1)->key : 0;
    }
}

bool entity_forced(struct recogniser *recogniser, size_t i, struct found *out)
{
    uint64_t phrase = 0;
    bool goes_on = recogniser->gazetteer->has_forced;
    out->forced = 0;
    for (size_t at = i; goes_on && at < recogniser->tokens.count; at++) {
        phrase = phrase_key(phrase, token_at(recogniser, at));
        const struct gazetteer_name *name =
            word_of(recogniser, gazetteer_lookup(recogniser->gazetteer, phrase, &goes_on),
                    NAME_FORCED);
        if (name && capitals_fit(recogniser, i, at + 1, name)) {
            out->forced = name->entity - recogniser->gazetteer->first_word + 1;
            out->to = at + 1;
        }
    }
    if (!out->forced)
        return false;
    take_forced(recogniser, out);
    return true;
}

/* --- what is forbidden --- */

void entity_saw_forced(struct recogniser *recogniser, const struct found *found)
{
    if (found->forced)
        recogniser->met[found->forced - 1] = true;
}

/* The longest forbidden phrase at `i`; where it ends, or `i`. */
static size_t forbidden_end(struct recogniser *recogniser, size_t i)
{
    uint64_t phrase = 0;
    size_t to = i;
    bool goes_on = true;
    for (size_t at = i; goes_on && at < recogniser->tokens.count; at++) {
        phrase = phrase_key(phrase, token_at(recogniser, at));
        const struct gazetteer_name *name =
            word_of(recogniser, gazetteer_lookup(recogniser->gazetteer, phrase, &goes_on),
                    NAME_FORBIDDEN);
        if (name) {
            recogniser->met[name->entity - recogniser->gazetteer->first_word] = true;
            to = at + 1;
        }
    }
    return to;
}

enum fault entity_forbid(struct recogniser *recogniser, struct fault_detail *detail)
{
    recogniser->forbidden_count = 0;
    for (size_t i = 0;
         recogniser->gazetteer->has_forbidden && i < recogniser->tokens.count; i++) {
        size_t to = forbidden_end(recogniser, i);
        if (to == i)
            continue;
        size_t last = recogniser->forbidden_count;
        if (last > 0 && recogniser->forbidden[last - 1].to > to)
            to = recogniser->forbidden[last - 1].to; /* which bars these as well */
        if (!array_room(&recogniser->forbidden, recogniser->forbidden_count,
                        &recogniser->forbidden_room, sizeof(*recogniser->forbidden)))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
        recogniser->forbidden[recogniser->forbidden_count++] =
            (struct forbidden_range){i, to};
    }
    return FAULT_NONE;
}

bool entity_is_forbidden(const struct recogniser *recogniser, size_t from, size_t to)
{
    size_t low = 0, high = recogniser->forbidden_count;
    while (low < high) { /* how many begin at `from` or before it */
        size_t middle = low + (high - low) / 2;
        if (recogniser->forbidden[middle].from <= from)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && to <= recogniser->forbidden[low - 1].to;
}

/* Overrides in a text: names that the editors force, whatever they look like, and words
 * that they forbid to be names. */
#include "base/array.h"
#include "naming/rules/forbidden.h"
#include "naming/rules/rules.h"
#include "title.h"

static bool of_this_collection(const struct rule_context *context,
                               const struct gazetteer_name *name, uint32_t flag)
{
    uint32_t scope = context->gazetteer->entities[name->entity].scope;
    return (name->flags & flag) && (scope == 0 || scope == context->scope);
}

/* The override of this kind among the names of a phrase, or NULL; one of the collection
 * goes before one of all. */
static const struct gazetteer_name *override_of(const struct rule_context *context,
                                                const struct gazetteer_name *names,
                                                uint32_t flag)
{
    const struct gazetteer_name *best = NULL;
    for (const struct gazetteer_name *name = names; name; name++) {
        if (of_this_collection(context, name, flag) &&
            (!best || context->gazetteer->entities[name->entity].scope))
            best = name;
        if (name->flags & NAME_LAST)
            break;
    }
    return best;
}

/* Does the text have capitals where the override has them? */
static bool capitals_fit(const struct rule_context *context, size_t from, size_t to,
                         const struct gazetteer_name *name)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    const struct gazetteer_override *word =
        &gazetteer->overrides[name->entity - gazetteer->first_override];
    for (size_t i = from; i < to && i < from + 32; i++) {
        const struct name_token *token = token_at(context, i);
        uint32_t bit = UINT32_C(1) << (i - from);
        if (((word->capital & bit) && !token_is_capital(token)) ||
            ((word->upper & bit) && token->shape != SHAPE_UPPER))
            return false;
    }
    return true;
}

static void take_forced(const struct rule_context *context, struct found *out)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    uint32_t entity = gazetteer->first_override + out->forced - 1;
    out->entity = gazetteer_merged_into(gazetteer, entity);
    out->type = (enum entity_type)gazetteer->entities[entity].type;
    out->method = "editor";
    out->confidence = 100;
    if (out->type == ENTITY_PERSON) {
        out->has_title = title_before(context, out->from, &out->several) != TITLE_NONE;
        /* "General Secretary" consists of titles: it stays whole. */
        title_skip(context, out, LEX_TITLE | LEX_RANK | LEX_LINK);
        /* "Old Man" does not make "Man" a surname. */
        out->surname = out->has_title ? token_at(context, out->to - 1)->key : 0;
    }
}

bool rule_forced(struct rule_context *context, size_t i, struct found *out)
{
    uint64_t phrase = 0;
    bool goes_on = context->gazetteer->has_forced;
    out->forced = 0;
    for (size_t at = i; goes_on && at < context->tokens.count; at++) {
        phrase = phrase_key(phrase, token_at(context, at));
        const struct gazetteer_name *name = override_of(
            context, gazetteer_lookup(context->gazetteer, phrase, &goes_on), NAME_FORCED);
        if (name && capitals_fit(context, i, at + 1, name)) {
            out->forced = name->entity - context->gazetteer->first_override + 1;
            out->to = at + 1;
        }
    }
    if (!out->forced)
        return false;
    take_forced(context, out);
    return true;
}

/* --- forbidden words --- */

/* Where the longest forbidden phrase at `i` ends, or `i`. */
static size_t forbidden_end(struct rule_context *context, size_t i)
{
    uint64_t phrase = 0;
    size_t to = i;
    bool goes_on = true;
    for (size_t at = i; goes_on && at < context->tokens.count; at++) {
        phrase = phrase_key(phrase, token_at(context, at));
        const struct gazetteer_name *name =
            override_of(context, gazetteer_lookup(context->gazetteer, phrase, &goes_on),
                        NAME_FORBIDDEN);
        if (name) {
            context->seen_overrides[name->entity - context->gazetteer->first_override] =
                true;
            to = at + 1;
        }
    }
    return to;
}

enum fault forbidden_find(struct rule_context *context, struct fault_detail *detail)
{
    context->forbidden_count = 0;
    for (size_t i = 0; context->gazetteer->has_forbidden && i < context->tokens.count;
         i++) {
        size_t to = forbidden_end(context, i);
        if (to == i)
            continue;
        size_t last = context->forbidden_count;
        if (last > 0 && context->forbidden[last - 1].to > to)
            to = context->forbidden[last - 1].to; /* which covers these as well */
        if (!array_room(&context->forbidden, context->forbidden_count,
                        &context->forbidden_room, sizeof(*context->forbidden)))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
        context->forbidden[context->forbidden_count++] = (struct forbidden_range){i, to};
    }
    return FAULT_NONE;
}

bool forbidden_covers(const struct rule_context *context, size_t from, size_t to)
{
    size_t low = 0, high = context->forbidden_count;
    while (low < high) { /* how many begin at `from` or before it */
        size_t middle = low + (high - low) / 2;
        if (context->forbidden[middle].from <= from)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && to <= context->forbidden[low - 1].to;
}

/* What an office or a place beside a name says against a person: a rank of the forces
 * that he never held, a nation that he never served. */
#include "lookup_at.h"
#include "naming/rules/office.h"

bool is_of_other_rank(const struct rule_context *context, size_t at, uint32_t entity)
{
    const struct gazetteer_record *person = &context->gazetteer->entities[entity];
    if (at == 0 || !person->has_office || person->of_forces)
        return false;
    const struct name_token *token = token_at(context, at);
    bool joined = token->gap == GAP_SPACE || token->gap == (GAP_DOT | GAP_SPACE);
    struct slice rank = token_text(&context->tokens, at - 1);
    /* "Secretary General Thant" */
    bool civil = at > 1 && (token[-1].gap == GAP_SPACE || token[-1].gap == GAP_HYPHEN) &&
                 (token[-2].words & LEX_RANK) &&
                 !name_is_of_forces(token_text(&context->tokens, at - 2));
    return joined && !civil && name_is_of_forces(rank);
}

/* The place of "X of the Philippines" after a name that ends at `at`, or NULL. */
static const struct gazetteer_name *place_after(const struct rule_context *context,
                                                size_t at)
{
    size_t count = context->tokens.count, i = at, to;
    if (i + 1 >= count || token_at(context, i)->gap != GAP_SPACE ||
        !slice_is(token_text(&context->tokens, i), "of"))
        return NULL;
    i += 1 + slice_is(token_text(&context->tokens, i + 1), "the");
    return i < count ? lookup_at(context, i, 0, &to) : NULL;
}

bool of_other_nation(const struct rule_context *context, const struct found *found,
                     uint32_t entity)
{
    const struct gazetteer *gazetteer = context->gazetteer;
    const struct gazetteer_name *place = place_after(context, found->to);
    bool any = false, state = false;
    for (const struct gazetteer_name *name = place; name; name++) {
        uint32_t said = gazetteer_merged_into(gazetteer, name->entity);
        bool is_place = gazetteer->entities[said].type == ENTITY_PLACE;
        for (size_t i = 0; is_place && i < gazetteer->office_count; i++) {
            const struct gazetteer_office *office = &gazetteer->offices[i];
            if (office->of == UINT32_MAX)
                continue;
            bool of = gazetteer_merged_into(gazetteer, office->of) == said;
            bool his = gazetteer_merged_into(gazetteer, office->entity) == entity;
            state = state || of;
            any = any || his;
            if (of && his)
                return false;
        }
        if (name->flags & NAME_LAST)
            break;
    }
    return any && state;
}

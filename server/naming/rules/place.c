/* Places by rule: datelines, "Embassy in X", and words such as "River" and "Gulf of". */
#include "lookup_at.h"
#include "naming/rules/rules.h"

static bool place_word(const struct name_token *token)
{
    enum {
        OTHER = LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_BODY | LEX_TREATY | LEX_EVENT |
                LEX_RANK | LEX_TITLE | LEX_ORDINAL
    };
    return token->shape == SHAPE_CAPITAL && !(token->words & OTHER);
}

/* "Yalu River", "Sakhalin Island". */
static bool with_head(const struct rule_context *context, size_t i, struct found *out)
{
    size_t to = i;
    while (to < context->tokens.count && to < i + 4 &&
           place_word(token_at(context, to)) &&
           (to == i || token_at(context, to)->gap == GAP_SPACE) &&
           !(to > i && (token_at(context, to)->words & LEX_PLACE)))
        to++;
    if (to == i || to >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, to);
    if (token->gap != GAP_SPACE || token->shape != SHAPE_CAPITAL ||
        !(token->words & LEX_PLACE) || (token_at(context, i)->words & LEX_PLACE))
        return false;
    out->to = to + 1;
    out->method = "rule:place-noun";
    out->confidence = 85;
    return true;
}

/* "Gulf of Tonkin", "Mount Ararat". */
static bool head_before(const struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    size_t count = context->tokens.count, at = i + 1;
    if (!(token->words & LEX_PLACE) || token->shape != SHAPE_CAPITAL || at >= count)
        return false;
    if (slice_is(token_text(&context->tokens, at), "of"))
        at++;
    if (at >= count || !place_word(token_at(context, at)) ||
        token_at(context, at)->gap != GAP_SPACE ||
        token_at(context, i + 1)->gap != GAP_SPACE)
        return false;
    out->to = at + 1;
    out->method = "rule:place-noun";
    out->confidence = 80;
    return true;
}

/* "the Embassy in Erewhon", "Consulate General at Erewhon". */
static bool after_mission(const struct rule_context *context, size_t i)
{
    if (i < 2 || token_at(context, i)->gap != GAP_SPACE)
        return false;
    struct slice link = token_text(&context->tokens, i - 1);
    struct slice mission = token_text(&context->tokens, i - 2);
    if (!slice_is(link, "in") && !slice_is(link, "at"))
        return false;
    return slice_is(mission, "Embassy") || slice_is(mission, "Legation") ||
           slice_is(mission, "Consulate") || slice_is(mission, "General") ||
           slice_is(mission, "Mission") || slice_is(mission, "Ambassador");
}

/* "the North", "the West": regions, where nothing in capitals follows. */
static bool direction(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    if (!slice_is(word, "North") && !slice_is(word, "South") && !slice_is(word, "West") &&
        !slice_is(word, "East"))
        return false;
    if (i == 0 || token_at(context, i)->gap != GAP_SPACE ||
        token_at(context, i - 1)->shape != SHAPE_LOWER)
        return false;
    struct slice before = token_text(&context->tokens, i - 1);
    const struct name_token *next = token_at(context, i) + 1;
    bool last = i + 1 == context->tokens.count;
    return (slice_is(before, "the") || slice_is(before, "with") ||
            slice_is(before, "and")) &&
           (last || !(next->gap == GAP_SPACE || next->gap == GAP_HYPHEN) ||
            next->shape == SHAPE_LOWER) &&
           (last || next->gap != GAP_HYPHEN);
}

/* "North Manchuria", "Northern Italy": a part of a place in the lists. */
static bool part_of_place(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const parts[] = {
        "North",   "South",   "East",  "West",  "Northern", "Southern", "Eastern",
        "Western", "Central", "Upper", "Lower", "Inner",    "Outer"};
    size_t count = context->tokens.count, to;
    bool part = false;
    if (i + 1 >= count || token_at(context, i + 1)->gap != GAP_SPACE ||
        !token_is_capital(token_at(context, i + 1)))
        return false;
    for (size_t p = 0; p < sizeof(parts) / sizeof(*parts); p++)
        part = part || slice_is(token_text(&context->tokens, i), parts[p]);
    if (!part)
        return false;
    const struct gazetteer_name *name = lookup_at(context, i + 1, 0, &to);
    if (!name || (to < count && token_at(context, to)->gap == GAP_SPACE &&
                  token_is_capital(token_at(context, to))))
        return false;
    for (;; name++) {
        if (lookup_applies(context, name) &&
            context->gazetteer->entities[name->entity].type == ENTITY_PLACE)
            break;
        if (name->flags & NAME_LAST)
            return false;
    }
    out->to = to;
    out->method = "rule:direction";
    out->confidence = 85;
    return true;
}

bool rule_place(struct rule_context *context, size_t i, struct found *out)
{
    out->type = ENTITY_PLACE;
    if (with_head(context, i, out) || head_before(context, i, out) ||
        part_of_place(context, i, out))
        return true;
    if (direction(context, i)) {
        out->to = i + 1;
        out->method = "rule:direction";
        out->confidence = 85;
        return true;
    }
    if (!place_word(token_at(context, i)))
        return false;
    bool dateline = context->kind == BLOCK_DATELINE && i == 0 &&
                    i + 1 < context->tokens.count &&
                    (token_at(context, 1)->gap & GAP_COMMA);
    if (!dateline && !after_mission(context, i))
        return false;
    size_t to = i + 1;
    while (to < context->tokens.count && to < i + 3 &&
           token_at(context, to)->gap == GAP_SPACE && place_word(token_at(context, to)))
        to++;
    out->to = to;
    out->method = dateline ? "rule:dateline" : "rule:mission";
    out->confidence = 88;
    return true;
}

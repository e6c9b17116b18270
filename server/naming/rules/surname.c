/* Bare surnames: those that the document has with a title or in a full name, and those of
 * the edition's list. */
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"

/* Is a surname that is a common word too, "Park" or "Rice", a name here: inside a
 * sentence, and after no article? */
static bool weak_is_name(const struct rule_context *context, size_t i)
{
    static const char *const others[] = {"the", "a", "an", "this", "any", "no"};
    const struct name_token *token = token_at(context, i);
    struct slice word = token_text(&context->tokens, i);
    if (i == 0 || starts_sentence(context, i) || context->title_case ||
        slice_is(word, "White") || slice_is(word, "Black"))
        return false;
    if (token->gap == (GAP_COMMA | GAP_SPACE)) /* "Dillon, Young, and Howe" */
        return token[-1].shape == SHAPE_CAPITAL && i + 1 < context->tokens.count &&
               (token[1].gap & GAP_COMMA);
    for (size_t o = 0; o < sizeof(others) / sizeof(*others); o++)
        if (slice_is(token_text(&context->tokens, i - 1), others[o]))
            return false;
    return token->gap == GAP_SPACE && token[-1].shape == SHAPE_LOWER;
}

/* Does the edition's list have this surname, and is it nothing else? */
static bool listed_surname(const struct rule_context *context, size_t i, size_t *to)
{
    enum {
        OTHER = LEX_PLAIN | LEX_BODY | LEX_MONTH | LEX_RANK | LEX_TITLE | LEX_NATION |
                LEX_EVENT | LEX_PLACE
    };
    const struct name_token *token = token_at(context, i);
    if ((token->words & OTHER) ||
        ((token->words & LEX_WEAK) && !weak_is_name(context, i)))
        return false;
    const struct gazetteer_name *name = lookup_at(context, i, NAME_LICENSED, to);
    for (; name; name++) {
        const struct gazetteer_record *entity =
            name->flags & NAME_FORBIDDEN ? NULL
                                         : &context->gazetteer->entities[name->entity];
        if (entity && (name->flags & NAME_SURNAME) &&
            entity->rank >= AUTHORITY_COLLECTION && lookup_applies(context, name))
            return true;
        if (name->flags & NAME_LAST)
            return false;
    }
    return false;
}

/* Part of something longer in capitals: "Marshall Plan", "Bank Taylor"? */
static bool inside_capitals(const struct rule_context *context, size_t from, size_t to)
{
    const struct name_token *first = token_at(context, from);
    bool before = from > 0 && first->gap == GAP_SPACE && token_is_capital(first - 1) &&
                  !(first[-1].words & (LEX_PLAIN | LEX_TITLE | LEX_RANK | LEX_NATION));
    bool follows = to < context->tokens.count &&
                   token_at(context, to)->gap == GAP_SPACE &&
                   token_is_capital(token_at(context, to)) &&
                   token_at(context, to)->shape != SHAPE_UPPER;
    return before || follows;
}

static bool after_the(const struct rule_context *context, size_t i)
{
    return i > 0 && (slice_is(token_text(&context->tokens, i - 1), "the") ||
                     slice_is(token_text(&context->tokens, i - 1), "The"));
}

bool rule_surname(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    uint64_t key = 0;
    bool lower = token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE);
    if (token->shape != SHAPE_CAPITAL && !lower &&
        !(token->shape == SHAPE_UPPER && token->letters > 3))
        return false;
    bool particle = (token->words & LEX_PARTICLE) && i + 1 < context->tokens.count &&
                    token[1].gap == GAP_SPACE;
    for (size_t to = i + particle; to < context->tokens.count && to < i + 4; to++) {
        const struct name_token *at = token_at(context, to);
        if (to > i && at->gap != GAP_SPACE && at->gap != GAP_HYPHEN)
            break;
        key = phrase_key(key, at);
        const struct learned_word *learned = learned_words_find(&context->learned, key);
        if (learned && (learned->flags & (LEARNED_WITH_TITLE | LEARNED_FULL_NAME)))
            out->to = to + 1;
        if (out->to == to + 1)
            out->surname = key;
    }
    if (out->to == i + 1 && lower)
        out->to = i;
    size_t listed = i;
    bool by_list = listed_surname(context, i, &listed) && listed > out->to;
    if (by_list) {
        out->to = listed;
        out->surname = surname_key(context, i, listed);
    }
    if (out->to == i ||
        (inside_capitals(context, i, out->to) && (by_list || (token->words & LEX_WEAK))))
        return false;
    bool common = (token->words & (LEX_WEAK | LEX_PLAIN | LEX_BODY | LEX_MONTH)) != 0;
    bool title = (token->words & (LEX_TITLE | LEX_RANK)) != 0;
    if (common && starts_sentence(context, i))
        return false;
    if (title && out->to == i + 1 &&
        (starts_sentence(context, i) || after_the(context, i)))
        return false; /* "the King" is the title, though the document has a Mr. King */
    out->type = ENTITY_PERSON;
    out->names = lookup_phrase(context, i, out->to);
    out->method = by_list ? NULL : "consistency";
    out->confidence = common ? 75 : 92;
    return true;
}

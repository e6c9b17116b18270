/* The lookup of phrases in the gazetteer: which names begin at a token, and which of them
 * are names in this text. */
#include "lookup_at.h"
#include "naming/rules/forbidden.h"

bool lookup_applies(const struct rule_context *context, const struct gazetteer_name *name)
{
    if (name->flags & (NAME_FORBIDDEN | NAME_FORCED))
        return false;
    if (!(name->flags & NAME_LIMITED))
        return true;
    const struct gazetteer_record *entity = &context->gazetteer->entities[name->entity];
    bool unborn = entity->type == ENTITY_PUBLICATION && context->days.last > 0 &&
                  entity->days.first > context->days.last;
    return !unborn && (entity->scope == 0 || entity->scope == context->scope);
}

const struct gazetteer_name *lookup_phrase(const struct rule_context *context,
                                           size_t from, size_t to)
{
    uint64_t phrase = 0;
    bool goes_on;
    for (size_t i = from; i < to; i++)
        phrase = phrase_key(phrase, token_at(context, i));
    return gazetteer_lookup(context->gazetteer, phrase, &goes_on);
}

/* Capitals where a name has them: an acronym throughout, a person in all but particles,
 * others in their first word. */
static bool case_fits(const struct rule_context *context, size_t from, size_t to,
                      const struct gazetteer_name *name)
{
    bool person = (name->flags & NAME_PERSON) != 0;
    for (size_t i = from; i < to; i++) {
        const struct name_token *token = token_at(context, i);
        bool upper = token->shape == SHAPE_UPPER || token->shape == SHAPE_LETTER;
        if (name->flags & NAME_ACRONYM) {
            if (!upper || (from + 1 == to && (token->words & LEX_NOT_BODY)) ||
                (context->capitals && (token->words & LEX_PLAIN)))
                return false;
        } else if (token->shape == SHAPE_LOWER &&
                   ((i == from && !(token->words & (LEX_PARTICLE | LEX_LINK))) ||
                    (person && !(token->words & (LEX_PARTICLE | LEX_LINK)) &&
                     !(token->gap & GAP_HYPHEN)))) {
            return false;
        }
    }
    return true;
}

/* Does a letter with its full stop follow those that end at `to`? */
static bool letters_go_on(const struct rule_context *context, size_t to)
{
    if (to >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, to);
    return token->gap == GAP_DOT && token->shape == SHAPE_LETTER && token->dot &&
           token[-1].shape == SHAPE_LETTER;
}

bool lookup_is_name(const struct rule_context *context, size_t from, size_t to,
                    const struct gazetteer_name *name, uint32_t flags)
{
    if (!lookup_applies(context, name) || !case_fits(context, from, to, name))
        return false;
    if ((name->flags & NAME_ADJECTIVE) != (flags & NAME_ADJECTIVE))
        return false;
    if ((name->flags & NAME_ACRONYM) && letters_go_on(context, to))
        return false; /* "C.I.G." of "C.I.G.S." */
    if (from + 1 == to && (token_at(context, from)->words & LEX_NOT_BODY) &&
        context->gazetteer->entities[name->entity].type == ENTITY_ORGANIZATION)
        return false; /* "Deptel" in a list of abbreviations */
    return (flags & NAME_LICENSED) || !(name->flags & NAME_LICENSED);
}

static bool any_is_name(const struct rule_context *context, size_t from, size_t to,
                        const struct gazetteer_name *names, uint32_t flags)
{
    for (const struct gazetteer_name *name = names;; name++) {
        if (lookup_is_name(context, from, to, name, flags))
            return true;
        if (name->flags & NAME_LAST)
            return false;
    }
}

/* "Bakers’ Guild": the sign after the word is an apostrophe. */
static bool after_letter_s(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    return word.len > 1 && (word.at[word.len - 1] | 0x20) == 's';
}

/* Are brackets and quotation marks that open or close within [from, to) whole? "Soviet
 * [Union]" is no name of a list, "Congo (Brazzaville)" is. */
static bool is_balanced(const struct rule_context *context, size_t from, size_t to)
{
    int brackets = 0, quotes = 0;
    for (size_t i = from + 1; i < to; i++) {
        uint32_t gap = token_at(context, i)->gap;
        if (gap & GAP_UNQUOTE)
            quotes -= quotes > 0 || !after_letter_s(context, i - 1);
        brackets -= (gap & GAP_CLOSE) != 0;
        if (brackets < 0 || quotes < 0)
            return false;
        brackets += (gap & GAP_OPEN) != 0;
        quotes += (gap & GAP_QUOTE) != 0;
    }
    uint32_t next = to < context->tokens.count ? token_at(context, to)->gap : GAP_CLOSE;
    return (brackets == 0 || (brackets == 1 && (next & GAP_CLOSE))) && quotes == 0;
}

static const struct gazetteer_name *find_longest(const struct rule_context *context,
                                                 size_t i, uint32_t flags, size_t *to)
{
    enum { SIGNS = GAP_OPEN | GAP_CLOSE | GAP_QUOTE | GAP_UNQUOTE };
    const struct gazetteer_name *best = NULL;
    uint64_t phrase = 0;
    bool goes_on = true, signs = false;
    if (i >= context->tokens.count || token_at(context, i)->not_listed)
        return NULL;
    for (size_t at = i; goes_on && at < context->tokens.count; at++) {
        const struct name_token *token = token_at(context, at);
        if (at > i && !name_goes_on(token - 1, token))
            break;
        phrase = phrase_key(phrase, token);
        const struct gazetteer_name *names =
            gazetteer_lookup_in(context->gazetteer, context->scope, phrase, &goes_on);
        context->tokens.at[i].not_listed = at == i && !names && !goes_on;
        signs = signs || (at > i && (token->gap & SIGNS));
        if (names && any_is_name(context, i, at + 1, names, flags) &&
            (!signs || is_balanced(context, i, at + 1)) &&
            !forbidden_covers(context, i, at + 1)) {
            best = names;
            *to = at + 1;
        }
    }
    return best;
}

void lookup_prepare(struct rule_context *context, size_t i)
{
    context->here.at = context->here.to = i;
    context->here.names = find_longest(context, i, 0, &context->here.to);
}

const struct gazetteer_name *lookup_at(const struct rule_context *context, size_t i,
                                       uint32_t flags, size_t *to)
{
    const struct list_lookup *here = &context->here;
    if (flags != 0 || here->at != i)
        return find_longest(context, i, flags, to);
    if (here->names)
        *to = here->to;
    return here->names;
}

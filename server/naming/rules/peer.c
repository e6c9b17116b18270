/* Persons as parliaments and courts write them: speakers in capitals, and peers, whose
 * names contain their titles. */
#include "name_words.h"
#include "naming/rules/lookup.h"
#include "naming/rules/rules.h"
#include "person.h"
#include "title.h"

/* "Mr. MANDER", "Sir S. HOARE", "Mr. GARRO-JONES": speakers in reports of debates. The
 * end of the name, or `i`. */
static size_t in_capitals(const struct rule_context *context, size_t i)
{
    size_t to = i, count = context->tokens.count, words = 0;
    for (; to < count && to < i + 5; to++) {
        const struct name_token *token = token_at(context, to);
        bool initial = token->shape == SHAPE_LETTER && token->dot;
        bool goes_on =
            to == i || token->gap == GAP_SPACE || token->gap == GAP_HYPHEN ||
            (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].shape == SHAPE_LETTER);
        bool follows = words > 0 && token->gap == GAP_SPACE && is_name_word(token);
        if (!goes_on || (!initial && !follows && token->shape != SHAPE_UPPER) ||
            (token->words & (LEX_TITLE | LEX_RANK)))
            break; /* `follows`: "Mr. HAN Hsu" */
        words += token->shape == SHAPE_UPPER && token->letters > 2;
    }
    return words > 0 && token_at(context, to - 1)->shape != SHAPE_LETTER ? to : i;
}

bool rule_speaker(struct rule_context *context, size_t i, struct found *out)
{
    if (i == 0 || !(token_at(context, i - 1)->words & (LEX_TITLE | LEX_RANK)))
        return false;
    size_t to = in_capitals(context, i);
    bool several;
    enum title_kind title = to > i ? title_before(context, i, &several) : TITLE_NONE;
    bool speaks = to < context->tokens.count &&
                  (token_at(context, to)->words & LEX_SPEECH) &&
                  token_at(context, to)->gap == GAP_SPACE;
    if (title == TITLE_NONE || several || (title == TITLE_OFFICE && !speaks))
        return false; /* "Secretary NATO"; but "Commander PENHALLOW asked" */
    out->type = ENTITY_PERSON;
    out->has_title = true;
    out->surname = surname_key(context, i, to);
    out->names = lookup_phrase(context, i, to);
    out->method = "rule:title";
    out->confidence = 95;
    out->to = to;
    return true;
}

/* "the Earl of Derby", "Marquis of Salisbury": a peer's name has its title. */
bool peer_name(const struct rule_context *context, size_t i, struct found *out)
{
    static const char *const ranks[] = {"Earl",     "Marquis",    "Marquess", "Duke",
                                        "Duchess",  "Viscount",   "Countess", "Prince",
                                        "Princess", "Marchioness"};
    const struct name_token *token = token_at(context, i);
    bool rank = false;
    if (i + 2 >= context->tokens.count || token[1].gap != GAP_SPACE ||
        token[2].gap != GAP_SPACE || token[2].shape != SHAPE_CAPITAL ||
        !slice_is(token_text(&context->tokens, i + 1), "of"))
        return false;
    for (size_t r = 0; r < sizeof(ranks) / sizeof(*ranks); r++)
        rank = rank || slice_is(token_text(&context->tokens, i), ranks[r]);
    if (!rank)
        return false;
    out->type = ENTITY_PERSON;
    out->surname = token[2].key;
    out->has_title = true;
    out->to = i + 3;
    while (out->to < context->tokens.count && /* "Duke of Saxe-Coburg" */
           token_at(context, out->to)->gap == GAP_HYPHEN &&
           token_at(context, out->to)->shape == SHAPE_CAPITAL)
        out->to++;
    out->names = lookup_phrase(context, i, out->to);
    out->method = "rule:title";
    out->confidence = 90;
    return true;
}

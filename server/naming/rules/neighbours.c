/* Surnames that the words beside them give away: signatures, "drafted by", "(Merchant)"
 * after an office, "Habib said". */
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"
#include "person.h"

/* "copies sent to Bremer, Eagleburger, and German" */
static bool copied_to(const struct rule_context *context, size_t i)
{
    if (i < 3)
        return false;
    bool sent = slice_is(token_text(&context->tokens, i - 2), "sent");
    struct slice word = token_text(&context->tokens, i - 2 - sent);
    return slice_is(word, "Copies") || slice_is(word, "copies") ||
           slice_is(word, "Copy") || slice_is(word, "copy");
}

/* Words that only a surname follows: "drafted by", "approved by". */
static bool signed_by(const struct rule_context *context, size_t i)
{
    static const char *const acts[] = {"Drafted",  "drafted",   "approved",
                                       "Approved", "cleared",   "Cleared",
                                       "signed",   "initialed", "initialled"};
    const struct name_token *token = token_at(context, i);
    if (i < 2 || token->gap != GAP_SPACE || token[-1].letters != 2)
        return false;
    if (slice_is(token_text(&context->tokens, i - 1), "to"))
        return copied_to(context, i);
    if (!slice_is(token_text(&context->tokens, i - 1), "by"))
        return false;
    for (size_t a = 0; a < sizeof(acts) / sizeof(*acts); a++)
        if (slice_is(token_text(&context->tokens, i - 2), acts[a]))
            return true;
    return false;
}

/* "Signed, Zimmermann." */
static bool signs(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (i == 0 || !(token->gap & (GAP_COMMA | GAP_STOP | GAP_CLOSE)) ||
        person_name_end(context, i) != context->tokens.count)
        return false;
    struct slice before = token_text(&context->tokens, i - 1);
    return slice_is(before, "Signed") || slice_is(before, "signed");
}

/* "cleared in draft by ARA, and in substance by Hartman": the acts are further off. */
static bool signed_further(const struct rule_context *context, size_t i)
{
    enum { FAR = 30 };
    static const char *const acts[] = {"Drafted",  "drafted", "approved",
                                       "Approved", "cleared", "Cleared"};
    if (i < 2 || token_at(context, i)->gap != GAP_SPACE ||
        !slice_is(token_text(&context->tokens, i - 1), "by"))
        return false;
    for (size_t back = 2; back <= i && back < FAR; back++) {
        for (size_t a = 0; a < sizeof(acts) / sizeof(*acts); a++)
            if (slice_is(token_text(&context->tokens, i - back), acts[a]))
                return true;
        if (starts_sentence(context, i - back + 1) &&
            !(token_at(context, i - back + 1)->gap & GAP_STOP))
            return false;
    }
    return false;
}

/* "Participants: US—Habib, Sneider" and a line for each: at its start, and after a comma
 * or a dash where nothing else follows. */
static bool takes_part(const struct rule_context *context, size_t i)
{
    if (!context->participants || context->note)
        return false;
    const struct name_token *token = token_at(context, i);
    size_t to = person_name_end(context, i), count = context->tokens.count, place;
    enum { ENDS = GAP_COMMA | GAP_DASH | GAP_STOP | GAP_OPEN | GAP_SLASH };
    bool starts = i == 0 || (token->gap & (GAP_DASH | GAP_STOP)) ||
                  (i == 1 && slice_is(token_text(&context->tokens, 0), "Participants"));
    bool ends = to >= count || (token_at(context, to)->gap & ENDS);
    return starts && ends && to <= i + 3 && !lookup_at(context, i, 0, &place) &&
           !(token->words & LEX_BODY);
}

void participants_update(struct rule_context *context)
{
    enum { LONG = 24 };
    const struct name_tokens *tokens = &context->tokens;
    static const char *const heads[] = {"Participants", "PARTICIPANTS", "Present",
                                        "PRESENT"};
    bool head = false;
    if (context->note || tokens->count == 0)
        return;
    for (size_t h = 0; h < sizeof(heads) / sizeof(*heads); h++)
        head = head || slice_is(token_text(tokens, 0), heads[h]);
    bool labelled = tokens->count > 1 && (tokens->at[1].gap & GAP_STOP);
    if (head && (tokens->count == 1 || labelled))
        context->participants = true;
    else if (tokens->count > LONG || (labelled && (tokens->at[0].words & LEX_PLAIN)))
        context->participants = false; /* "Subject: …" */
}

/* "Vasiliev, the Soviet Chargé,": only where a comma follows the office too. */
static bool office_follows(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    size_t name = person_name_end(context, i), from, place;
    size_t to = office_after(context, name, &from);
    if (to == name || name > i + 3 || lookup_at(context, i, 0, &place))
        return false;
    bool closed =
        to >= context->tokens.count ||
        (token_at(context, to)->gap & (GAP_COMMA | GAP_DOT | GAP_STOP | GAP_CLOSE));
    struct slice before = i > 0 ? token_text(&context->tokens, i - 1) : SLICE_NONE;
    bool somewhere = slice_is(before, "in") || slice_is(before, "In") ||
                     slice_is(before, "at") || slice_is(before, "At") ||
                     slice_is(before, "from") || slice_is(before, "of");
    return closed && !somewhere && !(token->words & (LEX_BODY | LEX_NATION | LEX_RANK));
}

/* "the Soviet Chargé, Astakhov, suggested": after an office and between commas. */
static bool apposed(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (i == 0 || !(token[-1].words & LEX_RANK) || token[-1].shape == SHAPE_UPPER ||
        (token->words & (LEX_TITLE | LEX_RANK)))
        return false;
    size_t to = person_name_end(context, i), place;
    return to < context->tokens.count && to <= i + 3 &&
           token_at(context, to)->gap == (GAP_COMMA | GAP_SPACE) &&
           token_at(context, to)->shape == SHAPE_LOWER &&
           !slice_is(token_text(&context->tokens, to), "and") &&
           !lookup_at(context, i, 0, &place);
}

/* "Habib said", "Louw had called". */
static bool speaks(const struct rule_context *context, size_t i)
{
    if (i + 1 >= context->tokens.count)
        return false;
    const struct name_token *next = token_at(context, i + 1);
    struct slice word = token_text(&context->tokens, i);
    bool letters = word.len > 1 && word.at[1] >= 'A' && word.at[1] <= 'Z';
    return !letters && next->gap == GAP_SPACE && next->shape == SHAPE_LOWER &&
           (next->words & LEX_SPEECH);
}

/* "the Assistant Secretary of State for European Affairs (Merchant)" */
static bool holds_office(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    size_t count = context->tokens.count;
    if (i < 2 || !(token->gap & GAP_OPEN) || i + 1 >= count)
        return i >= 2 && (token->gap & GAP_OPEN) && i + 1 == count &&
               context->kind == BLOCK_TITLE;
    if (!(token[1].gap & GAP_CLOSE))
        return false;
    for (size_t back = 1; back <= 10 && back <= i; back++)
        if (token_is_capital(token - back) && (token[-(ptrdiff_t)back].words & LEX_RANK))
            return true;
    return false;
}

/* Fills in `out` for a person named [i, out->to). */
static void put_person(const struct rule_context *context, size_t i, struct found *out)
{
    out->type = ENTITY_PERSON;
    out->has_title = true;
    out->surname = surname_key(context, i, out->to);
    out->names = lookup_phrase(context, i, out->to);
    out->method = "rule:context";
}

/* A signature: nothing but a name. */
bool rule_signature(struct rule_context *context, size_t i, struct found *out)
{
    size_t count = context->tokens.count;
    if (context->kind != BLOCK_SIGNATURE || i != 0 || count > 4)
        return false;
    for (size_t t = 0; t < count; t++)
        if (!token_is_capital(token_at(context, t)) ||
            (token_at(context, t)->words & LEX_BODY))
            return false;
    out->to = count;
    out->confidence = 90;
    put_person(context, i, out);
    return true;
}

/* "I’ve", "We’ll": a pronoun and what is left of its verb. */
static bool is_contraction(struct slice word)
{
    static const char *const ends[] = {"ve", "ll", "re", "d", "m"};
    for (size_t e = 0; e < sizeof(ends) / sizeof(*ends); e++) {
        struct slice end = slice_of(ends[e]);
        if (!slice_ends(word, end) || word.len < end.len + 2)
            continue;
        word.len -= end.len;
        return slice_ends(word, SLICE("’")) || slice_ends(word, SLICE("'"));
    }
    return false;
}

/* A capital word that may be a surname, where the words beside it show that it is one. */
bool rule_cue(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    bool listed_by = context->list_next < i && context->list_next + 2 >= i;
    size_t place;
    if (!is_name_word(token) || (token->words & LEX_PLAIN) ||
        is_contraction(token_text(&context->tokens, i)))
        return false;
    bool by = signed_by(context, i);
    bool side = by || signed_further(context, i) || holds_office(context, i) ||
                signs(context, i) || listed_by;
    if (!side && (token->words & (LEX_TITLE | LEX_RANK)))
        return false; /* "King said": the title of one who is not named */
    if (!side && !speaks(context, i) && !takes_part(context, i) &&
        !office_follows(context, i) &&
        !(token->gap == (GAP_COMMA | GAP_SPACE) && apposed(context, i)))
        return false;
    if (!side && (lookup_at(context, i, 0, &place) ||
                  (i > 0 && token->gap == GAP_SPACE && token_is_capital(token - 1))))
        return false;
    out->to = person_name_end(context, i);
    out->confidence = side ? 85 : 75;
    out->several = by || listed_by;
    put_person(context, i, out);
    return true;
}

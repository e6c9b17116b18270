/* Persons: after a title, or by a given name or initials. */
#include "person.h"
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"
#include "title.h"

/* "Ya.", "Yu.": an initial of a Russian letter that takes two; "Wm.", "Geo.": a given
 * name that is cut short. */
static bool long_initial(const struct rule_context *context, size_t i)
{
    static const char *const letters[] = {
        "Ya",   "Yu",  "Ye",  "Zh",   "Kh",   "Sh",   "Ch",    "Ts",   "Th",
        "Ph",   "Wm",  "Geo", "Jas",  "Jno",  "Chas", "Thos",  "Robt", "Saml",
        "Danl", "Edw", "Jos", "Benj", "Alex", "Fred", "Fredk", "Theo", "Richd"};
    enum { LONGEST = 5 };
    const struct name_token *token = token_at(context, i);
    if (!token->dot || token->shape != SHAPE_CAPITAL || token->letters > LONGEST)
        return false;
    for (size_t l = 0; l < sizeof(letters) / sizeof(*letters); l++)
        if (slice_is(token_text(&context->tokens, i), letters[l]))
            return true;
    return false;
}

/* "d'Estaing", "l’Huys": a particle that has lost its vowel, and a capital. */
static bool elided(struct slice word)
{
    size_t at = 1;
    if (word.len < 5 || (word.at[0] != 'd' && word.at[0] != 'l'))
        return false;
    if (word.at[at] == '\'')
        at++;
    else if (slice_starts(slice_from(word, at), SLICE("’")))
        at += sizeof("’") - 1;
    return at > 1 && word.at[at] >= 'A' && word.at[at] <= 'Z';
}

/* A word as most are: in lower case after a blank, and no particle. */
static inline bool plain(const struct name_token *token)
{
    return token->shape == SHAPE_LOWER && token->gap == GAP_SPACE &&
           !(token->words & LEX_PARTICLE);
}

/* After "John": does the name go on at `i`? A particle needs a capital after it. */
static bool more_of_name(const struct rule_context *context, size_t i)
{
    if (i >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, i);
    if (plain(token))
        return token->gap == GAP_SPACE && elided(token_text(&context->tokens, i));
    if ((token->words & LEX_MONTH) && i + 1 < context->tokens.count &&
        token[1].shape == SHAPE_NUMBER)
        return false; /* "Sharett March 3" */
    bool initials = token->gap == GAP_DOT && token[-1].shape == SHAPE_LETTER;
    if (!initials && token->gap != GAP_SPACE && token->gap != GAP_HYPHEN &&
        !(token->gap == (GAP_DOT | GAP_SPACE) &&
          (token[-1].shape == SHAPE_LETTER || long_initial(context, i - 1))))
        return false;
    if (token->shape == SHAPE_LETTER && !token->dot && i + 1 < context->tokens.count &&
        token[1].gap == GAP_HYPHEN && token[1].shape == SHAPE_LOWER)
        return true; /* Wang I-cheh */
    if (token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE))
        return token->gap == GAP_SPACE && more_of_name(context, i + 1);
    if (token->shape == SHAPE_LOWER)
        return token->gap == GAP_HYPHEN && token->letters > 1; /* Tse-tung */
    if ((token->words & LEX_LINK) && !(token->words & LEX_PARTICLE))
        return false; /* "Request of Mr. Dulles To See Him" */
    return is_name_word(token);
}

size_t person_name_end(const struct rule_context *context, size_t i)
{
    size_t to = i + 1;
    while (to < i + 7 && to < context->tokens.count &&
           !(plain(token_at(context, to)) && token_at(context, to)->letters < 5) &&
           more_of_name(context, to))
        to++;
    /* an initial alone does not end a name that had a surname */
    return to;
}

/* "John Foster Dulles", "J. F. Aldersey", "Cyrus H. Peake". */
static bool full_name(const struct rule_context *context, size_t from, size_t to)
{
    const struct name_token *first = token_at(context, from);
    const struct name_token *last = token_at(context, to - 1);
    size_t initials = 0;
    if (to - from < 2 || last->shape != SHAPE_CAPITAL || last->letters < 2)
        return false;
    for (size_t i = from; i < to; i++)
        initials += token_at(context, i)->shape == SHAPE_LETTER;
    if ((first->words & (LEX_PLAIN | LEX_MONTH)) && !(initials > 0))
        return false;
    if (is_title_after(context, to - 1))
        return true;
    return (first->words & LEX_GIVEN) || initials > 0;
}

/* Where the name ends with ", Jr.", "II" or "the younger" after it. */
static size_t with_generation(const struct rule_context *context, size_t to)
{
    size_t count = context->tokens.count;
    if (to >= count)
        return to;
    uint32_t gap = token_at(context, to)->gap;
    bool article = slice_is(token_text(&context->tokens, to), "the");
    size_t at = to + article;
    if (at >= count || (gap != (GAP_COMMA | GAP_SPACE) && gap != GAP_SPACE) ||
        (article && token_at(context, at)->gap != GAP_SPACE))
        return to;
    bool lower = token_at(context, at)->shape == SHAPE_LOWER;
    return lower == article && name_generation_of(token_text(&context->tokens, at))
               ? at + 1
               : to;
}

/* "with de Chambrun", "that von Jagow": a particle in lower case inside an English
 * sentence, and a capital that no list has. */
static bool noble(const struct rule_context *context, size_t i)
{
    static const char *const particles[] = {"de", "von", "van", "du", "della"};
    static const char *const before[] = {"with", "by",   "to",  "from",  "that", "and",
                                         "of",   "told", "for", "asked", "when", "as"};
    size_t place;
    bool particle = false;
    if (i == 0 || i + 1 >= context->tokens.count ||
        token_at(context, i)->gap != GAP_SPACE ||
        token_at(context, i + 1)->shape != SHAPE_CAPITAL ||
        lookup_at(context, i + 1, 0, &place))
        return false;
    for (size_t p = 0; p < sizeof(particles) / sizeof(*particles); p++)
        particle = particle || slice_is(token_text(&context->tokens, i), particles[p]);
    for (size_t b = 0; particle && b < sizeof(before) / sizeof(*before); b++)
        if (slice_is(token_text(&context->tokens, i - 1), before[b]))
            return true;
    return false;
}

bool rule_person(struct rule_context *context, size_t i, struct found *out)
{
    const struct name_token *token = token_at(context, i);
    bool particle = token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE) &&
                    more_of_name(context, i);
    bool is_title = (token->words & LEX_TITLE) != 0;
    if (is_title && peer_name(context, i, out))
        return true;
    if ((!particle && !is_name_word(token)) || title_is_monsieur(context, i) ||
        (is_title && title_is_earl(context, i)))
        return false;
    enum title_kind title = title_before(context, i, &out->several);
    size_t to = person_name_end(context, i);
    bool rank = (token->words & (LEX_RANK | LEX_TITLE)) && !(token->words & LEX_GIVEN);
    if (rank && i + 1 < context->tokens.count && token[1].gap == GAP_SPACE &&
        (to > i + 1 || (token[1].words & (LEX_RANK | LEX_TITLE))))
        return false; /* "Marshal J. V. Stalin", "Field Marshal Sir Alan Brooke" */
    bool full =
        !particle && (full_name(context, i, to) || is_eastern_name(context, i, to));
    const struct name_token *last = token_at(context, to - 1);
    if (last->shape == SHAPE_LETTER && to - i == 1)
        return false;
    size_t listed = i;
    if (title == TITLE_NONE && lookup_at(context, i, 0, &listed) && listed > i + 1 &&
        token->shape == SHAPE_LETTER && listed < to)
        return false; /* "U.S. Navy" */
    if (title == TITLE_OFFICE && !full &&
        ((token->words & LEX_OF_RANK) || (token->words & (LEX_BODY | LEX_NATION))))
        return false;
    if (title == TITLE_NONE && !full && !(particle && noble(context, i)))
        return false;
    if (title == TITLE_NONE && (token->words & LEX_OF_RANK) &&
        !(token->words & LEX_GIVEN) && i > 0 && token[-1].shape == SHAPE_LOWER &&
        title_ends_office(context, i))
        return false; /* "Secretary of State Frank B. Kellogg" */
    if (title == TITLE_OFFICE && !full && to < context->tokens.count &&
        slice_is(token_text(&context->tokens, to), "affairs"))
        return false;                /* "Permanent Secretary External affairs" */
    if (last->shape == SHAPE_LETTER) /* "Belov M." is for citations */
        to -= 1;
    size_t junior = with_generation(context, to);
    out->type = ENTITY_PERSON;
    out->has_title = title != TITLE_NONE;
    out->surname = surname_key(context, i, to);
    out->names = lookup_phrase(context, i, to);
    out->method = title != TITLE_NONE ? "rule:title" : "rule:given-name";
    out->confidence = title == TITLE_PERSON ? 95 : title == TITLE_OFFICE ? 88 : 85;
    out->to = junior;
    return true;
}

/* Persons by rule: behind a title, by a given name or initials, and surnames that the
 * document has licensed. */
#include "entity_own.h"

bool entity_begins(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    enum { ENDS = GAP_START | GAP_STOP | GAP_QUOTE };
    if (token->gap & ENDS)
        return true;
    if (!(token->gap & GAP_DOT))
        return false;
    bool short_form = token[-1].shape == SHAPE_LETTER ||
                      (token[-1].words & (LEX_TITLE | LEX_MONTH)) ||
                      ((token[-1].words & LEX_RANK) && token[-1].letters <= 5);
    return !short_form;
}

/* Is `token` joined to the one before it as within a name? */
static bool joined(const struct name_token *token)
{
    return token->gap == GAP_SPACE ||
           (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].letters <= 5);
}

/* "of" or "for" and an office before it: "Secretary of State", "Minister for Foreign
 * Affairs". */
static bool office_ends(const struct recogniser *recogniser, size_t i)
{
    bool link = false;
    for (size_t back = 1; back <= 8 && back <= i; back++) {
        const struct name_token *token = token_at(recogniser, i - back);
        if (token->shape == SHAPE_LOWER && !(token->words & LEX_LINK))
            return false;
        link = link || token->shape == SHAPE_LOWER;
        if (link && token->shape == SHAPE_CAPITAL && (token->words & LEX_RANK))
            return true;
        if (token->gap & ~(uint32_t)(GAP_SPACE | GAP_HYPHEN | GAP_COMMA))
            return false;
    }
    return false;
}

int entity_titled(const struct recogniser *recogniser, size_t i, bool *several)
{
    const struct name_token *token = token_at(recogniser, i);
    *several = false;
    if (i == 0)
        return 0;
    if (recogniser->list_next < i && recogniser->list_next + 2 >= i &&
        (recogniser->list_next == i ||
         !strncmp(recogniser->tokens.text.at + token[-1].start, "and", 3))) {
        *several = true;
        return 2;
    }
    const struct name_token *before = token - 1;
    if (!joined(token) || before->shape == SHAPE_LOWER)
        return 0;
    *several = (before->words & LEX_RANKS) != 0;
    if (before->words & LEX_TITLE)
        return before->shape == SHAPE_LETTER ? 0 : 2;
    if (before->words & LEX_RANK)
        return 1;
    return (before->words & LEX_OF_RANK) && office_ends(recogniser, i - 1) ? 1 : 0;
}

/* May this capital word be part of a person's name? */
static bool name_word(const struct name_token *token)
{
    enum {
        OTHER = LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_BODY | LEX_TREATY | LEX_EVENT |
                LEX_NATION | LEX_RANK | LEX_TITLE | LEX_PLACE | LEX_ORDINAL | LEX_TAIL | LEX_OF_RANK };
    if (token->shape == SHAPE_LETTER)
        return token->dot;
    if (token->shape != SHAPE_CAPITAL)
        return false;
    return !(token->words & OTHER) || (token->words & (LEX_GIVEN | LEX_WEAK));
}

/* Behind "John": is there more of the name at `i`? A particle needs a capital behind. */
static bool more_of_name(const struct recogniser *recogniser, size_t i)
{
    if (i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, i);
    bool initials = token->gap == GAP_DOT && token[-1].shape == SHAPE_LETTER;
    if (!initials && token->gap != GAP_SPACE && token->gap != GAP_HYPHEN &&
        !(token->gap == (GAP_DOT | GAP_SPACE) && token[-1].shape == SHAPE_LETTER))
        return false;
    if (token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE))
        return token->gap == GAP_SPACE && more_of_name(recogniser, i + 1);
    if (token->shape == SHAPE_LOWER)
        return token->gap == GAP_HYPHEN && token->letters > 1; /* Tse-tung */
    return name_word(token);
}

static size_t name_end(const struct recogniser *recogniser, size_t i)
{
    size_t to = i + 1;
    while (to < i + 7 && more_of_name(recogniser, to))
        to++;
    /* an initial alone does not end a name that had a surname */
    return to;
}

/* The token of the surname, in front of which particles may stand. */
static size_t surname_of(const struct recogniser *recogniser, size_t from, size_t to)
{
    size_t at = to - 1;
    if (token_at(recogniser, at)->shape == SHAPE_LOWER)
        return from; /* Chou En-lai */
    while (at > from && (token_at(recogniser, at)->gap & GAP_HYPHEN))
        at--;
    return at;
}

static uint64_t surname_key(const struct recogniser *recogniser, size_t from, size_t to)
{
    uint64_t key = 0;
    size_t at = surname_of(recogniser, from, to);
    if (at == from && to > from + 1 && token_at(recogniser, to - 1)->shape == SHAPE_LOWER)
        return token_at(recogniser, from)->key;
    for (; at < to; at++)
        key = phrase_key(key, token_at(recogniser, at));
    return key;
}

/* "John Foster Dulles", "J. F. Aldersey", "Cyrus H. Peake". */
static bool full_name(const struct recogniser *recogniser, size_t from, size_t to)
{
    const struct name_token *first = token_at(recogniser, from);
    const struct name_token *last = token_at(recogniser, to - 1);
    size_t initials = 0;
    if (to - from < 2 || last->shape != SHAPE_CAPITAL || last->letters < 2)
        return false;
    for (size_t i = from; i < to; i++)
        initials += token_at(recogniser, i)->shape == SHAPE_LETTER;
    if ((first->words & (LEX_PLAIN | LEX_MONTH)) && !(initials > 0))
        return false;
    return (first->words & LEX_GIVEN) || initials > 0;
}

/* ", Jr." behind a name. */
static size_t with_junior(const struct recogniser *recogniser, size_t to)
{
    if (to >= recogniser->tokens.count)
        return to;
    const struct name_token *token = token_at(recogniser, to);
    struct slice word = token_text(&recogniser->tokens, to);
    bool junior = slice_is(word, "Jr") || slice_is(word, "Sr") || slice_is(word, "III");
    return junior && (token->gap == (GAP_COMMA | GAP_SPACE) || token->gap == GAP_SPACE)
               ? to + 1
               : to;
}

static const struct gazetteer_name *names_of(const struct recogniser *recogniser,
                                             size_t from, size_t to)
{
    uint64_t phrase = 0;
    bool goes_on;
    for (size_t i = from; i < to; i++)
        phrase = phrase_key(phrase, token_at(recogniser, i));
    return gazetteer_look(recogniser->gazetteer, phrase, &goes_on);
}

bool entity_person(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    bool particle = token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE) &&
                    more_of_name(recogniser, i);
    if (recogniser->capitals || (!particle && !name_word(token)))
        return false;
    int titled = entity_titled(recogniser, i, &out->several);
    size_t to = name_end(recogniser, i);
    bool full = !particle && full_name(recogniser, i, to);
    const struct name_token *last = token_at(recogniser, to - 1);
    if (last->shape == SHAPE_LETTER && to - i == 1)
        return false;
    size_t listed = i;
    if (!titled && entity_look(recogniser, i, 0, &listed) && listed > i + 1 &&
        token->shape == SHAPE_LETTER && listed < to)
        return false; /* "U.S. Navy" */
    if (titled == 1 && !full &&
        ((token->words & LEX_OF_RANK) || (token->words & (LEX_BODY | LEX_NATION))))
        return false;
    if (!titled && !full)
        return false;
    if (last->shape == SHAPE_LETTER) /* "Belov M." is for citations */
        to -= 1;
    size_t junior = with_junior(recogniser, to);
    out->type = ENTITY_PERSON;
    out->titled = titled != 0;
    out->surname = surname_key(recogniser, i, to);
    out->names = names_of(recogniser, i, to);
    out->method = titled ? "rule:title" : "rule:given-name";
    out->confidence = titled == 2 ? 95 : titled ? 88 : 85;
    out->to = junior;
    return true;
}

/* Words before a surname that nobody else follows: "drafted by", "approved by". */
static bool signed_by(const struct recogniser *recogniser, size_t i)
{
    static const char *const acts[] = {"Drafted",  "drafted",   "approved",
                                       "Approved", "cleared",   "Cleared",
                                       "signed",   "initialed", "initialled"};
    const struct name_token *token = token_at(recogniser, i);
    if (i < 2 || token->gap != GAP_SPACE ||
        !slice_is(token_text(&recogniser->tokens, i - 1), "by"))
        return false;
    for (size_t a = 0; a < sizeof(acts) / sizeof(*acts); a++)
        if (slice_is(token_text(&recogniser->tokens, i - 2), acts[a]))
            return true;
    return false;
}

/* "Habib said", "Louw had called". */
static bool speaks(const struct recogniser *recogniser, size_t i)
{
    if (i + 1 >= recogniser->tokens.count)
        return false;
    const struct name_token *next = token_at(recogniser, i + 1);
    struct slice word = token_text(&recogniser->tokens, i);
    bool letters = word.len > 1 && word.at[1] >= 'A' && word.at[1] <= 'Z';
    return !letters && next->gap == GAP_SPACE && next->shape == SHAPE_LOWER &&
           (next->words & LEX_SPEECH);
}

/* A signature: nothing but a name. */
static bool signature(const struct recogniser *recogniser, size_t i)
{
    size_t count = recogniser->tokens.count;
    if (recogniser->kind != BLOCK_SIGNATURE || i != 0 || count > 4)
        return false;
    for (size_t t = 0; t < count; t++)
        if (!token_is_capital(token_at(recogniser, t)) ||
            (token_at(recogniser, t)->words & LEX_BODY))
            return false;
    return true;
}

/* "the Assistant Secretary of State for European Affairs (Merchant)" */
static bool holds_office(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    size_t count = recogniser->tokens.count;
    if (i < 2 || !(token->gap & GAP_OPEN) || i + 1 >= count + 0)
        return i >= 2 && (token->gap & GAP_OPEN) && i + 1 == count &&
               recogniser->kind == BLOCK_TITLE;
    if (!(token[1].gap & GAP_CLOSE))
        return false;
    for (size_t back = 1; back <= 10 && back <= i; back++)
        if (token_is_capital(token - back) && (token[-(ptrdiff_t)back].words & LEX_RANK))
            return true;
    return false;
}

/* A capital word that could be a surname, where its neighbours say that it is one. */
bool entity_cue(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    bool listed_by = recogniser->list_next < i && recogniser->list_next + 2 >= i;
    if (signature(recogniser, i)) {
        out->to = recogniser->tokens.count;
        out->confidence = 90;
    } else {
        size_t place;
        bool side = signed_by(recogniser, i) || holds_office(recogniser, i) || listed_by;
        if (!name_word(token) || token->shape == SHAPE_LETTER || recogniser->capitals ||
            (token->words & LEX_PLAIN) || (!side && !speaks(recogniser, i)))
            return false;
        if (!side && (entity_look(recogniser, i, 0, &place) ||
                      (i > 0 && token->gap == GAP_SPACE && token_is_capital(token - 1))))
            return false;
        out->to = name_end(recogniser, i);
        out->confidence = side ? 85 : 75;
        out->several = signed_by(recogniser, i) || listed_by;
    }
    out->type = ENTITY_PERSON;
    out->titled = true;
    out->surname = surname_key(recogniser, i, out->to);
    out->names = names_of(recogniser, i, out->to);
    out->method = "rule:context";
    return true;
}

/* Does the edition's list have this surname, and is it nothing else? */
static bool listed_surname(const struct recogniser *recogniser, size_t i, size_t *to)
{
    enum {
        OTHER = LEX_WEAK | LEX_PLAIN | LEX_BODY | LEX_MONTH | LEX_RANK | LEX_TITLE |
                LEX_NATION | LEX_EVENT | LEX_PLACE | LEX_GIVEN
    };
    const struct name_token *token = token_at(recogniser, i);
    if (token->words & OTHER)
        return false;
    const struct gazetteer_name *name = entity_look(recogniser, i, NAME_LICENSED, to);
    for (; name; name++) {
        const struct gazetteer_known *entity =
            name->flags & NAME_FORBIDDEN ? NULL
                                         : &recogniser->gazetteer->entities[name->entity];
        if (entity && (name->flags & NAME_SURNAME) &&
            entity->rank >= AUTHORITY_COLLECTION && entity_holds(recogniser, name))
            return true;
        if (name->flags & NAME_LAST)
            return false;
    }
    return false;
}

/* Part of something longer in capitals: "Marshall Plan", "Bank Taylor"? */
static bool inside_capitals(const struct recogniser *recogniser, size_t from, size_t to)
{
    const struct name_token *first = token_at(recogniser, from);
    bool before = from > 0 && first->gap == GAP_SPACE && token_is_capital(first - 1) &&
                  !(first[-1].words & (LEX_PLAIN | LEX_TITLE | LEX_RANK | LEX_NATION));
    bool behind = to < recogniser->tokens.count &&
                  token_at(recogniser, to)->gap == GAP_SPACE &&
                  token_is_capital(token_at(recogniser, to)) &&
                  token_at(recogniser, to)->shape != SHAPE_UPPER;
    return before || behind;
}

/* A bare surname that the document has licensed by a title or a full name. */
bool entity_surname(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    uint64_t key = 0;
    bool lower = token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE);
    if (recogniser->learning || (token->shape != SHAPE_CAPITAL && !lower &&
                                 !(token->shape == SHAPE_UPPER && token->letters > 3)))
        return false;
    bool particle = (token->words & LEX_PARTICLE) && i + 1 < recogniser->tokens.count &&
                    token[1].gap == GAP_SPACE;
    for (size_t to = i + particle; to < recogniser->tokens.count && to < i + 4; to++) {
        const struct name_token *at = token_at(recogniser, to);
        if (to > i && at->gap != GAP_SPACE && at->gap != GAP_HYPHEN)
            break;
        key = phrase_key(key, at);
        const struct known *known = known_find(&recogniser->known, key);
        if (known && (known->flags & (KNOWN_TITLED | KNOWN_FULL)))
            out->to = to + 1;
        if (out->to == to + 1)
            out->surname = key;
    }
    if (out->to == i + 1 && lower)
        out->to = i;
    size_t listed = i;
    bool by_list = listed_surname(recogniser, i, &listed) && listed > out->to;
    if (by_list) {
        out->to = listed;
        out->surname = surname_key(recogniser, i, listed);
    }
    if (out->to == i || (inside_capitals(recogniser, i, out->to) &&
                         (by_list || (token->words & LEX_WEAK))))
        return false;
    bool common = (token->words & (LEX_WEAK | LEX_PLAIN | LEX_BODY | LEX_MONTH)) != 0;
    if (common && entity_begins(recogniser, i))
        return false;
    out->type = ENTITY_PERSON;
    out->names = names_of(recogniser, i, out->to);
    out->method = by_list ? NULL : "consistency";
    out->confidence = common ? 75 : 92;
    return true;
}

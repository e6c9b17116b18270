/* Persons by rule: behind a title, by a given name or initials, and surnames that the
 * document has licensed. */
#include "naming/rules/rule.h"

bool entity_starts_sentence(const struct recogniser *recogniser, size_t i)
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

/* "Ya.", "Yu.": an initial of a Russian letter that takes two; "Wm.", "Geo.": a given
 * name that is cut short. */
static bool long_initial(const struct recogniser *recogniser, size_t i)
{
    static const char *const letters[] = {
        "Ya",   "Yu",  "Ye",  "Zh",   "Kh",   "Sh",   "Ch",    "Ts",   "Th",
        "Ph",   "Wm",  "Geo", "Jas",  "Jno",  "Chas", "Thos",  "Robt", "Saml",
        "Danl", "Edw", "Jos", "Benj", "Alex", "Fred", "Fredk", "Theo", "Richd"};
    enum { LONGEST = 5 };
    const struct name_token *token = token_at(recogniser, i);
    if (!token->dot || token->shape != SHAPE_CAPITAL || token->letters > LONGEST)
        return false;
    for (size_t l = 0; l < sizeof(letters) / sizeof(*letters); l++)
        if (slice_is(token_text(&recogniser->tokens, i), letters[l]))
            return true;
    return false;
}

/* "Safvet Pasha", "Ismet Bey": a title that stands behind. */
static bool title_behind(const struct recogniser *recogniser, size_t i)
{
    struct slice word = token_text(&recogniser->tokens, i);
    return slice_is(word, "Pasha") || slice_is(word, "Bey") || slice_is(word, "Effendi");
}

/* May this capital word be part of a person's name? */
bool entity_name_word(const struct name_token *token)
{
    enum {
        OTHER = LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_BODY | LEX_TREATY | LEX_EVENT |
                LEX_NATION | LEX_RANK | LEX_TITLE | LEX_PLACE | LEX_ORDINAL | LEX_TAIL |
                LEX_OF_RANK
    };
    if (token->shape == SHAPE_LETTER)
        return token->dot;
    if (token->shape != SHAPE_CAPITAL)
        return false;
    return !(token->words & OTHER) || (token->words & (LEX_GIVEN | LEX_WEAK));
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

/* A word as most are: in lower case behind a blank, and no particle. */
static inline bool plain(const struct name_token *token)
{
    return token->shape == SHAPE_LOWER && token->gap == GAP_SPACE &&
           !(token->words & LEX_PARTICLE);
}

/* Behind "John": is there more of the name at `i`? A particle needs a capital behind. */
static bool more_of_name(const struct recogniser *recogniser, size_t i)
{
    if (i >= recogniser->tokens.count)
        return false;
    const struct name_token *token = token_at(recogniser, i);
    if (plain(token))
        return token->gap == GAP_SPACE && elided(token_text(&recogniser->tokens, i));
    if ((token->words & LEX_MONTH) && i + 1 < recogniser->tokens.count &&
        token[1].shape == SHAPE_NUMBER)
        return false; /* "Sharett March 3" */
    bool initials = token->gap == GAP_DOT && token[-1].shape == SHAPE_LETTER;
    if (!initials && token->gap != GAP_SPACE && token->gap != GAP_HYPHEN &&
        !(token->gap == (GAP_DOT | GAP_SPACE) &&
          (token[-1].shape == SHAPE_LETTER || long_initial(recogniser, i - 1))))
        return false;
    if (token->shape == SHAPE_LETTER && !token->dot && i + 1 < recogniser->tokens.count &&
        token[1].gap == GAP_HYPHEN && token[1].shape == SHAPE_LOWER)
        return true; /* Wang I-cheh */
    if (token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE))
        return token->gap == GAP_SPACE && more_of_name(recogniser, i + 1);
    if (token->shape == SHAPE_LOWER)
        return token->gap == GAP_HYPHEN && token->letters > 1; /* Tse-tung */
    if ((token->words & LEX_LINK) && !(token->words & LEX_PARTICLE))
        return false; /* "Request of Mr. Dulles To See Him" */
    return entity_name_word(token);
}

size_t entity_name_end(const struct recogniser *recogniser, size_t i)
{
    size_t to = i + 1;
    while (to < i + 7 && to < recogniser->tokens.count &&
           !(plain(token_at(recogniser, to)) && token_at(recogniser, to)->letters < 5) &&
           more_of_name(recogniser, to))
        to++;
    /* an initial alone does not end a name that had a surname */
    return to;
}

/* The token of the surname, in front of which particles may stand. */
static size_t surname_of(const struct recogniser *recogniser, size_t from, size_t to)
{
    size_t at = to - 1;
    if (at > from && title_behind(recogniser, at))
        at--;
    if (token_at(recogniser, at)->shape == SHAPE_LOWER)
        return from; /* Chou En-lai */
    while (at > from && (token_at(recogniser, at)->gap & GAP_HYPHEN))
        at--;
    return at;
}

/* "Yi Hu Rak", "Chang Do-young": a surname of East Asia, and two short names behind. */
static bool is_eastern(const struct recogniser *recogniser, size_t from, size_t to)
{
    enum { SHORT = 6 };
    const struct name_token *first = token_at(recogniser, from);
    if (to - from != 3 || !(first->words & LEX_SYLLABLE) || first->shape != SHAPE_CAPITAL)
        return false;
    for (size_t i = from + 1; i < to; i++) {
        const struct name_token *token = token_at(recogniser, i);
        bool hyphened = i == from + 2 && token->gap == GAP_HYPHEN;
        if (token->letters > SHORT || (token->gap != GAP_SPACE && !hyphened) ||
            (token->shape != SHAPE_CAPITAL && !hyphened) || token->letters < 2 ||
            (token->words & (LEX_PLAIN | LEX_MONTH | LEX_DAY | LEX_GIVEN) && !hyphened))
            return false;
    }
    return true;
}

uint64_t entity_surname_key(const struct recogniser *recogniser, size_t from, size_t to)
{
    uint64_t key = 0;
    size_t at = surname_of(recogniser, from, to);
    if (is_eastern(recogniser, from, to) &&
        !(token_at(recogniser, from)->words & LEX_CALLED_LAST))
        return token_at(recogniser, from)->key;
    if (at == from && to > from + 1 && token_at(recogniser, to - 1)->shape == SHAPE_LOWER)
        return token_at(recogniser, from)->key;
    if (at + 1 < to && title_behind(recogniser, to - 1))
        to--;
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
    if (title_behind(recogniser, to - 1))
        return true;
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

const struct gazetteer_name *entity_names_of(const struct recogniser *recogniser,
                                             size_t from, size_t to)
{
    uint64_t phrase = 0;
    bool goes_on;
    for (size_t i = from; i < to; i++)
        phrase = phrase_key(phrase, token_at(recogniser, i));
    return gazetteer_lookup(recogniser->gazetteer, phrase, &goes_on);
}

/* "with de Chambrun", "that von Jagow": a particle in lower case inside an English
 * sentence, and a capital that no list has. */
static bool noble(const struct recogniser *recogniser, size_t i)
{
    static const char *const particles[] = {"de", "von", "van", "du", "della"};
    static const char *const before[] = {"with", "by",   "to",  "from",  "that", "and",
                                         "of",   "told", "for", "asked", "when", "as"};
    size_t place;
    bool particle = false;
    if (i == 0 || i + 1 >= recogniser->tokens.count ||
        token_at(recogniser, i)->gap != GAP_SPACE ||
        token_at(recogniser, i + 1)->shape != SHAPE_CAPITAL ||
        entity_lookup(recogniser, i + 1, 0, &place))
        return false;
    for (size_t p = 0; p < sizeof(particles) / sizeof(*particles); p++)
        particle = particle || slice_is(token_text(&recogniser->tokens, i), particles[p]);
    for (size_t b = 0; particle && b < sizeof(before) / sizeof(*before); b++)
        if (slice_is(token_text(&recogniser->tokens, i - 1), before[b]))
            return true;
    return false;
}

bool entity_person(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    bool particle = token->shape == SHAPE_LOWER && (token->words & LEX_PARTICLE) &&
                    more_of_name(recogniser, i);
    bool title = (token->words & LEX_TITLE) != 0;
    if (title && entity_peer(recogniser, i, out))
        return true;
    if ((!particle && !entity_name_word(token)) || entity_is_monsieur(recogniser, i) ||
        (title && entity_is_earl(recogniser, i)))
        return false;
    int title_kind = entity_title_kind(recogniser, i, &out->several);
    size_t to = entity_name_end(recogniser, i);
    bool rank = (token->words & (LEX_RANK | LEX_TITLE)) && !(token->words & LEX_GIVEN);
    if (rank && i + 1 < recogniser->tokens.count && token[1].gap == GAP_SPACE &&
        (to > i + 1 || (token[1].words & (LEX_RANK | LEX_TITLE))))
        return false; /* "Marshal J. V. Stalin", "Field Marshal Sir Alan Brooke" */
    bool full =
        !particle && (full_name(recogniser, i, to) || is_eastern(recogniser, i, to));
    const struct name_token *last = token_at(recogniser, to - 1);
    if (last->shape == SHAPE_LETTER && to - i == 1)
        return false;
    size_t listed = i;
    if (!title_kind && entity_lookup(recogniser, i, 0, &listed) && listed > i + 1 &&
        token->shape == SHAPE_LETTER && listed < to)
        return false; /* "U.S. Navy" */
    if (title_kind == 1 && !full &&
        ((token->words & LEX_OF_RANK) || (token->words & (LEX_BODY | LEX_NATION))))
        return false;
    if (!title_kind && !full && !(particle && noble(recogniser, i)))
        return false;
    if (!title_kind && (token->words & LEX_OF_RANK) && !(token->words & LEX_GIVEN) &&
        i > 0 && token[-1].shape == SHAPE_LOWER && entity_office_ends(recogniser, i))
        return false; /* "Secretary of State Frank B. Kellogg" */
    if (title_kind == 1 && !full && to < recogniser->tokens.count &&
        slice_is(token_text(&recogniser->tokens, to), "affairs"))
        return false;                /* "Permanent Secretary External affairs" */
    if (last->shape == SHAPE_LETTER) /* "Belov M." is for citations */
        to -= 1;
    size_t junior = with_junior(recogniser, to);
    out->type = ENTITY_PERSON;
    out->has_title = title_kind != 0;
    out->surname = entity_surname_key(recogniser, i, to);
    out->names = entity_names_of(recogniser, i, to);
    out->method = title_kind ? "rule:title" : "rule:given-name";
    out->confidence = title_kind == 2 ? 95 : title_kind ? 88 : 85;
    out->to = junior;
    return true;
}

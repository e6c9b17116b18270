/* Names that the lists have: the longest phrase of the text that is a name there. */
#include "naming/rules/rule.h"

bool entity_applies(const struct recogniser *recogniser,
                    const struct gazetteer_name *name)
{
    if (name->flags & (NAME_FORBIDDEN | NAME_FORCED))
        return false;
    if (!(name->flags & NAME_LIMITED))
        return true;
    const struct gazetteer_record *entity =
        &recogniser->gazetteer->entities[name->entity];
    bool unborn = entity->type == ENTITY_PUBLICATION && recogniser->days.last > 0 &&
                  entity->days.first > recogniser->days.last;
    return !unborn && (entity->scope == 0 || entity->scope == recogniser->scope);
}

/* Capitals where a name has them: an acronym throughout, a person in all but particles,
 * others in their first word. */
static bool case_fits(const struct recogniser *recogniser, size_t from, size_t to,
                      const struct gazetteer_name *name)
{
    bool person = (name->flags & NAME_PERSON) != 0;
    for (size_t i = from; i < to; i++) {
        const struct name_token *token = token_at(recogniser, i);
        bool upper = token->shape == SHAPE_UPPER || token->shape == SHAPE_LETTER;
        if (name->flags & NAME_ACRONYM) {
            if (!upper || (from + 1 == to && (token->words & LEX_NOT_BODY)) ||
                (recogniser->capitals && (token->words & LEX_PLAIN)))
                return false;
        } else if (token->shape == SHAPE_LOWER &&
                   ((i == from && !(token->words & (LEX_PARTICLE | LEX_LINK))) ||
                    (person && !(token->words & LEX_PARTICLE) &&
                     !(token->gap & GAP_HYPHEN)))) {
            return false;
        }
    }
    return true;
}

/* Is it a name here without more ado? */
static bool stands_alone(const struct recogniser *recogniser, size_t from, size_t to,
                         const struct gazetteer_name *name, uint32_t flags)
{
    if (!entity_applies(recogniser, name) || !case_fits(recogniser, from, to, name))
        return false;
    if ((name->flags & NAME_ADJECTIVE) != (flags & NAME_ADJECTIVE))
        return false;
    if (from + 1 == to && (token_at(recogniser, from)->words & LEX_NOT_BODY) &&
        recogniser->gazetteer->entities[name->entity].type == ENTITY_ORGANIZATION)
        return false; /* "Deptel" in a list of abbreviations */
    return (flags & NAME_LICENSED) || !(name->flags & NAME_LICENSED);
}

static bool any_stands(const struct recogniser *recogniser, size_t from, size_t to,
                       const struct gazetteer_name *names, uint32_t flags)
{
    for (const struct gazetteer_name *name = names;; name++) {
        if (stands_alone(recogniser, from, to, name, flags))
            return true;
        if (name->flags & NAME_LAST)
            return false;
    }
}

static const struct gazetteer_name *look(const struct recogniser *recogniser, size_t i,
                                         uint32_t flags, size_t *to)
{
    const struct gazetteer_name *best = NULL;
    uint64_t phrase = 0;
    bool goes_on = true;
    if (i >= recogniser->tokens.count || token_at(recogniser, i)->not_listed)
        return NULL;
    for (size_t at = i; goes_on && at < recogniser->tokens.count; at++) {
        const struct name_token *token = token_at(recogniser, at);
        if (at > i && !name_goes_on(token - 1, token))
            break;
        phrase = phrase_key(phrase, token);
        const struct gazetteer_name *names = gazetteer_lookup_in(
            recogniser->gazetteer, recogniser->scope, phrase, &goes_on);
        recogniser->tokens.at[i].not_listed = at == i && !names && !goes_on;
        if (names && any_stands(recogniser, i, at + 1, names, flags) &&
            !entity_is_forbidden(recogniser, i, at + 1)) {
            best = names;
            *to = at + 1;
        }
    }
    return best;
}

void entity_lookup_prepare(struct recogniser *recogniser, size_t i)
{
    recogniser->listed_here.at = recogniser->listed_here.to = i;
    recogniser->listed_here.names = look(recogniser, i, 0, &recogniser->listed_here.to);
}

const struct gazetteer_name *entity_lookup(const struct recogniser *recogniser, size_t i,
                                           uint32_t flags, size_t *to)
{
    const struct list_lookup *here = &recogniser->listed_here;
    if (flags != 0 || here->at != i)
        return look(recogniser, i, flags, to);
    if (here->names)
        *to = here->to;
    return here->names;
}

/* Was it there when the document was written? */
static bool lives(const struct recogniser *recogniser,
                  const struct gazetteer_record *entity)
{
    return recogniser->days.first == 0 || ranges_overlap(entity->days, recogniser->days);
}

static bool behind_article(const struct recogniser *recogniser, size_t i)
{
    return i > 0 && token_at(recogniser, i)->gap == GAP_SPACE &&
           (slice_is(token_text(&recogniser->tokens, i - 1), "the") ||
            slice_is(token_text(&recogniser->tokens, i - 1), "The"));
}

/* Behind words such as "at the" a house is a place, and no body. */
static bool behind_at_the(const struct recogniser *recogniser, size_t i)
{
    if (i < 2 || !behind_article(recogniser, i))
        return false;
    struct slice word = token_text(&recogniser->tokens, i - 2);
    return slice_is(word, "at") || slice_is(word, "At") || slice_is(word, "in") ||
           slice_is(word, "In") || slice_is(word, "near") || slice_is(word, "outside") ||
           slice_is(word, "into");
}

/* The type of what the lists mean by it: the highest list's word, then the plainest. */
static enum entity_type type_of(const struct recogniser *recogniser,
                                const struct found *found)
{
    const struct gazetteer_record *entities = recogniser->gazetteer->entities;
    enum entity_type best = ENTITY_TYPES;
    unsigned best_weight = 0;
    bool article = behind_article(recogniser, found->from);
    bool house = behind_at_the(recogniser, found->from);
    for (const struct gazetteer_name *name = found->names;; name++) {
        /* The FDR is a state, and FDR a man. */
        bool man = entities[name->entity].type == ENTITY_PERSON;
        bool fits = !(article && man && (name->flags & NAME_ACRONYM));
        if (fits && stands_alone(recogniser, found->from, found->to, name, 0)) {
            bool here = house && entities[name->entity].type == ENTITY_PLACE;
            unsigned weight = 1U + entities[name->entity].rank * 4U +
                              (name->flags & NAME_LABEL ? 2U : 0U) +
                              (lives(recogniser, &entities[name->entity]) ? 8U : 0U) +
                              (ranges_overlap(name->days, recogniser->days) ? 1U : 0U) +
                              (here ? 64U : 0U);
            if (weight > best_weight) {
                best_weight = weight;
                best = entities[name->entity].type;
            }
        }
        if (name->flags & NAME_LAST)
            return best;
    }
}

/* A capital word goes on right behind a one-word name: part of something longer, unless
 * that is a name too. */
static bool inside_a_longer_name(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    if (i == 0 || !(token->gap & GAP_HYPHEN) || (token->gap & GAP_SPACE))
        return false;
    return token[-1].shape == SHAPE_LOWER && token[-1].letters <= 3 &&
           token_text(&recogniser->tokens, i - 1).at[0] == 'n';
}

static bool is_border(const struct recogniser *recogniser, size_t i)
{
    struct slice word = token_text(&recogniser->tokens, i);
    return slice_is(word, "frontier") || slice_is(word, "line") ||
           slice_is(word, "border") || slice_is(word, "boundary");
}

/* "Nixon Presidential Materials", "Kennedy Library": no mention of the man. */
static bool papers_follow(const struct recogniser *recogniser, size_t i)
{
    static const char *const papers[] = {"Presidential", "Library", "Papers",
                                         "Materials",    "Diary",   "Files"};
    if (i >= recogniser->tokens.count || token_at(recogniser, i)->gap != GAP_SPACE)
        return false;
    for (size_t p = 0; p < sizeof(papers) / sizeof(*papers); p++)
        if (slice_is(token_text(&recogniser->tokens, i), papers[p]))
            return true;
    return false;
}

/* "Helms, Richard Kennedy": the list's "Helms, Richard" is no name here. */
static bool runs_on(const struct recogniser *recogniser, size_t from, size_t to)
{
    bool comma = false;
    for (size_t i = from + 1; i < to; i++)
        comma = comma || (token_at(recogniser, i)->gap & GAP_COMMA);
    return comma && to < recogniser->tokens.count &&
           token_at(recogniser, to)->gap == GAP_SPACE &&
           entity_name_word(token_at(recogniser, to));
}

/* "NSC Files", "(Ibid., INR Files: …)": what a file is called is no mention of it. */
static bool files_follow(const struct recogniser *recogniser, size_t i)
{
    return i < recogniser->tokens.count && token_at(recogniser, i)->gap == GAP_SPACE &&
           slice_is(token_text(&recogniser->tokens, i), "Files") &&
           token_at(recogniser, i - 1)->shape == SHAPE_UPPER;
}

/* "Documents on International Affairs, 1960": the year is of the title, as it is not
 * behind a newspaper. */
static size_t with_year(const struct recogniser *recogniser, size_t from, size_t to)
{
    size_t count = recogniser->tokens.count;
    if (to < from + 3 || to >= count ||
        (token_at(recogniser, to - 1)->words & LEX_PAPER) ||
        token_at(recogniser, to)->gap != (GAP_COMMA | GAP_SPACE) ||
        token_at(recogniser, to)->shape != SHAPE_NUMBER ||
        token_at(recogniser, to)->letters != 4)
        return to;
    bool range = to + 1 < count && token_at(recogniser, to + 1)->gap == GAP_DASH &&
                 token_at(recogniser, to + 1)->shape == SHAPE_NUMBER;
    return to + 1 + range;
}

/* "Dr. Adenauer" may stand in a list; the title stays outside all the same. */
void entity_skip_titles(const struct recogniser *recogniser, struct found *out,
                        uint32_t stops)
{
    while (out->from + 1 < out->to) {
        const struct name_token *token = token_at(recogniser, out->from);
        if (!(token->words & (LEX_TITLE | LEX_RANK)) ||
            ((token->words & LEX_GIVEN) && !entity_is_earl(recogniser, out->from)) ||
            (token[1].words & stops) || token[1].shape == SHAPE_LOWER)
            return;
        out->from++;
        out->has_title = true;
    }
}

/* "SS-18": of a weapon, not of the body with these letters. */
static bool is_model(const struct recogniser *recogniser, size_t i)
{
    static const char en_dash[] = "\xe2\x80\x93";
    const struct name_token *token = token_at(recogniser, i);
    if (token->shape != SHAPE_UPPER || i + 1 >= recogniser->tokens.count ||
        token[1].shape != SHAPE_NUMBER)
        return false;
    return token[1].gap == GAP_HYPHEN ||
           (token[1].gap == GAP_DASH &&
            memcmp(recogniser->tokens.text.at + token->end, en_dash, 3) == 0);
}

bool entity_listed(struct recogniser *recogniser, size_t i, struct found *out)
{
    if (inside_a_longer_name(recogniser, i))
        return false;
    out->names = entity_lookup(recogniser, i, 0, &out->to);
    if (!out->names)
        return false;
    out->type = type_of(recogniser, out);
    if (out->type == ENTITY_PLACE && out->to > i + 1 &&
        is_border(recogniser, out->to - 1))
        out->to--; /* "Oder-Neisse frontier" */
    if (recogniser->capitals && out->type == ENTITY_PUBLICATION)
        return false;
    if (out->type != ENTITY_PERSON && out->to == i + 1 &&
        (entity_title_kind(recogniser, i, &out->several) == 2 || out->several))
        return false; /* "Mr. Wren" reads the Wren; "Ambassadors Langley and Bunker" */
    if (out->type == ENTITY_PERSON &&
        (papers_follow(recogniser, out->to) || runs_on(recogniser, i, out->to)))
        return false;
    if (out->type == ENTITY_ORGANIZATION && out->to == i + 1 &&
        (files_follow(recogniser, out->to) || is_model(recogniser, i)))
        return false;
    if (out->to > i + 2 && out->type != ENTITY_PLACE &&
        slice_is(token_text(&recogniser->tokens, i), "The"))
        out->from++; /* "The Westminster Gazette": the article is no part of the span */
    if (out->type == ENTITY_PUBLICATION)
        out->to = with_year(recogniser, i, out->to);
    out->confidence = out->to - out->from > 1 ? 97 : 94;
    const struct name_token *last = token_at(recogniser, out->to - 1);
    if (out->type == ENTITY_PERSON) {
        bool eastern = (token_at(recogniser, i)->words & LEX_SYLLABLE) != 0;
        out->surname = eastern || (last->gap & GAP_HYPHEN)
                           ? entity_surname_key(recogniser, i, out->to)
                           : last->key;
        out->has_title = entity_title_kind(recogniser, i, &out->several) != 0;
        entity_skip_titles(recogniser, out, 0);
    }
    return out->type != ENTITY_TYPES;
}

/* Names that the lists have. */
#include "lookup_at.h"
#include "name_words.h"
#include "naming/rules/rules.h"
#include "title.h"

/* Was it there when the document was written? */
static bool lives(const struct rule_context *context,
                  const struct gazetteer_record *entity)
{
    return context->days.first == 0 || ranges_overlap(entity->days, context->days);
}

static bool after_article(const struct rule_context *context, size_t i)
{
    return i > 0 && token_at(context, i)->gap == GAP_SPACE &&
           (slice_is(token_text(&context->tokens, i - 1), "the") ||
            slice_is(token_text(&context->tokens, i - 1), "The"));
}

/* After words such as "at the" a house is a place, and no body. */
static bool after_at_the(const struct rule_context *context, size_t i)
{
    if (i < 2 || !after_article(context, i))
        return false;
    struct slice word = token_text(&context->tokens, i - 2);
    return slice_is(word, "at") || slice_is(word, "At") || slice_is(word, "in") ||
           slice_is(word, "In") || slice_is(word, "near") || slice_is(word, "outside") ||
           slice_is(word, "into");
}

/* The type of the name: of the entities that may be meant, that of the best. */
static enum entity_type type_of(const struct rule_context *context,
                                const struct found *found)
{
    const struct gazetteer_record *entities = context->gazetteer->entities;
    enum entity_type best = ENTITY_TYPES;
    unsigned best_weight = 0;
    bool article = after_article(context, found->from);
    bool house = after_at_the(context, found->from);
    for (const struct gazetteer_name *name = found->names;; name++) {
        /* "the FDR" is a state, and "FDR" a man. */
        bool man = entities[name->entity].type == ENTITY_PERSON;
        bool fits = !(article && man && (name->flags & NAME_ACRONYM));
        if (fits && lookup_is_name(context, found->from, found->to, name, 0)) {
            bool here = house && entities[name->entity].type == ENTITY_PLACE;
            unsigned weight = 1U + entities[name->entity].rank * 4U +
                              (name->flags & NAME_LABEL ? 2U : 0U) +
                              (lives(context, &entities[name->entity]) ? 8U : 0U) +
                              (ranges_overlap(name->days, context->days) ? 1U : 0U) +
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

/* "non-Soviet": a name after "non-" is no mention. */
static bool follows_non(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (i == 0 || !(token->gap & GAP_HYPHEN) || (token->gap & GAP_SPACE))
        return false;
    return token[-1].shape == SHAPE_LOWER && token[-1].letters <= 3 &&
           token_text(&context->tokens, i - 1).at[0] == 'n';
}

static bool is_border(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    return slice_is(word, "frontier") || slice_is(word, "line") ||
           slice_is(word, "border") || slice_is(word, "boundary");
}

/* "Nixon Presidential Materials", "Kennedy Library": these do not mention the man. */
static bool papers_follow(const struct rule_context *context, size_t i)
{
    static const char *const papers[] = {"Presidential", "Library", "Papers",
                                         "Materials",    "Diary",   "Files"};
    if (i >= context->tokens.count || token_at(context, i)->gap != GAP_SPACE)
        return false;
    for (size_t p = 0; p < sizeof(papers) / sizeof(*papers); p++)
        if (slice_is(token_text(&context->tokens, i), papers[p]))
            return true;
    return false;
}

/* "Helms, Richard Kennedy": the list's "Helms, Richard" is no name here. */
static bool runs_on(const struct rule_context *context, size_t from, size_t to)
{
    bool comma = false;
    for (size_t i = from + 1; i < to; i++)
        comma = comma || (token_at(context, i)->gap & GAP_COMMA);
    return comma && to < context->tokens.count &&
           token_at(context, to)->gap == GAP_SPACE && is_name_word(token_at(context, to));
}

/* "NSC Files", "(Ibid., INR Files: …)": the name of a file is no mention of the body. */
static bool files_follow(const struct rule_context *context, size_t i)
{
    return i < context->tokens.count && token_at(context, i)->gap == GAP_SPACE &&
           slice_is(token_text(&context->tokens, i), "Files") &&
           token_at(context, i - 1)->shape == SHAPE_UPPER;
}

/* "Documents on International Affairs, 1960": the year is part of the title, as it is
 * not after a newspaper. */
static size_t with_year(const struct rule_context *context, size_t from, size_t to)
{
    size_t count = context->tokens.count;
    if (to < from + 3 || to >= count || (token_at(context, to - 1)->words & LEX_PAPER) ||
        token_at(context, to)->gap != (GAP_COMMA | GAP_SPACE) ||
        token_at(context, to)->shape != SHAPE_NUMBER ||
        token_at(context, to)->letters != 4)
        return to;
    bool range = to + 1 < count && token_at(context, to + 1)->gap == GAP_DASH &&
                 token_at(context, to + 1)->shape == SHAPE_NUMBER;
    return to + 1 + range;
}

/* "SS-18": a weapon, and not the body with these letters. */
static bool is_model(const struct rule_context *context, size_t i)
{
    static const char en_dash[] = "\xe2\x80\x93";
    const struct name_token *token = token_at(context, i);
    if (token->shape != SHAPE_UPPER || i + 1 >= context->tokens.count ||
        token[1].shape != SHAPE_NUMBER)
        return false;
    return token[1].gap == GAP_HYPHEN ||
           (token[1].gap == GAP_DASH &&
            memcmp(context->tokens.text.at + token->end, en_dash, 3) == 0);
}

/* "Her Majesty’s ship “Nile”": a ship or a house in quotation marks, and no river. */
static bool is_quoted_ship(const struct rule_context *context, size_t from, size_t to)
{
    static const char *const ships[] = {
        "ship",      "steamer",    "frigate",   "vessel", "yacht",    "cruiser",
        "brig",      "schooner",   "steamship", "sloop",  "corvette", "gunboat",
        "destroyer", "battleship", "submarine", "S",      "HMS",      "SS",
        "USS",       "house",      "hotel"};
    uint32_t next = to < context->tokens.count ? token_at(context, to)->gap : 0;
    if (from == 0 || !(token_at(context, from)->gap & GAP_QUOTE) ||
        (to < context->tokens.count && !(next & (GAP_QUOTE | GAP_UNQUOTE))))
        return false;
    for (size_t s = 0; s < sizeof(ships) / sizeof(*ships); s++)
        if (slice_is(token_text(&context->tokens, from - 1), ships[s]))
            return true;
    return false;
}

/* "(Signed) LYONS.": who signed, and no town. */
static bool is_signature(const struct rule_context *context, size_t from, size_t to)
{
    bool after =
        from > 0 && (slice_is(token_text(&context->tokens, from - 1), "Signed") ||
                     slice_is(token_text(&context->tokens, from - 1), "signed"));
    bool alone = from == 0 && context->kind == BLOCK_SIGNATURE;
    return (after || alone) && to == context->tokens.count;
}

bool rule_listed(struct rule_context *context, size_t i, struct found *out)
{
    if (follows_non(context, i))
        return false;
    out->names = lookup_at(context, i, 0, &out->to);
    if (!out->names)
        return false;
    out->type = type_of(context, out);
    if (out->type == ENTITY_PLACE && out->to > i + 1 && is_border(context, out->to - 1))
        out->to--; /* "Oder-Neisse frontier" */
    if (context->capitals && out->type == ENTITY_PUBLICATION && out->to == i + 1)
        return false;
    if (out->type == ENTITY_PLACE &&
        (is_quoted_ship(context, i, out->to) || is_signature(context, i, out->to)))
        return false;
    if (out->type != ENTITY_PERSON && out->to == i + 1 &&
        (title_before(context, i, &out->several) == TITLE_PERSON || out->several))
        return false; /* "Mr. Wren" reads the Wren; "Ambassadors Langley and Bunker" */
    if (out->type == ENTITY_PERSON &&
        (papers_follow(context, out->to) || runs_on(context, i, out->to)))
        return false;
    if (out->type == ENTITY_ORGANIZATION && out->to == i + 1 &&
        (files_follow(context, out->to) || is_model(context, i)))
        return false;
    if (out->to > i + 2 && out->type != ENTITY_PLACE &&
        slice_is(token_text(&context->tokens, i), "The"))
        out->from++; /* "The Westminster Gazette": the article is no part of the span */
    if (out->type == ENTITY_PUBLICATION)
        out->to = with_year(context, i, out->to);
    out->confidence = out->to - out->from > 1 ? 97 : 94;
    const struct name_token *last = token_at(context, out->to - 1);
    if (out->type == ENTITY_PERSON) {
        bool eastern = (token_at(context, i)->words & LEX_SYLLABLE) != 0;
        out->surname = eastern || (last->gap & GAP_HYPHEN)
                           ? surname_key(context, i, out->to)
                           : last->key;
        out->has_title = title_before(context, i, &out->several) != TITLE_NONE;
        title_skip(context, out, 0);
    }
    return out->type != ENTITY_TYPES;
}

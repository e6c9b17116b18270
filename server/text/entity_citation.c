/* Citations and papers. A Russian one has a form of its own: "Author \Title // Journal.
 * 1950. No. 4". */
#include "entity_own.h"

/* The first token from `i` on whose gap has one of `gaps`, or the count. */
static size_t next_gap(const struct recogniser *recogniser, size_t i, uint32_t gaps)
{
    while (i < recogniser->tokens.count && !(token_at(recogniser, i)->gap & gaps))
        i++;
    return i;
}

/* "Belov M. \": a surname and initials, or initials and a surname, before a backslash. */
static bool author(const struct recogniser *recogniser, size_t i, struct found *out)
{
    size_t to = i, words = 0, initials = 0;
    while (to < recogniser->tokens.count && to < i + 5) {
        const struct name_token *token = token_at(recogniser, to);
        if (to > i && (token->gap & (GAP_BACKSLASH | GAP_SLASHES)))
            break;
        if (to > i && (token->gap & ~(uint32_t)(GAP_SPACE | GAP_DOT | GAP_COMMA)))
            return false;
        words += token->shape == SHAPE_CAPITAL;
        initials += token->shape == SHAPE_LETTER && token->dot;
        if (token->shape == SHAPE_LOWER)
            return false;
        to++;
    }
    if (to >= recogniser->tokens.count || words != 1 || initials == 0 || to == i ||
        !(token_at(recogniser, to)->gap & GAP_BACKSLASH))
        return false;
    out->to = to;
    out->type = ENTITY_PERSON;
    return true;
}

/* Behind a backslash, up to "//". */
static bool title(const struct recogniser *recogniser, size_t i, struct found *out)
{
    if (!(token_at(recogniser, i)->gap & GAP_BACKSLASH))
        return false;
    size_t to = next_gap(recogniser, i + 1, GAP_SLASHES);
    if (to >= recogniser->tokens.count || to - i > 60)
        return false;
    out->to = to;
    return true;
}

/* Behind "//", up to a full stop, a comma or a number. */
static bool journal(const struct recogniser *recogniser, size_t i, struct found *out)
{
    if (!(token_at(recogniser, i)->gap & GAP_SLASHES) ||
        token_at(recogniser, i)->shape == SHAPE_LOWER)
        return false;
    size_t to = i + 1;
    while (to < recogniser->tokens.count && to < i + 12 &&
           token_at(recogniser, to)->shape != SHAPE_NUMBER &&
           !(token_at(recogniser, to)->gap & (GAP_DOT | GAP_COMMA | GAP_OPEN | GAP_STOP)))
        to++;
    out->to = to;
    return true;
}

bool entity_citation(struct recogniser *recogniser, size_t i, struct found *out)
{
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:citation";
    out->confidence = 92;
    out->no_dot = false;
    return author(recogniser, i, out) || title(recogniser, i, out) ||
           journal(recogniser, i, out);
}

/* Words after which a paper is named. */
static bool cue_before(const struct recogniser *recogniser, size_t i)
{
    if (i < 2)
        return false;
    struct slice last = token_text(&recogniser->tokens, i - 1);
    struct slice before = token_text(&recogniser->tokens, i - 2);
    if (slice_is(last, "of"))
        return slice_is(before, "issue") || slice_is(before, "edition") ||
               slice_is(before, "number") || slice_is(before, "issues");
    if (slice_is(last, "in"))
        return slice_is(before, "published") || slice_is(before, "editorial") ||
               slice_is(before, "appeared") || slice_is(before, "printed") ||
               slice_is(before, "article");
    return slice_is(last, "magazine") || slice_is(last, "journal") ||
           slice_is(last, "newspaper") || slice_is(last, "weekly");
}

/* A word in lower case that may stand in a title in the middle: "of", "i". */
static bool title_link(const struct recogniser *recogniser, size_t i)
{
    const struct name_token *token = token_at(recogniser, i);
    return token->shape == SHAPE_LOWER &&
           ((token->words & LEX_LINK) || token->letters == 1);
}

static size_t title_end(const struct recogniser *recogniser, size_t i)
{
    size_t count = recogniser->tokens.count, to = i + 1;
    while (to < count && to < i + 8 && token_at(recogniser, to)->gap == GAP_SPACE) {
        const struct name_token *token = token_at(recogniser, to);
        if (token->shape == SHAPE_CAPITAL)
            to++;
        else if (title_link(recogniser, to) && to + 1 < count &&
                 token_at(recogniser, to + 1)->gap == GAP_SPACE &&
                 (token_at(recogniser, to + 1)->shape == SHAPE_CAPITAL ||
                  token->letters == 1))
            to += 2;
        else
            break;
    }
    return to;
}

/* "Foreign Relations, 1952–1954, vol. XIV, Part 2". */
static bool foreign_relations(const struct recogniser *recogniser, size_t i,
                              struct found *out)
{
    size_t count = recogniser->tokens.count, to = i + 2;
    if (to >= count || !slice_is(token_text(&recogniser->tokens, i), "Foreign") ||
        !slice_is(token_text(&recogniser->tokens, i + 1), "Relations") ||
        token_at(recogniser, i + 1)->gap != GAP_SPACE)
        return false;
    if (token_at(recogniser, to)->gap != (GAP_COMMA | GAP_SPACE) ||
        token_at(recogniser, to)->shape != SHAPE_NUMBER)
        return false;
    while (to < count && (token_at(recogniser, to)->shape == SHAPE_NUMBER) && to < i + 5)
        to++;
    while (to + 1 < count && to < i + 9) {
        struct slice word = token_text(&recogniser->tokens, to);
        bool part = slice_is(word, "vol") || slice_is(word, "volume") ||
                    slice_is(word, "Volume") || slice_is(word, "Part") ||
                    slice_is(word, "part");
        if (!part)
            break;
        to += 2;
    }
    out->to = to;
    out->no_dot = true;
    return true;
}

bool entity_paper(struct recogniser *recogniser, size_t i, struct found *out)
{
    const struct name_token *token = token_at(recogniser, i);
    out->type = ENTITY_PUBLICATION;
    out->method = "rule:publication";
    out->confidence = 85;
    if (token->shape != SHAPE_CAPITAL || recogniser->capitals)
        return false;
    if (foreign_relations(recogniser, i, out))
        return true;
    if (!cue_before(recogniser, i) || (token->words & (LEX_MONTH | LEX_DAY)) ||
        token->gap != GAP_SPACE)
        return false;
    size_t place;
    const struct gazetteer_name *names = entity_look(recogniser, i, 0, &place);
    size_t to = title_end(recogniser, i);
    if (names && place == to)
        return false;
    if (to < recogniser->tokens.count && to > i + 2 &&
        token_at(recogniser, to)->gap == (GAP_COMMA | GAP_SPACE) &&
        token_at(recogniser, to)->shape == SHAPE_NUMBER && token_at(recogniser, to)->letters == 4)
        to++; /* "Documents on International Affairs, 1960" */
    out->to = to;
    return to > i + 1 || slice_is(token_text(&recogniser->tokens, i - 1), "of") == false;
}

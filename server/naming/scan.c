/* The scan: asks the rules at each token where they may find a name; the longest wins. */
#include "base/array.h"
#include "internal.h"
#include "naming/rules/lookup.h"

#include <stddef.h>

/* Where a rule can find something, so that it is not asked elsewhere: the shapes of the
 * first word (bits of enum token_shape), and the sort of text. */
enum {
    LOWER = 1 << SHAPE_LOWER,
    CAPITAL = 1 << SHAPE_CAPITAL,
    UPPER = 1 << SHAPE_UPPER,
    LETTER = 1 << SHAPE_LETTER,
    NUMBER = 1 << SHAPE_NUMBER,
    ANY = LOWER | CAPITAL | UPPER | LETTER | NUMBER
};
enum rule_bounds {
    IF_FORCED = 1,   /* only if overrides force names */
    IF_CITED = 2,    /* only in a text with "\" or "//", as in Russian citations */
    NO_CAPITALS = 4, /* not in a text set in capitals */
    TAUGHT = 8,      /* only in the second reading, by what the document has taught. All
                      * other rules find the same in both */
};

/* Of two equally long names that of the earlier rule wins. */
static const struct {
    name_rule *find;
    unsigned shapes, bounds;
} rules[] = {
    {rule_forced, ANY, IF_FORCED},
    {rule_date, ANY, 0},
    {rule_citation, ANY, IF_CITED},
    {rule_listed, ANY, 0},
    {rule_quoted, UPPER | LETTER, NO_CAPITALS},
    {rule_paper, CAPITAL, NO_CAPITALS},
    {rule_person, LOWER | CAPITAL | LETTER, NO_CAPITALS},
    {rule_speaker, UPPER | LETTER, NO_CAPITALS},
    {rule_signature, CAPITAL | UPPER | LETTER, 0},
    {rule_cue, CAPITAL, NO_CAPITALS},
    {rule_treaty, CAPITAL | UPPER | LETTER | NUMBER, NO_CAPITALS},
    {rule_lower, LOWER, NO_CAPITALS},
    {rule_body, CAPITAL | UPPER | LETTER, NO_CAPITALS},
    {rule_surname, LOWER | CAPITAL | UPPER, TAUGHT},
    {rule_place, CAPITAL, NO_CAPITALS},
    {rule_acronym, CAPITAL | UPPER | LETTER, TAUGHT | NO_CAPITALS},
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

/* The bounds that exclude rules from the current text. */
static unsigned bounds_of(const struct recogniser *recogniser)
{
    bool cited = recogniser->context.gaps & (GAP_BACKSLASH | GAP_SLASHES);
    return (recogniser->context.gazetteer->has_forced ? 0U : IF_FORCED) |
           (cited ? 0U : IF_CITED) | (recogniser->context.capitals ? NO_CAPITALS : 0U) |
           (recogniser->learning ? TAUGHT : 0U);
}

/* Fills in which rules are to be asked in the current text, by the shape of the first
 * word; mostly they are the same as in the text before. */
static void choose_rules(struct recogniser *recogniser)
{
    enum { CHOSEN = 16 }; /* no bound: marks that a choice was made */
    unsigned bounds = bounds_of(recogniser);
    if (recogniser->rules_for == (bounds | CHOSEN))
        return;
    recogniser->rules_for = bounds | CHOSEN;
    memset(recogniser->rules, 0, sizeof(recogniser->rules));
    recogniser->taught_rules = 0;
    for (unsigned r = 0; r < RULES; r++) {
        uint32_t bit = 1U << r;
        if (rules[r].bounds & bounds)
            continue;
        for (int shape = 0; shape < TOKEN_SHAPES; shape++)
            recogniser->rules[shape] |= rules[r].shapes >> shape & 1 ? bit : 0;
        recogniser->taught_rules |= rules[r].bounds & TAUGHT ? bit : 0;
    }
}

/* May a list of persons go on here, so that what is found depends on the name before? */
static bool list_may_go_on(const struct recogniser *recogniser, size_t i)
{
    return recogniser->context.list_next <= i && recogniser->context.list_next + 2 >= i;
}

/* Clears `found` for the next rule. */
static void begin_found(struct found *found, size_t i)
{
    memset(found, 0, offsetof(struct found, edtf) + 1);
    found->from = found->to = found->at = i;
    found->entity = ENTITY_NONE;
    found->type = ENTITY_PERSON;
}

static bool put_found(struct recogniser *recogniser, const struct found *found)
{
    if (!array_room(&recogniser->found, recogniser->found_count, &recogniser->found_room,
                    sizeof(*found)))
        return false;
    recogniser->found[recogniser->found_count++] = *found;
    if (found->type == ENTITY_PERSON && found->several)
        recogniser->context.list_next = found->to;
    if (found->year)
        recogniser->context.year_before = found->year;
    return true;
}

/* The name that the first reading found at `i`, or NULL. */
static const struct found *found_before(struct recogniser *recogniser, size_t i)
{
    const struct found **before = &recogniser->before;
    while (*before < recogniser->before_end && (*before)->at < i)
        ++*before;
    bool is_here = *before < recogniser->before_end && (*before)->at == i;
    return is_here && !(*before)->by_before ? *before : NULL;
}

static bool outdoes(const struct found *found, const struct found *best)
{
    return found->to > best->to || (found->to == best->to && found->rule < best->rule);
}

/* The longest name at `i`. Where the first reading found one, or found that there is
 * none, only the rules that use what the document has taught are asked again. */
static bool best_at(struct recogniser *recogniser, size_t i, struct found *best)
{
    const struct name_token *token = token_at(&recogniser->context, i);
    uint32_t left = recogniser->rules[token->shape];
    bool in_list = list_may_go_on(recogniser, i);
    const struct found *before = in_list ? NULL : found_before(recogniser, i);
    struct found found;
    if (before)
        *best = *before;
    if (before || (token->no_name && !in_list))
        left &= recogniser->taught_rules;
    else
        lookup_prepare(&recogniser->context, i);
    bool any = before;
    for (; left; left &= left - 1) {
        begin_found(&found, i);
        found.rule = (uint8_t)__builtin_ctz(left);
        found.by_before = in_list;
        if (rules[found.rule].find(&recogniser->context, i, &found) &&
            found.to > found.from && (!any || outdoes(&found, best))) {
            *best = found;
            any = true;
        }
    }
    recogniser->context.tokens.at[i].no_name = recogniser->learning && !any && !in_list;
    return any;
}

/* The forced name at `i`, where no other rule can find one. */
static bool forced_at(struct recogniser *recogniser, size_t i, struct found *best)
{
    begin_found(best, i);
    return rule_forced(&recogniser->context, i, best);
}

enum fault recogniser_scan(struct recogniser *recogniser, struct fault_detail *detail)
{
    struct found best;
    size_t i = 0, count = recogniser->context.tokens.count;
    bool forced = recogniser->context.gazetteer->has_forced; /* any word may be a name */
    choose_rules(recogniser);
    while (i < count) {
        size_t file = forced ? i : archive_file_end(&recogniser->context, i);
        if (file == i && !forced)
            file = i += token_at(&recogniser->context, i)->next;
        if (file > i || i >= count) {
            i = file;
            continue;
        }
        if (!(token_at(&recogniser->context, i)->next == 0
                  ? best_at(recogniser, i, &best)
                  : forced_at(recogniser, i, &best))) {
            i++;
            continue;
        }
        if (!put_found(recogniser, &best))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
        i = best.to;
    }
    return FAULT_NONE;
}

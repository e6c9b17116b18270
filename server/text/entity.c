/* The recogniser: a text is read into tokens, the rules look at each, the longest name
 * wins, and what is left is linked and served as mentions. */
#include "entity_own.h"
#include "utf8.h"

#include <stddef.h>
#include <stdlib.h>
#include <xxhash.h>

enum fault recogniser_open(struct recogniser **out, const struct gazetteer *gazetteer,
                           struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    (*out)->gazetteer = gazetteer;
    name_tokens_init(&(*out)->tokens);
    known_init(&(*out)->known);
    (*out)->met = calloc(gazetteer->word_count + 1, sizeof(bool));
    if ((*out)->met)
        return FAULT_NONE;
    recogniser_close(*out);
    *out = NULL;
    return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
}

void recogniser_close(struct recogniser *recogniser)
{
    if (!recogniser)
        return;
    name_tokens_release(&recogniser->tokens);
    known_release(&recogniser->known);
    free(recogniser->barred);
    free(recogniser->met);
    free(recogniser->seen.at);
    free(recogniser->found);
    free(recogniser->mentions);
    free(recogniser->candidates);
    free(recogniser);
}

void recogniser_begin(struct recogniser *recogniser, uint32_t scope,
                      const struct mention_pin *pins, size_t pin_count)
{
    recogniser->scope = scope;
    recogniser->pins = pins;
    recogniser->pin_count = pin_count;
    for (size_t i = 0; i < pin_count; i++)
        *pins[i].seen = 0;
    recogniser->days = (struct edtf_range){0, 0};
    recogniser->participants = false;
    known_clear(&recogniser->known);
    name_tokens_forget(&recogniser->tokens);
    recogniser->seen.count = recogniser->seen.next = 0;
}

void recogniser_date(struct recogniser *recogniser, struct edtf_range days)
{
    recogniser->participants = false;
    recogniser->days = days;
}

bool recogniser_met(const struct recogniser *recogniser, uint32_t word)
{
    return recogniser->met[word - recogniser->gazetteer->first_word];
}

/* Can any rule find something here? In lower case "treaty" only before "of". */
static bool may_begin(const struct name_token *token, bool last)
{
    enum { STARTS = LEX_PARTICLE | LEX_SEASON | LEX_LOWER_DATE, OF = 2 };
    if (token->shape != SHAPE_LOWER || (token->gap & (GAP_BACKSLASH | GAP_SLASHES)))
        return true;
    return (token->words & (STARTS | LEX_LOWER_NAME)) &&
           ((token->words & STARTS) || (!last && token[1].letters == OF));
}

/* Is most of the text in capitals, or most words with a capital? What stands between? */
static void look_at_whole(struct recogniser *recogniser)
{
    size_t upper = 0, capital = 0, lower = 0, small = 0;
    uint32_t next = 0;
    recogniser->gaps = 0;
    for (size_t i = recogniser->tokens.count; i-- > 0;) {
        struct name_token *token = &recogniser->tokens.at[i];
        bool last = i + 1 == recogniser->tokens.count;
        token->next = next = may_begin(token, last) ? 0 : next + 1;
        upper += token->shape == SHAPE_UPPER && token->letters > 3;
        capital += token->shape == SHAPE_CAPITAL;
        lower += token->shape == SHAPE_LOWER && token->letters > 3;
        small += token->shape == SHAPE_LOWER;
        recogniser->gaps |= token->gap;
    }
    recogniser->capitals = upper > 0 && capital + small * 2 < upper;
    recogniser->title_case = lower * 3 < capital;
}

static uint64_t digest_of(struct slice text)
{
    return XXH3_64bits(text.at ? text.at : "", text.len);
}

/* Is it the text that comes next in the second reading? Then it need not be read. */
static bool read_again(struct recogniser *recogniser, struct slice text,
                       enum block_kind kind)
{
    struct texts_seen *seen = &recogniser->seen;
    if (seen->next == seen->count)
        return false;
    const struct text_seen *next = &seen->at[seen->next];
    if (next->bytes != text.len || next->digest != digest_of(text))
        return false;
    seen->next++;
    name_tokens_again(&recogniser->tokens, text, next->first, next->count);
    recogniser->capitals = next->capitals;
    recogniser->title_case = next->title_case;
    recogniser->gaps = next->gaps;
    recogniser->other_kind = next->kind != kind;
    return true;
}

/* Keeps the text in hand for the second reading, while there are not too many. */
static enum fault keep_text(struct recogniser *recogniser, struct fault_detail *detail)
{
    enum { MOST = 32 * 1024 }; /* tokens: 1.4 MiB */
    struct texts_seen *seen = &recogniser->seen;
    if (recogniser->tokens.kept + recogniser->tokens.count > MOST)
        return FAULT_NONE;
    if (!gazetteer_room((void **)&seen->at, seen->count, &seen->room, sizeof(*seen->at)))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    seen->at[seen->count++] =
        (struct text_seen){.digest = digest_of(recogniser->tokens.text),
                           .bytes = recogniser->tokens.text.len,
                           .first = name_tokens_keep(&recogniser->tokens),
                           .count = recogniser->tokens.count,
                           .gaps = recogniser->gaps,
                           .kind = recogniser->kind,
                           .capitals = recogniser->capitals,
                           .title_case = recogniser->title_case};
    return FAULT_NONE;
}

static enum fault read_text(struct recogniser *recogniser, struct slice text,
                            struct fault_detail *detail)
{
    enum fault fault = name_tokens_read(&recogniser->tokens, text, detail);
    if (fault)
        return fault;
    lexicon_mark(recogniser->gazetteer->lexicon, &recogniser->tokens);
    look_at_whole(recogniser);
    return FAULT_NONE;
}

/* A text has been read: from here on its names are looked for. */
static void begin_text(struct recogniser *recogniser, enum block_kind kind, bool note)
{
    recogniser->kind = kind;
    recogniser->note = note;
    recogniser->found_count = 0;
    recogniser->year_before = 0;
    recogniser->list_next = SIZE_MAX;
    recogniser->here.at = SIZE_MAX;
    entity_look_for_participants(recogniser);
}

static bool put_found(struct recogniser *recogniser, const struct found *found)
{
    if (!gazetteer_room((void **)&recogniser->found, recogniser->found_count,
                        &recogniser->found_room, sizeof(*found)))
        return false;
    recogniser->found[recogniser->found_count++] = *found;
    return true;
}

/* Where a rule can find something at all, so that it is not asked elsewhere: the shapes
 * of the first word (bits of enum token_shape), and the sort of text. */
enum {
    LOWER = 1 << SHAPE_LOWER,
    CAPITAL = 1 << SHAPE_CAPITAL,
    UPPER = 1 << SHAPE_UPPER,
    LETTER = 1 << SHAPE_LETTER,
    NUMBER = 1 << SHAPE_NUMBER,
    ANY = LOWER | CAPITAL | UPPER | LETTER | NUMBER
};
enum rule_bounds {
    IF_FORCED = 1,   /* the editors force names */
    IF_CITED = 2,    /* there are strokes in the text, as Russian citations have them */
    NO_CAPITALS = 4, /* not in a text set in capitals */
    NO_LEARNING = 8, /* in the second reading only */
    LEARNS = 16,     /* looks at what the document taught, or at its date: may find in the
                      * second reading what it did not see in the first */
};

/* In the order in which they win where two are equally long. */
static const struct {
    bool (*find)(struct recogniser *, size_t, struct found *);
    unsigned shapes, bounds;
} rules[] = {
    {entity_forced, ANY, IF_FORCED},
    {entity_date, ANY, LEARNS | NO_LEARNING},
    {entity_citation, ANY, IF_CITED},
    {entity_of_lists, ANY, 0},
    {entity_quoted, UPPER | LETTER, NO_CAPITALS},
    {entity_paper, CAPITAL, NO_CAPITALS},
    {entity_person, LOWER | CAPITAL | LETTER, NO_CAPITALS},
    {entity_speaker, UPPER | LETTER, NO_CAPITALS},
    {entity_signature, CAPITAL | UPPER | LETTER, 0},
    {entity_cue, CAPITAL, NO_CAPITALS},
    {entity_treaty, CAPITAL | UPPER | LETTER | NUMBER, NO_CAPITALS},
    {entity_lower, LOWER, NO_CAPITALS},
    {entity_body, CAPITAL | UPPER | LETTER, NO_CAPITALS},
    {entity_surname, LOWER | CAPITAL | UPPER, LEARNS | NO_LEARNING},
    {entity_place, CAPITAL, NO_CAPITALS},
    {entity_acronym, CAPITAL | UPPER | LETTER, LEARNS | NO_CAPITALS},
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

/* The bounds that keep rules from the text at hand. */
static unsigned bounds_of(const struct recogniser *recogniser)
{
    bool cited = recogniser->gaps & (GAP_BACKSLASH | GAP_SLASHES);
    return (recogniser->gazetteer->has_forced ? 0U : IF_FORCED) |
           (cited ? 0U : IF_CITED) | (recogniser->capitals ? NO_CAPITALS : 0U) |
           (recogniser->learning ? NO_LEARNING : 0U);
}

/* Which rules are to be asked in the text at hand, by the shape of the first word; mostly
 * the same as in the text before. */
static void choose_rules(struct recogniser *recogniser)
{
    unsigned bounds = bounds_of(recogniser);
    if (recogniser->rules_for == (bounds | LEARNS))
        return;
    recogniser->rules_for = bounds | LEARNS; /* which bounds nothing: no longer 0 */
    memset(recogniser->rules, 0, sizeof(recogniser->rules));
    recogniser->learning_rules = 0;
    for (unsigned r = 0; r < RULES; r++) {
        uint32_t bit = 1U << r;
        if (rules[r].bounds & bounds)
            continue;
        for (int shape = 0; shape < TOKEN_SHAPES; shape++)
            recogniser->rules[shape] |= rules[r].shapes >> shape & 1 ? bit : 0;
        recogniser->learning_rules |= rules[r].bounds & LEARNS ? bit : 0;
    }
}

/* Does a list of persons, which may go on here, depend on what was found before? */
static bool may_go_on(const struct recogniser *recogniser, size_t i)
{
    return recogniser->list_next <= i && recogniser->list_next + 2 >= i;
}

/* For the next rule. */
static void begin_found(struct found *found, size_t i)
{
    memset(found, 0, offsetof(struct found, edtf) + 1);
    found->from = found->to = i;
    found->entity = ENTITY_NONE;
    found->type = ENTITY_PERSON;
}

static bool best_at(struct recogniser *recogniser, size_t i, struct found *best)
{
    const struct name_token *token = token_at(recogniser, i);
    uint32_t left = recogniser->rules[token->shape];
    bool any = false;
    struct found found;
    if (token->barren && !recogniser->other_kind && !may_go_on(recogniser, i))
        left &= recogniser->learning_rules;
    else
        entity_look_here(recogniser, i);
    for (; left; left &= left - 1) {
        begin_found(&found, i);
        if (rules[__builtin_ctz(left)].find(recogniser, i, &found) &&
            found.to > found.from && (!any || found.to > best->to)) {
            *best = found;
            any = true;
        }
    }
    return any;
}

/* The first reading found no name here: only where the lists have none is that so at any
 * date. */
static void note_barren(struct recogniser *recogniser, size_t i)
{
    bool listed = recogniser->here.at != i || recogniser->here.names;
    recogniser->tokens.at[i].barren =
        recogniser->learning && !listed && !may_go_on(recogniser, i);
}

static enum fault scan(struct recogniser *recogniser, struct fault_detail *detail)
{
    struct found best;
    size_t i = 0, count = recogniser->tokens.count;
    bool forced = recogniser->gazetteer->has_forced; /* any word may be a name */
    while (i < count) {
        size_t file = forced ? i : entity_file_end(recogniser, i);
        if (file == i && !forced)
            file = i += token_at(recogniser, i)->next;
        if (file > i || i >= count) {
            i = file;
            continue;
        }
        begin_found(&best, i);
        if (token_at(recogniser, i)->next == 0 ? !best_at(recogniser, i, &best)
                                               : !entity_forced(recogniser, i, &best)) {
            note_barren(recogniser, i);
            i++;
            continue;
        }
        if (!put_found(recogniser, &best))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
        if (best.type == ENTITY_PERSON && best.several)
            recogniser->list_next = best.to;
        i = best.to;
    }
    return FAULT_NONE;
}

enum fault recogniser_learn(struct recogniser *recogniser, struct slice text,
                            enum block_kind kind, bool note, struct fault_detail *detail)
{
    enum fault fault = read_text(recogniser, text, detail);
    begin_text(recogniser, kind, note);
    fault = fault ? fault : entity_forbid(recogniser, detail);
    recogniser->learning = true;
    choose_rules(recogniser);
    fault = fault ? fault : scan(recogniser, detail);
    fault = fault ? fault : entity_learn(recogniser, detail);
    return fault ? fault : keep_text(recogniser, detail);
}

enum fault recogniser_find(struct recogniser *recogniser, struct slice text,
                           enum block_kind kind, bool note, const struct mention **out,
                           size_t *count, struct fault_detail *detail)
{
    *count = 0;
    *out = NULL;
    enum fault fault = read_again(recogniser, text, kind)
                           ? FAULT_NONE
                           : read_text(recogniser, text, detail);
    begin_text(recogniser, kind, note);
    fault = fault ? fault : entity_forbid(recogniser, detail);
    recogniser->learning = false;
    choose_rules(recogniser);
    fault = fault ? fault : scan(recogniser, detail);
    return fault ? fault : entity_mentions(recogniser, out, count, detail);
}

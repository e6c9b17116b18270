/* The recogniser: a text is read into tokens, the rules look at each, the longest name
 * wins, and what is left is linked and served as mentions. */
#include "entity_own.h"
#include "utf8.h"

#include <stdlib.h>

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
    enum fault fault =
        (*out)->met ? lexicon_open(&(*out)->lexicon, detail)
                    : fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    if (fault) {
        recogniser_close(*out);
        *out = NULL;
    }
    return fault;
}

void recogniser_close(struct recogniser *recogniser)
{
    if (!recogniser)
        return;
    name_tokens_release(&recogniser->tokens);
    known_release(&recogniser->known);
    lexicon_close(recogniser->lexicon);
    free(recogniser->barred);
    free(recogniser->met);
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

/* Is most of the text in capitals, or most words with a capital? */
static void look_at_case(struct recogniser *recogniser)
{
    size_t upper = 0, capital = 0, lower = 0, small = 0;
    for (size_t i = 0; i < recogniser->tokens.count; i++) {
        const struct name_token *token = token_at(recogniser, i);
        upper += token->shape == SHAPE_UPPER && token->letters > 3;
        capital += token->shape == SHAPE_CAPITAL;
        lower += token->shape == SHAPE_LOWER && token->letters > 3;
        small += token->shape == SHAPE_LOWER;
    }
    recogniser->capitals = upper > 0 && capital + small * 2 < upper;
    recogniser->title_case = lower * 3 < capital;
}

static enum fault read_text(struct recogniser *recogniser, struct slice text,
                            enum block_kind kind, bool note, struct fault_detail *detail)
{
    enum fault fault = name_tokens_read(&recogniser->tokens, text, detail);
    recogniser->kind = kind;
    recogniser->note = note;
    recogniser->found_count = 0;
    recogniser->year_before = 0;
    recogniser->list_next = SIZE_MAX;
    if (fault == FAULT_NONE) {
        lexicon_mark(recogniser->lexicon, &recogniser->tokens);
        look_at_case(recogniser);
        entity_look_for_participants(recogniser);
        fault = entity_forbid(recogniser, detail);
    }
    return fault;
}

static bool put_found(struct recogniser *recogniser, const struct found *found)
{
    if (!gazetteer_room((void **)&recogniser->found, recogniser->found_count,
                        &recogniser->found_room, sizeof(*found)))
        return false;
    recogniser->found[recogniser->found_count++] = *found;
    return true;
}

/* In the order in which they win where two are equally long. */
typedef bool rule(struct recogniser *, size_t, struct found *);
static rule *const rules[] = {entity_forced,   entity_date,   entity_citation,
                              entity_of_lists, entity_paper,  entity_person,
                              entity_cue,      entity_treaty, entity_body,
                              entity_surname,  entity_place,  entity_acronym};

/* Can any rule find something here? Most words end here. */
static bool may_begin(const struct name_token *token)
{
    enum { STARTS = LEX_PARTICLE | LEX_SEASON | LEX_LOWER_DATE };
    return token->shape != SHAPE_LOWER || (token->words & STARTS) ||
           (token->gap & (GAP_BACKSLASH | GAP_SLASHES));
}

static bool best_at(struct recogniser *recogniser, size_t i, struct found *best)
{
    bool any = false;
    for (size_t r = 0; r < sizeof(rules) / sizeof(rules[0]); r++) {
        struct found found = {.from = i, .to = i, .entity = ENTITY_NONE};
        if (rules[r](recogniser, i, &found) && found.to > found.from &&
            (!any || found.to > best->to)) {
            *best = found;
            any = true;
        }
    }
    return any;
}

static enum fault scan(struct recogniser *recogniser, struct fault_detail *detail)
{
    struct found best;
    for (size_t i = 0; i < recogniser->tokens.count;) {
        size_t file = entity_file_end(recogniser, i);
        if (file > i && !recogniser->gazetteer->has_forced) {
            i = file;
            continue;
        }
        best = (struct found){.from = i, .to = i, .entity = ENTITY_NONE};
        if (may_begin(token_at(recogniser, i)) ? !best_at(recogniser, i, &best)
                                               : !entity_forced(recogniser, i, &best)) {
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
    enum fault fault = read_text(recogniser, text, kind, note, detail);
    recogniser->learning = true;
    fault = fault ? fault : scan(recogniser, detail);
    return fault ? fault : entity_learn(recogniser, detail);
}

enum fault recogniser_find(struct recogniser *recogniser, struct slice text,
                           enum block_kind kind, bool note, const struct mention **out,
                           size_t *count, struct fault_detail *detail)
{
    enum fault fault = read_text(recogniser, text, kind, note, detail);
    recogniser->learning = false;
    *count = 0;
    *out = NULL;
    fault = fault ? fault : scan(recogniser, detail);
    return fault ? fault : entity_mentions(recogniser, out, count, detail);
}

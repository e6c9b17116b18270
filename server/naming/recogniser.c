/* The recogniser: opens, closes and reads; a text of the first reading is kept for the
 * second, so that it need not be tokenized and scanned again. */
#include "base/array.h"
#include "internal.h"
#include "naming/rules/forbidden.h"

#include <stdlib.h>
#include <xxhash.h>

enum fault recogniser_open(struct recogniser **out, const struct gazetteer *gazetteer,
                           struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    (*out)->context.gazetteer = gazetteer;
    name_tokens_init(&(*out)->context.tokens);
    (*out)->context.seen_overrides = calloc(gazetteer->override_count + 1, sizeof(bool));
    if ((*out)->context.seen_overrides)
        return FAULT_NONE;
    recogniser_close(*out);
    *out = NULL;
    return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
}

void recogniser_close(struct recogniser *recogniser)
{
    if (!recogniser)
        return;
    name_tokens_release(&recogniser->context.tokens);
    learned_words_release(&recogniser->context.learned);
    free(recogniser->context.forbidden);
    free(recogniser->context.seen_overrides);
    free(recogniser->texts.at);
    free(recogniser->texts.found);
    free(recogniser->found);
    free(recogniser->mentions);
    free(recogniser->candidates);
    free(recogniser);
}

void recogniser_trim(struct recogniser *recogniser)
{
    enum { LONG = 4096 }; /* names in a text: more are freed */
    name_tokens_trim(&recogniser->context.tokens);
    if (recogniser->found_room > LONG) {
        free(recogniser->found);
        recogniser->found = NULL;
        recogniser->found_room = recogniser->found_count = 0;
    }
    if (recogniser->context.forbidden_room > LONG) {
        free(recogniser->context.forbidden);
        recogniser->context.forbidden = NULL;
        recogniser->context.forbidden_room = recogniser->context.forbidden_count = 0;
    }
    if (recogniser->mention_room > LONG) {
        free(recogniser->mentions);
        free(recogniser->candidates);
        recogniser->mentions = NULL;
        recogniser->candidates = NULL;
        recogniser->mention_room = recogniser->candidate_room = 0;
    }
}

void recogniser_begin(struct recogniser *recogniser, uint32_t scope,
                      struct edtf_range days, const struct mention_pin *pins,
                      size_t pin_count)
{
    recogniser->context.scope = scope;
    recogniser->context.days = days;
    recogniser->pins = pins;
    recogniser->pin_count = pin_count;
    for (size_t i = 0; i < pin_count; i++)
        *pins[i].seen = 0;
    recogniser->learning = true;
    recogniser->context.participants = false;
    learned_words_clear(&recogniser->context.learned);
    name_tokens_forget(&recogniser->context.tokens);
    recogniser_trim(recogniser);
    recogniser->texts.count = recogniser->texts.next = recogniser->texts.found_count = 0;
}

void recogniser_learned(struct recogniser *recogniser)
{
    recogniser_trim(recogniser);
    recogniser->learning = false;
    recogniser->context.participants = false;
}

bool recogniser_saw_override(const struct recogniser *recogniser, uint32_t number)
{
    return recogniser->context
        .seen_overrides[number - recogniser->context.gazetteer->first_override];
}

/* May any rule find something here? In lower case "treaty" only before "of". */
static bool may_begin(const struct name_token *token, bool last)
{
    enum { STARTS = LEX_PARTICLE | LEX_SEASON | LEX_LOWER_DATE, OF = 2 };
    if (token->shape != SHAPE_LOWER || (token->gap & (GAP_BACKSLASH | GAP_SLASHES)))
        return true;
    return (token->words & (STARTS | LEX_LOWER_NAME)) &&
           ((token->words & STARTS) || (!last && token[1].letters == OF));
}

/* Fills in `next` of each token, and what is known of the text as a whole: is most of it
 * in capitals, do most words have a capital, and what is between the words? */
static void survey_text(struct rule_context *context)
{
    size_t upper = 0, capital = 0, lower = 0, small = 0;
    uint32_t next = 0;
    context->gaps = 0;
    for (size_t i = context->tokens.count; i-- > 0;) {
        struct name_token *token = &context->tokens.at[i];
        bool last = i + 1 == context->tokens.count;
        token->next = next = may_begin(token, last) ? 0 : next + 1;
        upper += token->shape == SHAPE_UPPER && token->letters > 3;
        capital += token->shape == SHAPE_CAPITAL;
        lower += token->shape == SHAPE_LOWER && token->letters > 3;
        small += token->shape == SHAPE_LOWER;
        context->gaps |= token->gap;
    }
    context->capitals = upper > 0 && capital + small * 2 < upper;
    context->title_case = lower * 3 < capital;
}

static uint64_t digest_of(struct slice text)
{
    return XXH3_64bits(text.at ? text.at : "", text.len);
}

/* Is it the next text that was kept? Then its tokens need not be made again. */
static bool read_again(struct recogniser *recogniser, struct slice text,
                       enum block_kind kind)
{
    struct learned_texts *texts = &recogniser->texts;
    if (texts->next == texts->count)
        return false;
    const struct learned_text *next = &texts->at[texts->next];
    if (next->bytes != text.len || next->kind != kind || next->digest != digest_of(text))
        return false;
    texts->next++;
    name_tokens_again(&recogniser->context.tokens, text, next->first, next->count);
    recogniser->context.capitals = next->capitals;
    recogniser->context.title_case = next->title_case;
    recogniser->context.gaps = next->gaps;
    recogniser->before = recogniser->before_end = NULL;
    if (next->found_count > 0) {
        recogniser->before = texts->found + next->first_found;
        recogniser->before_end = recogniser->before + next->found_count;
    }
    return true;
}

/* Keeps the names found in the current text. */
static bool keep_found(struct recogniser *recogniser, struct learned_text *text)
{
    enum { MOST = 8 * 1024 }; /* 1.1 MiB */
    struct learned_texts *texts = &recogniser->texts;
    text->first_found = texts->found_count;
    if (texts->found_count + recogniser->found_count > MOST)
        return true;
    for (size_t i = 0; i < recogniser->found_count; i++) {
        if (!array_room(&texts->found, texts->found_count, &texts->found_room,
                        sizeof(*texts->found)))
            return false;
        texts->found[texts->found_count++] = recogniser->found[i];
    }
    text->found_count = recogniser->found_count;
    return true;
}

/* Keeps the current text for the second reading, unless there are too many tokens; never
 * one without a token, of which a document may have millions. */
static enum fault keep_text(struct recogniser *recogniser, struct fault_detail *detail)
{
    enum { MOST = 32 * 1024 }; /* tokens: 1.5 MiB */
    struct learned_texts *texts = &recogniser->texts;
    size_t count = recogniser->context.tokens.count;
    if (count == 0 || recogniser->context.tokens.kept + count > MOST)
        return FAULT_NONE;
    if (!array_room(&texts->at, texts->count, &texts->room, sizeof(*texts->at)))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    struct learned_text *text = &texts->at[texts->count++];
    *text = (struct learned_text){.digest = digest_of(recogniser->context.tokens.text),
                                  .bytes = recogniser->context.tokens.text.len,
                                  .first = name_tokens_keep(&recogniser->context.tokens),
                                  .count = count,
                                  .gaps = recogniser->context.gaps,
                                  .kind = recogniser->context.kind,
                                  .capitals = recogniser->context.capitals,
                                  .title_case = recogniser->context.title_case};
    return keep_found(recogniser, text)
               ? FAULT_NONE
               : fault_set(detail, FAULT_MEMORY, "not enough memory for names");
}

static enum fault read_text(struct recogniser *recogniser, struct slice text,
                            struct fault_detail *detail)
{
    enum fault fault = name_tokens_read(&recogniser->context.tokens, text, detail);
    if (fault)
        return fault;
    lexicon_mark(recogniser->context.gazetteer->lexicon, &recogniser->context.tokens);
    survey_text(&recogniser->context);
    recogniser->before = recogniser->before_end = NULL;
    return FAULT_NONE;
}

/* Prepares the context for the names of a text, which has been read. */
static void begin_text(struct recogniser *recogniser, enum block_kind kind, bool note)
{
    recogniser->context.kind = kind;
    recogniser->context.note = note;
    recogniser->found_count = 0;
    recogniser->context.year_before = 0;
    recogniser->context.list_next = SIZE_MAX;
    recogniser->context.here.at = SIZE_MAX;
    participants_update(&recogniser->context);
}

enum fault recogniser_learn(struct recogniser *recogniser, struct slice text,
                            enum block_kind kind, bool note, struct fault_detail *detail)
{
    enum fault fault = read_text(recogniser, text, detail);
    begin_text(recogniser, kind, note);
    fault = fault ? fault : forbidden_find(&recogniser->context, detail);
    fault = fault ? fault : recogniser_scan(recogniser, detail);
    fault = fault ? fault : recogniser_learn_words(recogniser, detail);
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
    fault = fault ? fault : forbidden_find(&recogniser->context, detail);
    fault = fault ? fault : recogniser_scan(recogniser, detail);
    return fault ? fault : recogniser_mentions(recogniser, out, count, detail);
}

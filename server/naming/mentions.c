/* Mentions: the names found, linked, with the editors' pins laid over them. */
#include "base/array.h"
#include "base/utf8.h"
#include "internal.h"

/* "Jr.", whose full stop is part of the name. */
static bool is_junior(const struct rule_context *context, size_t i)
{
    struct slice word = token_text(&context->tokens, i);
    return slice_is(word, "Jr") || slice_is(word, "Sr");
}

/* "& Co." */
static bool is_company(const struct rule_context *context, size_t i)
{
    return (token_at(context, i)->gap & GAP_AND) &&
           slice_is(token_text(&context->tokens, i), "Co");
}

/* Is a bracket open that the name closes: "Congo (Brazzaville)"? */
static bool opens_bracket(const struct rule_context *context, const struct found *found)
{
    bool open = false;
    for (size_t i = found->from + 1; i < found->to; i++) {
        uint32_t gap = token_at(context, i)->gap;
        open = (gap & GAP_OPEN) || (open && !(gap & GAP_CLOSE));
    }
    return open;
}

static uint32_t end_of(const struct rule_context *context, const struct found *found,
                       size_t *byte)
{
    const struct name_token *last = token_at(context, found->to - 1);
    uint32_t end = last->place + last->letters;
    bool letters = last->dot && last->letters <= 2 && !(last->gap & GAP_SLASH) &&
                   (last->shape == SHAPE_LETTER || is_junior(context, found->to - 1) ||
                    is_company(context, found->to - 1)) &&
                   !found->no_dot && found->to - found->from > 1;
    *byte = last->end + letters;
    struct slice rest = slice_from(context->tokens.text, *byte);
    bool closed = rest.len > 0 && (rest.at[0] == ')' || rest.at[0] == ']') &&
                  opens_bracket(context, found);
    *byte += closed;
    return end + letters + closed;
}

static void make_mention(struct recogniser *recogniser, const struct found *found,
                         struct mention *mention, uint32_t *candidates)
{
    size_t end;
    const struct name_token *first = token_at(&recogniser->context, found->from);
    *mention = (struct mention){.type = found->type,
                                .method = found->method,
                                .confidence = found->confidence,
                                .entity = found->entity,
                                .days = found->days};
    mention->span.start = first->place;
    mention->span.end = end_of(&recogniser->context, found, &end);
    mention->surface = (struct slice){recogniser->context.tokens.text.at + first->start,
                                      end - first->start};
    memcpy(mention->edtf, found->edtf, sizeof(mention->edtf));
    if (found->forced)
        recogniser->context.seen_overrides[found->forced - 1] = true;
    if (found->type != ENTITY_DATE)
        link_found(&recogniser->context, found, mention, candidates);
}

static bool make_room(struct recogniser *recogniser, size_t count)
{
    return array_reserve(&recogniser->mentions, 0, count, &recogniser->mention_room,
                         sizeof(*recogniser->mentions));
}

/* The first byte of `quote` in the text from byte `from` on; text.len when it is not in
 * it. */
static size_t find_quote(struct slice text, struct slice quote, size_t from)
{
    const char *at = quote.len && from < text.len
                         ? memmem(text.at + from, text.len - from, quote.at, quote.len)
                         : NULL;
    return at ? (size_t)(at - text.at) : text.len;
}

/* Removes the mentions that overlap `span`; returns the index at which one for it is to
 * be put. */
static size_t clear_span(struct recogniser *recogniser, size_t *count, struct span span)
{
    struct mention *all = recogniser->mentions;
    size_t first = 0;
    while (first < *count && all[first].span.end <= span.start)
        first++;
    size_t last = first;
    while (last < *count && all[last].span.start < span.end)
        last++;
    memmove(all + first, all + last, (*count - last) * sizeof(*all));
    *count -= last - first;
    return first;
}

static bool put_pin(struct recogniser *recogniser, const struct mention_pin *pin,
                    size_t at, size_t *count)
{
    struct slice text = recogniser->context.tokens.text;
    struct span span = {.start = (uint32_t)utf8_length((struct slice){text.at, at})};
    span.end = span.start + (uint32_t)utf8_length(pin->quote);
    size_t place = clear_span(recogniser, count, span);
    if (pin->entity == ENTITY_NONE && pin->type == ENTITY_TYPES)
        return true;
    if (!make_room(recogniser, *count + 1))
        return false;
    struct mention *all = recogniser->mentions;
    memmove(all + place + 1, all + place, (*count - place) * sizeof(*all));
    all[place] = (struct mention){.type = pin->type,
                                  .span = span,
                                  .surface = {text.at + at, pin->quote.len},
                                  .entity = pin->entity,
                                  .method = "editor",
                                  .confidence = 100};
    if (pin->entity != ENTITY_NONE) {
        all[place].entity =
            gazetteer_merged_into(recogniser->context.gazetteer, (uint32_t)pin->entity);
        all[place].type = recogniser->context.gazetteer->entities[all[place].entity].type;
    }
    ++*count;
    return true;
}

static bool lay_pins(struct recogniser *recogniser, size_t *count)
{
    struct slice text = recogniser->context.tokens.text;
    for (size_t p = 0; p < recogniser->pin_count; p++) {
        const struct mention_pin *pin = &recogniser->pins[p];
        for (size_t at = find_quote(text, pin->quote, 0); at < text.len;
             at = find_quote(text, pin->quote, at + pin->quote.len)) {
            unsigned seen = ++*pin->seen;
            if ((pin->occurrence == 0 || pin->occurrence == seen) &&
                !put_pin(recogniser, pin, at, count))
                return false;
        }
    }
    return true;
}

enum fault recogniser_mentions(struct recogniser *recogniser, const struct mention **out,
                               size_t *count, struct fault_detail *detail)
{
    size_t made = recogniser->found_count;
    if (!make_room(recogniser, made + 1) || /* one at least: `out` is never NULL */
        !array_reserve(&recogniser->candidates, 0, made * MENTION_CANDIDATES,
                       &recogniser->candidate_room, sizeof(*recogniser->candidates)))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    for (size_t i = 0; i < made; i++)
        make_mention(recogniser, &recogniser->found[i], &recogniser->mentions[i],
                     recogniser->candidates + i * MENTION_CANDIDATES);
    if (!lay_pins(recogniser, &made))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for names");
    *out = recogniser->mentions;
    *count = made;
    return FAULT_NONE;
}

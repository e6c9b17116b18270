/* Dates: the numbers of days and years. */
#include "dates.h"

bool date_take_day(const struct rule_context *context, size_t *i, int *day)
{
    static const char *const tails[] = {"st", "nd", "rd", "th", "d"};
    if (*i >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, *i);
    if (token->shape != SHAPE_NUMBER || token->letters > 2 || token->number < 1 ||
        token->number > 31)
        return false;
    size_t next = *i + 1;
    if (next < context->tokens.count && date_gap(context, next) == 0) {
        bool tail = false;
        for (size_t t = 0; t < sizeof(tails) / sizeof(*tails); t++)
            tail = tail || date_is_word(context, next, tails[t]);
        if (!tail)
            return false;
        next++;
    }
    *day = token->number;
    *i = next;
    return true;
}

bool date_year_like(const struct rule_context *context, size_t i)
{
    if (i >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, i);
    bool glued = i + 1 < context->tokens.count && token[1].gap == 0;
    return token->shape == SHAPE_NUMBER && token->letters == 4 && !glued &&
           token->number >= 1000 && token->number < 2100;
}

bool date_take_year(const struct rule_context *context, size_t *i, int *year)
{
    uint32_t gap = date_gap(context, *i);
    if (!date_year_like(context, *i) ||
        !(date_loose(gap) || gap == (GAP_OPEN | GAP_SPACE)))
        return false;
    *year = token_at(context, *i)->number;
    ++*i;
    return true;
}

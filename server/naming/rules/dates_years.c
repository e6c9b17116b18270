/* Dates without a day: years, decades, seasons; and which numbers are no years. */
#include "dates.h"

/* Words before a number of four digits that make it no year. */
static bool counts_things(const struct rule_context *context, size_t i)
{
    static const char *const counters[] = {
        "No",        "Nos",      "telegram", "Telegram", "telegrams",
        "despatch",  "Despatch", "dispatch", "Tel",      "Embtel",
        "Deptel",    "page",     "pages",    "p",        "pp",
        "airgram",   "Box",      "Lot",      "NSC",      "Resolution",
        "paragraph", "about",    "some",     "over",     "approximately",
        "nearly",    "Public",   "line",     "Embtels",  "Deptels",
        "Executive", "Order",    "Airgram",  "Secto",    "Tosec",
        "Polto",     "Files",    "at",       "CA",       "file",
        "Cd",        "Cmd",      "Cmnd",     "Part",     "than",
        "only",      "Room"};
    for (size_t c = 0; i > 0 && c < sizeof(counters) / sizeof(*counters); c++)
        if (date_is_word(context, i - 1, counters[c]) &&
            date_loose(date_gap(context, i)) && !(date_gap(context, i) & GAP_COMMA))
            return true;
    return false;
}

static bool things_follow(const struct rule_context *context, size_t i)
{
    static const char *const things[] = {
        "men",       "tons",       "hours",     "miles",     "troops",   "dollars",
        "people",    "copies",     "planes",    "metric",    "officers", "soldiers",
        "students",  "persons",    "aircraft",  "words",     "members",  "tanks",
        "missiles",  "kilometers", "meters",    "feet",      "percent",  "Z",
        "million",   "pounds",     "employees", "prisoners", "families", "workers",
        "personnel", "barrels",    "EST",       "GMT",       "local",    "acres",
        "MW",        "km",         "villages",  "families"};
    for (size_t t = 0; t < sizeof(things) / sizeof(*things); t++)
        if (date_is_word(context, i, things[t]) && !(date_gap(context, i) & GAP_COMMA))
            return true;
    return false;
}

/* May the number be a year, by the words beside it? */
static bool plain_year(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    enum { BAD = GAP_HYPHEN | GAP_SLASH | GAP_OTHER | GAP_AND };
    if (!date_year_like(context, i) || token->number < 1400 || (token->gap & BAD) ||
        (token->gap & (GAP_SPACE | GAP_OPEN | GAP_START | GAP_DASH | GAP_QUOTE)) == 0)
        return false;
    if (counts_things(context, i) || things_follow(context, i + 1))
        return false;
    if (token->gap == GAP_DASH && token[-1].shape == SHAPE_NUMBER)
        return false;
    uint32_t after = date_gap(context, i + 1);
    bool more_digits = i + 1 < context->tokens.count && token[1].shape == SHAPE_NUMBER &&
                       (after == GAP_SLASH || after == GAP_DOT || after == GAP_STOP);
    return !more_digits && !(after & GAP_OTHER && after == GAP_OTHER);
}

/* "–1954", "-54" after a year. */
static void year_range(const struct rule_context *context, size_t *i,
                       struct date_expression *expression)
{
    if (*i >= context->tokens.count)
        return;
    const struct name_token *token = token_at(context, *i);
    if ((token->gap != GAP_HYPHEN && token->gap != GAP_DASH) ||
        token->shape != SHAPE_NUMBER)
        return;
    int year = token->letters == 4   ? token->number
               : token->letters == 2 ? expression->from.year / 100 * 100 + token->number
                                     : 0;
    if (year <= expression->from.year || year > 2100)
        return;
    expression->to.year = year;
    ++*i;
}

bool date_of_year(const struct rule_context *context, size_t *i,
                  struct date_expression *expression)
{
    if (!plain_year(context, *i))
        return false;
    expression->from.year = expression->to.year = token_at(context, *i)->number;
    expression->has_year = true;
    ++*i;
    year_range(context, i, expression);
    return true;
}

/* "1940s", "late 1940s", "mid-1950s": early is the first four years, mid 4 to 6. */
bool date_of_decade(const struct rule_context *context, size_t *i,
                    struct date_expression *expression)
{
    size_t at = *i;
    int first = 0, last = 9;
    bool early = date_is_word(context, at, "early"),
         late = date_is_word(context, at, "late"), mid = date_is_word(context, at, "mid");
    if (early || late || mid) {
        first = late ? 6 : mid ? 4 : 0;
        last = early ? 3 : mid ? 6 : 9;
        if (date_gap(context, ++at) != GAP_SPACE && date_gap(context, at) != GAP_HYPHEN)
            return false;
    }
    if (at + 1 >= context->tokens.count)
        return false;
    const struct name_token *token = token_at(context, at);
    bool article = at > 0 && (date_is_word(context, at - 1, "the") ||
                              date_is_word(context, at - 1, "The"));
    bool apostrophe = token[1].gap == GAP_UNQUOTE && (article || at > *i);
    bool ends = (token[1].gap == 0 || apostrophe) && date_is_word(context, at + 1, "s");
    if (token->shape != SHAPE_NUMBER || token->letters != 4 || token->number % 10 != 0 ||
        token->number < 1400 || token->number > 2100 || !ends)
        return false;
    expression->from.year = token->number + first;
    expression->to.year = token->number + last;
    expression->has_year = true;
    *i = at + 2;
    return true;
}

/* "61" of "FY 61", "1961" of "fiscal year 1961": from July of the year before, as the
 * United States counted until 1976. */
bool date_fiscal_year(const struct rule_context *context, size_t *i,
                      struct date_expression *expression)
{
    enum { LAST = 1976 };
    size_t at = *i;
    const struct name_token *token = token_at(context, at);
    bool short_form = at > 0 && date_is_word(context, at - 1, "FY");
    bool long_form = at > 1 &&
                     (date_is_word(context, at - 1, "year") ||
                      date_is_word(context, at - 1, "Year")) &&
                     (date_is_word(context, at - 2, "fiscal") ||
                      date_is_word(context, at - 2, "Fiscal"));
    if ((!short_form && !long_form) || token->shape != SHAPE_NUMBER ||
        (token->gap != GAP_SPACE && token->gap != GAP_HYPHEN))
        return false;
    int year = token->letters == 4                         ? token->number
               : token->letters == 2 && token->number > 40 ? 1900 + token->number
                                                           : 0;
    if (year < 1843 || year > LAST)
        return false;
    expression->from = (struct partial_date){.year = year - 1, .month = 7};
    expression->to = (struct partial_date){.year = year, .month = 6};
    expression->has_year = true;
    *i = at + 1;
    return true;
}

/* "summer of 1955", "spring 1953". */
bool date_of_season(const struct rule_context *context, size_t *i,
                    struct date_expression *expression)
{
    size_t at = *i + 1;
    if (!(token_at(context, *i)->words & LEX_SEASON))
        return false;
    expression->season = token_at(context, *i)->number;
    if (date_is_word(context, at, "of"))
        at++;
    if (!date_take_year(context, &at, &expression->from.year))
        return false;
    expression->to.year = expression->from.year;
    expression->has_year = true;
    *i = at;
    return true;
}

/* Between the two world wars. */
bool date_between_wars(const struct rule_context *context, size_t *i,
                       struct date_expression *expression)
{
    size_t at = *i + 1;
    if (date_is_word(context, *i, "inter")) {
        if (!date_is_word(context, at, "war"))
            return false;
        at++;
    } else if (!date_is_word(context, *i, "interwar") &&
               !date_is_word(context, *i, "Interwar")) {
        return false;
    }
    if (!date_is_word(context, at, "period") && !date_is_word(context, at, "years"))
        return false;
    expression->from.year = 1918;
    expression->to.year = 1939;
    expression->has_year = true;
    *i = at + 1;
    return true;
}

/* Numbers: one walk over the document, which remembers what came since the last number.
 */
#include "number.h"

enum { NUMBERS = 1000 }; /* a printed number has at most three digits */

struct number_walk {
    struct outline_entry *omission; /* since the last number */
    struct outline_entry *opening;  /* the one paragraph before the first number */
    size_t omissions, others;       /* since then; others: unnumbered text */
    uint32_t last;                  /* number; 0 before the first */
};

/* Blocks that say nothing about how paragraphs are numbered. */
static bool is_silent(const struct outline_entry *entry)
{
    switch ((enum block_kind)entry->kind) {
    case BLOCK_CLASSIFICATION:
    case BLOCK_TITLE:
    case BLOCK_HEADING:
    case BLOCK_DATELINE:
    case BLOCK_SALUTATION:
    case BLOCK_SOURCE:
    case BLOCK_COMMENT:
        return true;
    default:
        return entry->length == 0;
    }
}

static void meet_number(struct number_walk *walk, const struct outline_entry *entry,
                        const uint8_t *times)
{
    uint32_t number = entry->number;
    bool once = times[number] == 1;
    bool opens = walk->last == 0 && walk->opening && walk->others == 0;
    if (opens && once && times[1] == 0 && walk->omissions <= 1 && number > 1 &&
        (number == 2 || walk->omissions == 1)) {
        walk->opening->inferred = 1;
        walk->last = 1;
    }
    if (walk->last > 0 && walk->omissions == 1 && walk->others == 0 && once &&
        times[walk->last] <= 1 && number > walk->last + 1) {
        walk->omission->missing_from = walk->last + 1;
        walk->omission->missing_to = number - 1;
    }
    walk->last = number;
    walk->omissions = walk->others = 0;
    walk->opening = NULL;
}

static void meet_unnumbered(struct number_walk *walk, struct outline_entry *entry)
{
    if (entry->kind == BLOCK_OMISSION) {
        walk->omissions++;
        walk->omission = entry;
    } else if (entry->kind == BLOCK_PARAGRAPH && walk->last == 0 && !walk->opening &&
               walk->omissions == 0 && walk->others == 0) {
        walk->opening = entry;
    } else if (!is_silent(entry)) {
        walk->others++;
    }
}

void number_settle(struct outline_entry *entries, size_t count)
{
    uint8_t times[NUMBERS] = {0}; /* 2: twice or more */
    for (size_t i = 0; i < count; i++) {
        entries[i].inferred = entries[i].missing_from = entries[i].missing_to = 0;
        if (entries[i].number < NUMBERS && times[entries[i].number] < 2)
            times[entries[i].number]++;
    }
    struct number_walk walk = {0};
    for (size_t i = 0; i < count; i++) {
        if (entries[i].number == 0)
            meet_unnumbered(&walk, &entries[i]);
        else if (entries[i].number >= NUMBERS || entries[i].number <= walk.last)
            break; /* the numbers go back: nothing after this is settled */
        else
            meet_number(&walk, &entries[i], times);
    }
}

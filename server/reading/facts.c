/* Facts: the blocks of the head by their kinds, and the dateline taken apart. */
#include "facts.h"
#include "base/utf8.h"
#include "text/edtf.h"
#include "words.h"

enum { LONGEST = 2000 }; /* bytes of a block that can be a fact */

bool facts_keep(struct facts_head *head, const struct block *block, struct arena *arena)
{
    if (head->count == FACTS_BLOCKS)
        return true;
    size_t at = head->count++;
    head->blocks[at].number = head->blocks[at].text = SLICE_NONE;
    if (block->text.len > LONGEST)
        return true;
    head->blocks[at].number = arena_copy(arena, block->number);
    head->blocks[at].text = arena_copy(arena, block->text);
    return !arena_failed(arena);
}

static bool is_edge(char c)
{
    return c == ' ' || c == ',' || c == '.' || c == '[' || c == ']' || c == ';' ||
           c == ':' || c == '(' || c == ')';
}

/* Without blanks, brackets and points at its ends, and dashes at its end. */
static struct slice strip(struct slice text)
{
    static const struct slice dashes[] = {{"—", 3}, {"–", 3}};
    bool again = true;
    while (again && text.len > 0) {
        again = true;
        if (is_edge(text.at[0]))
            text = slice_from(text, 1);
        else if (is_edge(text.at[text.len - 1]))
            text.len--;
        else if (slice_ends(text, dashes[0]) || slice_ends(text, dashes[1]))
            text.len -= 3;
        else
            again = false;
    }
    return text;
}

/* "Washington, Monday" and "Washington, undated" are Washington. */
static struct slice without_last_word(struct slice place)
{
    static const char *const words[] = {"monday",   "tuesday",  "wednesday", "thursday",
                                        "friday",   "saturday", "sunday",    "undated",
                                        "received", "the",      NULL};
    struct word_table table = words_table(words);
    for (;;) {
        size_t at = place.len;
        while (at > 0 && !is_edge(place.at[at - 1]))
            at--;
        if (place.len == 0 || !words_equal(&table, slice_from(place, at)))
            return place;
        place = strip((struct slice){place.at, at});
    }
}

static void take_dateline(struct outline *outline)
{
    struct outline_facts *facts = &outline->facts;
    char date[EDTF_ROOM];
    struct slice where, line = facts->dateline;
    struct slice before = line;
    if (edtf_from_english(line, date, &where)) {
        before = (struct slice){line.at, (size_t)(where.at - line.at)};
        facts->date = arena_copy(&outline->arena, slice_of(date));
    }
    facts->place = without_last_word(strip(before));
}

bool facts_take(const struct facts_head *head, struct outline *outline)
{
    struct outline_facts *facts = &outline->facts;
    for (size_t i = 0; i < head->count; i++) {
        struct slice text = head->blocks[i].text;
        enum block_kind kind = (enum block_kind)outline->entries[i].kind;
        if (kind == BLOCK_TITLE && facts->title.len == 0) {
            facts->title = text;
            facts->number = head->blocks[i].number;
        } else if (kind == BLOCK_CLASSIFICATION && facts->classification.len == 0) {
            facts->classification = text;
        } else if (kind == BLOCK_DATELINE && facts->dateline.len == 0) {
            facts->dateline = text;
        } else if (kind == BLOCK_SALUTATION && facts->salutation.len == 0) {
            facts->salutation = text;
        }
    }
    if (facts->dateline.len > 0)
        take_dateline(outline);
    return !arena_failed(&outline->arena);
}

/* Facts: the blocks of the head by their kinds, and the dateline taken apart. */
#include "facts.h"
#include "base/utf8.h"
#include "invisible.h"
#include "parties.h"
#include "stamp.h"
#include "text/edtf.h"

enum { LONGEST = 2000 }; /* bytes of a block that can be a fact */

bool facts_keep(struct facts_head *head, const struct block *block, struct arena *arena)
{
    if (head->count == FACTS_BLOCKS)
        return true;
    size_t at = head->count++;
    for (size_t i = 0; i < block->note_count && head->source_note.len == 0; i++)
        if (slice_starts(block->notes[i].text, SLICE("Source: ")))
            head->source_note = arena_copy(arena, block->notes[i].text);
    head->blocks[at].number = head->blocks[at].text = SLICE_NONE;
    if (block->text.len > LONGEST)
        return true;
    head->blocks[at].number = arena_copy(arena, block->number);
    head->blocks[at].text = arena_copy(arena, block->text);
    char room[LONGEST];
    struct slice bare = invisible_strip(block->text, room, sizeof(room));
    if (bare.at == room || bare.len != block->text.len)
        head->blocks[at].text = arena_copy(arena, bare);
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
    struct slice where, line = {facts->dateline.at, form_receipt_at(facts->dateline)};
    struct slice before = line;
    if (edtf_from_english(line, date, &where)) {
        before = (struct slice){line.at, (size_t)(where.at - line.at)};
        facts->date = arena_copy(&outline->arena, slice_of(date));
    }
    facts->place = without_last_word(strip(before));
}

/* The day of receipt, in the year of the date or, early in it, the next. */
static void take_received(struct outline *outline, struct slice text)
{
    struct outline_facts *facts = &outline->facts;
    struct edtf_range written;
    struct slice where;
    char date[EDTF_ROOM];
    int month, day;
    if (edtf_from_english(text, date, &where) && where.at == text.at) {
        facts->received = arena_copy(&outline->arena, slice_of(date));
        return;
    }
    if (!edtf_read(facts->date, &written) || !edtf_month_day(text, &month, &day))
        return;
    enum {
        MOST = 300
    }; /* a receipt is not further before the date, as yyyymmdd counts */
    int year = written.first / 10000;
    year += year * 10000 + month * 100 + day < written.first - MOST;
    struct slice received =
        arena_print(&outline->arena, "%04d-%02d-%02d", year, month, day);
    if (edtf_read(received, &written))
        facts->received = received;
}

/* Numbers, marks and receipts of a line of the head. */
static void take_stamp(struct outline *outline, struct slice text,
                       const struct form_words *words, struct slice *received)
{
    struct outline_facts *facts = &outline->facts;
    struct stamp stamp;
    if (!stamp_read(text, words, &stamp) || (stamp.rest.len == text.len))
        return;
    struct slice *numbers[] = {&facts->number, &facts->despatch_number};
    const struct slice found[] = {stamp.number, stamp.second};
    for (size_t i = 0, k = 0; i < 2; i++) {
        for (; k < 2 && numbers[k]->len > 0; k++)
            ;
        if (k < 2 && found[i].len > 0)
            *numbers[k] = found[i];
    }
    if (facts->classification.len == 0)
        facts->classification = stamp.level;
    if (facts->precedence.len == 0)
        facts->precedence = stamp.precedence;
    if (facts->handling.len == 0)
        facts->handling = stamp.handling;
    if (facts->archive_reference.len == 0)
        facts->archive_reference = stamp.reference;
    if (stamp.received.len > 0)
        *received = stamp.received;
}

/* "SECRET PRIORITY": the level is the classification, where nothing else is left. */
static void take_classification(struct outline_facts *facts, struct slice text,
                                const struct form_words *words)
{
    struct stamp stamp;
    bool split =
        stamp_read(text, words, &stamp) && stamp.rest.len == 0 && stamp.level.len > 0;
    facts->classification = split ? stamp.level : text;
    if (split && facts->precedence.len == 0)
        facts->precedence = stamp.precedence;
    if (split && facts->handling.len == 0)
        facts->handling = stamp.handling;
}

/* Without "—(Received June 4.)" and, of parties, the full stop. */
static struct slice title_of(struct slice text, const struct form_words *words)
{
    struct slice title = {text.at, form_receipt_at(text)};
    if (form_is_parties(title, words) && title.len > 0 && title.at[title.len - 1] == '.')
        title.len--;
    return title;
}

/* "DEAR HAROLD: I have your letter": the salutation that text runs on after. */
static struct slice run_in_salutation(struct slice text, const struct form_words *words)
{
    enum { FURTHEST = 48 };
    size_t colon = slice_find(text, ':');
    if (colon + 2 >= text.len || colon > FURTHEST ||
        !words_start(&words->salutations, text))
        return SLICE_NONE;
    return (struct slice){text.at, colon + 1};
}

/* What the block at `i` of the head says. */
static void take_block(struct outline *outline, struct slice text, struct slice number,
                       enum block_kind kind, const struct form_words *words,
                       struct slice *received)
{
    struct outline_facts *facts = &outline->facts;
    if (kind == BLOCK_TITLE && facts->title.len == 0) {
        facts->title = title_of(text, words);
        if (number.len > 0)
            facts->number = number;
        struct slice tail = slice_from(text, facts->title.len);
        size_t at = slice_find(tail, 'c');
        struct slice rest = slice_from(tail, at);
        if (slice_starts(rest, SLICE("ceived ")))
            *received = slice_from(rest, strlen("ceived "));
    } else if (kind == BLOCK_CLASSIFICATION && facts->classification.len == 0) {
        take_classification(facts, text, words);
        take_stamp(outline, text, words, received);
    } else if (kind == BLOCK_SOURCE) {
        if (stamp_is_line(text, words))
            take_stamp(outline, text, words, received);
    } else if (kind == BLOCK_DATELINE && facts->dateline.len == 0) {
        struct stamp stamp;
        facts->dateline = text;
        take_stamp(outline, text, words, received);
        if (stamp_read(text, words, &stamp) && stamp.rest.len > 0 &&
            form_is_dateline(stamp.rest, words))
            facts->dateline = stamp.rest;
    } else if (kind == BLOCK_SALUTATION && facts->salutation.len == 0) {
        facts->salutation = text;
    } else if (kind == BLOCK_PARAGRAPH && facts->salutation.len == 0) {
        facts->salutation = run_in_salutation(text, words);
    }
}

bool facts_take(const struct facts_head *head, const struct form_words *words,
                struct outline *outline)
{
    struct outline_facts *facts = &outline->facts;
    struct slice received = SLICE_NONE;
    for (size_t i = 0; i < head->count; i++) {
        if (i > 1 && form_is_part(head->blocks[i].text, words))
            break; /* an enclosure says nothing of what it is enclosed in */
        take_block(outline, head->blocks[i].text, head->blocks[i].number,
                   (enum block_kind)outline->entries[i].kind, words, &received);
    }
    if (facts->dateline.len > 0)
        take_dateline(outline);
    if (received.len > 0)
        take_received(outline, received);
    struct stamp stamp;
    if (facts->classification.len == 0 && head->source_note.len > 0 &&
        stamp_of_source(head->source_note, words, &stamp)) {
        facts->classification = stamp.level;
        facts->precedence = stamp.precedence;
        facts->handling = stamp.handling;
        facts->classified_by_note = true;
    }
    struct parties parties = parties_of(facts->title, words);
    facts->author = parties.author;
    facts->recipient = parties.recipient;
    return !arena_failed(&outline->arena);
}

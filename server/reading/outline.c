/* The outline: one walk over the blocks, then kinds, numbers and facts. */
#include "reading/outline.h"
#include "base/array.h"
#include "facts.h"
#include "kind.h"
#include "number.h"

#include <stdlib.h>
#include <xxhash.h>

/* What an outline needs while it is being read, and no longer. */
struct outlining {
    struct outline *outline;
    struct shape *shapes; /* as many as entries */
    size_t room;
    struct form_words words;
    struct facts_head head;
    size_t since_part; /* blocks since the heading of an enclosure */
};

enum { PART_HEAD = 8 }; /* blocks that the head of an enclosure may have */

void outline_init(struct outline *outline)
{
    *outline = (struct outline){0};
    arena_init(&outline->arena);
}

void outline_release(struct outline *outline)
{
    free(outline->entries);
    free(outline->notes);
    arena_release(&outline->arena);
    *outline = (struct outline){0};
}

static uint64_t hash(struct slice text, uint64_t seed)
{
    return XXH3_64bits_withSeed(text.at ? text.at : "", text.len, seed);
}

static uint64_t digest_of(const struct block *block)
{
    return hash(block->text, hash(block->label, 0));
}

static uint64_t number_of(struct slice digits)
{
    uint64_t number = 0;
    if (digits.len <= 18)
        slice_number(digits, UINT64_MAX, &number);
    return number;
}

static bool add_notes(struct outline *outline, const struct block *block)
{
    if (!array_reserve(&outline->notes, outline->note_count, block->note_count,
                       &outline->note_room, sizeof(*outline->notes)))
        return false;
    for (size_t i = 0; i < block->note_count; i++) {
        const struct note *note = &block->notes[i];
        outline->notes[outline->note_count++] = (struct outline_note){
            hash(note->text, 0), number_of(note->label), (uint8_t)note->kind};
        outline->problem_count += note->problems != 0;
    }
    return true;
}

static bool grow(struct outlining *outlining)
{
    struct outline *outline = outlining->outline;
    return array_room(&outline->entries, outline->count, &outline->room,
                      sizeof(*outline->entries)) &&
           array_room(&outlining->shapes, outline->count, &outlining->room,
                      sizeof(*outlining->shapes));
}

static enum fault refuse(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_INPUT, "more than the limit of %d paragraphs",
                     OUTLINE_BLOCKS);
}

static bool add(struct outlining *outlining, const struct block *block)
{
    struct outline *outline = outlining->outline;
    if (!grow(outlining) || !add_notes(outline, block) ||
        !facts_keep(&outlining->head, block, &outline->arena))
        return false;
    outlining->shapes[outline->count] =
        shape_of(block, &outlining->words,
                 outline->count < KIND_HEAD || outlining->since_part < PART_HEAD);
    outlining->since_part = outlining->shapes[outline->count].form == FORM_PART
                                ? 0
                                : outlining->since_part + 1;
    outline->entries[outline->count++] = (struct outline_entry){
        .digest = digest_of(block),
        .length = block->length,
        .number = (uint32_t)number_of(block->number),
        .note_count =
            block->note_count < UINT16_MAX ? (uint16_t)block->note_count : UINT16_MAX,
    };
    return true;
}

static bool settle(struct outlining *outlining)
{
    struct outline *outline = outlining->outline;
    uint8_t *kinds = malloc(outline->count + 1);
    if (!kinds)
        return false;
    kind_settle(outlining->shapes, outline->count, kinds);
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_entry *entry = &outline->entries[i];
        entry->kind = kinds[i];
        outline->omission_count += kinds[i] == BLOCK_OMISSION;
        if (kinds[i] == BLOCK_TITLE)
            entry->number = 0; /* the document's */
    }
    free(kinds);
    number_settle(outline->entries, outline->count);
    return facts_take(&outlining->head, &outlining->words, outline);
}

static enum fault read_all(struct outlining *outlining, struct parse *parse,
                           struct fault_detail *detail)
{
    enum fault fault;
    const struct block *block;
    parse_rewind(parse);
    while (!(fault = parse_next(parse, &block, detail)) && block) {
        if (outlining->outline->count == OUTLINE_BLOCKS)
            return refuse(detail);
        if (!add(outlining, block))
            return fault_set(detail, FAULT_MEMORY, "not enough memory for the outline");
    }
    if (!fault && !settle(outlining))
        return fault_set(detail, FAULT_MEMORY, "not enough memory for the outline");
    return fault;
}

enum fault outline_read(struct outline *outline, struct parse *parse,
                        struct fault_detail *detail)
{
    struct outlining outlining = {
        .outline = outline, .words = form_words_make(), .since_part = PART_HEAD};
    arena_clear(&outline->arena);
    outline->count = outline->note_count = outline->omission_count = 0;
    outline->problem_count = 0;
    outline->facts = (struct outline_facts){0};
    enum fault fault = read_all(&outlining, parse, detail);
    free(outlining.shapes);
    if (fault)
        return fault;
    outline->digest = parse_digest(parse);
    outline->bytes = parse_bytes(parse);
    parse_rewind(parse);
    return FAULT_NONE;
}

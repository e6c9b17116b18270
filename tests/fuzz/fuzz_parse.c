/* Any bytes as a text: what the parser promises holds, whatever the file says.
 *
 * An input that begins with \x01 is repeated until it is larger than what the parser
 * keeps in memory, so that its window has to move. */
#define FUZZ_NAME "parse"
#include "replay.h"

#include "reading/outline.h"
#include "text/edtf.h"

#include <sys/mman.h>
#include <unistd.h>

static const char *const fuzz_words[FUZZ_WORDS] = {
    "[footnoteRef:2]",
    "[footnoteRef:3]",
    "[endnoteRef:2]",
    "[footnoteRef:",
    " [2:  ",
    " [3: ",
    "] ",
    "]  [3:  ",
    "] \n\n",
    "]\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\n \t",
    "4. ",
    "12. ",
    "007. ",
    "[…]",
    "* * *",
    "\tComment by A: ",
    ": ",
    "CONFIDENTIAL",
    "Moscow, 21 August 1953",
    "My Lord Marquess,",
    "I have, etc.",
    "(a) ",
    "Source: ",
    "!!! End note with ID \"2\" not found in document.",
    "\xc2\xa0",
    "\xe2\x80\xa8",
    "\xef\xbb\xbf",
    "\xf0\x9d\x94\x8a",
    NULL};

enum { REPEATED = 1100 * 1024 };

/* The file, and where the walk over its blocks has come to. */
struct walk {
    struct slice file;
    struct buffer said;  /* all that the blocks say, for comparing two walks */
    uint64_t covered;    /* bytes before it were in a block, or blank */
    struct block before; /* numbers only are looked at */
    uint64_t counted;    /* line ends before it are in `line` */
    unsigned long line;
    size_t count;
    bool deep; /* each character is looked at */
};

static size_t count_signs(struct slice text)
{
    size_t signs = 0;
    while (text.len > 0) {
        size_t size;
        signs += !utf8_is_space(utf8_decode(text, &size));
        text = slice_from(text, size);
    }
    return signs;
}

static bool is_blank(struct slice text)
{
    return count_signs(text) == 0;
}

static bool is_folded(struct slice text)
{
    if (!is_utf8(text) || !slice_equal(utf8_trim(text), text))
        return false;
    for (struct slice rest = text; rest.len > 0;) {
        size_t size, space = utf8_space(rest);
        utf8_decode(rest, &size);
        if (space && (*rest.at != ' ' || utf8_space(slice_from(rest, 1))))
            return false;
        rest = slice_from(rest, size);
    }
    return true;
}

static bool is_number(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

static void check_breaks(const uint32_t *breaks, size_t count, uint32_t length)
{
    for (size_t i = 0; i < count; i++) {
        HOLDS(breaks[i] <= length, "break %u of %u", breaks[i], length);
        HOLDS(i == 0 || breaks[i - 1] <= breaks[i], "break %u", breaks[i]);
    }
}

static void check_note(const struct block *block, const struct note *note)
{
    HOLDS(is_folded(note->text), "note \"%.*s\"", SLICE_PRINT(note->text));
    HOLDS(note->length == utf8_length(note->text), "%u", note->length);
    HOLDS(note->at <= block->length, "anchor %u of %u", note->at, block->length);
    HOLDS(note->kind == NOTE_FOOTNOTE || note->kind == NOTE_ENDNOTE, "%d", note->kind);
    HOLDS(note->label.len > 0 && is_number(note->label), "label \"%.*s\"",
          SLICE_PRINT(note->label));
    HOLDS(!(note->problems & NOTE_NO_BODY) || note->text.len == 0, "a body after all");
    check_breaks(note->breaks, note->break_count, note->length);
}

static void check_notes(const struct block *block)
{
    for (size_t i = 0; i < block->note_count; i++) {
        const struct note *note = &block->notes[i];
        check_note(block, note);
        if (i == 0)
            continue;
        HOLDS(block->notes[i - 1].at <= note->at, "anchor %u", note->at);
        HOLDS(!(block->notes[i - 1].problems & NOTE_NO_MARKER) ||
                  note->problems & NOTE_NO_MARKER,
              "note %zu comes after one without a marker", i);
    }
}

static void check_cells(const struct block *block)
{
    HOLDS(block->cell_count != 1, "one cell is none");
    for (size_t i = 0; i < block->cell_count; i++) {
        const struct span *cell = &block->cells[i];
        HOLDS(cell->start <= cell->end && cell->end <= block->length,
              "cell %zu: %u to %u of %u", i, cell->start, cell->end, block->length);
        HOLDS(i == 0 || cell[-1].end <= cell->start, "cell %zu: %u", i, cell->start);
    }
}

/* The block's bytes are in the file, behind those of the block before; a comment's are
 * the tail of its paragraph's. What stands between blocks is blank. */
static void check_source(struct walk *walk, const struct block *block)
{
    uint64_t start = block->source_at, end = start + block->source_bytes;
    HOLDS(start < end && end <= walk->file.len, "%lu to %lu of %zu", (unsigned long)start,
          (unsigned long)end, walk->file.len);
    struct slice source = {walk->file.at + start, (size_t)(end - start)};
    HOLDS(is_utf8(source), "cut inside a character at %lu", (unsigned long)start);
    if (block->kind == BLOCK_COMMENT && walk->count > 0) {
        HOLDS(start >= walk->before.source_at && end <= walk->covered, "%lu to %lu",
              (unsigned long)start, (unsigned long)end);
    } else {
        HOLDS(start >= walk->covered, "%lu is before %lu", (unsigned long)start,
              (unsigned long)walk->covered);
        struct slice gap = {walk->file.at + walk->covered,
                            (size_t)(start - walk->covered)};
        HOLDS(is_blank(gap), "left out: \"%.*s\"", SLICE_PRINT(gap));
        walk->covered = end;
    }
    for (; walk->counted < start; walk->counted++)
        walk->line += walk->file.at[walk->counted] == '\n';
    HOLDS(block->line == walk->line, "line %lu at %lu, and it is %lu", block->line,
          (unsigned long)start, walk->line);
}

/* A block says nothing that its source does not. The body of a note in a comment may
 * stand behind the next comment. */
static void check_amount(const struct walk *walk, const struct block *block)
{
    struct slice source = {walk->file.at + block->source_at, (size_t)block->source_bytes};
    size_t signs = count_signs(block->text) + count_signs(block->label);
    for (size_t i = 0; block->kind != BLOCK_COMMENT && i < block->note_count; i++)
        signs += count_signs(block->notes[i].text);
    HOLDS(signs <= count_signs(source), "%zu signs from \"%.*s\"", signs,
          SLICE_PRINT(source));
}

static void check_block(struct walk *walk, const struct block *block)
{
    HOLDS(block->kind < BLOCK_KINDS, "kind %d", block->kind);
    check_source(walk, block);
    if (!walk->deep)
        return;
    HOLDS(is_folded(block->text), "text \"%.*s\"", SLICE_PRINT(block->text));
    HOLDS(block->length == utf8_length(block->text), "%u", block->length);
    HOLDS(is_number(block->number), "number \"%.*s\"", SLICE_PRINT(block->number));
    HOLDS(block->number.len == 0 || block->label.len > 0, "a number without a label");
    HOLDS(is_folded(block->label), "label \"%.*s\"", SLICE_PRINT(block->label));
    check_breaks(block->breaks, block->break_count, block->length);
    check_cells(block);
    check_notes(block);
    check_amount(walk, block);
}

static void say_numbers(struct buffer *out, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, " %u", numbers[i]);
    buffer_put_char(out, '\n');
}

static void say_block(struct buffer *out, const struct block *block)
{
    buffer_print(out, "%d %lu+%lu line %lu length %u <", block->kind,
                 (unsigned long)block->source_at, (unsigned long)block->source_bytes,
                 block->line, block->length);
    buffer_put(out, block->label);
    buffer_put_char(out, '|');
    buffer_put(out, block->number);
    buffer_put_text(out, "> ");
    buffer_put(out, block->text);
    say_numbers(out, block->breaks, block->break_count);
    for (size_t i = 0; i < block->cell_count; i++)
        buffer_print(out, " %u-%u", block->cells[i].start, block->cells[i].end);
    for (size_t i = 0; i < block->note_count; i++) {
        const struct note *note = &block->notes[i];
        buffer_print(out, "\n %d %u @%u %u ", note->kind, note->problems, note->at,
                     note->length);
        buffer_put(out, note->label);
        buffer_put_char(out, ' ');
        buffer_put(out, note->text);
        say_numbers(out, note->breaks, note->break_count);
    }
    buffer_put_char(out, '\n');
}

/* From the start to the end, or to the fault. */
static enum fault walk_all(struct walk *walk, struct parse *parse, struct slice file,
                           struct fault_detail *detail)
{
    const struct block *block;
    enum fault fault;
    walk->file = file;
    walk->covered = slice_starts(file, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    walk->line = 1;
    walk->count = walk->counted = 0;
    buffer_clear(&walk->said);
    while (!(fault = parse_next(parse, &block, detail)) && block) {
        check_block(walk, block);
        say_block(&walk->said, block);
        walk->before = *block;
        walk->count++;
    }
    if (fault)
        return fault;
    struct slice tail = slice_from(file, (size_t)walk->covered);
    HOLDS(is_blank(tail), "left out at the end: \"%.*s\"", SLICE_PRINT(tail));
    HOLDS(parse_bytes(parse) == file.len, "%lu bytes", (unsigned long)parse_bytes(parse));
    return FAULT_NONE;
}

static void check_facts(const struct outline_facts *facts)
{
    const struct slice texts[] = {facts->number,    facts->title, facts->classification,
                                  facts->dateline,  facts->date,  facts->place,
                                  facts->salutation};
    struct edtf_range range;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        HOLDS(is_folded(texts[i]), "fact %zu: \"%.*s\"", i, SLICE_PRINT(texts[i]));
    HOLDS(facts->date.len == 0 || edtf_read(facts->date, &range), "date \"%.*s\"",
          SLICE_PRINT(facts->date));
}

static void check_outline(const struct outline *outline, const struct walk *walk,
                          size_t notes)
{
    size_t counted = 0, omissions = 0;
    HOLDS(outline->count == walk->count, "%zu, not %zu", outline->count, walk->count);
    HOLDS(outline->bytes == walk->file.len, "%lu", (unsigned long)outline->bytes);
    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_entry *entry = &outline->entries[i];
        HOLDS(entry->kind < BLOCK_KINDS, "kind %d", entry->kind);
        HOLDS(entry->missing_from <= entry->missing_to, "%u to %u", entry->missing_from,
              entry->missing_to);
        HOLDS(!entry->missing_to || entry->kind == BLOCK_OMISSION, "block %zu hides", i);
        HOLDS(!entry->inferred || !entry->number, "block %zu has two numbers", i);
        omissions += entry->kind == BLOCK_OMISSION;
        counted += entry->note_count;
    }
    HOLDS(omissions == outline->omission_count, "%zu omissions", omissions);
    HOLDS(outline->note_count == notes && (counted == notes || notes > UINT16_MAX),
          "%zu notes, not %zu", outline->note_count, notes);
    check_facts(&outline->facts);
}

static size_t count_notes(struct parse *parse)
{
    const struct block *block;
    size_t notes = 0;
    parse_rewind(parse);
    while (parse_next(parse, &block, NULL) == FAULT_NONE && block)
        notes += block->note_count;
    return notes;
}

static void check_fault(enum fault fault, const struct fault_detail *detail)
{
    HOLDS(fault == FAULT_INPUT, "fault %d: %s", fault, detail->text);
    HOLDS(detail->text[0] && is_utf8(slice_of(detail->text)), "its words");
    HOLDS(detail->line > 0, "has no line: %s", detail->text);
}

/* Two walks and an outline between them; all say the same. */
static void read_file(int fd, struct slice file, const struct parse_limits *limits,
                      bool deep)
{
    struct walk first = {.deep = deep}, second = {.deep = deep};
    struct fault_detail detail = {0}, again = {0};
    struct outline outline;
    struct parse *parse;
    outline_init(&outline);
    buffer_init(&first.said);
    buffer_init(&second.said);
    enum fault fault = parse_open(&parse, fd, limits, &detail);
    HOLDS(fault == FAULT_NONE, "cannot be opened: %s", detail.text);
    fault = walk_all(&first, parse, file, &detail);
    if (fault) { /* nothing but parse_close follows a fault */
        parse_close(parse);
        HOLDS(parse_open(&parse, fd, limits, &again) == FAULT_NONE, "%s", again.text);
    }
    HOLDS(outline_read(&outline, parse, &again) == fault, "the outline: %s", again.text);
    if (fault) {
        check_fault(fault, &detail);
        HOLDS(strcmp(detail.text, again.text) == 0 && detail.line == again.line,
              "%lu: %s and %lu: %s", detail.line, detail.text, again.line, again.text);
    } else {
        HOLDS(walk_all(&second, parse, file, &again) == FAULT_NONE, "%s", again.text);
        HOLDS(slice_equal(buffer_slice(&first.said), buffer_slice(&second.said)),
              "twice:\n%.*s\n%.*s", SLICE_PRINT(buffer_slice(&first.said)),
              SLICE_PRINT(buffer_slice(&second.said)));
        check_outline(&outline, &second, count_notes(parse));
    }
    parse_close(parse);
    outline_release(&outline);
    buffer_release(&first.said);
    buffer_release(&second.said);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

/* The engine would do little else: it repeats few of them. */
static bool is_repeated(struct slice input)
{
#ifdef FUZZING
    unsigned sum = 0;
    for (size_t i = 0; i < input.len; i++)
        sum += (unsigned char)input.at[i];
    if (sum % 64)
        return false;
#endif
    return input.len > 1 && input.at[0] == '\x01';
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice input = {(const char *)bytes, size};
    struct buffer file;
    buffer_init(&file);
    bool repeated = is_repeated(input);
    do
        buffer_put(&file, repeated ? slice_from(input, 1) : input);
    while (repeated && file.len < REPEATED);
    int fd = memfd_create("text", MFD_CLOEXEC);
    HOLDS(fd >= 0 && write(fd, file.at, file.len) == (ssize_t)file.len, "no file");
    read_file(fd, buffer_slice(&file), NULL, !repeated);
    if (!repeated)
        read_file(fd, buffer_slice(&file), &(struct parse_limits){.block_bytes = 100},
                  true);
    close(fd);
    buffer_release(&file);
    return 0;
}

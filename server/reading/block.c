/* Blocks: an element with its notes is cut into its paragraph and comments, and folded.
 */
#include "block.h"
#include "base/utf8.h"
#include "fold.h"
#include "invisible.h"
#include "kind.h"
#include "text/edtf.h"

struct block_builder {
    const struct element *element;
    const char *source; /* the element's first byte; more of the file may follow it */
    struct arena *arena;
    size_t mark; /* the next one to be anchored */
    size_t body; /* the next mark whose body is to be left out */
    size_t tabs; /* in the element, bodies too */
    unsigned long line;
};

static size_t count_byte(struct slice text, char byte)
{
    size_t count = 0;
    while (text.len > 0) {
        size_t at = slice_find(text, byte);
        count += at < text.len;
        text = slice_from(text, at + 1);
    }
    return count;
}

static const struct slice COMMENT = {"\tComment by ", 12};

/* "\tComment by A: text": is it at the start of `text`? An author's name is short. */
static bool comment_starts(struct slice text)
{
    enum { AUTHOR_BYTES = 200 };
    if (!slice_starts(text, COMMENT))
        return false;
    struct slice rest = slice_from(text, COMMENT.len);
    if (rest.len > AUTHOR_BYTES)
        rest.len = AUTHOR_BYTES;
    for (size_t i = 1; i + 1 < rest.len; i++) {
        if (rest.at[i] == '\n' || rest.at[i] == '\t')
            return false;
        if (rest.at[i] == ':' && rest.at[i + 1] == ' ')
            return true;
    }
    return false;
}

/* The mark, from `from` on, that has a body; `count` when there is none. */
static size_t next_body(const struct element *element, size_t from)
{
    while (from < element->count && !element->marks[from].has_body)
        from++;
    return from;
}

/* Where the next comment begins, from byte `from` on, bodies left out; else the end. */
static uint32_t find_comment(const struct element *element, const char *source,
                             uint32_t from)
{
    size_t body = next_body(element, 0);
    while (from < element->end) {
        while (body < element->count && element->marks[body].open < from)
            body = next_body(element, body + 1);
        uint32_t end = body < element->count ? element->marks[body].open : element->end;
        struct slice text = {source + from, end - from};
        size_t at = slice_find(text, '\t');
        if (at == text.len && body == element->count)
            break;
        if (at < text.len && comment_starts(slice_from(text, at)))
            return from + (uint32_t)at;
        from = at < text.len ? from + (uint32_t)at + 1 : element->marks[body].close;
    }
    return element->end;
}

static void note_fill(struct note *note, const struct note_mark *mark,
                      const struct block_builder *builder)
{
    const char *source = builder->source;
    size_t label =
        mark->length ? mark->at + mark->length - 1u - mark->id.digits : mark->open + 2u;
    *note = (struct note){
        .kind = mark->kind,
        .problems = mark->problems,
        .label = {source + label, mark->id.digits},
        .text = {"", 0},
    };
    if (!mark->has_body)
        return;
    struct slice text = {source + mark->text, mark->text_end - mark->text};
    struct fold fold;
    fold_begin(&fold, builder->arena, text.len, count_byte(text, '\n'),
               count_byte(text, '\t'));
    fold_put(&fold, text);
    fold_end(&fold);
    note->text = fold.text;
    note->length = fold.length;
    note->breaks = fold.breaks;
    note->break_count = fold.break_count;
}

/* Folds the bytes from `from` to `to`, leaving out markers and bodies; fills in the
 * notes that are marked there. */
static size_t fold_range(struct fold *fold, struct block_builder *builder, uint32_t from,
                         uint32_t to, struct note *notes)
{
    const struct element *element = builder->element;
    size_t count = 0;
    for (;;) {
        bool marked = builder->mark < element->count;
        bool has_body = builder->body < element->count;
        const struct note_mark *mark = marked ? &element->marks[builder->mark] : NULL;
        const struct note_mark *body = has_body ? &element->marks[builder->body] : NULL;
        uint32_t mark_at = marked ? mark->at : UINT32_MAX;
        uint32_t body_at = has_body ? body->open : UINT32_MAX;
        uint32_t next = mark_at < body_at ? mark_at : body_at;
        uint32_t end = next < to ? next : to;
        if (end > from)
            fold_put(fold, (struct slice){builder->source + from, end - from});
        if (next >= to)
            return count;
        if (body_at < mark_at) {
            from = body->close;
            builder->body = next_body(element, builder->body + 1);
        } else {
            from = mark->at + mark->length;
            note_fill(&notes[count], mark, builder);
            fold_anchor(fold, &notes[count++]);
            builder->mark++;
        }
    }
}

/* ". August 1953 was …" after a day: a date, as German writes it. */
static bool begins_date(struct slice rest)
{
    char date[EDTF_ROOM], day[48] = "1";
    struct slice where;
    size_t length = rest.len < sizeof(day) - 2 ? rest.len : sizeof(day) - 2;
    memcpy(day + 1, rest.at, length);
    return edtf_from_english((struct slice){day, length + 1}, date, &where) &&
           where.at == day;
}

/* "4. " at the start of the text goes into label and number. */
static void take_label(struct block *block, struct fold *fold, struct note *notes)
{
    size_t before = invisible_length(fold->text);
    before += utf8_space(slice_from(fold->text, before));
    struct slice text = slice_from(fold->text, before), rest = text;
    uint64_t number;
    slice_take_number(&rest, UINT64_MAX, &number);
    size_t digits = text.len - rest.len, label = digits + 1;
    if (digits == 0 || digits > 5 || !slice_starts(rest, SLICE(". ")))
        return;
    /* "390. 1. ": a telegram's number, and that of its first paragraph. */
    bool two = digits > 1 && slice_starts(rest, SLICE(". 1. "));
    if ((digits > 3 && !two) || (!two && begins_date(rest)))
        return;
    block->number = two          ? (struct slice){text.at + digits + 2, 1}
                    : number > 0 ? (struct slice){text.at, digits}
                                 : SLICE_NONE;
    label += two ? 3 : 0;
    block->label = (struct slice){text.at, label};
    uint32_t points =
        (uint32_t)(utf8_length((struct slice){fold->text.at, before}) + label + 1);
    fold_cut(fold, before + label + 1, points, notes, block->note_count);
}

static size_t marks_before(const struct block_builder *builder, uint32_t to)
{
    size_t end = builder->mark;
    while (end < builder->element->count && builder->element->marks[end].at < to)
        end++;
    return end - builder->mark;
}

static void make_one(struct block *block, struct block_builder *builder, uint32_t from,
                     uint32_t to)
{
    const struct element *element = builder->element;
    struct slice source = {builder->source + from, to - from};
    size_t marks = marks_before(builder, to);
    struct note *notes =
        marks ? arena_take_array(builder->arena, marks, sizeof(*notes)) : NULL;
    if (marks && !notes)
        return;
    struct fold fold;
    size_t lines = element->many_lines ? count_byte(source, '\n') : 0;
    size_t tabs = builder->tabs ? count_byte(source, '\t') : 0;
    fold_begin(&fold, builder->arena, source.len, lines, tabs);
    if (arena_failed(builder->arena))
        return;
    block->note_count = fold_range(&fold, builder, from, to, notes);
    fold_end(&fold);
    block->notes = notes;
    if (from == 0)
        take_label(block, &fold, notes);
    block->text = fold.text;
    block->length = fold.length;
    block->breaks = fold.breaks;
    block->break_count = fold.break_count;
    block->cells = fold.cell_count > 1 ? fold.cells : NULL;
    block->cell_count = fold.cell_count > 1 ? fold.cell_count : 0;
    block->source_at = element->start + from;
    block->source_bytes = to - from;
    block->line = builder->line;
    builder->line += lines;
    block->kind = kind_alone(block);
}

bool block_make(struct block_list *list, const struct element *element,
                const struct window *window, unsigned long line, struct arena *arena)
{
    const char *source = window_at(window, element->start);
    struct block_builder builder = {
        .element = element,
        .source = source,
        .arena = arena,
        .body = next_body(element, 0),
        .tabs = count_byte((struct slice){source, element->end}, '\t'),
        .line = line};
    uint32_t comment = builder.tabs ? find_comment(element, source, 0) : element->end;
    size_t count = 1;
    for (uint32_t at = comment; at < element->end; count++)
        at = find_comment(element, source, at + 1);
    list->at = arena_take_array(arena, count, sizeof(*list->at));
    list->count = list->at ? count : 0;
    uint32_t from = 0;
    for (size_t i = 0; i < list->count; i++) {
        make_one(&list->at[i], &builder, from, comment);
        if (i > 0)
            list->at[i].kind = BLOCK_COMMENT;
        from = comment;
        if (from < element->end)
            comment = find_comment(element, source, from + 1);
    }
    if (list->count > 1)
        list->at[0].source_bytes = element->end;
    return !arena_failed(arena);
}

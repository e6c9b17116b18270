/* A reading: file, outline, sidecar, mentions. */
#include "reading.h"
#include "base/array.h"
#include "text/edtf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* --- its life --- */

enum fault document_reading_init(struct document_reading *reading,
                                 const struct entities *entities,
                                 struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    *reading = (struct document_reading){.fd = -1};
    arena_init(&reading->arena);
    if (entities)
        fault = recogniser_open(&reading->recogniser, entities->gazetteer, detail);
    outline_init(&reading->outline);
    return fault;
}

void document_reading_clear(struct document_reading *reading)
{
    enum { LONG = 16 * 1024 }; /* blocks */
    parse_close(reading->parse);
    if (reading->fd >= 0)
        close(reading->fd);
    reading->parse = NULL;
    reading->fd = -1;
    arena_clear(&reading->arena);
    if (reading->recogniser)
        recogniser_trim(reading->recogniser);
    if (reading->outline.room <= LONG && reading->outline.note_room <= LONG)
        return;
    outline_release(&reading->outline);
    outline_init(&reading->outline);
}

void document_reading_release(struct document_reading *reading)
{
    document_reading_clear(reading);
    outline_release(&reading->outline);
    recogniser_close(reading->recogniser);
    arena_release(&reading->arena);
    free(reading->mentions_by_text);
}

enum fault document_reading_begin(struct document_reading *reading,
                                  const struct entities *entities,
                                  const struct edition_document *document,
                                  uint32_t collection, struct fault_detail *detail)
{
    reading->document = document;
    reading->outline.bytes = 0;
    reading->sidecar = (struct document_sidecar){.id = SLICE_NONE};
    reading->sidecar_digest = (struct digest){0, 0};
    reading->days = (struct edtf_range){0, 0};
    reading->text_count = reading->mention_count = 0;
    reading->is_cut_short = false;
    reading->reports = NULL;
    reading->reports_end = &reading->reports;
    reading->detail = (struct fault_detail){.text = ""};
    reading->is_read = reading->is_awaited = reading->is_stale = false;
    reading->collection = collection;
    if (reading->recogniser &&
        authorities_pins(entities->authorities, &reading->arena, collection, document->id,
                         &reading->pins, &reading->pin_count))
        return fault_memory(detail);
    return FAULT_NONE;
}

static void find_days(struct document_reading *reading)
{
    struct slice date =
        reading->sidecar.date.len ? reading->sidecar.date : reading->outline.facts.date;
    if (date.len && !edtf_read(date, &reading->days))
        reading->days = (struct edtf_range){0, 0};
}

/* --- mentions --- */

static bool keep_mentions(struct document_reading *reading, const struct mention *found,
                          size_t count)
{
    if (!array_room(&reading->mentions_by_text, reading->text_count, &reading->text_room,
                    sizeof(*reading->mentions_by_text)))
        return false;
    struct mention *copies = NULL;
    if (count) {
        copies = arena_take(&reading->arena, count * sizeof(*copies));
        if (!copies)
            return false;
        memcpy(copies, found, count * sizeof(*copies));
    }
    for (size_t i = 0; i < count; i++) {
        size_t bytes = copies[i].candidate_count * sizeof(*copies[i].candidates);
        uint32_t *candidates = bytes ? arena_take(&reading->arena, bytes) : NULL;
        if (bytes && !candidates)
            return false;
        if (bytes)
            memcpy(candidates, copies[i].candidates, bytes);
        copies[i].candidates = candidates;
    }
    reading->mentions_by_text[reading->text_count++] =
        (struct text_mentions){copies, count};
    return true;
}

static enum fault learn_from(struct document_reading *reading, struct slice text,
                             enum block_kind kind, bool note)
{
    return recogniser_learn(reading->recogniser, text, kind, note, &reading->detail);
}

/* Until the mentions are many, or a text is long: then they are left to the loader. */
static enum fault find_in(struct document_reading *reading, struct slice text,
                          enum block_kind kind, bool note)
{
    enum { MOST = 4096, LONG = 64 * 1024 };
    reading->is_cut_short =
        reading->is_cut_short || reading->mention_count >= MOST || text.len > LONG;
    if (reading->is_cut_short)
        return FAULT_NONE;
    const struct mention *mentions;
    size_t count;
    enum fault fault = recogniser_find(reading->recogniser, text, kind, note, &mentions,
                                       &count, &reading->detail);
    if (!fault && !keep_mentions(reading, mentions, count))
        return fault_memory(&reading->detail);
    reading->mention_count += count;
    return fault;
}

/* Calls `work` with the text of every block and note, in order; then rewinds. */
static enum fault each_text(struct document_reading *reading,
                            enum fault (*work)(struct document_reading *, struct slice,
                                               enum block_kind, bool))
{
    const struct block *block;
    enum fault fault;
    size_t seq = 0;
    while (!(fault = parse_next(reading->parse, &block, &reading->detail)) && block) {
        if (seq == reading->outline.count)
            return document_reading_changed(reading, &reading->detail);
        enum block_kind kind = (enum block_kind)reading->outline.entries[seq++].kind;
        fault = work(reading, block->text, kind, false);
        for (size_t i = 0; !fault && i < block->note_count; i++)
            fault = work(reading, block->notes[i].text, kind, true);
        if (fault)
            return fault;
    }
    if (fault == FAULT_INPUT) /* there was none in the first reading */
        return document_reading_changed(reading, &reading->detail);
    if (!fault)
        parse_rewind(reading->parse);
    return fault;
}

/* Learns from the texts, and finds the mentions if they are retained. */
static enum fault find_mentions(struct document_reading *reading)
{
    recogniser_begin(reading->recogniser, reading->collection, reading->days,
                     reading->pins, reading->pin_count);
    enum fault fault = each_text(reading, learn_from);
    recogniser_learned(reading->recogniser);
    if (!fault && parse_is_retained(reading->parse))
        fault = each_text(reading, find_in);
    recogniser_trim(reading->recogniser);
    return fault;
}

enum fault document_reading_changed(const struct document_reading *reading,
                                    struct fault_detail *detail)
{
    return fault_set(detail, FAULT_STORE, "%s changed while it was loaded; load again",
                     reading->document->shown.at);
}

enum fault document_reading_mentions(const struct document_reading *reading, size_t next,
                                     struct slice text, enum block_kind kind, bool note,
                                     struct text_mentions *out,
                                     struct fault_detail *detail)
{
    if (next < reading->text_count) {
        *out = reading->mentions_by_text[next];
        return FAULT_NONE;
    }
    return recogniser_find(reading->recogniser, text, kind, note, &out->mentions,
                           &out->count, detail);
}

/* --- the steps --- */

static enum fault open_file(struct document_reading *reading,
                            const struct parse_limits *limits)
{
    struct fault_detail *detail = &reading->detail;
    if (!reading->is_stale)
        reading->fd = open(reading->document->path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reading->fd < 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s",
                         errno == ENOENT ? "a link that leads nowhere" : strerror(errno));
    return parse_open(&reading->parse, reading->fd, limits, detail);
}

static enum fault read_all(struct document_reading *reading,
                           const struct parse_limits *limits)
{
    enum fault fault = open_file(reading, limits);
    if (!fault)
        fault = outline_read(&reading->outline, reading->parse, &reading->detail);
    if (!fault)
        fault = document_reading_read_sidecar(reading);
    if (fault)
        return fault;
    find_days(reading);
    return reading->recogniser ? find_mentions(reading) : FAULT_NONE;
}

void document_reading_read(struct document_reading *reading,
                           const struct parse_limits *limits)
{
    reading->fault = read_all(reading, limits);
}

void document_reading_read_again(struct document_reading *reading,
                                 const struct entities *entities, uint32_t collection,
                                 int fd, const struct parse_limits *limits)
{
    bool is_awaited = reading->is_awaited, is_read = reading->is_read;
    document_reading_clear(reading);
    reading->fault = document_reading_begin(reading, entities, reading->document,
                                            collection, &reading->detail);
    reading->is_awaited = is_awaited;
    reading->is_read = is_read;
    reading->is_stale = true;
    reading->fd = fd;
    if (!reading->fault)
        document_reading_read(reading, limits);
}

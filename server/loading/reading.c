/* A reading: file, outline, sidecar, names. */
#include "reading.h"
#include "base/array.h"
#include "entities.h"
#include "text/edtf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "out of memory");
}

/* --- its life --- */

enum fault document_reading_init(struct document_reading *reading,
                                 const struct load *load, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    *reading = (struct document_reading){.fd = -1};
    arena_init(&reading->arena);
    if (load->entities)
        fault = recogniser_open(&reading->recogniser, load->entities->gazetteer, detail);
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
                                  const struct load *load,
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
    reading->is_read = reading->is_awaited = false;
    reading->collection = collection;
    if (reading->recogniser &&
        authorities_pins(load->entities->authorities, &reading->arena, collection,
                         document->id, &reading->pins, &reading->pin_count))
        return no_memory(detail);
    return FAULT_NONE;
}

/* --- the sidecar --- */

struct kept_report {
    struct kept_report *next;
    struct slice where, what;
    unsigned long line;
};

/* Keeps a report until its turn comes; without memory for it the arena has failed, which
 * is seen behind the sidecar. */
static void keep_report(void *self, const char *where, unsigned long line,
                        const char *what)
{
    struct document_reading *reading = self;
    struct kept_report *report = arena_take(&reading->arena, sizeof(*report));
    if (!report)
        return;
    *report = (struct kept_report){
        .where = arena_copy(&reading->arena, slice_of(where)),
        .what = arena_copy(&reading->arena, slice_of(what)),
        .line = line,
    };
    *reading->reports_end = report;
    reading->reports_end = &report->next;
}

void document_reading_report(const struct document_reading *reading, struct load *load)
{
    const struct kept_report *report = reading->reports;
    for (; report; report = report->next)
        load_report(load, report->where.at, report->line, report->what.at);
}

static enum fault read_sidecar(struct document_reading *reading)
{
    const struct edition_document *document = reading->document;
    const struct reporter reporter = {.report = keep_report, .self = reading};
    struct slice shown = document->shown;
    if (!document->sidecar.len)
        return FAULT_NONE;
    shown.len -= strlen(".txt");
    shown = arena_print(&reading->arena, "%.*s.json", SLICE_PRINT(shown));
    if (sidecar_read_document(&reading->sidecar, &reading->arena, document->sidecar.at,
                              shown.at ? shown.at : "", &reporter) ||
        arena_failed(&reading->arena))
        return no_memory(&reading->detail);
    reading->sidecar_digest = reading->sidecar.digest;
    if (!reading->sidecar_digest.high &&
        !reading->sidecar_digest.low) /* left out, it counts all the same */
        reading->sidecar_digest = load_digest_file(document->sidecar.at);
    return FAULT_NONE;
}

static void find_days(struct document_reading *reading)
{
    struct slice date =
        reading->sidecar.date.len ? reading->sidecar.date : reading->outline.facts.date;
    if (date.len && !edtf_read(date, &reading->days))
        reading->days = (struct edtf_range){0, 0};
}

/* --- names --- */

static bool keep_mentions(struct document_reading *reading, const struct mention *found,
                          size_t count)
{
    if (!array_room(&reading->mentions_by_text, reading->text_count, &reading->text_room,
                    sizeof(*reading->mentions_by_text)))
        return false;
    struct mention *kept = NULL;
    if (count) {
        kept = arena_take(&reading->arena, count * sizeof(*kept));
        if (!kept)
            return false;
        memcpy(kept, found, count * sizeof(*kept));
    }
    for (size_t i = 0; i < count; i++) {
        size_t bytes = kept[i].candidate_count * sizeof(*kept[i].candidates);
        uint32_t *candidates = bytes ? arena_take(&reading->arena, bytes) : NULL;
        if (bytes && !candidates)
            return false;
        if (bytes)
            memcpy(candidates, kept[i].candidates, bytes);
        kept[i].candidates = candidates;
    }
    reading->mentions_by_text[reading->text_count++] =
        (struct text_mentions){kept, count};
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
        return no_memory(&reading->detail);
    reading->mention_count += count;
    return fault;
}

/* Does something with every block and every note, in order. */
static enum fault each_text(struct document_reading *reading,
                            enum fault (*work)(struct document_reading *, struct slice,
                                               enum block_kind, bool))
{
    const struct block *block;
    enum fault fault;
    size_t seq = 0;
    while (!(fault = parse_next(reading->parse, &block, &reading->detail)) && block) {
        if (seq == reading->outline.count)
            return load_changed(reading->document, &reading->detail);
        enum block_kind kind = (enum block_kind)reading->outline.entries[seq++].kind;
        fault = work(reading, block->text, kind, false);
        for (size_t i = 0; !fault && i < block->note_count; i++)
            fault = work(reading, block->notes[i].text, kind, true);
        if (fault)
            return fault;
    }
    if (fault == FAULT_INPUT) /* what was good is so no more */
        return load_changed(reading->document, &reading->detail);
    if (!fault)
        parse_rewind(reading->parse);
    return fault;
}

/* Of a text that is kept, the names too. */
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

/* --- the line --- */

static enum fault open_file(struct document_reading *reading,
                            const struct parse_limits *limits)
{
    struct fault_detail *detail = &reading->detail;
    reading->fd = open(reading->document->path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reading->fd < 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
    return parse_open(&reading->parse, reading->fd, limits, detail);
}

static enum fault read_all(struct document_reading *reading,
                           const struct parse_limits *limits)
{
    enum fault fault = open_file(reading, limits);
    if (!fault)
        fault = outline_read(&reading->outline, reading->parse, &reading->detail);
    if (!fault)
        fault = read_sidecar(reading);
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

/* Reading ahead: a ring of readings, filled by a thread of its own. */
#include "load_reader.h"
#include "load_entities.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct reader {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    pthread_t thread;
    bool running, ended;
    const struct load *load;
    struct reading readings[READINGS];
    size_t put, read, done; /* how many so far; put and read: under the lock */
    bool filling;           /* the loader's: room was said to be, and still is */
};

static struct reading *reading_at(struct reader *reader, size_t number)
{
    return &reader->readings[number % READINGS];
}

/* --- the reader's thread --- */

/* What the outline reads is what the recogniser learns from. */
static enum fault learn(void *self, const struct block *block,
                        struct fault_detail *detail)
{
    struct recogniser *recogniser = self;
    enum fault fault =
        recogniser_learn(recogniser, block->text, block->kind, false, detail);
    for (size_t i = 0; !fault && i < block->note_count; i++)
        fault =
            recogniser_learn(recogniser, block->notes[i].text, block->kind, true, detail);
    return fault;
}

static enum fault open_file(struct reading *reading, const struct parse_limits *limits)
{
    struct stat seen;
    struct fault_detail *detail = &reading->detail;
    reading->fd = open(reading->document->path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reading->fd < 0)
        return fault_set(detail, FAULT_INPUT, "cannot be read: %s", strerror(errno));
    if (fstat(reading->fd, &seen) != 0 || !S_ISREG(seen.st_mode))
        return fault_set(detail, FAULT_INPUT, "is not a regular file");
    return parse_open(&reading->parse, reading->fd, limits, detail);
}

static void read_one(struct reading *reading, const struct parse_limits *limits)
{
    reading->fault = open_file(reading, limits);
    if (!reading->fault)
        reading->fault =
            outline_read(&reading->outline, reading->parse, &reading->detail);
}

static void *read_all(void *self)
{
    struct reader *reader = self;
    pthread_mutex_lock(&reader->lock);
    while (!reader->ended) {
        if (reader->read == reader->put) {
            pthread_cond_wait(&reader->moved, &reader->lock);
            continue;
        }
        struct reading *reading = reading_at(reader, reader->read);
        pthread_mutex_unlock(&reader->lock);
        read_one(reading, &reader->load->options->limits);
        pthread_mutex_lock(&reader->lock);
        reader->read++;
        if (reader->read == reader->put || reader->read % (READINGS / 2) == 0)
            pthread_cond_broadcast(&reader->moved);
    }
    pthread_mutex_unlock(&reader->lock);
    return NULL;
}

/* --- the loader's --- */

static void begin_outline(struct reading *reading)
{
    outline_init(&reading->outline);
    reading->outline.observe = reading->recogniser ? learn : NULL;
    reading->outline.observer = reading->recogniser;
}

static enum fault reading_init(struct reading *reading, const struct load *load,
                               struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    *reading = (struct reading){.fd = -1};
    arena_init(&reading->arena);
    if (load->entities)
        fault = recogniser_open(&reading->recogniser, load->entities->gazetteer, detail);
    begin_outline(reading);
    return fault;
}

/* What is left of the document; memory waits for the next one, but not that of a long
 * one. */
static void reading_clear(struct reading *reading)
{
    enum { LONG = 16 * 1024 }; /* blocks */
    parse_close(reading->parse);
    if (reading->fd >= 0)
        close(reading->fd);
    reading->parse = NULL;
    reading->fd = -1;
    if (reading->outline.room <= LONG && reading->outline.note_room <= LONG)
        return;
    outline_release(&reading->outline);
    begin_outline(reading);
}

static void reading_release(struct reading *reading)
{
    reading_clear(reading);
    outline_release(&reading->outline);
    recogniser_close(reading->recogniser);
    arena_release(&reading->arena);
}

enum fault reader_open(struct reader **out, const struct load *load,
                       struct fault_detail *detail)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    if (!reader || pthread_mutex_init(&reader->lock, NULL) != 0 ||
        pthread_cond_init(&reader->moved, NULL) != 0) {
        free(reader);
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    }
    enum fault fault = FAULT_NONE;
    *out = reader;
    reader->load = load;
    for (size_t i = 0; i < READINGS; i++) {
        enum fault now = reading_init(&reader->readings[i], load, detail);
        fault = fault ? fault : now;
    }
    if (fault)
        return fault;
    reader->running = pthread_create(&reader->thread, NULL, read_all, reader) == 0;
    return reader->running ? FAULT_NONE
                           : fault_set(detail, FAULT_MEMORY, "cannot start a thread");
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    pthread_mutex_lock(&reader->lock);
    reader->ended = true;
    pthread_cond_broadcast(&reader->moved);
    pthread_mutex_unlock(&reader->lock);
    if (reader->running)
        pthread_join(reader->thread, NULL);
    for (size_t i = 0; i < READINGS; i++)
        reading_release(&reader->readings[i]);
    pthread_cond_destroy(&reader->moved);
    pthread_mutex_destroy(&reader->lock);
    free(reader);
}

bool reader_has_room(struct reader *reader)
{
    size_t under_way = reader->put - reader->done; /* both are the loader's own */
    reader->filling = under_way < (reader->filling ? READINGS : READINGS / 2);
    return reader->filling;
}

/* The recogniser is told whose document comes. */
static enum fault begin_names(struct reading *reading, const struct load *load,
                              uint32_t collection, struct fault_detail *detail)
{
    struct mention_pin *pins;
    size_t count;
    if (!reading->recogniser)
        return FAULT_NONE;
    arena_clear(&reading->arena);
    if (authorities_pins(load->entities->authorities, &reading->arena, collection,
                         reading->document->id, &pins, &count))
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    recogniser_begin(reading->recogniser, collection, pins, count);
    return FAULT_NONE;
}

enum fault reader_put(struct reader *reader, const struct edition_document *document,
                      uint32_t collection, struct fault_detail *detail)
{
    struct reading *reading = reading_at(reader, reader->put);
    reading->document = document;
    reading->outline.bytes = 0;
    reading->detail = (struct fault_detail){.text = ""};
    enum fault fault = begin_names(reading, reader->load, collection, detail);
    if (fault)
        return fault;
    pthread_mutex_lock(&reader->lock);
    if (reader->read == reader->put++) /* it had nothing to do */
        pthread_cond_broadcast(&reader->moved);
    pthread_mutex_unlock(&reader->lock);
    return FAULT_NONE;
}

struct reading *reader_take(struct reader *reader)
{
    pthread_mutex_lock(&reader->lock);
    while (reader->read == reader->done)
        pthread_cond_wait(&reader->moved, &reader->lock);
    pthread_mutex_unlock(&reader->lock);
    return reading_at(reader, reader->done);
}

void reader_done(struct reader *reader, struct reading *reading)
{
    reading_clear(reading);
    reader->done++;
}

bool reader_met(const void *self, uint32_t word)
{
    const struct reader *reader = self;
    for (size_t i = 0; i < READINGS; i++)
        if (recogniser_met(reader->readings[i].recogniser, word))
            return true;
    return false;
}

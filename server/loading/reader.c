/* Reading ahead: a ring of readings, filled by threads of their own. */
#include "reader.h"

#include <pthread.h>
#include <stdlib.h>

struct reader {
    pthread_mutex_t lock;
    pthread_cond_t put_one, read_one;
    pthread_t threads[READERS];
    size_t thread_count;
    bool ended;
    const struct load *load;
    struct reading readings[READINGS];
    size_t put, begun, done; /* how many so far; put and begun: under the lock */
    uint64_t bytes;          /* of the files under way */
};

static struct reading *reading_at(struct reader *reader, size_t number)
{
    return &reader->readings[number % READINGS];
}

static void *read_all(void *self)
{
    struct reader *reader = self;
    pthread_mutex_lock(&reader->lock);
    while (!reader->ended) {
        if (reader->begun == reader->put) {
            pthread_cond_wait(&reader->put_one, &reader->lock);
            continue;
        }
        struct reading *reading = reading_at(reader, reader->begun++);
        pthread_mutex_unlock(&reader->lock);
        reading_read(reading, &reader->load->options->limits);
        pthread_mutex_lock(&reader->lock);
        reading->is_read = true;
        if (reading->is_awaited)
            pthread_cond_signal(&reader->read_one);
    }
    pthread_mutex_unlock(&reader->lock);
    return NULL;
}

enum fault reader_open(struct reader **out, const struct load *load,
                       struct fault_detail *detail)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    if (!reader || pthread_mutex_init(&reader->lock, NULL) != 0 ||
        pthread_cond_init(&reader->put_one, NULL) != 0 ||
        pthread_cond_init(&reader->read_one, NULL) != 0) {
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
    while (!fault && reader->thread_count < READERS &&
           pthread_create(&reader->threads[reader->thread_count], NULL, read_all,
                          reader) == 0)
        reader->thread_count++;
    return fault || reader->thread_count
               ? fault
               : fault_set(detail, FAULT_MEMORY, "cannot start a thread");
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    pthread_mutex_lock(&reader->lock);
    reader->ended = true;
    pthread_cond_broadcast(&reader->put_one);
    pthread_mutex_unlock(&reader->lock);
    while (reader->thread_count > 0)
        pthread_join(reader->threads[--reader->thread_count], NULL);
    for (size_t i = 0; i < READINGS; i++)
        reading_release(&reader->readings[i]);
    pthread_cond_destroy(&reader->put_one);
    pthread_cond_destroy(&reader->read_one);
    pthread_mutex_destroy(&reader->lock);
    free(reader);
}

bool reader_has_room(const struct reader *reader)
{
    size_t under_way = reader->put - reader->done; /* all are the loader's own */
    return under_way < READINGS && reader->bytes < READING_BYTES;
}

enum fault reader_put(struct reader *reader, const struct edition_document *document,
                      uint32_t collection, struct fault_detail *detail)
{
    enum fault fault = reading_begin(reading_at(reader, reader->put), reader->load,
                                     document, collection, detail);
    if (fault)
        return fault;
    reader->bytes += document->bytes;
    pthread_mutex_lock(&reader->lock);
    reader->put++;
    pthread_cond_signal(&reader->put_one);
    pthread_mutex_unlock(&reader->lock);
    return FAULT_NONE;
}

struct reading *reader_take(struct reader *reader)
{
    struct reading *reading = reading_at(reader, reader->done);
    pthread_mutex_lock(&reader->lock);
    reading->is_awaited = true;
    while (!reading->is_read)
        pthread_cond_wait(&reader->read_one, &reader->lock);
    pthread_mutex_unlock(&reader->lock);
    return reading;
}

void reader_done(struct reader *reader, struct reading *reading)
{
    reading_clear(reading);
    reader->bytes -= reading->document->bytes;
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

/* Reading ahead: a ring of readings, filled by two threads. */
#include "reader.h"

#include <pthread.h>
#include <stdlib.h>

struct reader_pool {
    pthread_mutex_t lock;
    pthread_cond_t put_one, read_one;
    pthread_t threads[READERS];
    size_t thread_count;
    bool ended;
    const struct entities *entities;
    const struct parse_limits *limits;
    struct document_reading readings[READINGS];
    size_t put, begun, done; /* how many so far; put and begun: under the lock */
    uint64_t bytes;          /* of the files under way */
};

static struct document_reading *reading_at(struct reader_pool *pool, size_t number)
{
    return &pool->readings[number % READINGS];
}

static void *read_all(void *self)
{
    struct reader_pool *pool = self;
    pthread_mutex_lock(&pool->lock);
    while (!pool->ended) {
        if (pool->begun == pool->put) {
            pthread_cond_wait(&pool->put_one, &pool->lock);
            continue;
        }
        struct document_reading *reading = reading_at(pool, pool->begun++);
        pthread_mutex_unlock(&pool->lock);
        document_reading_read(reading, pool->limits);
        pthread_mutex_lock(&pool->lock);
        reading->is_read = true;
        if (reading->is_awaited)
            pthread_cond_signal(&pool->read_one);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

enum fault reader_pool_open(struct reader_pool **out, const struct entities *entities,
                            const struct parse_limits *limits,
                            struct fault_detail *detail)
{
    struct reader_pool *pool = calloc(1, sizeof(*pool));
    if (!pool || pthread_mutex_init(&pool->lock, NULL) != 0 ||
        pthread_cond_init(&pool->put_one, NULL) != 0 ||
        pthread_cond_init(&pool->read_one, NULL) != 0) {
        free(pool);
        return fault_memory(detail);
    }
    enum fault fault = FAULT_NONE;
    *out = pool;
    pool->entities = entities;
    pool->limits = limits;
    for (size_t i = 0; i < READINGS; i++) {
        enum fault now = document_reading_init(&pool->readings[i], entities, detail);
        fault = fault ? fault : now;
    }
    while (!fault && pool->thread_count < READERS &&
           pthread_create(&pool->threads[pool->thread_count], NULL, read_all, pool) == 0)
        pool->thread_count++;
    return fault || pool->thread_count
               ? fault
               : fault_set(detail, FAULT_MEMORY, "cannot start a thread");
}

void reader_pool_close(struct reader_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->ended = true;
    pthread_cond_broadcast(&pool->put_one);
    pthread_mutex_unlock(&pool->lock);
    while (pool->thread_count > 0)
        pthread_join(pool->threads[--pool->thread_count], NULL);
    for (size_t i = 0; i < READINGS; i++)
        document_reading_release(&pool->readings[i]);
    pthread_cond_destroy(&pool->put_one);
    pthread_cond_destroy(&pool->read_one);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

bool reader_pool_has_room(const struct reader_pool *pool)
{
    size_t under_way = pool->put - pool->done; /* only this thread writes them */
    return under_way < READINGS && pool->bytes < READING_BYTES;
}

enum fault reader_pool_put(struct reader_pool *pool,
                           const struct edition_document *document, uint32_t collection,
                           struct fault_detail *detail)
{
    enum fault fault = document_reading_begin(reading_at(pool, pool->put), pool->entities,
                                              document, collection, detail);
    if (fault)
        return fault;
    pool->bytes += document->bytes;
    pthread_mutex_lock(&pool->lock);
    pool->put++;
    pthread_cond_signal(&pool->put_one);
    pthread_mutex_unlock(&pool->lock);
    return FAULT_NONE;
}

struct document_reading *reader_pool_take(struct reader_pool *pool)
{
    struct document_reading *reading = reading_at(pool, pool->done);
    pthread_mutex_lock(&pool->lock);
    reading->is_awaited = true;
    while (!reading->is_read)
        pthread_cond_wait(&pool->read_one, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
    return reading;
}

void reader_pool_done(struct reader_pool *pool, struct document_reading *reading)
{
    document_reading_clear(reading);
    pool->bytes -= reading->document->bytes;
    pool->done++;
}

bool reader_pool_saw_override(const void *self, uint32_t word)
{
    const struct reader_pool *pool = self;
    for (size_t i = 0; i < READINGS; i++)
        if (recogniser_saw_override(pool->readings[i].recogniser, word))
            return true;
    return false;
}

/* A pool of connections: a generation for each file, with a stack of the idle ones. */
#include "db/read/pool.h"
#include "db/read/connection.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

/* How often opening is tried again when the file is replaced meanwhile. */
enum { TRIES = 10 };

/* The connections to one file. A generation that is not the current one is closed when
 * all its connections are idle and it has no pins. */
struct generation {
    struct corpus_facts facts;
    db_damage damage;
    unsigned count, idle_count, pins;
    struct corpus *idle[];
};

/* Which file is at a path: rename(2) puts another inode there. */
struct file_stamp {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct corpus_pool {
    pthread_mutex_t lock; /* of `current`, and of pins and idle of each generation */
    struct generation *current;
    const char *path;
    unsigned count;
    corpus_facts_hook *settle;
    void *self;
    struct file_stamp tried;   /* the file whose opening was tried last */
    atomic_uint_fast64_t stop; /* of limit.h */
};

static struct file_stamp stamp_of(const char *path)
{
    struct stat seen;
    if (stat(path, &seen) != 0)
        return (struct file_stamp){0};
    return (struct file_stamp){seen.st_dev, seen.st_ino, seen.st_size, seen.st_ctim};
}

static bool same_stamp(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static void generation_close(struct generation *generation)
{
    if (!generation)
        return;
    for (unsigned i = 0; i < generation->idle_count; i++)
        corpus_close(generation->idle[i]);
    free(generation);
}

/* Opens all at once, so that they cannot be of two files. */
static enum fault open_all(struct generation *generation, const struct corpus_pool *pool,
                           struct fault_detail *detail)
{
    const char *path = pool->path;
    atomic_store(&generation->damage, UINT64_MAX); /* the fault of opening says it */
    while (generation->idle_count < generation->count) {
        struct corpus *corpus;
        enum fault fault = generation->idle_count
                               ? corpus_open_again(&corpus, path, detail)
                               : corpus_open(&corpus, path, detail);
        if (fault)
            return fault;
        corpus->home = generation;
        corpus->db.damage = &generation->damage;
        corpus->db.limit.stop = &pool->stop;
        generation->idle[generation->idle_count++] = corpus;
        fault = corpus_open_search(
            corpus, generation->idle_count > 1 ? generation->idle[0] : NULL, detail);
        if (fault)
            return fault;
        if (generation->idle_count == 1)
            generation->facts = corpus->facts;
        else if (strcmp(corpus->facts.rev, generation->facts.rev) != 0 ||
                 corpus->facts.made != generation->facts.made)
            return fault_set(detail, FAULT_BUSY, "%s was replaced while it was opened",
                             path);
    }
    atomic_store(&generation->damage, 0);
    return FAULT_NONE;
}

/* Gives all the same facts. */
static void settle_all(const struct corpus_pool *pool, struct generation *generation)
{
    pool->settle(pool->self, &generation->facts);
    for (unsigned i = 0; i < generation->idle_count; i++)
        generation->idle[i]->facts = generation->facts;
}

static enum fault generation_open(struct generation **out, const struct corpus_pool *pool,
                                  struct fault_detail *detail)
{
    struct generation *generation =
        calloc(1, sizeof(*generation) + pool->count * sizeof(struct corpus *));
    *out = NULL;
    if (!generation)
        return fault_memory(detail);
    generation->count = pool->count;
    enum fault fault = open_all(generation, pool, detail);
    if (fault) {
        generation_close(generation);
        return fault;
    }
    settle_all(pool, generation);
    *out = generation;
    return FAULT_NONE;
}

/* Under the lock: can it be closed? */
static bool is_idle(const struct corpus_pool *pool, const struct generation *generation)
{
    return generation != pool->current && generation->pins == 0 &&
           generation->idle_count == generation->count;
}

enum fault corpus_pool_renew(struct corpus_pool *pool, struct fault_detail *detail)
{
    struct generation *fresh;
    enum fault fault = FAULT_BUSY;
    for (int i = 0; fault == FAULT_BUSY && i < TRIES; i++) {
        pool->tried =
            stamp_of(pool->path); /* before opening: what comes later is seen as new */
        fault = generation_open(&fresh, pool, detail);
    }
    if (fault == FAULT_BUSY || fault == FAULT_MEMORY)
        pool->tried = (struct file_stamp){0}; /* worth another try next time */
    if (fault)
        return fault;
    pthread_mutex_lock(&pool->lock);
    struct generation *old = pool->current;
    pool->current = fresh;
    bool idle = old && is_idle(pool, old);
    pthread_mutex_unlock(&pool->lock);
    if (idle)
        generation_close(old);
    return FAULT_NONE;
}

bool corpus_pool_outdated(const struct corpus_pool *pool)
{
    struct file_stamp now = stamp_of(pool->path);
    return !same_stamp(&now, &pool->tried);
}

enum fault corpus_pool_open(struct corpus_pool **out, const char *path, unsigned count,
                            corpus_facts_hook *settle, void *self,
                            struct fault_detail *detail)
{
    struct corpus_pool *pool = calloc(1, sizeof(*pool));
    *out = NULL;
    if (!pool)
        return fault_memory(detail);
    pthread_mutex_init(&pool->lock, NULL);
    pool->path = path;
    pool->count = count;
    pool->settle = settle;
    pool->self = self;
    enum fault fault = corpus_pool_renew(pool, detail);
    if (fault) {
        corpus_pool_close(pool);
        return fault;
    }
    *out = pool;
    return FAULT_NONE;
}

void corpus_pool_stop(struct corpus_pool *pool, unsigned seconds)
{
    atomic_store(&pool->stop, db_now() + seconds * UINT64_C(1000000000));
}

void corpus_pool_close(struct corpus_pool *pool)
{
    if (!pool)
        return;
    generation_close(pool->current);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

void corpus_pool_facts(struct corpus_pool *pool, struct corpus_facts *out)
{
    pthread_mutex_lock(&pool->lock);
    *out = pool->current->facts;
    pthread_mutex_unlock(&pool->lock);
}

/* Under the lock. */
static enum fault take(struct generation *generation, struct corpus **out,
                       struct fault_detail *detail)
{
    *out = NULL;
    if (generation->idle_count == 0)
        return fault_set(detail, FAULT_BUSY,
                         "too many answers are in the making; try again");
    *out = generation->idle[--generation->idle_count];
    return FAULT_NONE;
}

enum fault corpus_pool_take(struct corpus_pool *pool, struct corpus **out,
                            struct fault_detail *detail)
{
    pthread_mutex_lock(&pool->lock);
    enum fault fault = take(pool->current, out, detail);
    pthread_mutex_unlock(&pool->lock);
    return fault;
}

void corpus_pool_give(struct corpus_pool *pool, struct corpus *corpus)
{
    struct generation *home = corpus->home;
    pthread_mutex_lock(&pool->lock);
    home->idle[home->idle_count++] = corpus;
    bool idle = is_idle(pool, home);
    pthread_mutex_unlock(&pool->lock);
    if (idle)
        generation_close(home);
}

struct generation *corpus_pool_pin(struct corpus_pool *pool, struct corpus *corpus)
{
    pthread_mutex_lock(&pool->lock);
    corpus->home->pins++;
    pthread_mutex_unlock(&pool->lock);
    return corpus->home;
}

enum fault corpus_pool_take_pinned(struct corpus_pool *pool, struct generation *pinned,
                                   struct corpus **out, struct fault_detail *detail)
{
    pthread_mutex_lock(&pool->lock);
    enum fault fault = take(pinned, out, detail);
    pthread_mutex_unlock(&pool->lock);
    return fault;
}

void corpus_pool_unpin(struct corpus_pool *pool, struct generation *pinned)
{
    pthread_mutex_lock(&pool->lock);
    pinned->pins--;
    bool idle = is_idle(pool, pinned);
    pthread_mutex_unlock(&pool->lock);
    if (idle)
        generation_close(pinned);
}

/* The slow pool: one list, one lock, and threads that are nicer than the workers. */
#include "job_pool.h"
#include "base/buffer.h"
#include "request_record.h"

#include <stdlib.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

enum {
    PATIENCE = 5, /* seconds that a job may wait before it is told that it is late */
    NICENESS = 5, /* so that on a busy machine lookups go first */
};

/* On Linux a thread has a niceness of its own. */
static void be_nice(void)
{
#ifdef __linux__
    (void)setpriority(PRIO_PROCESS, 0, NICENESS);
#endif
}

/* Under the lock. */
static struct slow_job *take(struct slow_pool *pool)
{
    struct slow_job *job = pool->first;
    pool->first = job->next;
    if (!pool->first)
        pool->last = NULL;
    if (job->goes_on)
        pool->going_on--;
    else
        pool->waiting--;
    return job;
}

static bool is_late(const struct slow_pool *pool, const struct slow_job *job)
{
    return pool->closing ||
           (!job->goes_on && seen_now() - job->since > PATIENCE * INT64_C(1000000000));
}

static void *work(void *self)
{
    struct slow_pool *pool = self;
    be_nice();
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->first && !pool->closing)
            pthread_cond_wait(&pool->wanted, &pool->lock);
        if (!pool->first)
            break;
        struct slow_job *job = take(pool);
        bool late = is_late(pool, job);
        pool->working++;
        pthread_mutex_unlock(&pool->lock);
        job->run(job, late);
        pthread_mutex_lock(&pool->lock);
        pool->working--;
        pool->late += late;
        pool->done += !late;
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

bool slow_open(struct slow_pool *pool, unsigned threads, unsigned room)
{
    *pool = (struct slow_pool){.room = room};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wanted, NULL);
    pool->threads = threads ? calloc(threads, sizeof(*pool->threads)) : NULL;
    if (threads && !pool->threads)
        return false;
    while (pool->thread_count < threads &&
           pthread_create(&pool->threads[pool->thread_count], NULL, work, pool) == 0)
        pool->thread_count++;
    return pool->thread_count == threads;
}

/* In the queue, or with a thread that has nothing to do. */
static bool has_room(const struct slow_pool *pool, const struct slow_job *job)
{
    return job->goes_on || pool->waiting < pool->room ||
           pool->waiting + pool->going_on + pool->working < pool->thread_count;
}

bool slow_put(struct slow_pool *pool, struct slow_job *job)
{
    job->next = NULL;
    job->since = seen_now();
    pthread_mutex_lock(&pool->lock);
    bool taken = !pool->closing && has_room(pool, job);
    if (taken) {
        if (pool->last)
            pool->last->next = job;
        else
            pool->first = job;
        pool->last = job;
        if (job->goes_on)
            pool->going_on++;
        else
            pool->waiting++;
        pthread_cond_signal(&pool->wanted);
    } else {
        pool->refused++;
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

void slow_close(struct slow_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->wanted);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; pool->threads && i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    free(pool->threads);
    pool->threads = NULL;
}

void slow_release(struct slow_pool *pool)
{
    slow_close(pool);
    pthread_cond_destroy(&pool->wanted);
    pthread_mutex_destroy(&pool->lock);
}

void slow_put_metrics(struct slow_pool *pool, struct buffer *out)
{
    pthread_mutex_lock(&pool->lock);
    unsigned waiting = pool->waiting + pool->going_on, working = pool->working;
    unsigned long long done = pool->done, refused = pool->refused, late = pool->late;
    pthread_mutex_unlock(&pool->lock);
    buffer_print(
        out,
        "# HELP chancery_slow_jobs Slow work that waits or is done now.\n"
        "# TYPE chancery_slow_jobs gauge\n"
        "chancery_slow_jobs{state=\"waiting\"} %u\n"
        "chancery_slow_jobs{state=\"working\"} %u\n"
        "# HELP chancery_slow_jobs_total Slow work that was done, was refused for "
        "a full queue, or had waited too long.\n"
        "# TYPE chancery_slow_jobs_total counter\n"
        "chancery_slow_jobs_total{outcome=\"done\"} %llu\n"
        "chancery_slow_jobs_total{outcome=\"refused\"} %llu\n"
        "chancery_slow_jobs_total{outcome=\"late\"} %llu\n",
        waiting, working, done, refused, late);
}

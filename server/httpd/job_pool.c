/* The job pool: one list, one lock, and threads of a lower priority than the workers. */
#include "job_pool.h"
#include "base/buffer.h"
#include "request_record.h"

#include <stdlib.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

enum {
    MOST_WAIT = 5, /* seconds that a job may wait before it has expired */
    NICENESS = 5,  /* so that on a busy machine quick requests go first */
};

/* Linux only: there a thread has a niceness of its own. */
static void lower_priority(void)
{
#ifdef __linux__
    (void)setpriority(PRIO_PROCESS, 0, NICENESS);
#endif
}

/* Under the lock. */
static struct job *take(struct job_pool *pool)
{
    struct job *job = pool->first;
    pool->first = job->next;
    if (!pool->first)
        pool->last = NULL;
    if (job->continues)
        pool->continuing--;
    else
        pool->waiting--;
    return job;
}

static bool has_expired(const struct job_pool *pool, const struct job *job)
{
    return pool->closing || (!job->continues && monotonic_nanoseconds() - job->since >
                                                    MOST_WAIT * INT64_C(1000000000));
}

static void *work(void *self)
{
    struct job_pool *pool = self;
    lower_priority();
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->first && !pool->closing)
            pthread_cond_wait(&pool->submitted, &pool->lock);
        if (!pool->first)
            break;
        struct job *job = take(pool);
        bool expired = has_expired(pool, job);
        pool->working++;
        pthread_mutex_unlock(&pool->lock);
        job->run(job, expired);
        pthread_mutex_lock(&pool->lock);
        pool->working--;
        pool->expired += expired;
        pool->done += !expired;
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

bool job_pool_open(struct job_pool *pool, unsigned threads, unsigned room)
{
    *pool = (struct job_pool){.room = room};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->submitted, NULL);
    pool->threads = threads ? calloc(threads, sizeof(*pool->threads)) : NULL;
    if (threads && !pool->threads)
        return false;
    while (pool->thread_count < threads &&
           pthread_create(&pool->threads[pool->thread_count], NULL, work, pool) == 0)
        pool->thread_count++;
    return pool->thread_count == threads;
}

/* Is there room in the queue, or a thread that is idle? */
static bool has_room(const struct job_pool *pool, const struct job *job)
{
    return job->continues || pool->waiting < pool->room ||
           pool->waiting + pool->continuing + pool->working < pool->thread_count;
}

bool job_pool_submit(struct job_pool *pool, struct job *job)
{
    job->next = NULL;
    job->since = monotonic_nanoseconds();
    pthread_mutex_lock(&pool->lock);
    bool taken = !pool->closing && has_room(pool, job);
    if (taken) {
        if (pool->last)
            pool->last->next = job;
        else
            pool->first = job;
        pool->last = job;
        if (job->continues)
            pool->continuing++;
        else
            pool->waiting++;
        pthread_cond_signal(&pool->submitted);
    } else {
        pool->refused++;
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

void job_pool_close(struct job_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->submitted);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; pool->threads && i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    free(pool->threads);
    pool->threads = NULL;
}

void job_pool_release(struct job_pool *pool)
{
    job_pool_close(pool);
    pthread_cond_destroy(&pool->submitted);
    pthread_mutex_destroy(&pool->lock);
}

void job_pool_put_metrics(struct job_pool *pool, struct buffer *out)
{
    pthread_mutex_lock(&pool->lock);
    unsigned waiting = pool->waiting + pool->continuing, working = pool->working;
    unsigned long long done = pool->done, refused = pool->refused,
                       expired = pool->expired;
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
        waiting, working, done, refused, expired);
}

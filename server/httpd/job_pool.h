/* The job pool: threads for work that would keep an HTTP worker from its other clients.
 *
 * A bounded queue, first come first served. What has waited too long, or waits when the
 * pool is closed, is called all the same, but told that it has expired: it ends without
 * doing its work. Any thread may put work in. */
#ifndef CHANCERY_HTTPD_JOB_POOL_H
#define CHANCERY_HTTPD_JOB_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* A piece of work, embedded in what it is about; the pool forgets it before `run`, which
 * may free it. */
struct job {
    struct job *next;
    void (*run)(struct job *job, bool expired);
    int64_t since;  /* when it was put in */
    bool continues; /* of an answer that has begun: no queue is too long for it */
};

struct job_pool {
    pthread_mutex_t lock; /* of all here */
    pthread_cond_t submitted;
    struct job *first, *last;
    pthread_t *threads;
    unsigned thread_count; /* 0: there is no pool */
    unsigned waiting, continuing,
        working; /* waiting: those that a queue can be too long for */
    unsigned room;
    unsigned long long done, refused, expired;
    bool closing;
};

/* Starts `threads` threads, perhaps none, with a queue for `room` jobs. False when there
 * was no memory or no thread to be had. job_pool_release may be called after any outcome.
 */
bool job_pool_open(struct job_pool *pool, unsigned threads, unsigned room);

/* False when the queue is full or the pool closed: the job is the caller's then. */
bool job_pool_submit(struct job_pool *pool, struct job *job);

/* Takes nothing more, and waits for what is in work; what waits is told that it has
 * expired. The pool can still be asked. */
void job_pool_close(struct job_pool *pool);
void job_pool_release(struct job_pool *pool);

struct buffer;

/* What it is at, in the text format of Prometheus. */
void job_pool_put_metrics(struct job_pool *pool, struct buffer *out);

#endif

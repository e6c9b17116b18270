/* The job pool: threads for work that would keep an HTTP worker from its other clients.
 *
 * A bounded queue, first in first out. A job that has waited too long, or waits when the
 * pool is closed, is run too, but with `expired`, and ends without doing its work. Jobs
 * may be submitted from any thread. */
#ifndef CHANCERY_HTTPD_JOB_POOL_H
#define CHANCERY_HTTPD_JOB_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* A job, embedded in a struct of the caller's; `run` may free it. */
struct job {
    struct job *next;
    void (*run)(struct job *job, bool expired);
    int64_t since;  /* when it was submitted, in monotonic nanoseconds */
    bool continues; /* part of an answer that has begun: accepted whatever the queue */
};

struct job_pool {
    pthread_mutex_t lock; /* of all here */
    pthread_cond_t submitted;
    struct job *first, *last;
    pthread_t *threads;
    unsigned thread_count;        /* 0: there is no pool */
    unsigned waiting, continuing; /* in the queue: new jobs, and those that continue */
    unsigned working;             /* being run */
    unsigned room;                /* for new jobs in the queue */
    unsigned long long done, refused, expired;
    bool closing;
};

/* Starts `threads` threads, perhaps none, with a queue for `room` jobs. False when memory
 * ran out or a thread could not be started. job_pool_release may be called after any
 * outcome. */
bool job_pool_open(struct job_pool *pool, unsigned threads, unsigned room);

/* False when the queue is full or the pool closed: the job stays the caller's then. */
bool job_pool_submit(struct job_pool *pool, struct job *job);

/* Accepts no more jobs, and waits for those that are running; those in the queue are run
 * as expired. job_pool_submit and job_pool_put_metrics may still be called. */
void job_pool_close(struct job_pool *pool);
void job_pool_release(struct job_pool *pool);

struct buffer;

/* Its counters, in the text format of Prometheus. */
void job_pool_put_metrics(struct job_pool *pool, struct buffer *out);

#endif

/* The HTTP server: reads requests from sockets and writes replies to them. The only user
 * of libmicrohttpd.
 *
 * It knows nothing of documents: `answer` is called for each request, from any of its
 * threads, several at a time. When `answer` defers a request because it is slow, it is
 * called again from a bounded pool, while the connection waits; a full queue is 503.
 * Replies that are shareable are cached, in bounded memory, by target and Accept whatever
 * the method, and served from there; If-None-Match is honoured. */
#ifndef CHANCERY_HTTPD_HTTPD_H
#define CHANCERY_HTTPD_HTTPD_H

#include "base/fault.h"
#include "routing/reply.h"
#include "routing/request.h"

struct httpd;

/* The access log: none, or a line for each request on standard output. */
enum httpd_log { HTTPD_LOG_NONE, HTTPD_LOG_TEXT, HTTPD_LOG_JSON };

struct httpd_options {
    const char *address;   /* "127.0.0.1" or "::1"; numeric */
    unsigned port;         /* 0: any free one */
    int socket;            /* that listens already, and is closed at the end; 0: none,
                              and `address` and `port` are opened */
    unsigned workers;      /* for usual traffic; 0: one for each processor */
    unsigned connections;  /* most at a time, all workers together; at least 1 */
    unsigned per_address;  /* of these from one address; 0: all of them */
    const char *trusted;   /* networks of proxies, or NULL: their addresses are not
                              counted, and their headers name the client */
    const char *rate;      /* of requests from one address, as "20/s,100", or NULL */
    unsigned idle_seconds; /* at least 1; then a silent connection is closed */
    unsigned slow_workers; /* threads for slow answers; 0: workers make these too */
    unsigned slow_queue;   /* slow answers that may wait for one of them */
    size_t cache_bytes;    /* of the cache; 0: none */
    size_t target_bytes;   /* longest request target; longer is 414 */
    enum httpd_log log;
    unsigned slow_milliseconds; /* an answer that takes longer is logged; 0: none is */
};

/* Fills in `reply` (initialised, empty). Called on the thread of a worker, whose other
 * clients wait meanwhile, or, after it deferred the request, on one of the pool. HEAD is
 * answered as GET is, with the body: the server leaves that out and, for both, sends a
 * 304 instead of a 200 whose ETag the client has. */
typedef void httpd_answer(void *self, const struct request *request, struct reply *reply);

/* How many calls of `answer` there may be at a time with these options. */
unsigned httpd_answers(const struct httpd_options *options);

/* Starts to listen and serve in threads of its own. FAULT_USAGE when an option cannot be
 * read, FAULT_STORE when the address cannot be listened on, FAULT_MEMORY; with a message
 * each. */
CHECKED enum fault httpd_open(struct httpd **out, const struct httpd_options *options,
                              httpd_answer *answer, void *self,
                              struct fault_detail *detail);

/* The port it listens on, for tests, which open port 0. */
unsigned httpd_port(const struct httpd *httpd);

/* Its address and port, as "127.0.0.1:80" or "[::1]:80". */
enum { HTTPD_ENDPOINT_BYTES = 64 };
void httpd_endpoint(const struct httpd *httpd, char endpoint[HTTPD_ENDPOINT_BYTES]);

/* Metrics of requests, latencies, cache and connections, in the text format of
 * Prometheus. Any thread may call it. */
void httpd_put_metrics(struct httpd *httpd, struct buffer *out);

/* Drops all cached answers, when the data set was replaced. Any thread. */
void httpd_clear_cache(struct httpd *httpd);

/* Stops accepting, lets requests in flight finish for at most `seconds`, then answers
 * those that still wait in the pool with 503, within one more second, and frees all. A
 * socket that was handed over still listens for other processes that have it. */
void httpd_close(struct httpd *httpd, unsigned seconds);

#endif

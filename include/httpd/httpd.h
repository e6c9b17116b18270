/* The HTTP server: sockets to requests, replies to sockets. The only user of
 * libmicrohttpd.
 *
 * It knows nothing of documents: `answer` is called for each request, from any of its
 * threads, several at a time. What `answer` defers because it is slow is asked for again
 * from a bounded pool, while the connection waits; a full queue is 503. Answers marked
 * shareable are kept in a bounded cache, by method-independent key (target + Accept), and
 * served from there with If-None-Match honoured. */
#ifndef CHANCERY_HTTPD_HTTPD_H
#define CHANCERY_HTTPD_HTTPD_H

#include "base/fault.h"
#include "routing/reply.h"
#include "routing/request.h"

struct httpd;

/* One line a request to standard output, or none. */
enum httpd_log { HTTPD_LOG_NONE, HTTPD_LOG_TEXT, HTTPD_LOG_JSON };

struct httpd_options {
    const char *address;   /* "127.0.0.1" or "::1"; numeric */
    unsigned port;         /* 0: any free one */
    int socket;            /* that listens already, and is closed in the end; 0: none,
                              `address` and `port` are opened */
    unsigned workers;      /* for usual traffic; 0: one for each processor */
    unsigned connections;  /* most at a time, all workers together; at least 1 */
    unsigned per_address;  /* of these from one address; 0: all of them */
    const char *trusted;   /* networks of proxies: their addresses are not counted, and
                              what they say of whom they speak for is believed; or NULL */
    const char *rate;      /* of requests from one address, as "20/s,100", or NULL */
    unsigned idle_seconds; /* at least 1; a silent connection is closed after so long */
    unsigned slow_workers; /* threads for slow answers; 0: workers make these too */
    unsigned slow_queue;   /* slow answers that may wait for one of them */
    size_t cache_bytes;    /* of finished answers; 0: none */
    size_t target_bytes;   /* longest request target; longer is 414 */
    enum httpd_log log;
    unsigned slow_milliseconds; /* an answer that takes longer to make is said in the
                                   log; 0: none is */
};

/* Fills in `reply` (initialised, empty). Called on a worker's thread, which serves nobody
 * else meanwhile, or, after it deferred the request, on one of the pool. HEAD is answered
 * as GET is, body and all: the server leaves the body out and, for both, answers 304 in
 * the place of a 200 whose ETag the client has. */
typedef void httpd_answer(void *self, const struct request *request, struct reply *reply);

/* How many answers may be in the making at a time with these options. */
unsigned httpd_answers(const struct httpd_options *options);

/* Starts to listen and serve in threads of its own. FAULT_USAGE for an address that is
 * none or networks that are, FAULT_STORE when it cannot be listened on, with words. */
CHECKED enum fault httpd_open(struct httpd **out, const struct httpd_options *options,
                              httpd_answer *answer, void *self,
                              struct fault_detail *detail);

/* The port it listens on; and with its address, as "127.0.0.1:80" or "[::1]:80". */
unsigned httpd_port(const struct httpd *httpd);
enum { HTTPD_ENDPOINT_BYTES = 64 };
void httpd_endpoint(const struct httpd *httpd, char endpoint[HTTPD_ENDPOINT_BYTES]);

/* What it has seen: requests, times, cache, connections, in the text format of
 * Prometheus. Any thread may ask. */
void httpd_put_metrics(struct httpd *httpd, struct buffer *out);

/* Forgets every kept answer (the data set was replaced). */
void httpd_clear_cache(struct httpd *httpd);

/* Stops accepting, finishes what is in flight for at most `seconds`, gives what is slow
 * then one more to say 503, and frees all. A socket that was handed over listens on for
 * whoever else has it. */
void httpd_close(struct httpd *httpd, unsigned seconds);

#endif

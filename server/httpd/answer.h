/* Answers: the end of a request on its worker, where a response is queued. All functions
 * run on the worker of the connection. */
#ifndef CHANCERY_HTTPD_ANSWER_H
#define CHANCERY_HTTPD_ANSWER_H

#include "internal.h"
#include "problem.h"

/* Queues a response that stays the caller's, with a body of `len` bytes; for NULL, a 503.
 * The connection, unless NULL, records what was queued. */
enum MHD_Result answer_queue(struct httpd *httpd, struct MHD_Connection *mhd,
                             struct connection *connection, int status,
                             struct MHD_Response *response, size_t len);

/* Queues a problem and closes the connection after it. */
enum MHD_Result answer_problem(struct httpd *httpd, struct MHD_Connection *mhd,
                               struct connection *connection, enum problem problem);

/* The request is complete: queues its answer, or offloads it. */
enum MHD_Result answer_request(struct worker *worker, struct MHD_Connection *mhd,
                               struct connection *connection);

/* The answer was sent, or broke off: counts the request and writes it to the logs. */
void answer_finished(struct worker *worker, struct connection *connection);

#endif

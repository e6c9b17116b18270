/* Metrics: a second, small server, at an address of its own.
 *
 * It answers /metrics in the text format of Prometheus (version 0.0.4), and nothing else.
 */
#ifndef CHANCERY_COMMANDS_METRICS_H
#define CHANCERY_COMMANDS_METRICS_H

#include "api/api.h"
#include "httpd/httpd.h"

struct metrics;

/* Listens on a numeric address, or on `socket` unless that is 0. `watched` and `api` must
 * live until metrics_close. Faults as httpd_open's. */
CHECKED enum fault metrics_open(struct metrics **out, const char *address, unsigned port,
                                int socket, struct httpd *watched, struct api *api,
                                struct fault_detail *detail);
void metrics_endpoint(const struct metrics *metrics, char endpoint[HTTPD_ENDPOINT_BYTES]);

/* NULL is allowed. */
void metrics_close(struct metrics *metrics);

#endif

/* The address to listen on: numeric IPv4 or IPv6, nothing that needs a resolver. */
#ifndef CHANCERY_HTTPD_ADDRESS_H
#define CHANCERY_HTTPD_ADDRESS_H

#include "base/fault.h"
#include "httpd/httpd.h"

/* Listens on options->address and ->port, or takes options->socket; *socket is the
 * caller's to close. Faults as httpd_open's. */
CHECKED enum fault address_listen(const struct httpd_options *options, int *socket,
                                  struct fault_detail *detail);

/* The port that a socket is bound to; 0 when the system does not tell. */
unsigned address_port(int socket);

/* Its address and port as text, as httpd_endpoint's. */
void address_endpoint(int socket, char endpoint[HTTPD_ENDPOINT_BYTES]);

#endif

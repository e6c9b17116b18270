/* The client: the address that a request comes from, through trusted proxies. */
#ifndef CHANCERY_HTTPD_CLIENT_H
#define CHANCERY_HTTPD_CLIENT_H

#include "address_limit.h"

enum { CLIENT_NAME = 46 }; /* INET6_ADDRSTRLEN */

struct client {
    struct ip_address address;
    bool trusted; /* a request of a trusted proxy itself */
};

/* The address of a connection or, when that is in a trusted network, the last one in
 * X-Forwarded-For or in the for= of Forwarded (RFC 7239) that is not. A client can send
 * either header itself, and a proxy may write only one: when both are there and differ,
 * neither is used. Headers of several lines are joined with commas. */
void client_find(struct client *client, const struct address_limit *address_limit,
                 const struct sockaddr *from, struct slice forwarded_for,
                 struct slice forwarded);

/* As text, for the log. */
void client_name(const struct client *client, char out[CLIENT_NAME]);

#endif

/* The client: whose request it is, seen through the proxies that we trust. */
#ifndef CHANCERY_HTTPD_CLIENT_H
#define CHANCERY_HTTPD_CLIENT_H

#include "address_limit.h"

enum { CLIENT_NAME = 46 }; /* INET6_ADDRSTRLEN */

struct client {
    struct ip_address address;
    bool trusted; /* a proxy of our own, that speaks for nobody else here */
};

/* The address of a connection or, where that is one of our trusted networks, the
 * last in X-Forwarded-For or in the for= of Forwarded (RFC 7239) that is not trusted. A
 * client could write either by itself: where both stand and differ, neither is believed.
 * Lines that came more than once are joined by commas. */
void client_find(struct client *client, const struct address_limit *address_limit,
                 const struct sockaddr *from, struct slice forwarded_for,
                 struct slice forwarded);

/* As text, for the log. */
void client_name(const struct client *client, char out[CLIENT_NAME]);

#endif

/* The address limit: how many connections each address has, and the trusted networks.
 *
 * An address is that of IPv4, or the first 64 bits of IPv6, which is what one client is
 * assigned (RFC 6177). Addresses of trusted networks, such as that of a proxy in front,
 * are not counted. Connections are added and removed in any thread. */
#ifndef CHANCERY_HTTPD_ADDRESS_LIMIT_H
#define CHANCERY_HTTPD_ADDRESS_LIMIT_H

#include "base/fault.h"

#include <pthread.h>
#include <sys/socket.h>

enum { TRUSTED_NETWORKS = 16 };

/* In the form of IPv6; IPv4 is mapped (RFC 4291, 2.5.5.2). */
struct ip_address {
    unsigned char bytes[16];
};

struct ip_network {
    struct ip_address address;
    unsigned bits; /* of the 128 that count */
};

struct address_limit {
    pthread_mutex_t lock;         /* of addresses and count */
    struct ip_address *addresses; /* one for each connection, in no order */
    unsigned count, room, limit;  /* limit: of one address; 0: none is counted */
    struct ip_network trusted[TRUSTED_NETWORKS];
    size_t trusted_count;
};

/* `limit` is for one address, `room` for all together; `trusted` is a list of networks,
 * "10.0.0.0/8,::1", or NULL. FAULT_USAGE when the list cannot be read; FAULT_MEMORY.
 * address_limit_release may be called after any outcome. */
CHECKED enum fault address_limit_init(struct address_limit *address_limit, unsigned limit,
                                      unsigned room, const char *trusted,
                                      struct fault_detail *detail);
void address_limit_release(struct address_limit *address_limit);

/* The address of a connection; of a text ("192.0.2.1", "::1"; false when it is none);
 * whether it is of IPv4; and whether it is in a trusted network. */
struct ip_address ip_address_of(const struct sockaddr *from);
bool ip_address_read(struct slice text, struct ip_address *out);
bool ip_address_is_v4(const struct ip_address *address);
bool address_limit_trusts(const struct address_limit *address_limit,
                          const struct ip_address *address);

/* Cuts an address of IPv6 down to its first 64 bits. */
void ip_address_mask(struct ip_address *address);

/* Counts a connection; false, and it is not counted, when its address has `limit`
 * already. Each one that was added is removed when it is closed. */
bool address_limit_add(struct address_limit *address_limit, const struct sockaddr *from);
void address_limit_remove(struct address_limit *address_limit,
                          const struct sockaddr *from);

#endif

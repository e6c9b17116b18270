/* The crowd: how many have come from each address, and who is trusted to be many.
 *
 * An address is that of IPv4, or the first 64 bits of IPv6, which is what one client is
 * given (RFC 6177). Those who stand in the list of trusted networks, as a proxy of our
 * own does, are not counted. Those who enter and leave may do so from any thread. */
#ifndef CHANCERY_HTTPD_ADDRESS_LIMIT_H
#define CHANCERY_HTTPD_ADDRESS_LIMIT_H

#include "base/fault.h"

#include <pthread.h>
#include <sys/socket.h>

enum { CROWD_NETWORKS = 16 };

/* In the form of IPv6; IPv4 is mapped (RFC 4291, 2.5.5.2). */
struct crowd_address {
    unsigned char bytes[16];
};

struct crowd_network {
    struct crowd_address address;
    unsigned bits; /* of the 128 that count */
};

struct crowd {
    pthread_mutex_t lock;        /* of who and count */
    struct crowd_address *who;   /* one for each that was let in, in no order */
    unsigned count, room, limit; /* limit: of one address; 0: nobody is counted */
    struct crowd_network trusted[CROWD_NETWORKS];
    size_t trusted_count;
};

/* `trusted` is a list of networks, "10.0.0.0/8,::1", or NULL; `room` is how many there
 * are at most in all. FAULT_USAGE with words when the list cannot be read; FAULT_MEMORY.
 * crowd_release may be called after any outcome. */
CHECKED enum fault crowd_init(struct crowd *crowd, unsigned limit, unsigned room,
                              const char *trusted, struct fault_detail *detail);
void crowd_release(struct crowd *crowd);

/* The address of a connection, one in text ("192.0.2.1", "::1"; false when it is none),
 * whether it is one of IPv4, and whether it stands in the list of trusted networks. */
struct crowd_address crowd_address_of(const struct sockaddr *from);
bool crowd_read_address(struct slice text, struct crowd_address *out);
bool crowd_is_v4(const struct crowd_address *address);
bool crowd_trusts(const struct crowd *crowd, const struct crowd_address *address);

/* Cuts an address of IPv6 down to what one client is given. */
void crowd_cut(struct crowd_address *address);

/* Counts one more, unless there are too many from there; false then. Each who came in
 * leaves again. */
bool crowd_enter(struct crowd *crowd, const struct sockaddr *from);
void crowd_leave(struct crowd *crowd, const struct sockaddr *from);

#endif

/* The address limit: a list of the addresses of all connections, searched from its start.
 */
#include "address_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAPPED = 12, CLIENT_BITS = 64, LONGEST = 64 };

static struct ip_address mapped(const void *v4)
{
    struct ip_address address = {.bytes = {[10] = 0xff, [11] = 0xff}};
    memcpy(address.bytes + MAPPED, v4, 4);
    return address;
}

bool ip_address_is_v4(const struct ip_address *address)
{
    const struct ip_address none = mapped("\0\0\0");
    return memcmp(address->bytes, none.bytes, MAPPED) == 0;
}

struct ip_address ip_address_of(const struct sockaddr *from)
{
    struct ip_address address = {.bytes = {0}};
    if (from->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, from, sizeof(v4));
        return mapped(&v4.sin_addr);
    }
    if (from->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, from, sizeof(v6));
        memcpy(address.bytes, &v6.sin6_addr, sizeof(address.bytes));
    }
    return address;
}

static bool is_in_network(const struct ip_address *address,
                          const struct ip_network *network)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(address->bytes, network->address.bytes, whole) != 0)
        return false;
    unsigned differing = address->bytes[whole % 16] ^ network->address.bytes[whole % 16];
    return rest == 0 || differing >> (8 - rest) == 0;
}

bool ip_address_read(struct slice text, struct ip_address *out)
{
    char name[LONGEST];
    struct in_addr v4;
    if (text.len >= sizeof(name))
        return false;
    snprintf(name, sizeof(name), "%.*s", SLICE_PRINT(text));
    if (inet_pton(AF_INET6, name, out->bytes) == 1)
        return true;
    if (inet_pton(AF_INET, name, &v4) != 1)
        return false;
    *out = mapped(&v4);
    return true;
}

/* "10.0.0.0/8", "::1"; false when it is none. */
static bool read_network(struct slice text, struct ip_network *out)
{
    struct slice bits = text, address = slice_cut(&bits, '/');
    bool whole = address.len == text.len;
    if (!ip_address_read(address, &out->address))
        return false;
    bool four = slice_find(address, ':') == address.len;
    uint64_t most = four ? 32 : 128, count = most;
    if (!whole && !slice_number(bits, most, &count))
        return false;
    out->bits = (unsigned)(count + (four ? 96 : 0));
    return true;
}

bool address_limit_trusts(const struct address_limit *address_limit,
                          const struct ip_address *address)
{
    for (size_t i = 0; i < address_limit->trusted_count; i++)
        if (is_in_network(address, &address_limit->trusted[i]))
            return true;
    return false;
}

void ip_address_mask(struct ip_address *address)
{
    if (!ip_address_is_v4(address))
        memset(address->bytes + CLIENT_BITS / 8, 0,
               sizeof(address->bytes) - CLIENT_BITS / 8);
}

enum fault address_limit_init(struct address_limit *address_limit, unsigned limit,
                              unsigned room, const char *trusted,
                              struct fault_detail *detail)
{
    *address_limit = (struct address_limit){.limit = limit, .room = room};
    pthread_mutex_init(&address_limit->lock, NULL);
    struct slice rest = trusted ? slice_of(trusted) : SLICE_NONE;
    while (rest.len) {
        struct slice one = slice_cut(&rest, ',');
        if (address_limit->trusted_count == TRUSTED_NETWORKS ||
            !read_network(one, &address_limit->trusted[address_limit->trusted_count]))
            return fault_set(detail, FAULT_USAGE,
                             "\"%.*s\" is no network, or one too many: give up to %d, as "
                             "10.0.0.0/8,::1",
                             (int)(one.len < LONGEST ? one.len : LONGEST), one.at,
                             TRUSTED_NETWORKS);
        address_limit->trusted_count++;
    }
    if (limit)
        address_limit->addresses = calloc(room, sizeof(*address_limit->addresses));
    return address_limit->addresses || !limit ? FAULT_NONE : fault_memory(detail);
}

void address_limit_release(struct address_limit *address_limit)
{
    free(address_limit->addresses);
    address_limit->addresses = NULL;
    pthread_mutex_destroy(&address_limit->lock);
}

/* Sets `*out` to the address that is counted; false when this one is not. */
static bool counted(const struct address_limit *address_limit,
                    const struct sockaddr *from, struct ip_address *out)
{
    *out = ip_address_of(from);
    if (!address_limit->limit || address_limit_trusts(address_limit, out))
        return false;
    ip_address_mask(out);
    return true;
}

static bool same(const struct ip_address *a, const struct ip_address *b)
{
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool address_limit_add(struct address_limit *address_limit, const struct sockaddr *from)
{
    struct ip_address address;
    if (!counted(address_limit, from, &address))
        return true;
    unsigned here = 0;
    pthread_mutex_lock(&address_limit->lock);
    for (unsigned i = 0; i < address_limit->count; i++)
        here += same(&address_limit->addresses[i], &address);
    bool may = here < address_limit->limit && address_limit->count < address_limit->room;
    if (may)
        address_limit->addresses[address_limit->count++] = address;
    pthread_mutex_unlock(&address_limit->lock);
    return may;
}

void address_limit_remove(struct address_limit *address_limit,
                          const struct sockaddr *from)
{
    struct ip_address address;
    if (!counted(address_limit, from, &address))
        return;
    pthread_mutex_lock(&address_limit->lock);
    unsigned at = 0;
    while (at < address_limit->count && !same(&address_limit->addresses[at], &address))
        at++;
    if (at < address_limit->count)
        address_limit->addresses[at] = address_limit->addresses[--address_limit->count];
    pthread_mutex_unlock(&address_limit->lock);
}

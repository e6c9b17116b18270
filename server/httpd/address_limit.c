/* The crowd: a short list that is searched when one comes or goes. */
#include "address_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAPPED = 12, CLIENT_BITS = 64, LONGEST = 64 };

static struct crowd_address mapped(const void *v4)
{
    struct crowd_address address = {.bytes = {[10] = 0xff, [11] = 0xff}};
    memcpy(address.bytes + MAPPED, v4, 4);
    return address;
}

bool crowd_is_v4(const struct crowd_address *address)
{
    const struct crowd_address none = mapped("\0\0\0");
    return memcmp(address->bytes, none.bytes, MAPPED) == 0;
}

struct crowd_address crowd_address_of(const struct sockaddr *from)
{
    struct crowd_address address = {.bytes = {0}};
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

static bool lies_in(const struct crowd_address *address,
                    const struct crowd_network *network)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(address->bytes, network->address.bytes, whole) != 0)
        return false;
    unsigned differing = address->bytes[whole % 16] ^ network->address.bytes[whole % 16];
    return rest == 0 || differing >> (8 - rest) == 0;
}

bool crowd_read_address(struct slice text, struct crowd_address *out)
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
static bool read_network(struct slice text, struct crowd_network *out)
{
    struct slice bits = text, address = slice_cut(&bits, '/');
    bool whole = address.len == text.len;
    if (!crowd_read_address(address, &out->address))
        return false;
    bool four = slice_find(address, ':') == address.len;
    unsigned long most = four ? 32 : 128, count = 0;
    for (size_t i = 0; i < bits.len && count <= most; i++) {
        if (bits.at[i] < '0' || bits.at[i] > '9')
            return false;
        count = count * 10 + (unsigned long)(bits.at[i] - '0');
    }
    if ((!whole && bits.len == 0) || count > most)
        return false;
    out->bits = (unsigned)((whole ? most : count) + (four ? 96 : 0));
    return true;
}

bool crowd_trusts(const struct crowd *crowd, const struct crowd_address *address)
{
    for (size_t i = 0; i < crowd->trusted_count; i++)
        if (lies_in(address, &crowd->trusted[i]))
            return true;
    return false;
}

void crowd_cut(struct crowd_address *address)
{
    if (!crowd_is_v4(address))
        memset(address->bytes + CLIENT_BITS / 8, 0,
               sizeof(address->bytes) - CLIENT_BITS / 8);
}

enum fault crowd_init(struct crowd *crowd, unsigned limit, unsigned room,
                      const char *trusted, struct fault_detail *detail)
{
    *crowd = (struct crowd){.limit = limit, .room = room};
    pthread_mutex_init(&crowd->lock, NULL);
    struct slice rest = trusted ? slice_of(trusted) : SLICE_NONE;
    while (rest.len) {
        struct slice one = slice_cut(&rest, ',');
        if (crowd->trusted_count == CROWD_NETWORKS ||
            !read_network(one, &crowd->trusted[crowd->trusted_count]))
            return fault_set(detail, FAULT_USAGE,
                             "\"%.*s\" is no network, or one too many: give up to %d, as "
                             "10.0.0.0/8,::1",
                             (int)(one.len < LONGEST ? one.len : LONGEST), one.at,
                             CROWD_NETWORKS);
        crowd->trusted_count++;
    }
    if (limit)
        crowd->who = calloc(room, sizeof(*crowd->who));
    return crowd->who || !limit ? FAULT_NONE
                                : fault_set(detail, FAULT_MEMORY, "out of memory");
}

void crowd_release(struct crowd *crowd)
{
    free(crowd->who);
    crowd->who = NULL;
    pthread_mutex_destroy(&crowd->lock);
}

/* False for those who are not counted. */
static bool counted(const struct crowd *crowd, const struct sockaddr *from,
                    struct crowd_address *out)
{
    *out = crowd_address_of(from);
    if (!crowd->limit || crowd_trusts(crowd, out))
        return false;
    crowd_cut(out);
    return true;
}

static bool same(const struct crowd_address *a, const struct crowd_address *b)
{
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool crowd_enter(struct crowd *crowd, const struct sockaddr *from)
{
    struct crowd_address address;
    if (!counted(crowd, from, &address))
        return true;
    unsigned here = 0;
    pthread_mutex_lock(&crowd->lock);
    for (unsigned i = 0; i < crowd->count; i++)
        here += same(&crowd->who[i], &address);
    bool may = here < crowd->limit && crowd->count < crowd->room;
    if (may)
        crowd->who[crowd->count++] = address;
    pthread_mutex_unlock(&crowd->lock);
    return may;
}

void crowd_leave(struct crowd *crowd, const struct sockaddr *from)
{
    struct crowd_address address;
    if (!counted(crowd, from, &address))
        return;
    pthread_mutex_lock(&crowd->lock);
    unsigned at = 0;
    while (at < crowd->count && !same(&crowd->who[at], &address))
        at++;
    if (at < crowd->count)
        crowd->who[at] = crowd->who[--crowd->count];
    pthread_mutex_unlock(&crowd->lock);
}

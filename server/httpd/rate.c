/* The rate: GCRA, the generic cell rate algorithm in its "virtual scheduling" form (ITU-T
 * I.371). The state of a bucket is one number, the time at which it will be full again.
 */
#include "rate.h"

#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

enum { SETS = 4096, WAYS = 8, LOCKS = 64, MOST = 1000000 };

static const int64_t SECOND = 1000000000;

struct rate_bucket {
    struct ip_address address;
    int64_t full_at; /* when that has passed, it is full, and may be replaced */
};

static bool read_number(struct slice text, unsigned *out)
{
    uint64_t number;
    (void)slice_number(text, MOST, &number);
    *out = (unsigned)number;
    return number > 0;
}

bool rate_read(const char *text, unsigned *tokens, unsigned *seconds, unsigned *burst)
{
    struct slice rest = slice_of(text);
    struct slice first = slice_cut(&rest, ',');
    bool sized = first.len < strlen(text);
    struct slice unit = first, number = slice_cut(&unit, '/');
    *seconds = slice_is(unit, "s")   ? 1
               : slice_is(unit, "m") ? 60
               : slice_is(unit, "h") ? 3600
                                     : 0;
    if (!*seconds || !read_number(number, tokens))
        return false;
    *burst = *tokens;
    return !sized || read_number(rest, burst);
}

enum fault rate_init(struct rate *rate, const char *text, struct fault_detail *detail)
{
    unsigned tokens, seconds;
    *rate = (struct rate){.token = 0};
    if (!text)
        return FAULT_NONE;
    if (!rate_read(text, &tokens, &seconds, &rate->burst))
        return fault_set(detail, FAULT_USAGE,
                         "\"%.60s\" is no rate: give one as 20/s, 100/m or 100/m,300",
                         text);
    if (getrandom(&rate->seed, sizeof(rate->seed), GRND_NONBLOCK) < 0)
        rate->seed = (uint64_t)(uintptr_t)rate;
    rate->locks = calloc(LOCKS, sizeof(*rate->locks));
    rate->buckets = calloc((size_t)SETS * WAYS, sizeof(*rate->buckets));
    if (!rate->locks || !rate->buckets)
        return fault_memory(detail);
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_init(&rate->locks[i], NULL);
    rate->token = seconds * SECOND / tokens;
    rate->full = rate->token * rate->burst;
    return FAULT_NONE;
}

void rate_release(struct rate *rate)
{
    for (size_t i = 0; rate->token && i < LOCKS; i++)
        pthread_mutex_destroy(&rate->locks[i]);
    free(rate->locks);
    free(rate->buckets);
    *rate = (struct rate){.token = 0};
}

/* The address's bucket in its set; when it has none, it gets the one that is full first.
 */
static struct rate_bucket *find(struct rate_bucket *set, const struct ip_address *address)
{
    struct rate_bucket *fullest = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (memcmp(&set[i].address, address, sizeof(*address)) == 0)
            return &set[i];
        if (set[i].full_at < fullest->full_at)
            fullest = &set[i];
    }
    *fullest = (struct rate_bucket){.address = *address};
    return fullest;
}

static unsigned in_seconds(int64_t nanoseconds)
{
    return (unsigned)((nanoseconds + SECOND - 1) / SECOND);
}

struct rate_state rate_take(struct rate *rate, const struct ip_address *address,
                            int64_t now)
{
    uint64_t hash = XXH3_64bits_withSeed(address, sizeof(*address), rate->seed);
    size_t set = hash % SETS;
    struct rate_state state = {.allowed = true};
    pthread_mutex_lock(&rate->locks[set % LOCKS]);
    struct rate_bucket *bucket = find(rate->buckets + set * WAYS, address);
    int64_t full_at = bucket->full_at > now ? bucket->full_at : now;
    int64_t over = full_at + rate->token - now - rate->full;
    if (over > 0) {
        state.allowed = false;
        state.wait = in_seconds(over);
    } else {
        full_at += rate->token;
        bucket->full_at = full_at;
    }
    pthread_mutex_unlock(&rate->locks[set % LOCKS]);
    state.left = (unsigned)((rate->full - (full_at - now)) / rate->token);
    state.refills = in_seconds(full_at - now);
    return state;
}

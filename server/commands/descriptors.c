/* Descriptors: the limit, and what is set aside under it. */
#include "descriptors.h"

#include <limits.h>
#include <sys/resource.h>

enum {
    OF_THE_PROGRAM = 64, /* streams, pipes, listeners, metrics, what libraries open */
    OF_AN_ANSWER = 5,    /* the data set, its successor; of a worker: epoll and wake-up */
};

unsigned long descriptors_raise(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return ULONG_MAX;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur == RLIM_INFINITY ? ULONG_MAX : (unsigned long)limit.rlim_cur;
}

unsigned descriptors_fit(unsigned long limit, unsigned connections, unsigned answers)
{
    unsigned long aside = OF_THE_PROGRAM + OF_AN_ANSWER * (unsigned long)answers;
    unsigned long most = limit > aside ? limit - aside : 1;
    return connections < most ? connections : (unsigned)most;
}

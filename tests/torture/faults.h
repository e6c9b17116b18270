/* Faults on demand, for a program that includes this once: the n-th allocation, SQLite
 * call to the disk, or step of publishing fails, once or from then on.
 *
 * malloc and its kin are defined here, so that every library of the program allocates
 * through them. The main thread and the others are counted apart, each a lane: in one
 * lane the same things happen in the same order every time. */
#ifndef CHANCERY_TESTS_FAULTS_H
#define CHANCERY_TESTS_FAULTS_H

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

enum fault_sort {
    SORT_NONE,
    SORT_MEMORY,     /* one allocation fails */
    SORT_NO_MEMORY,  /* one, and all that follow */
    SORT_DISK_ERROR, /* one call of SQLite to the disk fails */
    SORT_DISK_FULL,  /* one finds the disk full */
    SORT_PUBLISH,    /* one fsync, fdatasync, rename or flock of ours fails */
    SORT_COUNT
};

enum fault_lane { LANE_MAIN, LANE_OTHERS, LANE_COUNT };

/* AddressSanitizer allocates before it is ready for code that it has changed. */
#define EARLY __attribute__((no_sanitize("address", "undefined", "thread")))

static struct {
    atomic_int sort;
    enum fault_lane lane;
    long at; /* from 1 */
    atomic_long seen[LANE_COUNT];
    atomic_bool fired;
    bool shown; /* where it fails is shown on standard error */
    pthread_t main;
} faults;

static _Thread_local bool faults_calm; /* nothing fails in this thread */

static inline void faults_arm(enum fault_sort sort, enum fault_lane lane, long at)
{
    faults.main = pthread_self();
    faults.lane = lane;
    faults.at = at;
    for (int i = 0; i < LANE_COUNT; i++)
        atomic_store(&faults.seen[i], 0);
    atomic_store(&faults.fired, false);
    atomic_store(&faults.sort, (int)sort);
}

/* Did it come so far? */
static inline bool faults_disarm(void)
{
    atomic_store(&faults.sort, SORT_NONE);
    return atomic_load(&faults.fired);
}

EARLY static void faults_show(void)
{
    faults_calm = true;
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_print_stack_trace();
#endif
    faults_calm = false;
}

/* Something of this sort is about to happen: is it the one that fails? */
EARLY static inline bool faults_trip(enum fault_sort sort)
{
    enum fault_sort armed = (enum fault_sort)atomic_load(&faults.sort);
    bool lasting = armed == SORT_NO_MEMORY && sort == SORT_MEMORY;
    if (armed == SORT_NONE || faults_calm || (armed != sort && !lasting))
        return false;
    enum fault_lane lane =
        pthread_equal(pthread_self(), faults.main) ? LANE_MAIN : LANE_OTHERS;
    if (lane != faults.lane && !(lasting && atomic_load(&faults.fired)))
        return false;
    long number = atomic_fetch_add(&faults.seen[lane], 1) + 1;
    bool hit = number == faults.at || (lasting && atomic_load(&faults.fired));
    if (hit && faults.shown && !atomic_load(&faults.fired))
        faults_show();
    if (hit)
        atomic_store(&faults.fired, true);
    return hit;
}

/* --- memory --- */

/* The real ones: AddressSanitizer's where it is there, else the C library's. */
#ifdef __SANITIZE_ADDRESS__
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *old, size_t size);
void REAL(free)(void *old);
void *REAL(memalign)(size_t unit, size_t size);

EARLY static inline bool no_memory(void)
{
    if (!faults_trip(SORT_MEMORY))
        return false;
    errno = ENOMEM;
    return true;
}

EARLY void *malloc(size_t size)
{
    return no_memory() ? NULL : REAL(malloc)(size);
}

EARLY void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : REAL(calloc)(count, size);
}

EARLY void *realloc(void *old, size_t size)
{
    return no_memory() ? NULL : REAL(realloc)(old, size);
}

EARLY void *reallocarray(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, count * size);
}

EARLY void free(void *old)
{
    REAL(free)(old);
}

void *memalign(size_t unit, size_t size);
EARLY void *memalign(size_t unit, size_t size)
{
    return no_memory() ? NULL : REAL(memalign)(unit, size);
}

EARLY void *aligned_alloc(size_t unit, size_t size)
{
    return memalign(unit, size);
}

EARLY int posix_memalign(void **out, size_t unit, size_t size)
{
    void *at = memalign(unit, size);
    if (at)
        *out = at;
    return at ? 0 : ENOMEM;
}

#ifdef __SANITIZE_ADDRESS__
/* A sanitizer that starts a thread gives up where this fails: that is not what is tried.
 */
int pthread_getattr_np(pthread_t thread, pthread_attr_t *out)
{
    int (*real)(pthread_t, pthread_attr_t *);
    void *found = dlsym(RTLD_NEXT, "pthread_getattr_np");
    memcpy(&real, &found, sizeof(real));
    faults_calm = true;
    int code = real(thread, out);
    faults_calm = false;
    return code;
}
#endif

/* AddressSanitizer's own would allocate past us. */
EARLY char *strndup(const char *text, size_t most)
{
    size_t len = strnlen(text, most);
    char *copy = malloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

EARLY char *strdup(const char *text)
{
    return strndup(text, SIZE_MAX - 1);
}

/* --- the steps of publishing --- */

static inline bool breaks(int error)
{
    if (!faults_trip(SORT_PUBLISH))
        return false;
    errno = error;
    return true;
}

/* Nothing is brought to disk here: it would only take time. */
int fsync(int fd)
{
    return breaks(EIO) ? -1 : lseek(fd, 0, SEEK_CUR) == -1 && errno == EBADF ? -1 : 0;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

int rename(const char *old, const char *new)
{
    return breaks(EIO) ? -1 : (int)syscall(SYS_rename, old, new);
}

int flock(int fd, int how);
int flock(int fd, int how)
{
    return breaks(ENOLCK) ? -1 : (int)syscall(SYS_flock, fd, how);
}

/* The same second every time, so that two data sets of one corpus are equal. */
time_t time(time_t *out)
{
    if (out)
        *out = 1000000000;
    return 1000000000;
}

#endif

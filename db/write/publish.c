/* Publishing a file atomically: lock, build beside, sync, rename. */
#include "publish.h"
#include "db/store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *with_suffix(const char *path, const char *suffix)
{
    char *out;
    return asprintf(&out, "%s%s", path, suffix) < 0 ? NULL : out;
}

static enum fault cannot(struct fault_detail *detail, const char *what, const char *path)
{
    return fault_set(detail, FAULT_STORE, "cannot %s %s: %s", what, path,
                     strerror(errno));
}

static enum fault take_lock(struct publish *publish, void (*waiting)(void *self),
                            void *self, struct fault_detail *detail)
{
    char *name = with_suffix(publish->path, ".lock");
    if (!name)
        return fault_memory(detail);
    enum fault fault = FAULT_NONE;
    publish->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (publish->lock < 0) {
        fault = cannot(detail, "make", name);
    } else if (flock(publish->lock, LOCK_EX | LOCK_NB) != 0) {
        if (waiting)
            waiting(self);
        while (flock(publish->lock, LOCK_EX) != 0 && !fault)
            if (errno != EINTR)
                fault = cannot(detail, "lock", name);
    }
    free(name);
    return fault;
}

/* A SQLite file says which program it belongs to in its first 72 bytes (the SQLite file
 * format, section 1.3). */
static bool is_ours(const unsigned char *head, ssize_t len)
{
    static const char magic[16] = "SQLite format 3";
    uint32_t application = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 |
                           (uint32_t)head[70] << 8 | head[71];
    return len == 72 && memcmp(head, magic, sizeof(magic)) == 0 &&
           application == SCHEMA_APPLICATION;
}

enum fault publish_may_replace(const char *path, struct fault_detail *detail)
{
    unsigned char head[72];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? FAULT_NONE : cannot(detail, "read", path);
    ssize_t len = read(fd, head, sizeof(head));
    close(fd);
    if (len == 0 || is_ours(head, len))
        return FAULT_NONE;
    return fault_set(detail, FAULT_STORE,
                     "%s is not a data set of chanceryd and is left as it is; --force "
                     "replaces it",
                     path);
}

enum fault publish_open(struct publish *publish, const char *path,
                        void (*waiting)(void *self), void *self,
                        struct fault_detail *detail)
{
    *publish = (struct publish){.lock = -1};
    publish->path = strdup(path);
    publish->building = with_suffix(path, ".new");
    if (!publish->path || !publish->building)
        return fault_memory(detail);
    enum fault fault = take_lock(publish, waiting, self, detail);
    if (fault)
        return fault;
    struct stat seen;
    if (stat(path, &seen) == 0 && !S_ISREG(seen.st_mode))
        return fault_set(detail, FAULT_STORE, "cannot replace %s: it is a %s", path,
                         S_ISDIR(seen.st_mode) ? "folder" : "device or pipe");
    publish->begun = true;
    /* It may be there from a load that was killed. */
    if (unlink(publish->building) != 0 && errno != ENOENT)
        return cannot(detail, "remove", publish->building);
    return FAULT_NONE;
}

static enum fault sync_path(const char *path, int flags, struct fault_detail *detail)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return cannot(detail, "open", path);
    enum fault fault = fsync(fd) == 0 ? FAULT_NONE : cannot(detail, "sync", path);
    close(fd);
    return fault;
}

/* Closing this descriptor ends SQLite's locks on the file, which does no harm: no other
 * process opens a file that is being built. */
static void *sync_early(void *self)
{
#ifdef SYNC_FILE_RANGE_WRITE
    const struct publish *publish = self;
    int fd = open(publish->building, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
        close(fd);
    }
#endif
    (void)self;
    return NULL;
}

/* In a thread of its own: sync_file_range waits while the queue of the disk is full. */
void publish_sync_early(struct publish *publish)
{
    publish->syncs_early =
        publish->syncs_early ||
        pthread_create(&publish->syncing, NULL, sync_early, publish) == 0;
}

static void end_sync_early(struct publish *publish)
{
    if (publish->syncs_early)
        pthread_join(publish->syncing, NULL);
    publish->syncs_early = false;
}

/* All memory is allocated before the rename, which cannot be undone. */
enum fault publish_rename(struct publish *publish, struct fault_detail *detail)
{
    char *copy = strdup(publish->path);
    end_sync_early(publish);
    if (!copy)
        return fault_memory(detail);
    enum fault fault = sync_path(publish->building, O_RDONLY, detail);
    if (!fault && rename(publish->building, publish->path) != 0)
        fault = cannot(detail, "replace", publish->path);
    if (!fault) {
        publish->begun = false;
        fault = sync_path(dirname(copy), O_RDONLY | O_DIRECTORY, detail);
    }
    free(copy);
    return fault;
}

void publish_close(struct publish *publish)
{
    end_sync_early(publish);
    if (publish->begun)
        unlink(publish->building);
    /* The lock's file stays: removing it would let two loads lock two files. */
    if (publish->lock >= 0)
        close(publish->lock);
    free(publish->path);
    free(publish->building);
    *publish = (struct publish){.lock = -1};
}

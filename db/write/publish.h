/* Publishing a file atomically: a lock, a name beside it, fsync and rename(2). */
#ifndef CHANCERY_DB_WRITE_PUBLISH_H
#define CHANCERY_DB_WRITE_PUBLISH_H

#include "base/fault.h"

#include <pthread.h>

struct publish {
    char *path;       /* its name in the end */
    char *building;   /* its name until then: in the same folder, for rename */
    int lock;         /* a descriptor, or -1 */
    bool begun;       /* `building` is to be removed */
    bool syncs_early; /* the thread `syncing` runs */
    pthread_t syncing;
};

/* May the file at `path` be replaced? None, an empty one and a data set of this program
 * may; anything else is FAULT_STORE. */
CHECKED enum fault publish_may_replace(const char *path, struct fault_detail *detail);

CHECKED enum fault publish_open(struct publish *publish, const char *path,
                                void (*waiting)(void *self), void *self,
                                struct fault_detail *detail);
/* Starts to write `building` to disk, so that publish_rename waits less. To be called
 * when nearly all of it is written, as pages that are written again meanwhile have to
 * wait. */
void publish_sync_early(struct publish *publish);
CHECKED enum fault publish_rename(struct publish *publish, struct fault_detail *detail);
void publish_close(struct publish *publish);

#endif

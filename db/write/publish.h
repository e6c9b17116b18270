/* A file that takes its place whole: the lock, the name beside, fsync and rename(2).
 * Private to db/. */
#ifndef CHANCERY_DB_WRITE_PUBLISH_H
#define CHANCERY_DB_WRITE_PUBLISH_H

#include "base/fault.h"

#include <pthread.h>

struct publish {
    char *path;       /* where it will stand */
    char *building;   /* where it is made: the same folder, so that rename is atomic */
    int lock;         /* a descriptor, or -1 */
    bool begun;       /* `building` is ours to remove */
    bool syncs_early; /* a thread makes haste with the disk */
    pthread_t syncing;
};

/* May what stands at `path` be replaced? Nothing, an empty file and a data set of ours
 * may; anything else is somebody's, and FAULT_STORE. */
CHECKED enum fault publish_may_replace(const char *path, struct fault_detail *detail);

CHECKED enum fault publish_open(struct publish *publish, const char *path,
                                void (*waiting)(void *self), void *self,
                                struct fault_detail *detail);
/* Lets the disk begin with what stands in `building`, so that publish_rename waits less:
 * when nearly all of it is written, for what is written again meanwhile has to wait. */
void publish_sync_early(struct publish *publish);
CHECKED enum fault publish_rename(struct publish *publish, struct fault_detail *detail);
void publish_close(struct publish *publish);

#endif

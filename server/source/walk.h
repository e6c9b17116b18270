/* The walk: folders and the texts in them, as they are on disk, before they get ids.
 *
 * walk_init/walk_release frame its life; what it finds lives in the given arena.
 * A folder is found once, however many paths and links lead to it. One thread. */
#ifndef CHANCERY_SOURCE_WALK_H
#define CHANCERY_SOURCE_WALK_H

#include "base/arena.h"
#include "base/fault.h"
#include "source/sidecar.h"

#include <sys/types.h>

/* Paths end in NUL; `shown` is for messages (report.h). */
struct walk_text {
    struct walk_text *next;
    struct slice stem; /* the file's name without ".txt" */
    struct slice path, shown;
    struct slice sidecar;     /* path, or empty */
    struct slice id, order;   /* for id_claims.c to fill in */
    struct metadata_row *row; /* the same; NULL: none */
    uint64_t bytes;
    dev_t device;
    ino_t inode;
};

struct walk_sidecar {
    struct walk_sidecar *next;
    struct slice stem, path, shown;
};

struct walk_folder {
    struct walk_folder *next;
    struct slice name; /* as it is on disk */
    struct slice path, shown;
    struct slice about;                    /* path of its collection.json, or empty */
    struct slice metadata, metadata_shown; /* of its metadata.csv, or empty */
    struct metadata_table *table;          /* for id_claims.c to read */
    struct slice authority, overrides;     /* paths of its authority.json and the like */
    struct walk_text *texts;
    size_t text_count;
    struct walk_sidecar *sidecars; /* until the folder has been read */
    struct slice id, order;        /* for id_claims.c to fill in */
    bool whole; /* walked, and not only opened for a text given by its path */
    dev_t device;
    ino_t inode;
};

struct walk {
    struct walk_folder *folders, **last; /* in the order in which they were found */
    size_t text_count;
    size_t found, left_out, passed_over; /* files: edition.h */
    size_t repeats; /* folders and texts that had been found before */
    struct arena *arena;
    const struct reporter *reporter;
    struct fault_detail *detail;
    void *seen;    /* tsearch(3) tree of folders by device and inode */
    size_t hidden; /* bytes of each path that `shown` leaves out */
};

void walk_init(struct walk *walk, struct arena *arena, const struct reporter *reporter,
               struct fault_detail *detail);
void walk_release(struct walk *walk);

/* Adds what lies at and below `path`. FAULT_INPUT when it cannot be read at all or is
 * neither a folder nor a text; FAULT_MEMORY. The rest is reported. */
CHECKED enum fault walk_path(struct walk *walk, const char *path);

#endif

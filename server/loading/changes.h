/* Changes: what a load makes of the documents of its predecessor; said at its end, stored
 * for /v1/changes, and written as a report. One thread. */
#ifndef CHANCERY_LOADING_CHANGES_H
#define CHANCERY_LOADING_CHANGES_H

#include "db/write/ingest.h"
#include "loading/block_ids.h"

#include "base/buffer.h"

enum change_kind {
    CHANGE_NEW,
    CHANGE_CHANGED,
    CHANGE_RENAMED,
    CHANGE_REMOVED,
    CHANGE_WITHDRAWN, /* by the editors */
    CHANGE_KINDS,
    CHANGE_RENAMED_TO = CHANGE_KINDS, /* what a renamed one is now: stored as new, and not
                                         counted besides the renamed one */
};

/* One document. */
struct change {
    enum change_kind kind;
    struct slice document, target; /* target: of a renamed one, its id from then on */
    struct slice parts;            /* JSON as in change_row, or empty */
};

struct changes {
    struct ingest *ingest;
    int64_t revision; /* the number of the new one */
    bool is_listed;   /* keep them all, for the end */
    struct change *items;
    size_t count, room;
    size_t counts[CHANGE_KINDS];
    size_t names_added, names_lost; /* of documents, blocks and notes */
    struct arena arena;             /* of the texts */
};

void changes_init(struct changes *changes);
void changes_release(struct changes *changes);

/* Stores a change, counts it, and keeps it if all are listed. FAULT_MEMORY, FAULT_STORE.
 */
CHECKED enum fault changes_put(struct changes *changes, const struct change *change,
                               struct fault_detail *detail);

/* The ids of blocks and notes that an edited document has changed, added and lost. */
struct part_changes {
    struct buffer changed, added, removed; /* JSON strings with commas between */
    size_t added_count, removed_count;
};

void part_changes_init(struct part_changes *parts);
void part_changes_release(struct part_changes *parts);
bool part_changes_any(const struct part_changes *parts);

/* Adds what differs between the blocks, or notes, and those of the predecessor, after
 * block_ids_assign. FAULT_MEMORY. */
CHECKED enum fault part_changes_compare(struct part_changes *parts, struct arena *arena,
                                        const struct id_request *requests,
                                        const struct slice *ids, size_t count,
                                        const struct predecessor_id *former,
                                        size_t former_count);

/* As JSON, in the arena; empty where nothing differs, SLICE_NONE when memory ran out. */
struct slice part_changes_json(const struct part_changes *parts, struct arena *arena);

/* A line for each document, and one with the sums, on standard output. */
void changes_print(const struct changes *changes);

/* The same as a JSON object in a file, with the members in `head`, which are JSON and may
 * be empty. FAULT_STORE. */
CHECKED enum fault changes_report(const struct changes *changes, const char *path,
                                  struct slice head, struct fault_detail *detail);

#endif

/* A folder of the corpus: the roles of its files, and which sidecar belongs to which
 * text.
 */
#ifndef CHANCERY_SOURCE_FOLDER_H
#define CHANCERY_SOURCE_FOLDER_H

#include "walk.h"

#include <sys/stat.h>

enum folder_role {
    FOLDER_NOTHING,
    FOLDER_TEXT,    /* NAME.txt, NAME.TXT */
    FOLDER_SIDECAR, /* NAME.json */
    FOLDER_ABOUT,   /* collection.json */
    FOLDER_AUTHORITY,
    FOLDER_OVERRIDES,
    FOLDER_METADATA, /* metadata.csv, metadata.tsv */
};

/* A file; its path lives as long as the folder. */
struct folder_file {
    enum folder_role role;
    struct slice path, shown;
    const struct stat *status;
};

/* The role of a file with that name. */
enum folder_role folder_role(struct slice name);

/* Adds the file to the folder, by its role. FAULT_MEMORY. */
CHECKED enum fault folder_add(struct walk_folder *folder, struct arena *arena,
                              const struct folder_file *file);

/* Gives each text its sidecar and reports the sidecars and collection.json that have
 * nothing to describe, which it adds to `*left_out`. The folder's list of sidecars is
 * empty then. FAULT_MEMORY. */
CHECKED enum fault folder_match(struct walk_folder *folder, struct arena *arena,
                                const struct reporter *reporter, size_t *left_out);

#endif

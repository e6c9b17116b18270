/* A folder of the corpus: which of its files is what, and which sidecar is whose. */
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
};

/* A file, its path in memory that lasts as long as the folder. */
struct folder_file {
    enum folder_role role;
    struct slice path, shown;
    const struct stat *status;
};

/* What a file of that name is. */
enum folder_role folder_role(struct slice name);

CHECKED enum fault folder_add(struct walk_folder *folder, struct arena *arena,
                              const struct folder_file *file);

/* Gives each text its sidecar and reports the sidecars and collection.json that have
 * nothing to describe. Those it has dealt with are forgotten. FAULT_MEMORY. */
CHECKED enum fault folder_match(struct walk_folder *folder, struct arena *arena,
                                const struct reporter *reporter);

#endif

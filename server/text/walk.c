/* The walk: fts(3) leads through the folders, each of which gathers texts and sidecars.
 */
#include "walk.h"
#include "folder.h"
#include "report.h"

#include <errno.h>
#include <fts.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void walk_init(struct walk *walk, struct arena *arena, const struct reporter *reporter,
               struct fault_detail *detail)
{
    *walk = (struct walk){.arena = arena, .reporter = reporter, .detail = detail};
    walk->last = &walk->folders;
}

static void keep(void *folder)
{
    (void)folder; /* it is the arena's */
}

void walk_release(struct walk *walk)
{
    tdestroy(walk->seen, keep);
    *walk = (struct walk){0};
}

static int compare_folders(const void *left, const void *right)
{
    const struct walk_folder *a = left, *b = right;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return a->inode < b->inode ? -1 : a->inode > b->inode;
}

static int compare_entries(const FTSENT **a, const FTSENT **b)
{
    return strverscmp((*a)->fts_name, (*b)->fts_name);
}

/* What of a path is shown: all of it for the path given, else what lies below that. */
static struct slice shown(const struct walk *walk, struct slice path, bool below)
{
    size_t from = below ? walk->hidden : 0;
    while (below && from < path.len && path.at[from] == '/')
        from++;
    return report_shown(walk->arena, slice_from(path, from));
}

/* Reports what is wrong at `entry`, or makes it the fault when it is the path given. */
static enum fault entry_wrong(const struct walk *walk, const FTSENT *entry,
                              const char *what, int error)
{
    bool below = entry->fts_level > FTS_ROOTLEVEL;
    struct slice where =
        shown(walk, arena_copy(walk->arena, slice_of(entry->fts_path)), below);
    if (!where.at || error == ENOMEM)
        return FAULT_MEMORY;
    const char *colon = error ? ": " : "", *why = error ? strerror(error) : "";
    if (!below)
        return fault_set(walk->detail, FAULT_INPUT, "%s: %s%s%s", where.at, what, colon,
                         why);
    report_say(walk->reporter, where.at, 0, "%s%s%s", what, colon, why);
    return FAULT_NONE;
}

/* The folder with the device and inode of `file`; new, when it was not seen before. Its
 * names are still to be set then. NULL when memory ran out. */
static struct walk_folder *find_folder(struct walk *walk, const struct stat *file)
{
    struct walk_folder *fresh = arena_take_array(walk->arena, 1, sizeof(*fresh));
    if (!fresh)
        return NULL;
    fresh->device = file->st_dev;
    fresh->inode = file->st_ino;
    void *node = tsearch(fresh, &walk->seen, compare_folders);
    if (!node)
        return NULL;
    struct walk_folder *folder = *(struct walk_folder **)node;
    if (folder == fresh) {
        *walk->last = folder;
        walk->last = &folder->next;
    }
    return folder;
}

/* The name of the folder `path`: its last component, unless that is "." or the like. */
static struct slice folder_name(struct arena *arena, struct slice path)
{
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    const char *slash = path.len ? memrchr(path.at, '/', path.len) : NULL;
    struct slice name = slash ? slice_from(path, (size_t)(slash - path.at) + 1) : path;
    if (name.len > 0 && !slice_is(name, ".") && !slice_is(name, ".."))
        return arena_copy(arena, name);
    char *whole = realpath(path.at, NULL);
    name = slice_of(whole ? strrchr(whole, '/') + 1 : "");
    name = arena_copy(arena, name);
    free(whole);
    return name;
}

static enum fault name_folder(struct walk *walk, struct walk_folder *folder,
                              struct slice path, bool below)
{
    folder->path = arena_copy(walk->arena, path);
    if (!folder->path.at)
        return FAULT_MEMORY;
    folder->shown = shown(walk, folder->path, below);
    folder->name = folder_name(walk->arena, folder->path);
    return arena_failed(walk->arena) ? FAULT_MEMORY : FAULT_NONE;
}

static enum fault enter(struct walk *walk, FTS *fts, FTSENT *entry)
{
    struct walk_folder *folder = find_folder(walk, entry->fts_statp);
    if (!folder)
        return FAULT_MEMORY;
    bool below = entry->fts_level > FTS_ROOTLEVEL;
    if (folder->whole) {
        walk->passed_over++;
        fts_set(fts, entry, FTS_SKIP);
        struct slice path = arena_copy(walk->arena, slice_of(entry->fts_path));
        struct slice where = shown(walk, path, below);
        if (!where.at)
            return FAULT_MEMORY;
        report_say(walk->reporter, where.at, 0,
                   "the same folder as %s, which has been read; passed over",
                   folder->shown.at);
        return FAULT_NONE;
    }
    folder->whole = true;
    entry->fts_pointer = folder;
    if (folder->path.at)
        return FAULT_NONE;
    return name_folder(walk, folder, slice_of(entry->fts_path), below);
}

static enum fault add_file(struct walk *walk, struct walk_folder *folder,
                           const FTSENT *entry)
{
    struct slice name = slice_of(entry->fts_name);
    enum folder_role role = folder_role(name);
    if (role == FOLDER_NOTHING)
        return FAULT_NONE;
    if (entry->fts_info != FTS_F)
        return entry_wrong(walk, entry, "not a regular file; left out", 0);
    struct slice path = arena_copy(walk->arena, slice_of(entry->fts_path));
    if (!path.at)
        return FAULT_MEMORY;
    struct folder_file file = {role, path, shown(walk, path, true), entry->fts_statp};
    walk->text_count += role == FOLDER_TEXT;
    return folder_add(folder, walk->arena, &file);
}

/* A regular file beside a text given by its path, with `name` for the text's own. */
static enum fault add_beside(struct walk *walk, struct walk_folder *folder,
                             struct slice text, const char *name)
{
    struct slice path = arena_print(walk->arena, "%.*s%s", SLICE_PRINT(text), name);
    struct stat status;
    if (!path.at)
        return FAULT_MEMORY;
    if (stat(path.at, &status) != 0 || !S_ISREG(status.st_mode))
        return FAULT_NONE;
    const char *slash = memrchr(path.at, '/', path.len);
    struct slice base = slash ? slice_from(path, (size_t)(slash - path.at) + 1) : path;
    struct folder_file file = {folder_role(base), path, shown(walk, base, false),
                               &status};
    return folder_add(folder, walk->arena, &file);
}

/* A text given by its path: its folder is a collection of this text alone. */
static enum fault add_single(struct walk *walk, const FTSENT *entry)
{
    struct slice path = slice_of(entry->fts_path), name = slice_of(entry->fts_name);
    if (entry->fts_info != FTS_F || folder_role(name) != FOLDER_TEXT)
        return entry_wrong(walk, entry, "neither a folder nor a text (NAME.txt)", 0);
    struct slice head = {path.at, path.len - name.len};
    struct slice stem = {path.at, path.len - strlen(".txt")};
    struct slice parent = head.len ? arena_copy(walk->arena, head) : SLICE(".");
    struct stat status;
    if (!parent.at)
        return FAULT_MEMORY;
    if (stat(parent.at, &status) != 0)
        return entry_wrong(walk, entry, "its folder cannot be read", errno);
    struct walk_folder *folder = find_folder(walk, &status);
    if (!folder)
        return FAULT_MEMORY;
    if (folder->whole) {
        walk->passed_over++; /* the text is there already */
        return FAULT_NONE;
    }
    enum fault fault =
        folder->path.at ? FAULT_NONE : name_folder(walk, folder, parent, false);
    walk->hidden = head.len;
    if (!fault)
        fault = add_file(walk, folder, entry);
    if (!fault)
        fault = add_beside(walk, folder, stem, ".json");
    if (!fault)
        fault = add_beside(walk, folder, head, "collection.json");
    return fault ? fault : folder_match(folder, walk->arena, walk->reporter);
}

static enum fault visit(struct walk *walk, FTS *fts, FTSENT *entry)
{
    bool below = entry->fts_level > FTS_ROOTLEVEL;
    struct walk_folder *folder = entry->fts_pointer;
    if (below && entry->fts_name[0] == '.') {
        fts_set(fts, entry, FTS_SKIP);
        return FAULT_NONE;
    }
    switch (entry->fts_info) {
    case FTS_D:
        return enter(walk, fts, entry);
    case FTS_DP:
        return folder ? folder_match(folder, walk->arena, walk->reporter) : FAULT_NONE;
    case FTS_DC:
        return entry_wrong(walk, entry, "leads back into a folder above it; not followed",
                           0);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return entry_wrong(walk, entry, "cannot be read", entry->fts_errno);
    case FTS_SLNONE:
        return entry_wrong(walk, entry, "a link that leads nowhere; left out", 0);
    default:
        return below ? add_file(walk, entry->fts_parent->fts_pointer, entry)
                     : add_single(walk, entry);
    }
}

static enum fault fts_fault(const struct walk *walk, const char *path, int error)
{
    if (error == ENOMEM)
        return FAULT_MEMORY;
    struct slice where = report_shown(walk->arena, slice_of(path));
    return fault_set(walk->detail, FAULT_INPUT, "%s: cannot be read: %s",
                     where.at ? where.at : "", strerror(error));
}

enum fault walk_path(struct walk *walk, const char *path)
{
    size_t len = strlen(path);
    char *copy = arena_take(walk->arena, len + 1);
    if (!copy)
        return FAULT_MEMORY;
    memcpy(copy, path, len + 1);
    char *const roots[] = {copy, NULL};
    for (walk->hidden = len; walk->hidden > 0 && path[walk->hidden - 1] == '/';)
        walk->hidden--;
    FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_entries);
    if (!fts)
        return fts_fault(walk, path, errno);
    enum fault fault = FAULT_NONE;
    FTSENT *entry = NULL;
    while (!fault && (errno = 0, entry = fts_read(fts)))
        fault = visit(walk, fts, entry);
    if (!fault && errno)
        fault = fts_fault(walk, path, errno);
    fts_close(fts);
    return fault;
}

/* The walk: folder by folder, collecting texts and sidecars.
 * Not by fts(3), which in glibc crashes when there is no memory for its first entry. */
#include "walk.h"
#include "folder.h"
#include "source/report.h"

#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The file or folder that the walk is at. */
struct walk_entry {
    const struct walk_entry *up; /* NULL: the path given */
    struct slice path, name;
    struct stat status;
    bool is_file;               /* the folder said so; its status is not known */
    struct walk_folder *folder; /* of a folder, once it was entered */
};

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

/* A path for messages: all of it for the path given, else the part below that. */
static struct slice shown(const struct walk *walk, struct slice path, bool below)
{
    size_t from = below ? walk->hidden : 0;
    while (below && from < path.len && path.at[from] == '/')
        from++;
    return report_shown(walk->arena, slice_from(path, from));
}

/* Reports what is wrong at `entry`, or makes it the fault when it is the path given. */
static enum fault entry_wrong(struct walk *walk, const struct walk_entry *entry,
                              const char *what, int error)
{
    bool below = entry->up;
    struct slice where = shown(walk, entry->path, below);
    if (!where.at || error == ENOMEM)
        return FAULT_MEMORY;
    const char *colon = error ? ": " : "", *why = error ? strerror(error) : "";
    size_t file = below && !S_ISDIR(entry->status.st_mode);
    walk->found += file;
    walk->left_out += file;
    if (!below)
        return fault_set(walk->detail, FAULT_INPUT, "%s: %s%s%s", where.at, what, colon,
                         why);
    report_problem(walk->reporter, where.at, 0, "%s%s%s", what, colon, why);
    return FAULT_NONE;
}

/* The folder with the device and inode of `file`; a new one has no names
 * yet. NULL when memory ran out. */
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

/* Enters the folder `entry`; `*whole` when it has been walked already. */
static enum fault enter(struct walk *walk, struct walk_entry *entry, bool *whole)
{
    struct walk_folder *folder = find_folder(walk, &entry->status);
    if (!folder)
        return FAULT_MEMORY;
    *whole = folder->whole;
    if (folder->whole) {
        walk->repeats++;
        struct slice where = shown(walk, entry->path, entry->up);
        if (!where.at)
            return FAULT_MEMORY;
        report_problem(walk->reporter, where.at, 0,
                       "the same folder as %s, which has been read; passed over",
                       folder->shown.at);
        return FAULT_NONE;
    }
    folder->whole = true;
    entry->folder = folder;
    if (folder->path.at)
        return FAULT_NONE;
    return name_folder(walk, folder, entry->path, entry->up);
}

static enum fault add_file(struct walk *walk, struct walk_folder *folder,
                           const struct walk_entry *entry)
{
    enum folder_role role = folder_role(entry->name);
    walk->passed_over += role == FOLDER_NOTHING;
    walk->found += role == FOLDER_NOTHING;
    if (role == FOLDER_NOTHING)
        return FAULT_NONE;
    if (!entry->is_file && !S_ISREG(entry->status.st_mode))
        return entry_wrong(walk, entry, "not a regular file; left out", 0);
    struct folder_file file = {role, entry->path, shown(walk, entry->path, true),
                               &entry->status};
    walk->found++;
    walk->text_count += role == FOLDER_TEXT;
    return folder_add(folder, walk->arena, &file);
}

/* Adds the regular file whose path is `text` and `name`, if there is one. */
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
    walk->found++;
    return folder_add(folder, walk->arena, &file);
}

/* A text given by its path: its folder is a collection of this text alone. */
static enum fault add_single(struct walk *walk, const struct walk_entry *entry)
{
    struct slice path = entry->path, name = entry->name;
    if (!S_ISREG(entry->status.st_mode) || folder_role(name) != FOLDER_TEXT)
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
        walk->repeats++; /* the text is there already */
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
    return fault ? fault
                 : folder_match(folder, walk->arena, walk->reporter, &walk->left_out);
}

static enum fault visit(struct walk *walk, struct walk_entry *entry);

/* Visits all in a folder that was entered, but names that begin with a dot. */
static enum fault visit_all(struct walk *walk, const struct walk_entry *folder,
                            struct dirent *const *names, int count)
{
    enum fault fault = FAULT_NONE;
    bool ends = slice_ends(folder->path, SLICE("/"));
    for (int i = 0; i < count && !fault; i++) {
        if (names[i]->d_name[0] == '.')
            continue;
        struct walk_entry entry = {.up = folder, .is_file = names[i]->d_type == DT_REG};
        entry.path = arena_print(walk->arena, "%.*s%s%s", SLICE_PRINT(folder->path),
                                 ends ? "" : "/", names[i]->d_name);
        entry.name = slice_of(names[i]->d_name);
        fault = entry.path.at ? visit(walk, &entry) : FAULT_MEMORY;
    }
    return fault;
}

static enum fault visit_folder(struct walk *walk, struct walk_entry *entry)
{
    for (const struct walk_entry *up = entry->up; up; up = up->up)
        if (up->status.st_dev == entry->status.st_dev &&
            up->status.st_ino == entry->status.st_ino)
            return entry_wrong(walk, entry,
                               "leads back into a folder above it; not followed", 0);
    bool whole;
    enum fault fault = enter(walk, entry, &whole);
    if (fault || whole)
        return fault;
    struct dirent **names;
    int count = scandir(entry->path.at, &names, NULL, versionsort);
    if (count < 0)
        return entry_wrong(walk, entry, "cannot be read", errno);
    fault = visit_all(walk, entry, names, count);
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return fault ? fault
                 : folder_match(entry->folder, walk->arena, walk->reporter,
                                &walk->left_out);
}

/* A text is there, and cannot be looked at: its reading will say why. */
static enum fault add_unreadable(struct walk *walk, struct walk_entry *entry)
{
    entry->status = (struct stat){.st_size = 0};
    struct folder_file file = {FOLDER_TEXT, entry->path, shown(walk, entry->path, true),
                               &entry->status};
    walk->found++;
    walk->text_count++;
    return folder_add(entry->up->folder, walk->arena, &file);
}

/* Half of the files are sidecars, of which only the name is needed: no stat(2). */
static enum fault visit(struct walk *walk, struct walk_entry *entry)
{
    if (entry->is_file && folder_role(entry->name) != FOLDER_TEXT)
        return add_file(walk, entry->up->folder, entry);
    if (stat(entry->path.at, &entry->status) != 0) {
        int error = errno;
        if (entry->up && folder_role(entry->name) == FOLDER_TEXT)
            return add_unreadable(walk, entry);
        bool link = error == ENOENT && lstat(entry->path.at, &entry->status) == 0;
        return link ? entry_wrong(walk, entry, "a link that leads nowhere; left out", 0)
                    : entry_wrong(walk, entry, "cannot be read", error);
    }
    if (S_ISDIR(entry->status.st_mode))
        return visit_folder(walk, entry);
    return entry->up ? add_file(walk, entry->up->folder, entry) : add_single(walk, entry);
}

enum fault walk_path(struct walk *walk, const char *path)
{
    struct walk_entry entry = {.path = arena_copy(walk->arena, slice_of(path))};
    if (!entry.path.at)
        return FAULT_MEMORY;
    const char *slash = strrchr(entry.path.at, '/');
    entry.name = slice_of(slash ? slash + 1 : entry.path.at);
    for (walk->hidden = entry.path.len;
         walk->hidden > 0 && path[walk->hidden - 1] == '/';)
        walk->hidden--;
    return visit(walk, &entry);
}

/* A folder: its texts and sidecars, matched by the stems of their names. */
#include "folder.h"
#include "source/report.h"

#include <stdlib.h>
#include <strings.h>

static bool has_suffix(struct slice name, const char *suffix)
{
    size_t len = strlen(suffix);
    return name.len > len && strncasecmp(name.at + name.len - len, suffix, len) == 0;
}

enum folder_role folder_role(struct slice name)
{
    if (has_suffix(name, ".txt"))
        return FOLDER_TEXT;
    if (slice_is(name, "collection.json"))
        return FOLDER_ABOUT;
    if (slice_is(name, "authority.json"))
        return FOLDER_AUTHORITY;
    if (slice_is(name, "overrides.json"))
        return FOLDER_OVERRIDES;
    if (slice_is(name, "metadata.csv") || slice_is(name, "metadata.tsv"))
        return FOLDER_METADATA;
    return has_suffix(name, ".json") ? FOLDER_SIDECAR : FOLDER_NOTHING;
}

static struct slice stem_of(struct slice path)
{
    const char *slash = memrchr(path.at, '/', path.len);
    struct slice name = slash ? slice_from(path, (size_t)(slash - path.at) + 1) : path;
    const char *dot = memrchr(name.at, '.', name.len);
    return (struct slice){name.at, dot ? (size_t)(dot - name.at) : name.len};
}

static enum fault add_text(struct walk_folder *folder, struct arena *arena,
                           const struct folder_file *file)
{
    struct walk_text *text = arena_take_array(arena, 1, sizeof(*text));
    if (!text)
        return FAULT_MEMORY;
    *text = (struct walk_text){.next = folder->texts,
                               .stem = stem_of(file->path),
                               .path = file->path,
                               .shown = file->shown,
                               .bytes = (uint64_t)file->status->st_size,
                               .device = file->status->st_dev,
                               .inode = file->status->st_ino};
    folder->texts = text;
    folder->text_count++;
    return FAULT_NONE;
}

enum fault folder_add(struct walk_folder *folder, struct arena *arena,
                      const struct folder_file *file)
{
    if (!file->shown.at)
        return FAULT_MEMORY;
    if (file->role == FOLDER_TEXT)
        return add_text(folder, arena, file);
    if (file->role == FOLDER_ABOUT)
        folder->about = file->path;
    if (file->role == FOLDER_AUTHORITY)
        folder->authority = file->path;
    if (file->role == FOLDER_OVERRIDES)
        folder->overrides = file->path;
    if (file->role == FOLDER_METADATA) {
        folder->metadata = file->path;
        folder->metadata_shown = file->shown;
    }
    if (file->role != FOLDER_SIDECAR)
        return FAULT_NONE;
    struct walk_sidecar *sidecar = arena_take(arena, sizeof(*sidecar));
    if (!sidecar)
        return FAULT_MEMORY;
    *sidecar = (struct walk_sidecar){folder->sidecars, stem_of(file->path), file->path,
                                     file->shown};
    folder->sidecars = sidecar;
    return FAULT_NONE;
}

static int compare_texts(const void *left, const void *right)
{
    const struct walk_text *const *a = left, *const *b = right;
    return slice_compare((*a)->stem, (*b)->stem);
}

static int compare_stem_to_text(const void *stem, const void *text)
{
    const struct walk_text *const *of = text;
    return slice_compare(*(const struct slice *)stem, (*of)->stem);
}

/* The texts in an array sorted by stem; NULL when memory ran out. */
static struct walk_text **sorted_texts(const struct walk_folder *folder,
                                       struct arena *arena)
{
    struct walk_text **texts =
        arena_take_array(arena, folder->text_count, sizeof(struct walk_text *));
    if (!texts)
        return NULL;
    size_t count = 0;
    for (struct walk_text *text = folder->texts; text; text = text->next)
        texts[count++] = text;
    qsort(texts, count, sizeof(struct walk_text *), compare_texts);
    return texts;
}

/* Gives `sidecar` to the texts with its stem: NAME.txt, and NAME.TXT where both exist.
 * False when no text has it then. */
static bool give(const struct walk_sidecar *sidecar, struct walk_text **texts,
                 size_t count)
{
    bool given = false;
    struct walk_text **hit = bsearch(&sidecar->stem, texts, count,
                                     sizeof(struct walk_text *), compare_stem_to_text);
    while (hit && hit > texts && slice_equal(hit[-1]->stem, sidecar->stem))
        hit--;
    for (; hit && hit < texts + count && slice_equal((*hit)->stem, sidecar->stem);
         hit++) {
        if ((*hit)->sidecar.len == 0)
            (*hit)->sidecar = sidecar->path;
        given |= slice_equal((*hit)->sidecar, sidecar->path);
    }
    return given;
}

enum fault folder_match(struct walk_folder *folder, struct arena *arena,
                        const struct reporter *reporter, size_t *left_out)
{
    struct walk_text **texts = sorted_texts(folder, arena);
    if (!texts)
        return FAULT_MEMORY;
    if (folder->about.len > 0 && folder->text_count == 0) {
        ++*left_out;
        report_problem(reporter, folder->shown.at, 0,
                       "collection.json is beside no text (NAME.txt); left out");
    }
    for (struct walk_sidecar *at = folder->sidecars; at; at = at->next)
        if (!give(at, texts, folder->text_count)) {
            ++*left_out;
            report_problem(
                reporter, at->shown.at, 0,
                "belongs to no text: expected \"%.*s.txt\" beside it; left out",
                SLICE_PRINT(report_shown(arena, at->stem)));
        }
    folder->sidecars = NULL;
    return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
}

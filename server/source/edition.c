/* The edition: what the walk found gets ids and is put in order; duplicates go. */
#include "source/edition.h"
#include "id_claims.h"
#include "source/report.h"
#include "walk.h"

#include <stdlib.h>

void edition_init(struct edition *edition)
{
    *edition = (struct edition){0};
    arena_init(&edition->arena);
}

void edition_release(struct edition *edition)
{
    arena_release(&edition->arena);
    *edition = (struct edition){0};
}

static int compare_texts(const void *left, const void *right)
{
    const struct walk_text *a = *(const struct walk_text *const *)left;
    const struct walk_text *b = *(const struct walk_text *const *)right;
    int order = slice_compare(a->order, b->order);
    return order ? order : slice_compare(a->path, b->path);
}

static int compare_folders(const void *left, const void *right)
{
    const struct walk_folder *a = *(const struct walk_folder *const *)left;
    const struct walk_folder *b = *(const struct walk_folder *const *)right;
    int order = slice_compare(a->order, b->order);
    return order ? order : slice_compare(a->id, b->id);
}

/* The texts of `folder` in their order, without files that were given twice. */
static enum fault fill_documents(struct edition_collection *out, struct id_claims *claims,
                                 const struct walk_folder *folder, size_t *passed_over)
{
    size_t count = folder->text_count, filled = 0;
    struct walk_text **texts =
        arena_take_array(claims->arena, count, sizeof(struct walk_text *));
    out->documents = arena_take_array(claims->arena, count, sizeof(*out->documents));
    if (!texts || !out->documents)
        return FAULT_MEMORY;
    for (struct walk_text *text = folder->texts; text; text = text->next)
        texts[filled++] = text;
    qsort(texts, count, sizeof(struct walk_text *), compare_texts);
    for (size_t i = 0; i < count; i++) {
        bool kept;
        if (id_claims_take(claims, texts[i], folder->id, &kept))
            return FAULT_MEMORY;
        *passed_over += !kept;
        if (kept)
            out->documents[out->document_count++] = (struct edition_document){
                texts[i]->id,      texts[i]->path, texts[i]->shown,
                texts[i]->sidecar, texts[i]->row,  texts[i]->bytes};
    }
    id_claims_report(claims, folder);
    return FAULT_NONE;
}

static enum fault fill_collection(struct edition_collection *out,
                                  struct id_claims *claims,
                                  const struct walk_folder *folder, size_t *passed_over)
{
    out->id = folder->id;
    out->sidecar = folder->about;
    out->metadata = folder->metadata;
    out->authority = folder->authority;
    out->overrides = folder->overrides;
    out->name = report_shown(claims->arena, folder->name);
    return out->name.at ? fill_documents(out, claims, folder, passed_over) : FAULT_MEMORY;
}

/* The folders that hold texts in the order of their ids; NULL when memory ran out. */
static struct walk_folder **named_folders(const struct walk *walk,
                                          struct id_claims *claims, size_t *count)
{
    *count = 0;
    for (struct walk_folder *at = walk->folders; at; at = at->next)
        *count += at->text_count > 0;
    struct walk_folder **folders =
        arena_take_array(claims->arena, *count, sizeof(struct walk_folder *));
    size_t filled = 0;
    for (struct walk_folder *at = walk->folders; at && folders; at = at->next) {
        if (at->text_count == 0)
            continue;
        if (id_claims_collection(claims, at) || id_claims_texts(claims, at))
            return NULL;
        folders[filled++] = at;
    }
    if (folders)
        qsort(folders, *count, sizeof(struct walk_folder *), compare_folders);
    return folders;
}

/* Texts that had their ids before claim them before all others. */
static enum fault claim_owned(const struct edition *edition, struct id_claims *claims,
                              struct walk_folder *const *folders, size_t count)
{
    for (size_t i = 0; edition->owns && i < count; i++)
        for (struct walk_text *text = folders[i]->texts; text; text = text->next) {
            bool kept;
            if (edition->owns(edition->owner, text->id, text->shown) &&
                id_claims_take(claims, text, folders[i]->id, &kept))
                return FAULT_MEMORY;
        }
    return FAULT_NONE;
}

/* Documents claim their ids in the order of the collections' ids, not of the walk. */
static enum fault fill(struct edition *edition, const struct walk *walk,
                       struct id_claims *claims)
{
    size_t count;
    struct walk_folder **folders = named_folders(walk, claims, &count);
    edition->collections =
        arena_take_array(&edition->arena, count, sizeof(*edition->collections));
    if (!folders || !edition->collections || claim_owned(edition, claims, folders, count))
        return FAULT_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct edition_collection *out = &edition->collections[i];
        if (fill_collection(out, claims, folders[i], &edition->passed_over))
            return FAULT_MEMORY;
        edition->collection_count++;
        edition->document_count += out->document_count;
    }
    return FAULT_NONE;
}

/* Walks one CORPUS of several, and reports when no text was found in it. */
static enum fault walk_one(struct walk *walk, const char *path)
{
    size_t texts = walk->text_count, repeats = walk->repeats;
    enum fault fault = walk_path(walk, path);
    if (fault || walk->text_count > texts || walk->repeats > repeats)
        return fault;
    struct slice where = report_shown(walk->arena, slice_of(path));
    if (!where.at)
        return FAULT_MEMORY;
    report_problem(walk->reporter, where.at, 0, "holds no text (NAME.txt)");
    return FAULT_NONE;
}

static enum fault nothing_found(struct arena *arena, const char *const *paths,
                                size_t count, struct fault_detail *detail)
{
    struct slice first = slice_of(count ? paths[0] : "no path at all");
    first = report_shown(arena, first);
    return fault_set(
        detail, first.at ? FAULT_INPUT : FAULT_MEMORY,
        "no text found in %.*s%s: expected files NAME.txt, in one folder per "
        "collection",
        SLICE_PRINT(first), count > 1 ? " and the others" : "");
}

enum fault edition_walk(struct edition *edition, const char *const *paths, size_t count,
                        source_report *report, void *self, struct fault_detail *detail)
{
    const struct reporter reporter = {.report = report, .self = self};
    struct walk walk;
    struct id_claims claims;
    walk_init(&walk, &edition->arena, &reporter, detail);
    id_claims_init(&claims, &edition->arena, &reporter);
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < count && !fault; i++)
        fault = count > 1 ? walk_one(&walk, paths[i]) : walk_path(&walk, paths[i]);
    if (!fault && walk.text_count == 0)
        fault = nothing_found(&edition->arena, paths, count, detail);
    else if (!fault)
        fault = fill(edition, &walk, &claims);
    edition->found = walk.found;
    edition->left_out = walk.left_out;
    edition->passed_over += walk.passed_over;
    id_claims_release(&claims);
    walk_release(&walk);
    return fault;
}

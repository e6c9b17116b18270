/* Claims of ids: an id is made, then claimed; the first to claim it has it. */
#include "id_claims.h"
#include "base/utf8.h"
#include "source/metadata.h"
#include "source/report.h"
#include "text/slug.h"

#include <search.h>
#include <stdlib.h>

/* What has an id: a text, or the folder of a collection. */
struct holder {
    struct slice id;
    const struct walk_text *text;
    const struct walk_folder *folder;
};

void id_claims_init(struct id_claims *claims, struct arena *arena,
                    const struct reporter *reporter)
{
    *claims = (struct id_claims){.arena = arena, .reporter = reporter};
    arena_init(&claims->scratch);
}

static void keep(void *holder)
{
    (void)holder; /* it is the arena's */
}

void id_claims_release(struct id_claims *claims)
{
    tdestroy(claims->collections, keep);
    tdestroy(claims->documents, keep);
    arena_release(&claims->scratch);
}

static int compare_holders(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    return slice_compare(a->id, b->id);
}

/* Takes the id of `wish` for it, or finds what has it; NULL when memory ran out. */
static const struct holder *take(struct arena *arena, void **tree, struct holder wish)
{
    struct holder *fresh = arena_take(arena, sizeof(*fresh));
    if (!fresh)
        return NULL;
    *fresh = wish;
    void *node = tsearch(fresh, tree, compare_holders);
    return node ? *(struct holder **)node : NULL;
}

/* Copies what was made in the scratch arena to the arena that stays. */
static enum fault settle(struct id_claims *claims, struct slice *text)
{
    bool failed = arena_failed(&claims->scratch) || !text->at;
    *text = failed ? SLICE_NONE : arena_copy(claims->arena, *text);
    arena_clear(&claims->scratch);
    return text->at ? FAULT_NONE : FAULT_MEMORY;
}

static enum fault make_order(struct id_claims *claims, struct slice *order,
                             struct slice name)
{
    *order = slug_order(&claims->scratch, name);
    return settle(claims, order);
}

/* The id in the sidecar, or the slug of `name`. */
static enum fault make_id(struct id_claims *claims, struct slice *id,
                          struct slice sidecar, struct slice prefix, struct slice name,
                          struct slice shown)
{
    bool cut, from_name;
    *id = SLICE_NONE;
    if (sidecar.len > 0 && sidecar_find(id, &claims->scratch, sidecar.at, SIDECAR_ID))
        return FAULT_MEMORY;
    from_name = id->len == 0;
    if (from_name)
        *id = slug_of(&claims->scratch,
                      arena_print(&claims->scratch, "%.*s%.*s", SLICE_PRINT(prefix),
                                  SLICE_PRINT(name)));
    enum fault fault = settle(claims, id);
    if (!fault && from_name && utf8_check(name, &cut) < name.len)
        report_problem(claims->reporter, shown.at, 0,
                       "its name on disk is not UTF-8; known as \"%s\"", id->at);
    return fault;
}

/* The absolute path of the parent of `folder`, by the names that led to it; to be freed.
 * NULL when it cannot be found. */
static char *path_above(struct arena *scratch, const struct walk_folder *folder)
{
    struct slice path = folder->path;
    struct slice above = {path.at, path.len - folder->name.len};
    if (!slice_ends(path, folder->name))
        above = arena_print(scratch, "%s/..", path.at);
    else
        above = arena_copy(scratch, above.len ? above : SLICE("."));
    return above.at ? realpath(above.at, NULL) : NULL;
}

/* Puts the last `depth` names of the path above `folder` before `id`, or, where there are
 * not so many, their number. */
static enum fault make_longer_id(struct id_claims *claims, struct walk_folder *folder,
                                 struct slice id, size_t depth)
{
    struct arena *scratch = &claims->scratch;
    char *whole = path_above(scratch, folder);
    size_t left = depth, from = whole ? strlen(whole) : 0;
    while (left > 0 && from > 0)
        left -= whole[--from] == '/';
    bool enough = whole && left == 0 && whole[from + 1];
    struct slice longer =
        enough ? arena_print(scratch, "%s-%.*s", whole + from + 1, SLICE_PRINT(id))
               : arena_print(scratch, "%zu-%.*s", depth, SLICE_PRINT(id));
    free(whole);
    folder->id = slug_of(scratch, longer);
    return settle(claims, &folder->id);
}

/* Claims the id of `folder`, or a longer one. */
static enum fault claim_collection(struct id_claims *claims, struct walk_folder *folder)
{
    struct slice wanted = folder->id;
    const struct walk_folder *first = NULL;
    for (size_t depth = 1;; depth++) {
        const struct holder *has = take(claims->arena, &claims->collections,
                                        (struct holder){folder->id, NULL, folder});
        if (!has)
            return FAULT_MEMORY;
        if (has->folder == folder)
            break;
        first = first ? first : has->folder;
        if (make_longer_id(claims, folder, wanted, depth))
            return FAULT_MEMORY;
    }
    if (first)
        report_problem(claims->reporter, folder->shown.at, 0,
                       "the collection's id \"%s\" is taken by %s; known as \"%s\"",
                       wanted.at, first->shown.at, folder->id.at);
    return FAULT_NONE;
}

enum fault id_claims_collection(struct id_claims *claims, struct walk_folder *folder)
{
    enum fault fault = make_id(claims, &folder->id, folder->about, SLICE_NONE,
                               folder->name, folder->shown);
    if (!fault)
        fault = claim_collection(claims, folder);
    return fault ? fault : make_order(claims, &folder->order, folder->id);
}

enum fault id_claims_texts(struct id_claims *claims, struct walk_folder *folder)
{
    enum fault fault = FAULT_NONE;
    struct slice prefix = SLICE_NONE;
    if (folder->about.len &&
        sidecar_find(&prefix, claims->arena, folder->about.at, SIDECAR_PREFIX))
        return FAULT_MEMORY;
    if (folder->metadata.len &&
        metadata_read(&folder->table, claims->arena, folder->metadata.at,
                      folder->metadata_shown.at, claims->reporter))
        return FAULT_MEMORY;
    for (struct walk_text *text = folder->texts; text && !fault; text = text->next) {
        struct slice named = SLICE_NONE;
        text->row = metadata_find(folder->table, text->stem);
        if (text->row) {
            text->row->used = true;
            named = metadata_cell(text->row, "id");
        }
        fault = make_id(claims, &text->id, text->sidecar, named.len ? SLICE_NONE : prefix,
                        named.len ? named : text->stem, text->shown);
        if (!fault)
            fault = make_order(claims, &text->order, text->stem);
    }
    metadata_report_unused(folder->table, claims->arena, claims->reporter);
    return fault;
}

static bool is_same_file(const struct walk_text *a, const struct walk_text *b)
{
    return a->device == b->device && a->inode == b->inode && a->inode != 0 &&
           slice_equal(a->stem, b->stem);
}

enum fault id_claims_take(struct id_claims *claims, struct walk_text *text,
                          struct slice collection, bool *kept)
{
    struct slice wanted = text->id;
    const struct walk_text *first = NULL;
    *kept = true;
    for (size_t number = 1;; number++) {
        const struct holder *has = take(claims->arena, &claims->documents,
                                        (struct holder){text->id, text, NULL});
        if (!has)
            return FAULT_MEMORY;
        if (has->text == text)
            break;
        first = first ? first : has->text;
        if (is_same_file(has->text, text)) {
            *kept = false;
            return FAULT_NONE;
        }
        struct slice longer =
            number == 1
                ? arena_print(&claims->scratch, "%.*s.%.*s", SLICE_PRINT(collection),
                              SLICE_PRINT(wanted))
                : arena_print(&claims->scratch, "%.*s.%.*s-%zu", SLICE_PRINT(collection),
                              SLICE_PRINT(wanted), number);
        text->id = slug_of(&claims->scratch, longer);
        if (settle(claims, &text->id))
            return FAULT_MEMORY;
    }
    if (first && claims->longer++ == 0) {
        claims->shown = text->shown;
        claims->id = text->id;
        claims->holder = first;
    }
    return FAULT_NONE;
}

void id_claims_report(struct id_claims *claims, const struct walk_folder *folder)
{
    if (claims->longer == 1)
        report_problem(claims->reporter, claims->shown.at, 0,
                       "its id is taken by %s; known as \"%s\"", claims->holder->shown.at,
                       claims->id.at);
    else if (claims->longer)
        report_problem(
            claims->reporter, folder->shown.at, 0,
            "the ids of %zu of its texts are taken, as that of %s by %s; known "
            "as \"%s\" and so on; \"prefix\" in collection.json says what "
            "goes before them",
            claims->longer, claims->shown.at, claims->holder->shown.at, claims->id.at);
    claims->longer = 0;
}

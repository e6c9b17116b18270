/* Claims of ids: an id is made, then claimed; the first to claim it has it. */
#include "id_claims.h"
#include "base/utf8.h"
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
                          struct slice sidecar, struct slice name, struct slice shown)
{
    bool cut, from_name;
    *id = SLICE_NONE;
    if (sidecar.len > 0 && sidecar_find_id(id, &claims->scratch, sidecar.at))
        return FAULT_MEMORY;
    from_name = id->len == 0;
    if (from_name)
        *id = slug_of(&claims->scratch, name);
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
    enum fault fault =
        make_id(claims, &folder->id, folder->about, folder->name, folder->shown);
    if (!fault)
        fault = claim_collection(claims, folder);
    return fault ? fault : make_order(claims, &folder->order, folder->id);
}

enum fault id_claims_texts(struct id_claims *claims, struct walk_folder *folder)
{
    enum fault fault = FAULT_NONE;
    for (struct walk_text *text = folder->texts; text && !fault; text = text->next) {
        fault = make_id(claims, &text->id, text->sidecar, text->stem, text->shown);
        if (!fault)
            fault = make_order(claims, &text->order, text->stem);
    }
    return fault;
}

enum fault id_claims_take(struct id_claims *claims, const struct walk_text *text,
                          bool *first)
{
    const struct holder *has =
        take(claims->arena, &claims->documents, (struct holder){text->id, text, NULL});
    if (!has)
        return FAULT_MEMORY;
    const struct walk_text *holder = has->text;
    *first = holder == text;
    bool same = holder->device == text->device && holder->inode == text->inode &&
                slice_equal(holder->stem, text->stem);
    if (!same)
        report_problem(claims->reporter, text->shown.at, 0,
                       "its id \"%s\" is taken by %s; left out", text->id.at,
                       holder->shown.at);
    return FAULT_NONE;
}

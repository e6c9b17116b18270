/* Naming: an id is made, then claimed; whoever claims it first has it. */
#include "id_claims.h"
#include "base/utf8.h"
#include "source/report.h"
#include "text/slug.h"

#include <search.h>
#include <stdlib.h>

/* Who has an id: a text, or the folder of a collection. */
struct holder {
    struct slice id;
    const struct walk_text *text;
    const struct walk_folder *folder;
};

void id_claims_init(struct id_claims *naming, struct arena *arena,
                    const struct reporter *reporter)
{
    *naming = (struct id_claims){.arena = arena, .reporter = reporter};
    arena_init(&naming->scratch);
}

static void keep(void *holder)
{
    (void)holder; /* it is the arena's */
}

void id_claims_release(struct id_claims *naming)
{
    tdestroy(naming->collections, keep);
    tdestroy(naming->documents, keep);
    arena_release(&naming->scratch);
}

static int compare_holders(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    return slice_compare(a->id, b->id);
}

/* Takes `wish`'s id for it, or finds who has it; NULL when memory ran out. */
static const struct holder *take(struct arena *arena, void **tree, struct holder wish)
{
    struct holder *fresh = arena_take(arena, sizeof(*fresh));
    if (!fresh)
        return NULL;
    *fresh = wish;
    void *node = tsearch(fresh, tree, compare_holders);
    return node ? *(struct holder **)node : NULL;
}

/* Moves what was made in the scratch arena to where it lives. */
static enum fault settle(struct id_claims *naming, struct slice *text)
{
    bool failed = arena_failed(&naming->scratch) || !text->at;
    *text = failed ? SLICE_NONE : arena_copy(naming->arena, *text);
    arena_clear(&naming->scratch);
    return text->at ? FAULT_NONE : FAULT_MEMORY;
}

static enum fault make_order(struct id_claims *naming, struct slice *order,
                             struct slice name)
{
    *order = slug_order(&naming->scratch, name);
    return settle(naming, order);
}

/* The id that the sidecar gives, or the slug of `name`. */
static enum fault make_id(struct id_claims *naming, struct slice *id,
                          struct slice sidecar, struct slice name, struct slice shown)
{
    bool cut, from_name;
    *id = SLICE_NONE;
    if (sidecar.len > 0 && sidecar_find_id(id, &naming->scratch, sidecar.at))
        return FAULT_MEMORY;
    from_name = id->len == 0;
    if (from_name)
        *id = slug_of(&naming->scratch, name);
    enum fault fault = settle(naming, id);
    if (!fault && from_name && utf8_check(name, &cut) < name.len)
        report_problem(naming->reporter, shown.at, 0,
                       "its name on disk is not UTF-8; known as \"%s\"", id->at);
    return fault;
}

/* The whole path of the folder in which `folder` lies, by the names that led to it; to be
 * freed. NULL when it cannot be told. */
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

/* The last `depth` names of the path above `folder`, before `id`; where there are not so
 * many, a number. */
static enum fault make_longer_id(struct id_claims *naming, struct walk_folder *folder,
                                 struct slice id, size_t depth)
{
    struct arena *scratch = &naming->scratch;
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
    return settle(naming, &folder->id);
}

/* Claims the id of `folder`, or a longer one. */
static enum fault claim_collection(struct id_claims *naming, struct walk_folder *folder)
{
    struct slice wanted = folder->id;
    const struct walk_folder *first = NULL;
    for (size_t depth = 1;; depth++) {
        const struct holder *has = take(naming->arena, &naming->collections,
                                        (struct holder){folder->id, NULL, folder});
        if (!has)
            return FAULT_MEMORY;
        if (has->folder == folder)
            break;
        first = first ? first : has->folder;
        if (make_longer_id(naming, folder, wanted, depth))
            return FAULT_MEMORY;
    }
    if (first)
        report_problem(naming->reporter, folder->shown.at, 0,
                       "the collection's id \"%s\" is taken by %s; known as \"%s\"",
                       wanted.at, first->shown.at, folder->id.at);
    return FAULT_NONE;
}

enum fault id_claims_collection(struct id_claims *naming, struct walk_folder *folder)
{
    enum fault fault =
        make_id(naming, &folder->id, folder->about, folder->name, folder->shown);
    if (!fault)
        fault = claim_collection(naming, folder);
    return fault ? fault : make_order(naming, &folder->order, folder->id);
}

enum fault id_claims_texts(struct id_claims *naming, struct walk_folder *folder)
{
    enum fault fault = FAULT_NONE;
    for (struct walk_text *text = folder->texts; text && !fault; text = text->next) {
        fault = make_id(naming, &text->id, text->sidecar, text->stem, text->shown);
        if (!fault)
            fault = make_order(naming, &text->order, text->stem);
    }
    return fault;
}

enum fault id_claims_take(struct id_claims *naming, const struct walk_text *text,
                          bool *first)
{
    const struct holder *has =
        take(naming->arena, &naming->documents, (struct holder){text->id, text, NULL});
    if (!has)
        return FAULT_MEMORY;
    const struct walk_text *holder = has->text;
    *first = holder == text;
    bool same = holder->device == text->device && holder->inode == text->inode &&
                slice_equal(holder->stem, text->stem);
    if (!same)
        report_problem(naming->reporter, text->shown.at, 0,
                       "its id \"%s\" is taken by %s; left out", text->id.at,
                       holder->shown.at);
    return FAULT_NONE;
}

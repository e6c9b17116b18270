/* Finding what a path names; and when it is not there, telling what became of it. */
#include "answer/lookup.h"
#include "answer/send.h"
#include "text/slug.h"

#include <time.h>

/* The blocks or the notes of a document: what they are called, and the letters of their
 * ids. */
struct part_family {
    const char *noun;
    const char *prefixes[3]; /* ends with NULL */
};

static const struct part_family blocks = {"paragraph", {"p", NULL}};
static const struct part_family notes = {"footnote", {"fn", "en", NULL}};

struct slice call_target_with(struct call *call, const struct slice *variables)
{
    struct buffer path;
    buffer_init(&path);
    route_path(call->routed.route, variables, &path);
    if (call->routed.suffixed)
        buffer_print(&path, ".%s", format_suffix(call->routed.format));
    if (call->routed.query.len) {
        buffer_put_char(&path, '?');
        buffer_put(&path, call->routed.query);
    }
    struct slice copy =
        buffer_failed(&path) ? SLICE_NONE : arena_copy(call->arena, buffer_slice(&path));
    buffer_release(&path);
    return copy;
}

static enum fault redirect_to(struct call *call, int status, struct slice document,
                              struct slice part)
{
    struct slice variables[ROUTE_VARIABLES] = {document, part};
    return call_redirect(call, status, call_target_with(call, variables));
}

/* The number in "p7", "p7-2" or "7"; -1 when there is none. */
static int64_t number_of(struct slice id, struct slice prefix)
{
    enum { DIGITS = 9 };
    uint64_t number;
    if (slice_starts(id, prefix))
        id = slice_from(id, prefix.len);
    id.len = slice_find(id, '-');
    return id.len <= DIGITS && slice_number(id, INT32_MAX, &number) ? (int64_t)number
                                                                    : -1;
}

/* The ids that are nearest to a block or note that is gone. */
static enum fault find_nearest(struct call *call, struct slice document,
                               struct slice part)
{
    struct document_row row;
    bool found;
    char prefix[3] = "";
    for (size_t i = 0; i < 2 && i < part.len && part.at[i] >= 'a'; i++)
        prefix[i] = part.at[i];
    int64_t number = number_of(part, slice_of(prefix));
    enum fault fault = corpus_find_document(call->corpus, call->arena, document, &row,
                                            &found, &call->detail);
    if (fault || !found || number < 0 || !prefix[0])
        return fault;
    return corpus_similar_ids(call->corpus, call->arena, row.key, prefix, number,
                              call->similar, &call->similar_count, &call->detail);
}

/* 410: what the editors withdrew is said to be so; what a load did not find any more is
 * not, and the nearest that there is comes with it. */
static enum fault say_gone(struct call *call, const struct former_row *former)
{
    struct slice document = former->document, part = former->name;
    const char *slash = part.len ? "/" : "";
    char since[32] = "";
    if (former->withdrawn)
        return fault_set(&call->detail, FAULT_GONE,
                         "\"%.*s%s%.*s\" was here and has been withdrawn",
                         SLICE_PRINT(document), slash, SLICE_PRINT(part));
    enum fault fault =
        part.len ? find_nearest(call, document, part)
                 : corpus_similar_documents(call->corpus, call->arena, document,
                                            call->similar, &call->similar_count,
                                            &call->detail);
    if (fault)
        return fault;
    if (!part.len)
        call_rank_similar(call, document);
    time_t seconds = (time_t)former->since;
    struct tm date;
    if (former->since && gmtime_r(&seconds, &date))
        strftime(since, sizeof(since), " since %Y-%m-%d", &date);
    return fault_set(&call->detail, FAULT_GONE, "\"%.*s%s%.*s\" is no longer here%s",
                     SLICE_PRINT(document), slash, SLICE_PRINT(part), since);
}

/* Answers for an id that was: a redirect, or 410. FAULT_NONE: there never was one. `part`
 * is empty for a document. */
static enum fault answer_former(struct call *call, struct slice document,
                                struct slice part)
{
    struct former_row former;
    bool found;
    enum fault fault = corpus_find_former(call->corpus, call->arena, document, part,
                                          &former, &found, &call->detail);
    if (fault || !found)
        return fault;
    if (former.status == 410)
        return say_gone(call, &former);
    struct slice target = part.len ? former.target_name : call_path(call, PATH_PART);
    return redirect_to(call, former.status, former.target_document, target);
}

/* "Despatch 4" and "DESPATCH-4" lead to "despatch-4". */
static enum fault try_slug(struct call *call, struct slice id)
{
    struct slice slug = slug_of(call->arena, id);
    if (!slug.at || slice_equal(slug, id))
        return FAULT_NONE;
    struct document_row row;
    bool found;
    enum fault fault = corpus_find_document(call->corpus, call->arena, slug, &row, &found,
                                            &call->detail);
    if (fault || !found)
        return fault;
    return redirect_to(call, 308, slug, call_path(call, PATH_PART));
}

static size_t common_prefix(struct slice a, struct slice b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.at[len] == b.at[len])
        len++;
    return len;
}

void call_rank_similar(struct call *call, struct slice id)
{
    enum { SHARED = 3 };
    size_t count = 0;
    for (size_t i = 0; i < call->similar_count; i++) {
        struct slice similar = call->similar[i];
        size_t shared = common_prefix(similar, id), at = count;
        if (shared < SHARED)
            continue;
        for (; at > 0 && common_prefix(call->similar[at - 1], id) < shared; at--)
            call->similar[at] = call->similar[at - 1];
        call->similar[at] = similar;
        count++;
    }
    call->similar_count = count;
}

static enum fault missing_document(struct call *call, struct slice id)
{
    enum fault fault = answer_former(call, id, SLICE_NONE);
    if (!fault)
        fault = try_slug(call, id);
    if (!fault)
        fault = corpus_similar_documents(call->corpus, call->arena, id, call->similar,
                                         &call->similar_count, &call->detail);
    if (fault)
        return fault;
    call_rank_similar(call, id);
    return fault_set(&call->detail, FAULT_NOT_FOUND, "there is no document \"%.*s\"",
                     (int)(id.len < 100 ? id.len : 100), id.at);
}

enum fault require_document(struct call *call, struct document_row *out)
{
    struct slice id = call_path(call, PATH_DOCUMENT);
    bool found;
    enum fault fault =
        corpus_find_document(call->corpus, call->arena, id, out, &found, &call->detail);
    if (fault || found)
        return fault;
    return missing_document(call, id);
}

static bool is_digits(struct slice text)
{
    uint64_t number;
    size_t len = text.len;
    slice_take_number(&text, UINT64_MAX, &number);
    return len > 0 && text.len == 0;
}

/* Which ids of the document are like the one that is not there, and which omission hides
 * a paragraph of its number. */
static enum fault find_similar(struct call *call, int64_t document,
                               const struct part_family *family, struct slice *hiding)
{
    struct slice id = call_path(call, PATH_PART);
    const char *const *prefix = family->prefixes;
    enum fault fault = FAULT_NONE;
    for (; !fault && *prefix && call->similar_count == 0; prefix++) {
        int64_t number = number_of(id, slice_of(*prefix));
        if (number < 0)
            continue;
        fault = corpus_similar_ids(call->corpus, call->arena, document, *prefix, number,
                                   call->similar, &call->similar_count, &call->detail);
        if (!fault && family == &blocks && slice_find(id, '-') == id.len)
            fault = corpus_omission_hiding(call->corpus, call->arena, document, number,
                                           hiding, &call->detail);
    }
    return fault;
}

static enum fault explain_missing(struct call *call, int64_t document,
                                  const struct part_family *family)
{
    struct slice id = call_path(call, PATH_DOCUMENT), part = call_path(call, PATH_PART);
    struct slice hiding = SLICE_NONE;
    enum fault fault = find_similar(call, document, family, &hiding);
    if (fault)
        return fault;
    int shown = (int)(part.len < 60 ? part.len : 60);
    if (hiding.len)
        return fault_set(&call->detail, FAULT_NOT_FOUND,
                         "document \"%.*s\" has no %s \"%.*s\": its editors left it out "
                         "at \"%.*s\"",
                         SLICE_PRINT(id), family->noun, shown, part.at,
                         SLICE_PRINT(hiding));
    return fault_set(&call->detail, FAULT_NOT_FOUND,
                     "document \"%.*s\" has no %s \"%.*s\"; its list is at "
                     "/v1/documents/%.*s/%ss",
                     SLICE_PRINT(id), family->noun, shown, part.at, SLICE_PRINT(id),
                     family->noun);
}

static enum fault part_exists(struct call *call, struct slice document, struct slice id,
                              bool *found)
{
    struct block_row block;
    struct note_row note;
    return id_kind(id) == ID_NOTE ? corpus_find_note(call->corpus, call->arena, document,
                                                     id, &note, found, &call->detail)
                                  : corpus_find_block(call->corpus, call->arena, document,
                                                      id, &block, found, &call->detail);
}

/* Why a block or note was not found: no such document, a former id, a bare number ("4"
 * leads to "p4"), or an id that never was. */
static enum fault missing_part(struct call *call, const struct part_family *family)
{
    struct slice id = call_path(call, PATH_DOCUMENT), part = call_path(call, PATH_PART);
    struct document_row document = {.key = 0};
    const char *const *prefix = family->prefixes;
    enum fault fault = answer_former(call, id, part);
    if (!fault)
        fault = require_document(call, &document);
    for (; !fault && is_digits(part) && *prefix; prefix++) {
        struct slice full =
            arena_print(call->arena, "%s%.*s", *prefix, SLICE_PRINT(part));
        bool found;
        fault = part_exists(call, id, full, &found);
        if (!fault && found)
            return redirect_to(call, 307, id, full);
    }
    return fault ? fault : explain_missing(call, document.key, family);
}

enum fault require_block(struct call *call, struct block_row *out)
{
    bool found;
    enum fault fault =
        corpus_find_block(call->corpus, call->arena, call_path(call, PATH_DOCUMENT),
                          call_path(call, PATH_PART), out, &found, &call->detail);
    return fault || found ? fault : missing_part(call, &blocks);
}

enum fault require_note(struct call *call, struct note_row *out)
{
    bool found;
    enum fault fault =
        corpus_find_note(call->corpus, call->arena, call_path(call, PATH_DOCUMENT),
                         call_path(call, PATH_PART), out, &found, &call->detail);
    return fault || found ? fault : missing_part(call, &notes);
}

enum fault require_collection(struct call *call, struct slice id,
                              struct collection_row *out)
{
    bool found;
    enum fault fault =
        corpus_find_collection(call->corpus, call->arena, id, out, &found, &call->detail);
    if (fault || found)
        return fault;
    return fault_set(&call->detail, FAULT_NOT_FOUND,
                     "there is no collection \"%.*s\"; /v1/collections lists them",
                     (int)(id.len < 100 ? id.len : 100), id.at);
}

/* Finding what a path names; and when it is not there, saying what became of it. */
#include "answer/call.h"
#include "text/slug.h"

#include <stdio.h>

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

static enum fault redirect_names(struct call *call, int status, struct slice document,
                                 struct slice name)
{
    struct slice variables[ROUTE_VARIABLES] = {document, name};
    return call_redirect(call, status, call_target_with(call, variables));
}

/* Answers for a name that was: a redirect, or 410. FAULT_NONE: there never was one. */
static enum fault answer_former(struct call *call, struct slice document,
                                struct slice name)
{
    struct former_row former;
    bool found;
    enum fault fault = corpus_find_former(call->corpus, call->arena, document, name,
                                          &former, &found, &call->detail);
    if (fault || !found)
        return fault;
    if (former.status == 410)
        return fault_set(&call->detail, FAULT_GONE,
                         "\"%.*s%s%.*s\" was here and has been withdrawn",
                         SLICE_PRINT(document), name.len ? "/" : "", SLICE_PRINT(name));
    struct slice target =
        name.len ? former.target_name : call->routed.variables[ROUTE_VARIABLES - 1];
    return redirect_names(call, former.status, former.target_document, target);
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
    return redirect_names(call, 308, slug, call->routed.variables[1]);
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
    struct slice id = call->routed.variables[0];
    bool found;
    enum fault fault =
        corpus_find_document(call->corpus, call->arena, id, out, &found, &call->detail);
    if (fault || found)
        return fault;
    return missing_document(call, id);
}

static bool is_digits(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len > 0;
}

/* The number in "p7" or "7"; -1 when there is none. */
static int64_t number_of(struct slice name, const char *prefix)
{
    enum { DIGITS = 9 };
    int64_t number = 0;
    if (slice_starts(name, slice_of(prefix)))
        name = slice_from(name, strlen(prefix));
    name.len = slice_find(name, '-');
    if (!is_digits(name) || name.len > DIGITS)
        return -1;
    for (size_t i = 0; i < name.len; i++)
        number = number * 10 + name.at[i] - '0';
    return number;
}

/* No block or note has this name: which ones are near, and was it left out? */
static enum fault explain_missing(struct call *call, int64_t document,
                                  const char *const *prefixes, const char *noun)
{
    struct slice id = call->routed.variables[0], name = call->routed.variables[1];
    struct slice hiding = SLICE_NONE;
    enum fault fault = FAULT_NONE;
    for (; !fault && *prefixes && call->similar_count == 0; prefixes++) {
        int64_t number = number_of(name, *prefixes);
        if (number < 0)
            continue;
        fault = corpus_similar_ids(call->corpus, call->arena, document, *prefixes, number,
                                   call->similar, &call->similar_count, &call->detail);
        if (!fault && (*prefixes)[0] == 'p' && slice_find(name, '-') == name.len)
            fault = corpus_omission_hiding(call->corpus, call->arena, document, number,
                                           &hiding, &call->detail);
    }
    if (fault)
        return fault;
    int shown = (int)(name.len < 60 ? name.len : 60);
    if (hiding.len)
        return fault_set(&call->detail, FAULT_NOT_FOUND,
                         "document \"%.*s\" has no %s \"%.*s\": its editors left it out "
                         "at \"%.*s\"",
                         SLICE_PRINT(id), noun, shown, name.at, SLICE_PRINT(hiding));
    return fault_set(&call->detail, FAULT_NOT_FOUND,
                     "document \"%.*s\" has no %s \"%.*s\"; its list is at "
                     "/v1/documents/%.*s/%ss",
                     SLICE_PRINT(id), noun, shown, name.at, SLICE_PRINT(id), noun);
}

/* Why a block or note was not found: no such document, a former name, a bare number
 * ("4" leads to `prefix`4), or nothing at all. */
static enum fault missing_name(struct call *call, const char *const *prefixes,
                               const char *noun)
{
    struct slice id = call->routed.variables[0], name = call->routed.variables[1];
    struct document_row document = {.key = 0};
    enum fault fault = answer_former(call, id, name);
    if (!fault)
        fault = require_document(call, &document);
    for (const char *const *prefix = prefixes; !fault && is_digits(name) && *prefix;
         prefix++) {
        struct slice full =
            arena_print(call->arena, "%s%.*s", *prefix, SLICE_PRINT(name));
        struct block_row block;
        struct note_row note;
        bool found;
        fault = (*prefix)[0] == 'p'
                    ? corpus_find_block(call->corpus, call->arena, id, full, &block,
                                        &found, &call->detail)
                    : corpus_find_note(call->corpus, call->arena, id, full, &note, &found,
                                       &call->detail);
        if (!fault && found)
            return redirect_names(call, 307, id, full);
    }
    return fault ? fault : explain_missing(call, document.key, prefixes, noun);
}

bool is_note_id(struct slice id)
{
    return id.len > 1 && id.at[1] == 'n';
}

enum fault require_block(struct call *call, struct block_row *out)
{
    static const char *const prefixes[] = {"p", NULL};
    bool found;
    enum fault fault =
        corpus_find_block(call->corpus, call->arena, call->routed.variables[0],
                          call->routed.variables[1], out, &found, &call->detail);
    if (fault || found)
        return fault;
    return missing_name(call, prefixes, "paragraph");
}

enum fault require_note(struct call *call, struct note_row *out)
{
    static const char *const prefixes[] = {"fn", "en", NULL};
    bool found;
    enum fault fault =
        corpus_find_note(call->corpus, call->arena, call->routed.variables[0],
                         call->routed.variables[1], out, &found, &call->detail);
    if (fault || found)
        return fault;
    return missing_name(call, prefixes, "footnote");
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

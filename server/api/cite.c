/* Links to cite: /id/DOCUMENT/BLOCK leads to what is served of it today. */
#include "answer/lookup.h"
#include "answer/send.h"
#include "routes.h"

static enum fault redirect_to(struct call *call, struct slice document, const char *list,
                              struct slice id)
{
    struct buffer path;
    buffer_init(&path);
    buffer_put_text(&path, "/v1/documents/");
    buffer_put_escaped(&path, document, "");
    buffer_put_text(&path, list);
    buffer_put_escaped(&path, id, "");
    if (call->routed.suffixed)
        buffer_print(&path, ".%s", format_suffix(call->routed.format));
    struct slice location = arena_copy(call->arena, buffer_slice(&path));
    buffer_release(&path);
    return call_redirect(call, 303, location);
}

enum fault answer_cite(struct call *call)
{
    struct document_row document;
    enum fault fault = require_document(call, &document);
    return fault ? fault : redirect_to(call, document.id, "", SLICE_NONE);
}

enum fault answer_cite_block(struct call *call)
{
    struct slice document = call_path(call, PATH_DOCUMENT),
                 id = call_path(call, PATH_PART);
    struct block_row block;
    struct note_row note;
    bool is_note = id_kind(id) == ID_NOTE;
    enum fault fault = is_note ? require_note(call, &note) : require_block(call, &block);
    if (fault)
        return fault;
    return redirect_to(call, document, is_note ? "/footnotes/" : "/paragraphs/", id);
}

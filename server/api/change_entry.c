/* Changes written out. */
#include "change_entry.h"
#include "answer/context.h"
#include "base/json_write.h"
#include "render/nouns.h"

#include <time.h>

void put_change_json(struct buffer *out, const struct change_row *row)
{
    write_open(out, '{');
    write_text(out, "document", row->document);
    write_text(out, "change", row->kind);
    write_time(out, "date", row->made);
    write_text(out, "rev", row->rev);
    write_text_if(out, "target", row->target);
    if (row->parts.len > 2) { /* its members, without the braces */
        buffer_put_char(out, ',');
        buffer_put(out, (struct slice){row->parts.at + 1, row->parts.len - 2});
    }
    noun_url(out, "url", "/v1/documents/", row->document, "", SLICE_NONE);
    write_close(out, '}');
}

/* --- Atom --- */

static void put_xml(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '&')
            buffer_put_text(out, "&amp;");
        else if (c == '<')
            buffer_put_text(out, "&lt;");
        else if (c == '>')
            buffer_put_text(out, "&gt;");
        else if (c == '"')
            buffer_put_text(out, "&quot;");
        else
            buffer_put_char(out, c);
    }
}

static void put_updated(struct buffer *out, int64_t seconds)
{
    time_t time = (time_t)seconds;
    struct tm parts;
    char text[40] = "";
    if (gmtime_r(&time, &parts))
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    buffer_print(out, "<updated>%s</updated>", text);
}

/* Which blocks and notes: the JSON is plain enough to be read by people. */
static void put_summary(struct buffer *out, const struct change_row *row)
{
    if (!row->parts.len && !row->target.len)
        return;
    buffer_put_text(out, "<summary>");
    if (row->target.len) {
        buffer_put_text(out, "it is ");
        put_xml(out, row->target);
        buffer_put_text(out, " from now on");
    }
    for (size_t i = 0; i < row->parts.len; i++) {
        char c = row->parts.at[i];
        if (c == ',' || c == ':')
            buffer_put_text(out, c == ',' ? ", " : " ");
        else if (!strchr("{}[]\"", c))
            buffer_put_char(out, c);
    }
    buffer_put_text(out, "</summary>");
}

enum fault put_change_entry(struct call *call, struct buffer *out,
                            const struct change_row *row)
{
    struct document_row document;
    bool found;
    enum fault fault = corpus_find_document(call->corpus, call->arena, row->document,
                                            &document, &found, &call->detail);
    if (fault)
        return fault;
    buffer_print(out, "<entry>\n<id>urn:chancery:change:%.*s:", SLICE_PRINT(row->rev));
    buffer_put_escaped(out, row->document, "");
    buffer_put_text(out, "</id>\n<title>");
    put_xml(out, row->kind);
    buffer_put_text(out, ": ");
    put_xml(out, found && document.title.len ? document.title : row->document);
    buffer_put_text(out, "</title>\n");
    put_updated(out, row->made);
    buffer_put_text(out, "\n<link href=\"");
    put_xml(out, call->api->base_url);
    buffer_put_text(out, "/v1/documents/");
    buffer_put_escaped(out, row->document, "");
    buffer_put_text(out, "\"/>\n");
    put_summary(out, row);
    buffer_put_text(out, "</entry>\n");
    return FAULT_NONE;
}

void put_feed_head(struct call *call, struct buffer *out)
{
    const struct corpus_facts *facts = corpus_facts(call->corpus);
    buffer_put_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                         "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
                         "<id>urn:chancery:changes</id>\n"
                         "<title>Changes of the edition</title>\n"
                         "<author><name>Chancery</name></author>\n");
    put_updated(out, facts->made);
    buffer_put_text(out, "\n<link rel=\"self\" href=\"");
    put_xml(out, call->api->base_url);
    buffer_put_text(out, "/v1/changes.atom\"/>\n");
}

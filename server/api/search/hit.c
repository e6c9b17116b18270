/* Search: a hit as JSON. */
#include "internal.h"
#include "render/nouns.h"

static const char *kind_of(const struct passage_location *location,
                           const struct passage_text *shown)
{
    if (!location->note)
        return block_kind_name((enum block_kind)shown->kind);
    return shown->kind == NOTE_ENDNOTE ? "endnote" : "footnote";
}

/* Four decimals; scores that need more, or an exponent, in full. */
void search_write_score(struct buffer *out, double score)
{
    write_name(out, "score");
    if (!(score >= 0.01 && score < 1e6)) {
        buffer_print(out, "%.6g", score);
        return;
    }
    int64_t number = (int64_t)(score * 10000 + 0.5);
    buffer_put_int(out, number / 10000);
    buffer_put_char(out, '.');
    for (int64_t unit = 1000; unit > 0; unit /= 10)
        buffer_put_char(out, (char)('0' + number / unit % 10));
}

static const char *scope_of(unsigned column)
{
    return column & TREE_TITLE ? "title" : column == TREE_NOTES ? "notes" : "body";
}

static void write_head(struct search_call *search, const struct search_hit *hit,
                       const struct passage_location *location,
                       const struct passage_text *shown)
{
    struct buffer *out = &search->json;
    buffer_clear(out);
    write_open(out, '{');
    write_text(out, "document", shown->document);
    write_text(out, "title", shown->title);
    write_text_or_null(out, "id", shown->id);
    write_text(out, "kind", slice_of(kind_of(location, shown)));
    if (location->note)
        write_text_or_null(out, "paragraph", shown->block);
    if (search->ask.sort == SEARCH_RELEVANCE)
        search_write_score(out, hit->score);
    else
        write_null(out, "score");
    write_text(out, "scope", slice_of(scope_of(location->column)));
}

enum fault search_put_hit(struct search_call *search, const struct search_hit *hit,
                          const struct ranked_unit *unit)
{
    struct call *call = search->call;
    struct passage_location location;
    struct passage_text shown;
    arena_clear(&search->scratch);
    corpus_passage(call->corpus, hit->passage, &location);
    enum fault fault = corpus_passage_text(call->corpus, &search->scratch, &location,
                                           &shown, &call->detail);
    if (fault)
        return fault;
    fault = search_defer_by_text(search, shown.text);
    if (fault)
        return fault;
    write_head(search, hit, &location, &shown);
    if (search_is_by_words(search) && !search->grouped)
        search_write_missing(search, unit ? unit->lacking : 0, &search->json);
    fault = search_put_snippet(search, shown.text, location.column);
    const char *list = location.record ? ""
                       : location.note ? "/footnotes/"
                                       : "/paragraphs/";
    noun_url(&search->json, "url", "/v1/documents/", shown.document, list, shown.id);
    write_close(&search->json, '}');
    return buffer_failed(&search->json) ? FAULT_MEMORY : fault;
}

/* Search: members besides the hits: warnings, corrections, whether time ran out. */
#include "internal.h"
#include "render/nouns.h"
#include "text/tokens.h"

static void warn(struct buffer *out, bool *any, const char *text)
{
    if (!*any) {
        write_name(out, "warnings");
        write_open(out, '[');
    }
    *any = true;
    write_item(out, SLICE_NONE);
    write_string(out, slice_of(text));
}

static void write_warnings(struct search_call *search, struct buffer *out)
{
    const struct query_tree *tree = &search->tree;
    bool any = false;
    if (!tree->root)
        warn(out, &any,
             tree->only_nots ? "There are only words to leave out; a search needs one to "
                               "look for."
                             : "There is no word to look for.");
    if (search->relaxed)
        warn(out, &any,
             "Nothing has what is in quotation marks or has a sign before it, together "
             "with any other word; its words were looked for like the others.");
    if (tree->dropped)
        warn(out, &any, "There are too many words; those beyond 32 were passed over.");
    if (search->found.many_forms)
        warn(out, &any,
             "A beginning matches very many words; the 200 most frequent were looked "
             "for.");
    bool many = search_counted_in_part(search);
    if (many && call_value(search->call, PARAM_FACETS)->given)
        warn(out, &any,
             search->by_words.ran
                 ? "Facets count only a part of what is found."
                 : "Facets count the first 10,001 passages in document order.");
    if (many && search->grouped && !search_is_by_words(search))
        warn(out, &any,
             "Documents are those of the best 10,000 passages; there may be more.");
    if (any)
        write_close(out, ']');
}

/* In how many passages a word is, in the forms that are looked for. */
static uint64_t find_passages(const struct query_node *node, struct slice word)
{
    uint64_t most = 0;
    if (node->kind == TREE_WORD && slice_equal(node->words[0], word))
        return node->passages;
    for (size_t i = 0; i < node->child_count; i++) {
        uint64_t passages = find_passages(node->children[i], word);
        most = passages > most ? passages : most;
    }
    return most;
}

/* A word that is spelled like a rare one must be so many times more frequent. */
enum { RARE = 8, TIMES = 10 };

/* The word that may have been meant by one that is rare; empty for any other. */
static enum fault find_spelling(struct search_call *search, const struct token *token,
                                bool prefix, struct slice *out)
{
    struct call *call = search->call;
    int64_t passages;
    *out = SLICE_NONE;
    if (token->whole || prefix)
        return FAULT_NONE;
    enum fault fault =
        corpus_word_passages(call->corpus, token->word, &passages, &call->detail);
    if (fault || passages >= RARE ||
        find_passages(search->tree.root, token->word) >= RARE)
        return fault;
    return corpus_spelling_near(call->corpus, call->arena, token->word,
                                passages ? passages * TIMES : 2, out, &call->detail);
}

/* The query with each rare word replaced by a frequent one that is spelled like it; empty
 * when there is none. */
static enum fault find_correction(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    struct slice typed = call_value(call, PARAM_Q)->text;
    struct tokens tokens;
    const struct token *token;
    struct buffer correction;
    enum fault fault = FAULT_NONE;
    size_t at = 0;
    bool any = false;
    buffer_init(&correction);
    tokens_init(&tokens, typed);
    while (!fault && (token = tokens_next(&tokens))) {
        struct slice spelling, rest = slice_from(typed, token->end);
        fault = find_spelling(search, token, rest.len && rest.at[0] == '*', &spelling);
        if (fault || spelling.len == 0)
            continue;
        buffer_put(&correction, (struct slice){typed.at + at, token->start - at});
        buffer_put(&correction, spelling);
        at = token->end;
        any = true;
    }
    buffer_put(&correction, slice_from(typed, at));
    *out = any ? arena_copy(call->arena, buffer_slice(&correction)) : SLICE_NONE;
    buffer_release(&correction);
    return fault;
}

/* Writes it when it finds more than what was typed: words that are each frequent need not
 * be together anywhere. */
static enum fault write_correction(struct search_call *search, struct slice correction,
                                   struct buffer *out)
{
    struct search_alternative other = {.q = correction,
                                       .in_document = search->ask.in_document};
    enum fault fault = search_try_alternative(search, &other);
    if (fault || !other.more)
        return fault;
    write_name(out, "didYouMean");
    write_open(out, '[');
    write_open(out, '{');
    write_text(out, "q", correction);
    write_text(out, "url", other.url);
    write_close(out, '}');
    write_close(out, ']');
    return FAULT_NONE;
}

static enum fault write_suggestions(struct search_call *search, struct buffer *out)
{
    struct slice correction = SLICE_NONE;
    enum fault fault = FAULT_NONE;
    if (!search->tree.root || search->found.timed_out)
        return FAULT_NONE;
    if (search->found.total < FEW_HITS && !search_is_corrected(search))
        fault = find_correction(search, &correction);
    if (!fault && correction.len)
        fault = write_correction(search, correction, out);
    return fault ? fault : search_write_alternatives(search, out);
}

enum fault search_make_notices(struct search_call *search, struct slice *out)
{
    struct call *call = search->call;
    struct buffer json;
    buffer_init(&json);
    buffer_put_char(&json, '{'); /* so that the first member gets no comma */
    write_warnings(search, &json);
    if (call_value(call, PARAM_FACETS)->given) {
        write_text(&json, "facetsCount",
                   search->grouped ? SLICE("documents") : SLICE("passages"));
        write_text(&json, "facetsRelation",
                   search_counted_in_part(search) ? SLICE("gte") : SLICE("eq"));
    }
    if (search->found.timed_out) {
        write_name(&json, "timedOut");
        buffer_put_text(&json, "true");
    }
    enum fault fault = write_suggestions(search, &json);
    search_write_expanded(search, &json);
    *out = arena_copy(call->arena, slice_from(buffer_slice(&json), 1));
    bool failed = buffer_failed(&json);
    buffer_release(&json);
    return failed ? FAULT_MEMORY : fault;
}

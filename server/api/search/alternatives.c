/* Search: other queries to offer, where all words together find little or nothing.
 *
 * First the same words within a document, since papers treat a matter over several
 * paragraphs. Then, where nothing was found, the query without one of its words or two;
 * and, where that finds nothing either, any of the words. Each is tried, and offered with
 * its total, so that no link leads to nothing. */
#include "base/utf8.h"
#include "internal.h"

enum {
    MOST_ALTERNATIVES = 5,
    MOST_TRIES =
        TREE_TERMS, /* without some of the words: each is left out at least once */
};

static enum fault read_alternative(struct search_call *search, struct slice q,
                                   struct query_tree *tree)
{
    struct call *call = search->call;
    return call_value(call, PARAM_SYNTAX)->number == 1
               ? query_read_advanced(tree, q, &search->scratch, &call->detail)
               : query_read(tree, q, &search->scratch);
}

static int64_t count(const struct search_call *search,
                     const struct search_alternative *other,
                     const struct search_result *found)
{
    return other->documents ? search_count_documents(search->call->corpus, found)
                            : found->total;
}

/* This search with the other query; empty where the target would not be accepted. */
static struct slice link_to(struct search_call *search,
                            const struct search_alternative *other)
{
    struct buffer url;
    uint64_t without = TAKES(PARAM_CURSOR) | TAKES(PARAM_Q) | TAKES(PARAM_REV);
    bool widened = other->in_document && !search->ask.in_document;
    if (!parameter_fits(PARAM_Q, other->q))
        return SLICE_NONE;
    if (widened)
        without |= TAKES(PARAM_WITHIN) | TAKES(PARAM_GROUP);
    buffer_init(&url);
    route_canonical(&search->call->routed, without, &url);
    put_parameter(&url, PARAM_Q, other->q);
    if (widened)
        buffer_put_text(&url, "&within=document&group=document");
    struct slice link = SLICE_NONE;
    if (url.len <= LONGEST_TARGET)
        link = arena_copy(search->call->arena, buffer_slice(&url));
    buffer_release(&url);
    return link;
}

/* However many are tried: all alternatives together take no longer than one search may,
 * and no more memory than two. */
enum fault search_try_alternative(struct search_call *search,
                                  struct search_alternative *other)
{
    struct call *call = search->call;
    struct search_request ask = search->ask;
    struct search_result found = {.total = 0};
    struct query_tree tree;
    int64_t left = search->began + ask.milliseconds - search_clock();
    enum fault fault = FAULT_NONE;
    other->total = 0;
    other->documents =
        search->grouped || (other->in_document && !search->ask.in_document);
    other->url = link_to(search, other);
    search->out_of_time |= left <= 0;
    if (search->out_of_time || !other->url.len)
        return FAULT_NONE;
    arena_clear(&search->scratch);
    fault = read_alternative(search, other->q, &tree);
    ask.root = tree.root;
    ask.in_document = other->in_document;
    ask.limit = 1;
    ask.sort = SEARCH_DOCUMENT;
    ask.resumed = false;
    ask.partial = true;
    ask.milliseconds = (unsigned)left;
    if (!fault)
        fault =
            corpus_search(call->corpus, &ask, &search->scratch, &found, &call->detail);
    search->out_of_time |= found.timed_out;
    if (fault == FAULT_BUSY) /* too costly to offer; what was asked for is found */
        return FAULT_NONE;
    if (fault || found.timed_out)
        return fault;
    other->total = count(search, other, &found);
    other->at_least = found.total > SEARCH_COUNT;
    other->more = other->total > count(search, other, &search->found);
    return FAULT_NONE;
}

struct alternatives {
    struct search_call *search;
    struct buffer *out;
    size_t count, tries;
};

/* Writes it when it finds more than what was asked. `name` tells how it differs. */
static enum fault offer_alternative(struct alternatives *alternatives, struct slice q,
                                    bool in_document, const char *name,
                                    struct slice value)
{
    struct search_call *search = alternatives->search;
    struct buffer *out = alternatives->out;
    struct search_alternative other = {.q = q, .in_document = in_document};
    if (alternatives->count == MOST_ALTERNATIVES)
        return FAULT_NONE;
    alternatives->tries++;
    enum fault fault = search_try_alternative(search, &other);
    if (fault || !other.more)
        return fault;
    if (alternatives->count++ == 0) {
        write_name(out, "instead");
        write_open(out, '[');
    }
    write_open(out, '{');
    write_text(out, name, value);
    write_text(out, "q", q);
    write_int(out, "total", other.total);
    write_text(out, "totalRelation", other.at_least ? SLICE("gte") : SLICE("eq"));
    write_text(out, "counted", other.documents ? SLICE("documents") : SLICE("passages"));
    write_text(out, "url", other.url);
    write_close(out, '}');
    return FAULT_NONE;
}

/* The query as typed, without one of its items. */
static struct slice without(struct search_call *search, struct slice item)
{
    struct slice typed = call_value(search->call, PARAM_Q)->text;
    struct slice before = {typed.at, (size_t)(item.at - typed.at)};
    struct slice after = slice_from(typed, before.len + item.len);
    before = utf8_trim(before);
    after = utf8_trim(after);
    return arena_print(search->call->arena, "%.*s%s%.*s", SLICE_PRINT(before),
                       before.len && after.len ? " " : "", SLICE_PRINT(after));
}

/* Any of the words: OR between each two, and without those that must not be found. */
static struct slice any_of(struct search_call *search, const struct query_node *all)
{
    const struct query_node *root = search->tree.root;
    struct slice q = SLICE("");
    for (size_t i = 0; i < all->child_count; i++)
        q = arena_print(search->call->arena, "%.*s%s%.*s", SLICE_PRINT(q),
                        i ? " OR " : "", SLICE_PRINT(all->children[i]->typed));
    for (size_t k = 1; root->kind == TREE_NOT && k < root->child_count; k++)
        q = arena_print(search->call->arena, "%.*s %.*s", SLICE_PRINT(q),
                        SLICE_PRINT(root->children[k]->typed));
    return q;
}

/* Items next to each other, as typed. */
static struct slice items_typed(const struct query_node *all, size_t first, size_t count)
{
    struct slice from = all->children[first]->typed,
                 last = all->children[first + count - 1]->typed;
    return (struct slice){from.at, (size_t)(last.at - from.at) + last.len};
}

/* Is a word that must not be found among what was typed there? */
static bool has_unwanted(const struct query_node *root, struct slice typed)
{
    for (size_t k = 1; root->kind == TREE_NOT && k < root->child_count; k++) {
        const char *at = root->children[k]->typed.at;
        if (at >= typed.at && at < typed.at + typed.len)
            return true;
    }
    return false;
}

/* Without each item, then without each two neighbours. */
static enum fault offer_fewer_words(struct alternatives *alternatives,
                                    const struct query_node *all)
{
    struct search_call *search = alternatives->search;
    bool in_document = search->ask.in_document;
    size_t had = alternatives->count, most = all->child_count > 3 ? 2 : 1;
    size_t last = alternatives->tries + MOST_TRIES;
    enum fault fault = FAULT_NONE;
    for (size_t width = 1; width <= most && alternatives->count < had + 2; width++)
        for (size_t i = 0; i + width <= all->child_count && !fault; i++) {
            struct slice items = items_typed(all, i, width);
            if (alternatives->tries < last && !has_unwanted(search->tree.root, items))
                fault = offer_alternative(alternatives, without(search, items),
                                          in_document, "without", items);
        }
    if (!fault && alternatives->count == 0)
        fault = offer_alternative(alternatives, any_of(search, all), in_document, "any",
                                  SLICE("word"));
    return fault;
}

enum fault search_write_alternatives(struct search_call *search, struct buffer *out)
{
    const struct query_node *all = search_all_of(search);
    struct alternatives alternatives = {.search = search, .out = out};
    enum fault fault = FAULT_NONE;
    if (!search_is_narrow(search))
        return FAULT_NONE;
    if (!search->ask.in_document)
        fault = offer_alternative(&alternatives, call_value(search->call, PARAM_Q)->text,
                                  true, "within", SLICE("document"));
    /* Advanced queries are not taken apart. */
    if (!fault && search->found.total == 0 && all->children[0]->typed.len)
        fault = offer_fewer_words(&alternatives, all);
    if (alternatives.count)
        write_close(out, ']');
    return fault;
}

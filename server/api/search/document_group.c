/* Search: group=document, documents by their best hit, each with a few of its hits. */
#include "internal.h"
#include "render/nouns.h"

#include <stdlib.h>

enum { HITS_OF_DOCUMENT = 3 };

/* A hit and its document; `rank` is its place in the order of hits. */
struct ranked_hit {
    int64_t document;
    size_t rank;
};

/* A document with its hits, the best first. */
struct document_group {
    const struct ranked_hit *hits;
    size_t count;
};

static int compare_hits(const void *a, const void *b)
{
    const struct ranked_hit *left = a, *right = b;
    if (left->document != right->document)
        return left->document > right->document ? 1 : -1;
    return (left->rank > right->rank) - (left->rank < right->rank);
}

static int compare_groups(const void *a, const void *b)
{
    const struct document_group *left = a, *right = b;
    return (left->hits->rank > right->hits->rank) -
           (left->hits->rank < right->hits->rank);
}

/* From hits in order of rank to documents in order of their best hit. */
static size_t gather(const struct search_call *search, struct ranked_hit *hits,
                     struct document_group *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < search->found.count; i++)
        hits[i] = (struct ranked_hit){
            corpus_passage_document(search->call->corpus, search->found.hits[i].passage),
            i};
    qsort(hits, search->found.count, sizeof(*hits), compare_hits);
    for (size_t i = 0; i < search->found.count; i++) {
        if (i == 0 || hits[i - 1].document != hits[i].document)
            groups[count++] = (struct document_group){.hits = &hits[i]};
        groups[count - 1].count++;
    }
    qsort(groups, count, sizeof(*groups), compare_groups);
    return count;
}

/* The best hits; where the words are in different passages, first those that have a word
 * which none chosen so far has. In order of rank; returns how many. */
static size_t choose(const struct search_call *search, const struct document_group *group,
                     size_t chosen[HITS_OF_DOCUMENT])
{
    const struct search_hit *found = search->found.hits;
    size_t count = 0, most = group->count;
    uint32_t shown = 0;
    for (size_t i = 0; i < most && count < HITS_OF_DOCUMENT; i++)
        if (count == 0 || found[group->hits[i].rank].words & ~shown) {
            shown |= found[group->hits[i].rank].words;
            chosen[count++] = i;
        }
    for (size_t i = 0; i < most && count < HITS_OF_DOCUMENT; i++) {
        size_t at = 0;
        while (at < count && chosen[at] < i)
            at++;
        if (at < count && chosen[at] == i)
            continue;
        memmove(&chosen[at + 1], &chosen[at], (count - at) * sizeof(*chosen));
        chosen[at] = i;
        count++;
    }
    return count;
}

static enum fault put_group(struct search_call *search, struct list *list,
                            const struct document_group *group)
{
    struct call *call = search->call;
    struct slice id = SLICE_NONE, title = SLICE_NONE;
    struct buffer json;
    size_t chosen[HITS_OF_DOCUMENT], count = choose(search, group, chosen);
    buffer_init(&json);
    enum fault fault = corpus_passage_title(
        call->corpus, call->arena, group->hits->document, &id, &title, &call->detail);
    write_open(&json, '{');
    write_text(&json, "document", id);
    write_text(&json, "title", title);
    noun_url(&json, "url", "/v1/documents/", id, "", SLICE_NONE);
    write_name(&json, "hits");
    write_open(&json, '[');
    for (size_t i = 0; i < count && !fault; i++) {
        fault = search_put_hit(search, &search->found.hits[group->hits[chosen[i]].rank],
                               NULL);
        write_item(&json, buffer_slice(&search->json));
    }
    write_close(&json, ']');
    write_close(&json, '}');
    if (!fault)
        fault = buffer_failed(&json) ? FAULT_MEMORY
                                     : items_put(&list->items, buffer_slice(&json));
    buffer_release(&json);
    return fault;
}

/* Is the document's best hit after the end of the page before? */
static bool is_after(const struct search_hit *hit, const struct search_hit *after)
{
    return hit->score < after->score ||
           (hit->score == after->score && hit->passage > after->passage);
}

enum fault search_put_groups(struct search_call *search, struct list *list,
                             struct slice *cursor)
{
    struct arena *arena = search->call->arena;
    size_t room = search->found.count + 1;
    struct ranked_hit *hits = arena_take_array(arena, room, sizeof(*hits));
    struct document_group *groups = arena_take_array(arena, room, sizeof(*groups));
    enum fault fault = FAULT_NONE;
    if (!hits || !groups)
        return FAULT_MEMORY;
    size_t count = gather(search, hits, groups);
    const struct search_hit *last = NULL, *after = &search->ask.after;
    for (size_t i = 0; i < count && !fault; i++) {
        const struct search_hit *best = &search->found.hits[groups[i].hits->rank];
        if (search->continued && !is_after(best, after))
            continue;
        if (!list_has_room(list))
            break;
        last = best;
        fault = put_group(search, list, &groups[i]);
    }
    if (last)
        *cursor = search_cursor(search, last);
    return fault;
}

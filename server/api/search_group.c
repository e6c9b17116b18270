/* Search: group=document, documents by their best hit, each with a few of its hits. */
#include "finding.h"
#include "nouns.h"

#include <stdlib.h>

enum { HITS_OF_DOCUMENT = 3 };

/* A document, by its best hit: `first` is that hit's place in the order. */
struct group_of {
    int64_t document;
    size_t first, count;
    size_t hits[HITS_OF_DOCUMENT];
};

static int compare(const void *a, const void *b)
{
    const struct group_of *left = a, *right = b;
    return (left->first > right->first) - (left->first < right->first);
}

static int compare_documents(const void *a, const void *b)
{
    const struct group_of *left = a, *right = b;
    if (left->document != right->document)
        return left->document > right->document ? 1 : -1;
    return compare(a, b);
}

/* Hits, which are in order of rank, to documents in order of their best. */
static size_t gather(const struct search_call *search, struct group_of *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < search->found.count; i++)
        groups[i] =
            (struct group_of){.document = corpus_passage_document(
                                  search->call->corpus, search->found.hits[i].passage),
                              .first = i};
    qsort(groups, search->found.count, sizeof(*groups), compare_documents);
    for (size_t i = 0; i < search->found.count; i++) {
        if (count == 0 || groups[count - 1].document != groups[i].document) {
            groups[count++] = groups[i];
            groups[count - 1].count = 0;
        }
        struct group_of *group = &groups[count - 1];
        if (group->count < HITS_OF_DOCUMENT)
            group->hits[group->count] = groups[i].first;
        group->count++;
    }
    qsort(groups, count, sizeof(*groups), compare);
    return count;
}

static enum fault put_group(struct search_call *search, struct list *list,
                            const struct group_of *group)
{
    struct call *call = search->call;
    struct slice id = SLICE_NONE, title = SLICE_NONE;
    struct buffer json;
    buffer_init(&json);
    enum fault fault = corpus_passage_title(call->corpus, call->arena, group->document,
                                            &id, &title, &call->detail);
    write_open(&json, '{');
    write_text(&json, "document", id);
    write_text(&json, "title", title);
    noun_url(&json, "url", "/v1/documents/", id, "", SLICE_NONE);
    write_name(&json, "hits");
    write_open(&json, '[');
    for (size_t i = 0; i < group->count && i < HITS_OF_DOCUMENT && !fault; i++) {
        fault = search_put_hit(search, &search->found.hits[group->hits[i]]);
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

/* Is the document's best hit behind where the page before ended? */
static bool is_behind(const struct search_hit *hit, const struct search_hit *after)
{
    return hit->score < after->score ||
           (hit->score == after->score && hit->passage > after->passage);
}

enum fault search_put_groups(struct search_call *search, struct list *list,
                             struct slice *cursor)
{
    struct group_of *groups =
        arena_take_array(search->call->arena, search->found.count + 1, sizeof(*groups));
    enum fault fault = FAULT_NONE;
    if (!groups)
        return FAULT_MEMORY;
    size_t count = gather(search, groups);
    const struct search_hit *last = NULL, *after = &search->ask.after;
    for (size_t i = 0; i < count && !fault; i++) {
        const struct search_hit *best = &search->found.hits[groups[i].first];
        if (list->cursor.len && !is_behind(best, after))
            continue;
        if (!list_takes(list))
            break;
        last = best;
        fault = put_group(search, list, &groups[i]);
    }
    if (last)
        *cursor = search_cursor(search, last);
    return fault;
}

int64_t search_count_documents(const struct corpus *corpus,
                               const struct search_found *found)
{
    int64_t count = 0, before = 0;
    for (size_t i = 0; i < found->passage_count; i++) {
        int64_t document = corpus_passage_document(corpus, found->passages[i]);
        count += document != before;
        before = document;
    }
    return count;
}

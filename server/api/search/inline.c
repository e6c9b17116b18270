/* Search: which searches are answered at once, on a thread that serves other clients,
 * too.
 *
 * A rare word costs less to find than to hand over to the pool of slow work. What is
 * answered at once takes no longer than a page of paragraphs: few postings to look at,
 * little text to show, and nothing that scans a table. How many postings a word has is
 * known before they are read, and how many words a hit has before it is shown. How many
 * bytes a text has is known only once it was read: then the search is deferred where they
 * are too many. */
#include "answer/send.h"
#include "internal.h"

enum {
    INLINE_POSTINGS = 2000,
    INLINE_WORDS = 8000, /* of the texts that are shown */
    HIT_WORDS = 100,     /* that a hit costs besides its length */
    STEPS_PER_WORD = 64, /* passages of its document that are counted up to it */
    INLINE_BYTES = 16 * INLINE_WORDS,
};

static enum fault defer_unless(struct search_call *search, bool quick)
{
    return quick ? FAULT_NONE : call_defer(search->call);
}

enum fault search_defer_by_parameters(struct search_call *search, int64_t limit)
{
    const struct search_request *ask = &search->ask;
    if (!call_is_inline(search->call))
        return FAULT_NONE;
    search->ask.posting_budget = INLINE_POSTINGS;
    return defer_unless(search, limit * HIT_WORDS < INLINE_WORDS &&
                                    ask->sort < SEARCH_DATE && !ask->filtered &&
                                    !search->grouped && !ask->in_document &&
                                    !call_value(search->call, PARAM_FACETS)->given);
}

/* What it costs to show a hit, in words. */
static size_t cost(const struct corpus *corpus, uint32_t passage)
{
    return HIT_WORDS + corpus_passage_words(corpus, passage) +
           corpus_passage_ordinal(corpus, passage) / STEPS_PER_WORD;
}

enum fault search_defer_by_result(struct search_call *search, int64_t limit)
{
    const struct search_result *found = &search->found;
    size_t words = 0;
    if (!call_is_inline(search->call) || !search->tree.root)
        return FAULT_NONE;
    /* Where little is found, corrections and alternatives are looked for. */
    if (found->over_budget || found->timed_out || found->total < FEW_HITS ||
        search_is_narrow(search))
        return call_defer(search->call);
    for (size_t i = 0; i < found->count && (int64_t)i < limit; i++)
        words += cost(search->call->corpus, found->hits[i].passage);
    return defer_unless(search, words <= INLINE_WORDS);
}

enum fault search_defer_by_text(struct search_call *search, struct slice text)
{
    search->shown += text.len;
    return defer_unless(search,
                        !call_is_inline(search->call) || search->shown <= INLINE_BYTES);
}

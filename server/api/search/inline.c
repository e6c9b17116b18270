/* Search: which searches are answered at once, on the thread that serves other clients,
 * too.
 *
 * A rare word costs less to find than to hand to the pool. What is answered here is no
 * longer than a page of paragraphs: so many postings to look at and so much text to show,
 * and nothing that goes through a table. How many postings a word has is known before
 * they are read, and how many words a hit has before it is shown. How many bytes these
 * are is known when they have been read, as those of a look-up are: then it is broken off
 * where they are too many. */
#include "internal.h"

enum {
    INLINE_POSTINGS = 2000,
    INLINE_WORDS = 8000, /* of the texts that are shown */
    HIT_WORDS = 100,     /* that a hit costs whatever its length */
    STEPS_PER_WORD = 64, /* passages of its document that are counted up to it */
    INLINE_BYTES = 16 * INLINE_WORDS,
};

bool search_may_be_inline(struct search_call *search, int64_t limit)
{
    const struct search_request *ask = &search->ask;
    search->ask.posting_budget = INLINE_POSTINGS;
    return limit * HIT_WORDS < INLINE_WORDS && ask->sort < SEARCH_DATE &&
           !ask->filtered && !search->grouped && !ask->in_document &&
           !call_value(search->call, PARAM_FACETS)->given;
}

/* What it costs to show a hit, in words. */
static size_t cost(const struct corpus *corpus, uint32_t passage)
{
    return HIT_WORDS + corpus_passage_words(corpus, passage) +
           corpus_passage_ordinal(corpus, passage) / STEPS_PER_WORD;
}

bool search_was_inline(const struct search_call *search, int64_t limit)
{
    const struct search_result *found = &search->found;
    size_t words = 0;
    if (!search->tree.root)
        return true;
    /* Where little is found it is looked for what may be meant, or tried. */
    if (found->over_budget || found->timed_out || found->total < FEW_HITS ||
        search_is_narrow(search))
        return false;
    for (size_t i = 0; i < found->count && (int64_t)i < limit; i++)
        words += cost(search->call->corpus, found->hits[i].passage);
    return words <= INLINE_WORDS;
}

bool search_stays_inline(struct search_call *search, struct slice text)
{
    search->shown += text.len;
    return search->shown <= INLINE_BYTES;
}

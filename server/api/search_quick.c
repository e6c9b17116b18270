/* Search: which searches are answered at once, on the thread that serves other clients,
 * too.
 *
 * A rare word costs less to find than to hand to the pool. What is answered here is no
 * longer than a page of paragraphs: so many postings to look at and so much text to show,
 * and nothing that goes through a table. Both are known before the work is begun. */
#include "finding.h"

enum {
    QUICK_POSTINGS = 2000,
    QUICK_WORDS = 8000, /* of the texts that are shown */
    HIT_WORDS = 100,    /* that a hit costs whatever its length */
};

bool search_may_be_quick(struct search_call *search)
{
    const struct search_ask *ask = &search->ask;
    search->ask.most_postings = QUICK_POSTINGS;
    return ask->sort < SEARCH_DATE && !ask->filtered && !search->grouped &&
           !ask->within && !call_value(search->call, PARAM_FACETS)->given;
}

bool search_was_quick(const struct search_call *search)
{
    const struct search_found *found = &search->found;
    size_t words = 0;
    if (!search->tree.root)
        return true;
    /* Where little is found it is looked for what may be meant, or tried. */
    if (found->dear || found->timed_out || found->total < FEW_HITS ||
        search_is_narrow(search))
        return false;
    for (size_t i = 0; i < found->count; i++)
        words += HIT_WORDS +
                 corpus_passage_words(search->call->corpus, found->hits[i].passage);
    return words <= QUICK_WORDS;
}

/* Going through a plan by documents: words that are never in one passage may be in one
 * document. A document matches when its passages together match the plan, and each of its
 * passages that has any of the words is a hit. */
#include "internal.h"

static const uint32_t NO_DOCUMENT = POSTINGS_END;

static uint32_t seek_document(struct plan *plan, struct collector *collector,
                              uint32_t document);

static bool in_scope(const struct collector *collector, uint32_t passage)
{
    unsigned columns = collector->searching->ask->columns;
    return !columns || columns >> passage_column(collector->passages, passage) & 1;
}

static uint32_t seek_leaf(struct plan *leaf, struct collector *collector,
                          uint32_t document)
{
    uint32_t passage = passage_first(collector->passages, document),
             end = collector->last + 1;
    while ((passage = plan_seek(leaf, collector->passages, passage, end)) < end &&
           !in_scope(collector, passage) && !search_out_of_time(collector->searching))
        passage++;
    return passage < end ? passage_document(collector->passages, passage) : NO_DOCUMENT;
}

/* The first document that matches all children. */
static uint32_t seek_all(struct plan *plan, struct collector *collector,
                         uint32_t document)
{
    for (size_t i = 0; i < plan->count && document != NO_DOCUMENT;) {
        uint32_t found = seek_document(&plan->children[i], collector, document);
        i = found == document ? i + 1 : 0;
        document = found;
    }
    return document;
}

static uint32_t seek_any(struct plan *plan, struct collector *collector,
                         uint32_t document)
{
    uint32_t first = NO_DOCUMENT;
    for (size_t i = 0; i < plan->count; i++) {
        uint32_t found = seek_document(&plan->children[i], collector, document);
        first = found < first ? found : first;
    }
    return first;
}

static uint32_t seek_excluding(struct plan *plan, struct collector *collector,
                               uint32_t document)
{
    for (;; document++) {
        document = seek_document(&plan->children[0], collector, document);
        if (document == NO_DOCUMENT || search_out_of_time(collector->searching))
            return document;
        size_t i = 1;
        while (i < plan->count &&
               seek_document(&plan->children[i], collector, document) != document)
            i++;
        if (i == plan->count)
            return document;
    }
}

/* The first document, `document` or after it, that matches the plan. */
static uint32_t seek_document(struct plan *plan, struct collector *collector,
                              uint32_t document)
{
    if (plan->kind == TREE_WORD)
        return seek_leaf(plan, collector, document);
    if (plan->kind == TREE_AND)
        return seek_all(plan, collector, document);
    return plan->kind == TREE_OR ? seek_any(plan, collector, document)
                                 : seek_excluding(plan, collector, document);
}

/* The first passage that has any of the words (not excluded ones), before `end`. */
static uint32_t seek_word(struct plan *plan, const struct passages *passages,
                          uint32_t passage, uint32_t end)
{
    size_t count = plan->kind == TREE_NOT ? 1 : plan->count;
    if (plan->kind == TREE_WORD)
        return plan_seek(plan, passages, passage, end);
    for (size_t i = 0; i < count; i++)
        end = seek_word(&plan->children[i], passages, passage, end);
    return end;
}

static enum fault take_document(struct plan *plan, struct collector *collector,
                                uint32_t document)
{
    const struct passages *passages = collector->passages;
    uint32_t at = passage_first(passages, document),
             end = passage_first(passages, (int64_t)document + 1);
    enum fault fault = FAULT_NONE;
    for (; !fault && (at = seek_word(plan, passages, at, end)) < end; at++) {
        if (search_out_of_time(collector->searching) || collector_is_full(collector))
            break;
        if (collector_wants(collector, at))
            fault = plan_score_passage(plan, collector, at);
    }
    return fault;
}

enum fault in_document_run(struct plan *plan, struct collector *collector)
{
    enum fault fault = FAULT_NONE;
    if (collector->first > collector->last)
        return FAULT_NONE;
    uint32_t document = passage_document(collector->passages, collector->first);
    for (; !fault && !search_out_of_time(collector->searching) &&
           !collector_is_full(collector);
         document++) {
        document = seek_document(plan, collector, document);
        if (document == NO_DOCUMENT)
            break;
        fault = take_document(plan, collector, document);
    }
    return fault;
}

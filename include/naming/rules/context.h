/* What a rule sees: the tokens of one text, what kind of text it is, the names found in
 * it so far, and what the document has taught. The recogniser fills it in. */
#ifndef CHANCERY_NAMING_RULES_CONTEXT_H
#define CHANCERY_NAMING_RULES_CONTEXT_H

#include "base/model.h"
#include "gazetteer/names.h"
#include "naming/rules/learned.h"

/* Words that the editors forbid: tokens [from, to). */
struct forbidden_range {
    size_t from, to;
};

/* What the lists have at token `at`. */
struct list_lookup {
    size_t at, to;
    const struct gazetteer_name *names;
};

struct rule_context {
    /* of the document */
    const struct gazetteer *gazetteer; /* sealed */
    struct learned_words learned;
    uint32_t scope;         /* its collection */
    struct edtf_range days; /* when it was written; both 0: not known */
    bool *seen_overrides;   /* of each forced or forbidden name: was it in any text? */
    bool participants;      /* this text, or those before it, list those who took part */

    /* of the text */
    struct name_tokens tokens;
    enum block_kind kind;
    bool note;
    bool capitals;                     /* it is set in capitals */
    bool title_case;                   /* most words have a capital: a title */
    uint32_t gaps;                     /* all gaps that are in it */
    struct forbidden_range *forbidden; /* `from` and `to` grow from one to the next */
    size_t forbidden_count, forbidden_room;

    /* of the tokens before the current one */
    int32_t year_before;     /* of the last date with a year, or 0 */
    size_t list_next;        /* where a list of persons may go on, or SIZE_MAX */
    struct list_lookup here; /* at the current token: several rules ask for it */
};

static inline const struct name_token *token_at(const struct rule_context *context,
                                                size_t i)
{
    return &context->tokens.at[i];
}

static inline bool ranges_overlap(struct edtf_range a, struct edtf_range b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* Is it known when the document was written? */
static inline bool is_dated(const struct rule_context *context)
{
    return context->days.first > 0;
}

#endif

/* What the rules by which a query is expanded share: the typed words, one by one and as
 * names, and adding to them. */
#include "expanding.h"

bool expanding_is_stop_word(struct slice word)
{
    static const char *const words[] = {"the", "of", "and", "to", "in", "for", "on",
                                        "a",   "at", "by",  "with", "from", "or", "it",
                                        "an",  "as", "is",  "are", "be", "was", "re",
                                        NULL};
    return slice_is_one_of(word, words);
}

struct slice expanding_word(const struct expanding *expanding, size_t group)
{
    const struct ranked_group *typed = &expanding->query->groups[group];
    bool plain = typed->node && typed->node->kind == TREE_WORD && !typed->node->exact &&
                 !typed->node->prefix && !typed->binds;
    return plain ? typed->node->words[0] : SLICE_NONE;
}

struct slice expanding_span(const struct expanding *expanding, size_t first, size_t count)
{
    struct slice span = SLICE("");
    for (size_t i = first; i < first + count; i++) {
        struct slice word = expanding_word(expanding, i);
        if (!word.len)
            return SLICE_NONE;
        span = i == first ? word
                          : arena_print(expanding->arena, "%.*s %.*s", SLICE_PRINT(span),
                                        SLICE_PRINT(word));
    }
    return span;
}

struct slice expanding_typed(const struct expanding *expanding, size_t first,
                             size_t count)
{
    const struct ranked_group *groups = expanding->query->groups;
    struct slice start = groups[first].typed, end = groups[first + count - 1].typed;
    return (struct slice){start.at, (size_t)(end.at - start.at) + end.len};
}

enum fault expanding_add(struct expanding *expanding, struct ranked_group *group,
                         struct ranked_alternative alternative)
{
    size_t same = 0;
    for (size_t i = 0; i < group->count; i++) {
        const struct ranked_alternative *other = &group->alternatives[i];
        if (other->entity == alternative.entity &&
            slice_equal(other->word, alternative.word))
            return FAULT_NONE;
        same += other->why == alternative.why;
    }
    if (same == ALTERNATIVES)
        return FAULT_NONE;
    struct ranked_alternative *added = ranked_alternative_add(expanding->arena, group);
    if (!added)
        return fault_memory(expanding->detail);
    *added = alternative;
    return FAULT_NONE;
}

/* Matching: the words of the query in a small map, and those of a text looked up there.
 */
#include "query/match.h"
#include "base/map.h"
#include "text/tokens.h"

struct query_phrase {
    const struct query_node *node;
    unsigned columns;
    uint32_t *words; /* their numbers */
};

struct matcher {
    struct arena *arena;
    struct map numbers; /* of the words of the query, from 0 */
    unsigned
        *word_columns; /* by number: where it matches by itself; 0: only in phrases */
    uint32_t word_count;
    bool first_bytes[256]; /* bytes with which these words begin, */
    uint64_t lengths;      /* and bits for how long they are, the last for all longer */
    struct query_phrase *phrases;
    size_t phrase_count;
    bool prefixes; /* some phrase ends in a beginning */
};

/* --- making one --- */

struct counts {
    size_t words, phrases;
};

static void count(const struct query_node *node, struct counts *counts)
{
    counts->words += node->word_count + node->form_count;
    counts->phrases += node->kind == TREE_PHRASE;
    for (size_t i = 0; i < node->child_count; i++)
        if (node->kind != TREE_NOT || i == 0)
            count(node->children[i], counts);
}

static uint64_t length_bit(struct slice word)
{
    return UINT64_C(1) << (word.len < 63 ? word.len : 63);
}

/* Rules out most words of a text before any is hashed. */
static bool may_know(const struct matcher *matcher, struct slice word)
{
    return matcher->lengths & length_bit(word) &&
           matcher->first_bytes[(unsigned char)word.at[0]];
}

/* Returns the number of the word. matcher_new has reserved the memory for all. */
static uint32_t learn(struct matcher *matcher, struct slice word, unsigned columns)
{
    uint32_t *number = map_take_text(&matcher->numbers, word);
    if (*number == MAP_NONE) {
        matcher->first_bytes[(unsigned char)word.at[0]] = true;
        matcher->lengths |= length_bit(word);
        *number = matcher->word_count++;
        matcher->word_columns[*number] = 0;
    }
    matcher->word_columns[*number] |= columns;
    return *number;
}

static bool learn_phrase(struct matcher *matcher, const struct query_node *node,
                         unsigned columns)
{
    struct query_phrase *phrase = &matcher->phrases[matcher->phrase_count++];
    *phrase = (struct query_phrase){
        node, columns,
        arena_take_array(matcher->arena, node->word_count, sizeof(*phrase->words))};
    if (!phrase->words)
        return false;
    matcher->prefixes |= node->prefix;
    for (size_t i = 0; i < node->word_count; i++)
        phrase->words[i] = learn(matcher, node->words[i], 0);
    return true;
}

static bool learn_node(struct matcher *matcher, const struct query_node *node)
{
    unsigned columns = node->columns ? node->columns : TREE_COLUMNS;
    if (node->kind == TREE_PHRASE)
        return learn_phrase(matcher, node, columns);
    for (size_t i = 0; i < node->form_count; i++)
        learn(matcher, node->forms[i], columns);
    if (node->kind == TREE_WORD && node->form_count == 0)
        learn(matcher, node->words[0], columns); /* of a NEAR: as it was typed */
    for (size_t i = 0; i < node->child_count; i++)
        if ((node->kind != TREE_NOT || i == 0) && !learn_node(matcher, node->children[i]))
            return false;
    return true;
}

struct matcher *matcher_new(struct arena *arena, const struct query_node *root)
{
    struct matcher *matcher = arena_take_array(arena, 1, sizeof(*matcher));
    struct counts counts = {0, 0};
    if (!matcher)
        return NULL;
    count(root, &counts);
    matcher->arena = arena;
    matcher->numbers.arena = arena;
    matcher->word_columns =
        arena_take_array(arena, counts.words + 1, sizeof(*matcher->word_columns));
    matcher->phrases =
        arena_take_array(arena, counts.phrases + 1, sizeof(*matcher->phrases));
    if (!map_reserve(&matcher->numbers, counts.words + 1) || arena_failed(arena) ||
        !learn_node(matcher, root))
        return NULL;
    return matcher;
}

/* --- asking it --- */

/* A word of the text that is one of the query, or with which a phrase of it may end. */
struct matched_token {
    uint32_t number;         /* MAP_NONE: only a beginning of it may be in the query */
    uint32_t position, next; /* its place among the words; that of the word after it */
    uint32_t start, end;
    uint64_t begins; /* bits of the first 64 phrases whose last word it begins with */
};

struct finding {
    struct matcher *matcher;
    struct arena *arena;
    struct matched_token *seen;
    size_t seen_count, seen_room;
    struct match *matches;
    size_t match_count, match_room;
    unsigned column;
};

static uint64_t beginnings(const struct matcher *matcher, struct slice word)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < matcher->phrase_count && i < 64; i++) {
        const struct query_node *node = matcher->phrases[i].node;
        if (node->prefix && slice_starts(word, node->words[node->word_count - 1]))
            bits |= UINT64_C(1) << i;
    }
    return bits;
}

static bool add_match(struct finding *finding, uint32_t start, uint32_t end)
{
    if (!arena_room(finding->arena, &finding->matches, finding->match_count,
                    &finding->match_room, sizeof(*finding->matches)))
        return false;
    finding->matches[finding->match_count++] = (struct match){start, end};
    return true;
}

static bool add_seen(struct finding *finding, struct matched_token seen)
{
    if (!arena_room(finding->arena, &finding->seen, finding->seen_count,
                    &finding->seen_room, sizeof(*finding->seen)))
        return false;
    finding->seen[finding->seen_count++] = seen;
    return true;
}

static bool look_at(struct finding *finding, const struct token *token)
{
    const struct matcher *matcher = finding->matcher;
    uint32_t number = may_know(matcher, token->word)
                          ? map_find_text(&matcher->numbers, token->word)
                          : MAP_NONE;
    uint64_t begins = matcher->prefixes ? beginnings(matcher, token->word) : 0;
    if (number == MAP_NONE && !begins)
        return true;
    if (number != MAP_NONE && matcher->word_columns[number] & finding->column &&
        !add_match(finding, token->start, token->end))
        return false;
    return matcher->phrase_count == 0 ||
           add_seen(finding, (struct matched_token){number, token->position,
                                                    token->position + token->positions,
                                                    token->start, token->end, begins});
}

/* The next one seen that is word `i` of the phrase, right after `from`. */
static const struct matched_token *next_word(const struct finding *finding,
                                             size_t phrase_number, size_t i,
                                             const struct matched_token *from)
{
    const struct query_phrase *phrase = &finding->matcher->phrases[phrase_number];
    const struct matched_token *end = finding->seen + finding->seen_count;
    bool last = i + 1 == phrase->node->word_count && phrase->node->prefix;
    for (const struct matched_token *seen = from + 1;
         seen < end && seen->position <= from->next; seen++) {
        if (seen->position != from->next)
            continue;
        bool begins = last && phrase_number < 64 && seen->begins >> phrase_number & 1;
        if (begins || seen->number == phrase->words[i])
            return seen;
    }
    return NULL;
}

static bool find_phrase(struct finding *finding, size_t number)
{
    const struct query_phrase *phrase = &finding->matcher->phrases[number];
    if (!(phrase->columns & finding->column))
        return true;
    for (size_t i = 0; i < finding->seen_count; i++) {
        const struct matched_token *first = &finding->seen[i], *here = first;
        if (first->number != phrase->words[0])
            continue;
        for (size_t k = 1; here && k < phrase->node->word_count; k++)
            here = next_word(finding, number, k, here);
        if (here && !add_match(finding, first->start, here->end))
            return false;
    }
    return true;
}

/* In order of start. Insertion sort: they are few, and nearly in order. */
static void sort(struct match *matches, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct match held = matches[i];
        size_t at = i;
        for (; at > 0 && matches[at - 1].start > held.start; at--)
            matches[at] = matches[at - 1];
        matches[at] = held;
    }
}

/* Makes one of those that overlap; returns how many are left. */
static size_t join(struct match *matches, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        if (left > 0 && matches[i].start < matches[left - 1].end) {
            if (matches[i].end > matches[left - 1].end)
                matches[left - 1].end = matches[i].end;
        } else {
            matches[left++] = matches[i];
        }
    }
    return left;
}

enum fault match_find(struct matcher *matcher, struct slice text, unsigned column,
                      struct arena *arena, struct match **out, size_t *count)
{
    struct finding finding = {.matcher = matcher, .arena = arena, .column = column};
    struct tokens tokens;
    const struct token *token;
    tokens_init(&tokens, text);
    while ((token = tokens_next(&tokens)))
        if (!look_at(&finding, token))
            return FAULT_MEMORY;
    size_t alone = finding.match_count; /* these come nearly in order */
    for (size_t i = 0; i < matcher->phrase_count; i++)
        if (!find_phrase(&finding, i))
            return FAULT_MEMORY;
    if (alone < finding.match_count || alone > 0)
        sort(finding.matches, finding.match_count);
    *out = finding.matches;
    *count = join(finding.matches, finding.match_count);
    return FAULT_NONE;
}

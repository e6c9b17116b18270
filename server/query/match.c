/* Matching: the words of the query in a small table, the words of a text against it. */
#include "query/match.h"
#include "text/tokens.h"

#include <xxhash.h>

/* A word that the query knows. */
struct query_word {
    struct slice word;
    uint64_t hash;
    unsigned columns; /* where it matches by itself; 0: only in phrases */
};

struct query_phrase {
    const struct query_node *node;
    unsigned columns;
    uint32_t *words; /* numbers of known words */
};

struct matcher {
    struct arena *arena;
    struct query_word *known;
    uint32_t *slots; /* number + 1 */
    size_t known_count, slot_count;
    bool first_bytes[256]; /* bytes with which known words begin, */
    uint64_t lengths;      /* and bits for how long they are, the last for all beyond */
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

static uint32_t find_slot(const struct matcher *matcher, struct slice word, uint64_t hash)
{
    size_t at = hash & (matcher->slot_count - 1);
    while (matcher->slots[at]) {
        const struct query_word *known = &matcher->known[matcher->slots[at] - 1];
        if (known->hash == hash && slice_equal(known->word, word))
            break;
        at = (at + 1) & (matcher->slot_count - 1);
    }
    return (uint32_t)at;
}

static uint64_t length_bit(struct slice word)
{
    return UINT64_C(1) << (word.len < 63 ? word.len : 63);
}

/* Most words of a text are told from those of a query by a look at them. */
static bool may_know(const struct matcher *matcher, struct slice word)
{
    return matcher->lengths & length_bit(word) &&
           matcher->first_bytes[(unsigned char)word.at[0]];
}

static uint32_t learn(struct matcher *matcher, struct slice word, unsigned columns)
{
    uint64_t hash = XXH3_64bits(word.at, word.len);
    uint32_t slot = find_slot(matcher, word, hash);
    if (!matcher->slots[slot]) {
        matcher->first_bytes[(unsigned char)word.at[0]] = true;
        matcher->lengths |= length_bit(word);
        matcher->known[matcher->known_count++] = (struct query_word){word, hash, 0};
        matcher->slots[slot] = (uint32_t)matcher->known_count;
    }
    matcher->known[matcher->slots[slot] - 1].columns |= columns;
    return matcher->slots[slot] - 1;
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
        learn(matcher, node->words[0], columns); /* of a NEAR: as it is typed */
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
    for (matcher->slot_count = 64; matcher->slot_count < counts.words * 3;)
        matcher->slot_count *= 2;
    matcher->known = arena_take_array(arena, counts.words + 1, sizeof(*matcher->known));
    matcher->slots =
        arena_take_array(arena, matcher->slot_count, sizeof(*matcher->slots));
    matcher->phrases =
        arena_take_array(arena, counts.phrases + 1, sizeof(*matcher->phrases));
    if (arena_failed(arena) || !learn_node(matcher, root))
        return NULL;
    return matcher;
}

/* --- asking it --- */

/* A word of the text that the query knows, or that a phrase of it may end with. */
struct matched_token {
    uint32_t known;          /* number + 1; 0: only the beginning of it may be */
    uint32_t position, next; /* and that of what comes behind it */
    uint32_t start, end;
    uint64_t begins; /* bits of the first 64 phrases whose last word it begins with */
};

struct finding {
    struct matcher *matcher;
    struct arena *arena;
    struct matched_token *seen;
    size_t request_counters_add, seen_room;
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
    if (finding->match_count == finding->match_room) {
        size_t room = finding->match_room ? finding->match_room * 2 : 16;
        struct match *matches = arena_take(finding->arena, room * sizeof(*matches));
        if (!matches)
            return false;
        if (finding->match_count)
            memcpy(matches, finding->matches, finding->match_count * sizeof(*matches));
        finding->matches = matches;
        finding->match_room = room;
    }
    finding->matches[finding->match_count++] = (struct match){start, end};
    return true;
}

static bool add_seen(struct finding *finding, struct matched_token seen)
{
    if (finding->request_counters_add == finding->seen_room) {
        size_t room = finding->seen_room ? finding->seen_room * 2 : 32;
        struct matched_token *list = arena_take(finding->arena, room * sizeof(*list));
        if (!list)
            return false;
        if (finding->request_counters_add)
            memcpy(list, finding->seen, finding->request_counters_add * sizeof(*list));
        finding->seen = list;
        finding->seen_room = room;
    }
    finding->seen[finding->request_counters_add++] = seen;
    return true;
}

/* The number of a known word + 1, or 0. */
static uint32_t number_of(const struct matcher *matcher, struct slice word)
{
    return matcher->slots[find_slot(matcher, word, XXH3_64bits(word.at, word.len))];
}

static bool look_at(struct finding *finding, const struct token *token)
{
    const struct matcher *matcher = finding->matcher;
    uint32_t known = may_know(matcher, token->word) ? number_of(matcher, token->word) : 0;
    uint64_t begins = matcher->prefixes ? beginnings(matcher, token->word) : 0;
    if (!known && !begins)
        return true;
    if (known && matcher->known[known - 1].columns & finding->column &&
        !add_match(finding, token->start, token->end))
        return false;
    return matcher->phrase_count == 0 ||
           add_seen(finding, (struct matched_token){known, token->position,
                                                    token->position + token->positions,
                                                    token->start, token->end, begins});
}

/* The next of the seen that is word `i` of the phrase, right behind `from`. */
static const struct matched_token *next_word(const struct finding *finding,
                                             size_t phrase_number, size_t i,
                                             const struct matched_token *from)
{
    const struct query_phrase *phrase = &finding->matcher->phrases[phrase_number];
    const struct matched_token *end = finding->seen + finding->request_counters_add;
    bool last = i + 1 == phrase->node->word_count && phrase->node->prefix;
    for (const struct matched_token *seen = from + 1;
         seen < end && seen->position <= from->next; seen++) {
        if (seen->position != from->next)
            continue;
        bool begins = last && phrase_number < 64 && seen->begins >> phrase_number & 1;
        if (begins || seen->known == phrase->words[i] + 1)
            return seen;
    }
    return NULL;
}

static bool find_phrase(struct finding *finding, size_t number)
{
    const struct query_phrase *phrase = &finding->matcher->phrases[number];
    if (!(phrase->columns & finding->column))
        return true;
    for (size_t i = 0; i < finding->request_counters_add; i++) {
        const struct matched_token *first = &finding->seen[i], *here = first;
        if (first->known != phrase->words[0] + 1)
            continue;
        for (size_t k = 1; here && k < phrase->node->word_count; k++)
            here = next_word(finding, number, k, here);
        if (here && !add_match(finding, first->start, here->end))
            return false;
    }
    return true;
}

/* In order of start; few, so a simple way. */
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

static size_t join(struct match *matches, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && matches[i].start < matches[kept - 1].end) {
            if (matches[i].end > matches[kept - 1].end)
                matches[kept - 1].end = matches[i].end;
        } else {
            matches[kept++] = matches[i];
        }
    }
    return kept;
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

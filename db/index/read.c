/* The index in the making: a passage's words, found in the vocabulary. */
#include "text/tokens.h"
#include "words.h"

/* Words on their way: those found lately are known at once. Of the others little is in
 * the caches of the processor, so each is called for before it is looked up: first its
 * place in the table, then, a few words later, the word. */
enum {
    SOUGHT = 8,  /* words under way, a power of two */
    CALL_AT = 3, /* so many words later the word itself is called for, */
    FIND_AT = 6, /* and looked up */
};

struct sought {
    char text[TOKEN_BYTES];
    uint32_t len, place;
    uint64_t hash;
    uint32_t word; /* its number, once it is found */
    bool found;
};

struct seeking {
    struct index_writer *index;
    struct fault_detail *detail;
    size_t put, called, found; /* so many so far */
    uint32_t last;             /* the word that was found last */
    struct sought sought[SOUGHT];
};

static enum fault no_memory(struct seeking *seeking)
{
    return fault_set(seeking->detail, FAULT_MEMORY, "out of memory");
}

static struct sought *sought_at(struct seeking *seeking, size_t number)
{
    return &seeking->sought[number % SOUGHT];
}

/* Notes that the word stands there; when there are many places, they go to postings. */
static enum fault note_place(struct seeking *seeking, uint32_t word, uint32_t place)
{
    struct index_writer *index = seeking->index;
    seeking->last = word;
    index->places[index->place_count++] =
        (struct index_place){word, index->passages, place};
    return index->place_count < INDEX_PLACES ? FAULT_NONE
                                             : index_post_all(index, seeking->detail);
}

static void call_next(struct seeking *seeking)
{
    const struct sought *next = sought_at(seeking, seeking->called++);
    if (!next->found)
        index_word_call(seeking->index, next->hash);
}

static enum fault find_next(struct seeking *seeking)
{
    struct sought *next = sought_at(seeking, seeking->found++);
    if (!next->found) {
        struct slice text = {next->text, next->len};
        if (!index_word_find(seeking->index, text, next->hash, &next->word))
            return no_memory(seeking);
        index_word_keep(seeking->index, text, next->word);
    }
    return note_place(seeking, next->word, next->place);
}

static enum fault seek(struct seeking *seeking, const struct token *token)
{
    struct sought *sought = sought_at(seeking, seeking->put++);
    sought->place = token->place;
    sought->found = index_word_recent(seeking->index, token->word, &sought->word);
    if (!sought->found) {
        memcpy(sought->text, token->word.at, token->word.len);
        sought->len = (uint32_t)token->word.len;
        sought->hash = index_word_hash(token->word);
        index_word_call_slot(seeking->index, sought->hash);
    }
    if (seeking->put - seeking->called > CALL_AT)
        call_next(seeking);
    return seeking->put - seeking->found > FIND_AT ? find_next(seeking) : FAULT_NONE;
}

static enum fault find_all(struct seeking *seeking)
{
    enum fault fault = FAULT_NONE;
    seeking->called = seeking->put;
    while (seeking->found < seeking->put && !fault)
        fault = find_next(seeking);
    return fault;
}

/* A hyphenated word, which stands behind its first part. */
static enum fault take_whole(struct seeking *seeking, const struct tokens *tokens,
                             const struct token *token)
{
    struct index_writer *index = seeking->index;
    uint32_t whole;
    enum fault fault = find_all(seeking);
    if (fault)
        return fault;
    if (!index_word_find(index, token->word, index_word_hash(token->word), &whole) ||
        !index_compound(index, whole, seeking->last, tokens))
        return no_memory(seeking);
    index_word_keep(index, token->word, whole);
    return note_place(seeking, whole, token->place);
}

enum fault index_read(struct index_writer *index, struct slice text, uint32_t *places,
                      struct fault_detail *detail)
{
    struct tokens tokens;
    const struct token *token;
    struct seeking seeking;
    enum fault fault = FAULT_NONE;
    seeking.index = index;
    seeking.detail = detail;
    seeking.put = seeking.called = seeking.found = 0;
    seeking.last = 0;
    tokens_init(&tokens, text);
    while (!fault && (token = tokens_next(&tokens)))
        fault =
            token->whole ? take_whole(&seeking, &tokens, token) : seek(&seeking, token);
    *places = tokens.place;
    return fault ? fault : find_all(&seeking);
}

/* Reading a passage: its words are looked up in the vocabulary. */
#include "text/tokens.h"
#include "words.h"

/* A queue of words. Those found recently are known at once. Of the others little is in
 * the caches of the processor, so each is prefetched before it is looked up: first its
 * slot in the table, then, a few words later, the word. */
enum {
    QUEUED = 8,      /* a power of two */
    PREFETCH_AT = 3, /* so many words later the word itself is prefetched, */
    FIND_AT = 6,     /* and looked up */
};

struct passage_word {
    char text[TOKEN_BYTES];
    uint32_t len, position;
    uint64_t hash;
    uint32_t word; /* its number, once it is found */
    bool found;
};

struct passage_reader {
    struct index_writer *index;
    struct fault_detail *detail;
    size_t put, prefetched, found; /* numbers of words */
    uint32_t last;                 /* the word that was found last */
    struct passage_word queued[QUEUED];
};

static struct passage_word *queued_word(struct passage_reader *reader, size_t number)
{
    return &reader->queued[number % QUEUED];
}

/* Adds an occurrence; when enough are gathered, they go to the postings. */
static enum fault put_position(struct passage_reader *reader, uint32_t word,
                               uint32_t position)
{
    struct index_writer *index = reader->index;
    reader->last = word;
    index->positions[index->position_count++] =
        (struct index_position){word, index->passages, position};
    return index->position_count < INDEX_POSITIONS
               ? FAULT_NONE
               : index_post_all(index, reader->detail);
}

static void prefetch_next(struct passage_reader *reader)
{
    const struct passage_word *next = queued_word(reader, reader->prefetched++);
    if (!next->found)
        index_word_prefetch(reader->index, next->hash);
}

static enum fault find_next(struct passage_reader *reader)
{
    struct passage_word *next = queued_word(reader, reader->found++);
    if (!next->found) {
        struct slice text = {next->text, next->len};
        if (!index_word_find(reader->index, text, next->hash, &next->word))
            return fault_memory(reader->detail);
        index_recent_put(reader->index, text, next->word);
    }
    return put_position(reader, next->word, next->position);
}

static enum fault seek(struct passage_reader *reader, const struct token *token)
{
    struct passage_word *queued = queued_word(reader, reader->put++);
    queued->position = token->position;
    queued->found = index_recent_find(reader->index, token->word, &queued->word);
    if (!queued->found) {
        memcpy(queued->text, token->word.at, token->word.len);
        queued->len = (uint32_t)token->word.len;
        queued->hash = index_word_hash(token->word);
        index_slot_prefetch(reader->index, queued->hash);
    }
    if (reader->put - reader->prefetched > PREFETCH_AT)
        prefetch_next(reader);
    return reader->put - reader->found > FIND_AT ? find_next(reader) : FAULT_NONE;
}

static enum fault find_all(struct passage_reader *reader)
{
    enum fault fault = FAULT_NONE;
    reader->prefetched = reader->put;
    while (reader->found < reader->put && !fault)
        fault = find_next(reader);
    return fault;
}

/* A hyphenated word, which comes after its first part. */
static enum fault take_whole(struct passage_reader *reader, const struct tokens *tokens,
                             const struct token *token)
{
    struct index_writer *index = reader->index;
    uint32_t whole;
    enum fault fault = find_all(reader);
    if (fault)
        return fault;
    if (!index_word_find(index, token->word, index_word_hash(token->word), &whole) ||
        !index_compound(index, whole, reader->last, tokens))
        return fault_memory(reader->detail);
    index_recent_put(index, token->word, whole);
    return put_position(reader, whole, token->position);
}

enum fault index_read(struct index_writer *index, struct slice text, uint32_t *positions,
                      struct fault_detail *detail)
{
    struct tokens tokens;
    const struct token *token;
    struct passage_reader reader;
    enum fault fault = FAULT_NONE;
    reader.index = index;
    reader.detail = detail;
    reader.put = reader.prefetched = reader.found = 0;
    reader.last = 0;
    tokens_init(&tokens, text);
    while (!fault && (token = tokens_next(&tokens)))
        fault = token->whole ? take_whole(&reader, &tokens, token) : seek(&reader, token);
    *positions = tokens.position;
    return fault ? fault : find_all(&reader);
}

/* Checking the index: the texts, passage by passage, as the index writer reads them. */
#include "base/array.h"
#include "base/utf8.h"
#include "check_index.h"
#include "text/tokens.h"

/* The texts of passages come from three statements, merged. */
struct text_reader {
    struct checking *checking;
    struct index_tally *tally;
    sqlite3_stmt *blocks, *notes;
    uint32_t passage, document, block, note; /* numbers of the last ones */
    int64_t occurrences;
    bool good;
};

static void mismatch(struct text_reader *reader)
{
    reader->good = false;
    check_report(reader->checking,
                 "passage %u of document number %u is another text than the index says",
                 reader->passage, reader->document);
}

/* The next row of blocks or notes, which must have this key. */
static enum fault next_text(struct text_reader *reader, sqlite3_stmt *statement,
                            const char *table, int64_t key, const char *types)
{
    struct checking *checking = reader->checking;
    bool row;
    enum fault fault =
        step_typed(checking->corpus, statement, table, types, &row, checking->detail);
    if (!fault && (!row || sqlite3_column_int64(statement, 0) != key))
        mismatch(reader);
    return fault;
}

/* The text of the next passage, until the next step of its statement. */
static enum fault read_text(struct text_reader *reader, enum column column,
                            struct slice *out)
{
    struct checking *checking = reader->checking;
    struct db *db = &checking->corpus->db;
    if (column == COLUMN_RECORD) {
        sqlite3_stmt *titles =
            query_by_key(checking->corpus, QUERY_PASSAGE_DOCUMENT, reader->document);
        bool row;
        enum fault fault = db_step(db, titles, &row, checking->detail);
        *out = !fault && row ? db_text(titles, 1) : SLICE_NONE;
        return fault;
    }
    bool note = column == COLUMN_NOTE;
    enum fault fault = note
                           ? next_text(reader, reader->notes, "note",
                                       row_key(reader->document, ++reader->note), "it")
                           : next_text(reader, reader->blocks, "block",
                                       row_key(reader->document, ++reader->block), "iit");
    if (fault || !reader->good)
        return fault;
    *out = note ? db_text(reader->notes, 1) : db_text(reader->blocks, 2);
    if (!note &&
        column != column_of_block((enum block_kind)sqlite3_column_int(reader->blocks, 1)))
        mismatch(reader);
    return fault;
}

static struct word_tally *find_word(struct index_tally *tally, struct slice text)
{
    uint32_t number = map_find_text(&tally->numbers, text);
    if (number != MAP_NONE)
        return &tally->words[number];
    struct slice copy = arena_copy(&tally->arena, text);
    uint32_t *place = copy.at ? map_take_text(&tally->numbers, copy) : NULL;
    if (!place ||
        !array_room(&tally->words, tally->count, &tally->room, sizeof(*tally->words)))
        return NULL;
    *place = (uint32_t)tally->count;
    tally->words[tally->count] = (struct word_tally){.word = copy};
    return &tally->words[tally->count++];
}

/* The first parts that a hyphenated word has, of those that begin with the same word and
 * are as many. */
static bool add_compound(struct index_tally *tally, const struct tokens *tokens,
                         uint32_t whole, uint32_t first)
{
    const uint32_t key[] = {whole, first, (uint32_t)tokens->count - 1};
    uint32_t *known = map_take(&tally->compound_keys, XXH3_64bits(key, sizeof(key)));
    if (!known)
        return false;
    if (*known != MAP_NONE)
        return true;
    *known = 0;
    buffer_clear(&tally->parts);
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->ready[i].whole)
            continue;
        if (i)
            buffer_put_char(&tally->parts, ' ');
        buffer_put(&tally->parts, tokens->ready[i].word);
    }
    pair_tally_add(&tally->compounds, tally->words[whole].word,
                   buffer_slice(&tally->parts));
    return !buffer_failed(&tally->parts);
}

static enum fault tally_passage(struct text_reader *reader, struct slice text)
{
    struct index_tally *tally = reader->tally;
    const struct passages *passages = reader->checking->corpus->passages;
    struct tokens tokens;
    const struct token *token;
    uint32_t last = 0;
    tokens_init(&tokens, text);
    while ((token = tokens_next(&tokens))) {
        struct word_tally *word = find_word(tally, token->word);
        if (!word)
            return fault_memory(reader->checking->detail);
        word->sum += occurrence_hash(reader->passage, token->position);
        word->passages += word->last != reader->passage;
        word->last = reader->passage;
        uint32_t number = (uint32_t)(word - tally->words);
        if (token->whole && !add_compound(tally, &tokens, number, last))
            return fault_memory(reader->checking->detail);
        if (!token->whole)
            last = number;
    }
    uint32_t size = tokens.position < UINT16_MAX ? tokens.position : UINT16_MAX;
    reader->occurrences += tokens.position;
    if (size != passage_size(passages, reader->passage))
        check_report(reader->checking, "passage %u has %u words, and %u are said",
                     reader->passage, size, passage_size(passages, reader->passage));
    return FAULT_NONE;
}

static enum fault next_passage(struct text_reader *reader)
{
    const struct passages *passages = reader->checking->corpus->passages;
    uint32_t document = passage_document(passages, ++reader->passage);
    struct slice text = SLICE_NONE;
    bool cut;
    if (document != reader->document)
        reader->block = reader->note = 0;
    reader->document = document;
    enum fault fault =
        read_text(reader, passage_column(passages, reader->passage), &text);
    if (fault || !reader->good)
        return fault;
    if (utf8_check(text, &cut) != text.len) { /* that is reported elsewhere */
        reader->good = false;
        return FAULT_NONE;
    }
    return tally_passage(reader, text);
}

/* No text is left that is no passage. */
static enum fault check_end(struct text_reader *reader)
{
    struct checking *checking = reader->checking;
    bool block, note = false;
    enum fault fault =
        db_step(&checking->corpus->db, reader->blocks, &block, checking->detail);
    if (!fault)
        fault = db_step(&checking->corpus->db, reader->notes, &note, checking->detail);
    if (!fault && (block || note)) {
        reader->good = false;
        check_report(checking, "texts of the last documents are not in the index");
    }
    if (!fault && reader->good &&
        reader->occurrences != checking->corpus->facts.occurrences)
        check_report(checking, "words in texts: %lld are there, %lld are said to be",
                     (long long)reader->occurrences,
                     (long long)checking->corpus->facts.occurrences);
    return fault;
}

enum fault tally_texts(struct checking *checking, struct index_tally *tally, bool *good)
{
    struct db *db = &checking->corpus->db;
    struct text_reader reader = {
        .checking = checking,
        .tally = tally,
        .blocks = db_statement(db, QUERY_CHECK_PASSAGES_BLOCKS),
        .notes = db_statement(db, QUERY_CHECK_PASSAGES_NOTES),
        .good = true,
    };
    enum fault fault = FAULT_NONE;
    while (!fault && reader.good && reader.passage < checking->corpus->passages->count)
        fault = next_passage(&reader);
    if (!fault && reader.good)
        fault = check_end(&reader);
    db_end(reader.blocks);
    db_end(reader.notes);
    *good = reader.good;
    return fault;
}

/* A plain FTS5 table over the passages of a data set, in memory, to compare with and to
 * measure against. It is made of the same folded words, so that both see the same. */
#ifndef CHANCERY_TESTS_SEARCH_BM25_H
#define CHANCERY_TESTS_SEARCH_BM25_H

#include "base/buffer.h"
#include "db/search/search.h"
#include "db/store/db.h"
#include "text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MUST(what)                                                                       \
    do {                                                                                 \
        if (!(what)) {                                                                   \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);                   \
            exit(1);                                                                     \
        }                                                                                \
    } while (0)

static inline double cpu_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* --- a tokenizer of FTS5 that takes words as they are, with blanks between; "+" marks
 * one that stands at the place of the word before it --- */

static inline int plain_create(void *self, const char **arguments, int count,
                               Fts5Tokenizer **out)
{
    (void)arguments;
    (void)count;
    *out = self; /* there is nothing to keep */
    return SQLITE_OK;
}

static inline void plain_delete(Fts5Tokenizer *self)
{
    (void)self;
}

static inline int plain_tokenize(Fts5Tokenizer *self, void *context, int flags,
                                 const char *text, int bytes,
                                 int (*put)(void *, int, const char *, int, int, int))
{
    (void)self;
    (void)flags;
    for (int at = 0; at < bytes;) {
        const char *blank = memchr(text + at, ' ', (size_t)(bytes - at));
        int end = blank ? (int)(blank - text) : bytes;
        int beside = text[at] == '+';
        if (end > at + beside) {
            int code = put(context, beside ? FTS5_TOKEN_COLOCATED : 0, text + at + beside,
                           end - at - beside, at, end);
            if (code != SQLITE_OK)
                return code;
        }
        at = end + 1;
    }
    return SQLITE_OK;
}

static inline void plain_register(sqlite3 *handle)
{
    static fts5_tokenizer tokenizer = {plain_create, plain_delete, plain_tokenize};
    fts5_api *api = NULL;
    sqlite3_stmt *statement;
    MUST(sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, NULL) ==
         SQLITE_OK);
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    MUST(api);
    MUST(api->xCreateTokenizer(api, "plain", api, &tokenizer, NULL) == SQLITE_OK);
}

static inline void fold_text(struct buffer *out, struct slice text)
{
    struct tokens tokens;
    const struct token *token;
    buffer_clear(out);
    tokens_init(&tokens, text);
    while ((token = tokens_next(&tokens)))
        buffer_print(out, "%s%.*s ", token->whole ? "+" : "", SLICE_PRINT(token->word));
    buffer_put_char(out, '\0');
}

/* All passages `copies` times; the first time under their own numbers. */
static inline void plain_fill(struct db *plain, struct corpus *corpus, unsigned copies)
{
    struct arena arena;
    struct buffer words;
    struct fault_detail detail;
    sqlite3_stmt *insert;
    int64_t passages = corpus_facts(corpus)->passages;
    arena_init(&arena);
    buffer_init(&words);
    db_setup();
    MUST(sqlite3_open(":memory:", &plain->handle) == SQLITE_OK);
    plain_register(plain->handle);
    MUST(sqlite3_exec(plain->handle,
                      "CREATE VIRTUAL TABLE plain USING fts5(body, note, title, heading, "
                      "frame, record, content='', tokenize='plain');"
                      "INSERT INTO plain(plain, rank) VALUES('hashsize', 134217728);"
                      "BEGIN",
                      NULL, NULL, NULL) == SQLITE_OK);
    MUST(sqlite3_prepare_v2(
             plain->handle,
             "INSERT INTO plain(rowid, body, note, title, heading, frame, record) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
             -1, &insert, NULL) == SQLITE_OK);
    for (unsigned copy = 0; copy < copies; copy++)
        for (uint32_t i = 1; i <= passages; i++) {
            struct passage_location location;
            struct block_row block;
            struct note_row note;
            bool found;
            arena_clear(&arena);
            corpus_passage(corpus, i, &location);
            struct slice id, title = SLICE_NONE;
            found = location.record;
            if (location.record)
                MUST(!corpus_passage_title(corpus, &arena, location.document, &id, &title,
                                           &detail));
            else if (location.note)
                MUST(!corpus_note_by_key(corpus, &arena, location.key, &note, &found,
                                         &detail));
            else
                MUST(!corpus_block_by_key(corpus, &arena, location.key, &block, &found,
                                          &detail));
            MUST(found);
            fold_text(&words, location.record ? title
                              : location.note ? note.text
                                              : block.text);
            sqlite3_reset(insert);
            sqlite3_clear_bindings(insert);
            sqlite3_bind_int64(insert, 1, i + copy * passages);
            sqlite3_bind_text(insert, 2 + __builtin_ctz(location.column), words.at, -1,
                              SQLITE_STATIC);
            MUST(sqlite3_step(insert) == SQLITE_DONE);
        }
    sqlite3_finalize(insert);
    MUST(sqlite3_exec(plain->handle,
                      "COMMIT; INSERT INTO plain(plain) VALUES('optimize')", NULL, NULL,
                      NULL) == SQLITE_OK);
    arena_release(&arena);
    buffer_release(&words);
}

enum { TOP = 10 };

/* The best ten of FTS5, scores turned so that more is better. */
static inline size_t plain_top(struct db *plain, const char *match,
                               struct search_hit hits[TOP])
{
    static const char sql[] =
        "SELECT rowid, -bm25(plain, 1, 1, 4, 2, 0.25, 4) AS score FROM plain "
        "WHERE plain MATCH ?1 ORDER BY score DESC, rowid LIMIT 10";
    sqlite3_stmt *select;
    size_t count = 0;
    MUST(sqlite3_prepare_v2(plain->handle, sql, -1, &select, NULL) == SQLITE_OK);
    sqlite3_bind_text(select, 1, match, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW && count < TOP)
        hits[count++] =
            (struct search_hit){.score = sqlite3_column_double(select, 1),
                                .passage = (uint32_t)sqlite3_column_int64(select, 0)};
    sqlite3_finalize(select);
    return count;
}

/* As a person would use it: ORDER BY rank. */
static inline void plain_rank(struct db *plain, const char *match)
{
    sqlite3_stmt *select;
    MUST(sqlite3_prepare_v2(plain->handle,
                            "SELECT rowid FROM plain WHERE plain MATCH ?1 "
                            "ORDER BY rank LIMIT 10",
                            -1, &select, NULL) == SQLITE_OK);
    sqlite3_bind_text(select, 1, match, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW)
        ;
    sqlite3_finalize(select);
}

/* The best ten of ours for a query as typed. */
static inline size_t our_top(struct corpus *corpus, const char *typed,
                             struct search_hit hits[TOP], struct search_result *found)
{
    struct arena arena;
    struct query_tree tree;
    struct fault_detail detail;
    struct search_request ask = {
        .filter = {.first = 1, .last = corpus_facts(corpus)->documents},
        .limit = TOP,
        .literal = true};
    arena_init(&arena);
    MUST(!query_read(&tree, slice_of(typed), &arena));
    ask.root = tree.root;
    MUST(!corpus_search(corpus, &ask, &arena, found, &detail));
    size_t count = found->count;
    if (count)
        memcpy(hits, found->hits, count * sizeof(*hits));
    arena_release(&arena);
    return count;
}

#endif

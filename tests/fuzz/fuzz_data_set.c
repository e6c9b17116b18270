/* The sample's data set, damaged: it is checked, opened, and asked forty questions.
 *
 * An input is damage, a line each:
 *
 *     cell TABLE ROW COLUMN HOW   numbers, taken modulo what there is; HOW as in
 * change_cell page AT BIT                 a bit of the file, after all others sql
 * STATEMENT               whatever else; a schema that it changes stays changed
 *
 * Constraints of the schema do not hold while the damage is done. Nothing crashes, hangs
 * or is served as whole: a problem of status 500 says that the data set is damaged, and
 * what an answer or a start finds damaged, `check` does not call whole. */
#define FUZZ_NAME "data_set"
#include "replay.h"

#include "api/api.h"
#include "commands/commands.h"
#include "db/read/corpus.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

static const char *const fuzz_words[FUZZ_WORDS] = {"\ncell ",
                                                   " n\n",
                                                   " i0\n",
                                                   " i-1\n",
                                                   " i99\n",
                                                   " i4294967295\n",
                                                   " i9223372036854775807\n",
                                                   " +1\n",
                                                   " +-1\n",
                                                   " +-4294967296\n",
                                                   " +4294967296\n",
                                                   " t\n",
                                                   " tword\n",
                                                   " t{}\n",
                                                   " x\n",
                                                   " x00\n",
                                                   " xffffffffff\n",
                                                   " x80808080808080808001\n",
                                                   " c1\n",
                                                   " c0\n",
                                                   " f1\n",
                                                   " f9\n",
                                                   " z\n",
                                                   " g\n",
                                                   " d\n",
                                                   " r1.5\n",
                                                   "\npage ",
                                                   "100 ",
                                                   "4096 ",
                                                   "\nsql ",
                                                   "UPDATE ",
                                                   "DELETE FROM ",
                                                   "word ",
                                                   "postings ",
                                                   "places ",
                                                   "shelf ",
                                                   "mention ",
                                                   "document_entity ",
                                                   "SET bytes=",
                                                   "zeroblob(9)",
                                                   "CREATE VIEW ",
                                                   NULL};

struct table {
    const char *name, *key;
    const char *columns[20];
};

static const struct table tables[] = {
    {"meta", "name", {"name", "value"}},
    {"collection", "key", {"key", "id", "first", "last", "answer"}},
    {"document",
     "key",
     {"key", "id", "collection", "place", "title", "title_words", "author",
      "author_words", "recipient", "recipient_words", "classification", "genre",
      "date_first", "date_last", "digest", "blocks", "notes", "omissions"}},
    {"document_answer", "key", {"key", "answer"}},
    {"block",
     "key",
     {"key", "id", "kind", "number", "label", "digest", "source_at", "source_bytes",
      "before_text", "after_text", "text"}},
    {"note",
     "key",
     {"key", "id", "kind", "digest", "block", "label", "at", "before_text", "after_text",
      "text"}},
    {"omission", "key", {"key", "answer"}},
    {"name", "document, id", {"document", "id", "key"}},
    {"former",
     "document, name",
     {"document", "name", "status", "target_document", "target_name", "digest"}},
    {"source", "key", {"key", "bytes"}},
    {"entity", "key", {"key", "id", "type", "label", "label_words"}},
    {"entity_source", "entity, place", {"entity", "place", "words", "answer"}},
    {"entity_former", "id", {"id", "entity"}},
    {"entity_count", "entity", {"entity", "documents", "mentions"}},
    {"document_entity", "document", {"document", "bytes"}},
    {"entity_document", "entity", {"entity", "bytes"}},
    {"mention", "key", {"key", "bytes"}},
    {"word", "word", {"word", "number", "passages", "few"}},
    {"form", "stem, word", {"stem", "word"}},
    {"compound", "word, parts", {"word", "parts"}},
    {"postings", "key", {"key", "bytes"}},
    {"places", "key", {"key", "bytes"}},
    {"shelf", "key", {"key", "bytes"}},
};
enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static const char *const questions[] = {
    "/v1",
    "/v1/collections",
    "/v1/collections/moscow-1953",
    "/v1/documents",
    "/v1/documents?facets=collection,classification,year,decade,entity",
    "/v1/documents?facets=author,recipient,kind",
    "/v1/documents?sort=-date&limit=2&pretty=1",
    "/v1/documents?q=despatch&sort=title",
    "/v1/documents?entity=vienna&fields=id,title",
    "/v1/documents/moscow-despatch-12?include=paragraphs,footnotes,omissions,entities",
    "/v1/documents/vienna-record-danube?offsets=utf16&include=footnotes,paragraphs",
    "/v1/documents/moscow-despatch-12/paragraphs?include=footnotes,source,entities",
    "/v1/documents/moscow-despatch-12/paragraphs/p4?include=source,footnotes,entities",
    "/v1/documents/moscow-despatch-12/paragraphs/p4?context=2&offsets=utf8&pretty=1",
    "/v1/documents/moscow-despatch-12/paragraphs/b5",
    "/v1/documents/moscow-despatch-12/paragraphs/p99",
    "/v1/documents/moscow-despatch-12/footnotes",
    "/v1/documents/vienna-telegram-221/footnotes/fn3?offsets=utf16",
    "/v1/documents/vienna-telegram-221/footnotes/fn99",
    "/v1/documents/vienna-telegram-221/omissions",
    "/v1/documents/vienna-record-danube/text?notes=inline",
    "/v1/documents/vienna-record-danube/entities?include=mentions",
    "/v1/documents/nothing-of-the-kind",
    "/v1/paragraphs?kind=title",
    "/v1/paragraphs?number=4&include=source",
    "/v1/footnotes?kind=endnote",
    "/v1/search?q=the&partial=1",
    "/v1/search?q=malenkov+speech&pretty=1",
    "/v1/search?q=%22mr.+eden%22&facets=entity,year,collection",
    "/v1/search?q=so*+-treaty&sort=-date",
    "/v1/search?q=coexistence+OR+austrian&group=document",
    "/v1/search?q=governmant+minister&in=document",
    "/v1/search?syntax=advanced&q=NEAR(mr+eden,9)+OR+(soviet+AND+NOT+\"the+of\")",
    "/v1/suggest?q=ma",
    "/v1/entities?limit=200",
    "/v1/entities?sort=label&q=m&collection=vienna-1953",
    "/v1/entities/vienna?pretty=1",
    "/v1/entities/moscow/related",
    "/v1/entities/vienna/mentions?offsets=utf16",
    "/v1/export.ndjson?include=paragraphs,footnotes,entities",
    "/v1/export?format=csv&kind=mention",
    "/v1/batch?ids=moscow-despatch-12/p4,vienna-telegram-221/fn3,vienna-telegram-221",
    "/readyz",
};

/* The sample's data set without constraints, and what its schema is otherwise. */
static struct {
    char folder[64], path[96];
    char *bytes;
    size_t size;
    struct {
        char *name, *sql;
    } objects[64];
    size_t object_count;
} sample;

static void must(int code, sqlite3 *db, const char *what)
{
    HOLDS(code == SQLITE_OK || code == SQLITE_DONE, "%s: %s", what, sqlite3_errmsg(db));
}

static void write_file(const char *bytes, size_t size)
{
    int file = open(sample.path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    HOLDS(file >= 0 && write(file, bytes, size) == (ssize_t)size, "%s", sample.path);
    close(file);
}

static char *read_file(size_t *size)
{
    FILE *file = fopen(sample.path, "rb");
    HOLDS(file, "%s", sample.path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    HOLDS(bytes && fread(bytes, 1, *size, file) == *size, "%s", sample.path);
    fclose(file);
    return bytes;
}

/* --- damage --- */

/* n NULL, iN, rN, tTEXT, xHEX; +N more; cN the first N bytes; fN bit N the other way; z
 * zeros; g twice. Anything else leaves it. */
static void change_cell(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *how = (const char *)sqlite3_value_text(values[1]);
    const void *at = sqlite3_value_blob(values[0]);
    int len = sqlite3_value_bytes(values[0]);
    bool text = sqlite3_value_type(values[0]) == SQLITE_TEXT;
    char *copy = sqlite3_malloc(2 * len + 2);
    HOLDS(copy && how, "no memory");
    memset(copy, 0, (size_t)(2 * len + 2));
    if (len)
        memcpy(copy, at, (size_t)len);
    long long number = strtoll(how + (how[0] != '\0'), NULL, 10);
    switch (how[0]) {
    case 'n':
        sqlite3_result_null(context);
        break;
    case 'i':
        sqlite3_result_int64(context, number);
        break;
    case 'r':
        sqlite3_result_double(context, strtod(how + 1, NULL));
        break;
    case 't':
        sqlite3_result_text(context, how + 1, -1, SQLITE_TRANSIENT);
        break;
    case 'x': {
        unsigned char bytes[64];
        int used = 0;
        for (const char *hex = how + 1; hex[0] && hex[1] && used < 64; hex += 2)
            bytes[used++] = (unsigned char)strtoul((char[]){hex[0], hex[1], 0}, NULL, 16);
        sqlite3_result_blob(context, bytes, used, SQLITE_TRANSIENT);
        break;
    }
    case '+':
        sqlite3_result_int64(
            context,
            (sqlite3_int64)((uint64_t)sqlite3_value_int64(values[0]) + (uint64_t)number));
        break;
    default: {
        int size = len;
        if (how[0] == 'c') /* cut */
            size = number >= 0 && number < len ? (int)number : len;
        else if (how[0] == 'f' && len)
            copy[(unsigned long long)number / 8 % (unsigned)len] ^=
                (char)(1 << ((unsigned long long)number % 8));
        else if (how[0] == 'z')
            memset(copy, 0, (size_t)len);
        else if (how[0] == 'g' && len) {
            memcpy(copy + len, copy, (size_t)len);
            size = 2 * len;
        }
        if (text)
            sqlite3_result_text(context, copy, size, SQLITE_TRANSIENT);
        else
            sqlite3_result_blob(context, copy, size, SQLITE_TRANSIENT);
    }
    }
    sqlite3_free(copy);
}

static uint64_t take_word(struct slice *line)
{
    while (line->len && line->at[0] == ' ')
        *line = slice_from(*line, 1);
    struct slice word = slice_cut(line, ' ');
    uint64_t number = 0;
    for (size_t i = 0; i < word.len; i++)
        number = number * 10 + (unsigned char)word.at[i];
    return number;
}

static void damage_cell(sqlite3 *db, struct slice line)
{
    const struct table *table = &tables[take_word(&line) % TABLES];
    uint64_t row = take_word(&line), column = take_word(&line);
    size_t columns = 0;
    char sql[600];
    while (columns < 20 && table->columns[columns])
        columns++;
    const char *name = table->columns[column % columns];
    char verb[120];
    if (line.len && line.at[0] == 'd')
        snprintf(verb, sizeof(verb), "DELETE FROM %s WHERE ?1 = ?1 AND", table->name);
    else
        snprintf(verb, sizeof(verb), "UPDATE %s SET %s = change(%s, ?1) WHERE",
                 table->name, name, name);
    snprintf(sql, sizeof(sql),
             "%s (%s) = (SELECT %s FROM %s LIMIT 1 OFFSET ?2 %% "
             "max(1, (SELECT count(*) FROM %s)))",
             verb, table->key, table->key, table->name, table->name);
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), db, sql);
    sqlite3_bind_text(statement, 1, line.at, (int)line.len, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)(row & INT32_MAX));
    (void)sqlite3_step(statement); /* two rows of one key are none */
    sqlite3_finalize(statement);
}

static int may(void *self, int what, const char *a, const char *b, const char *c,
               const char *d)
{
    (void)self, (void)a, (void)b, (void)c, (void)d;
    return what == SQLITE_ATTACH || what == SQLITE_DETACH || what == SQLITE_PRAGMA
               ? SQLITE_DENY
               : SQLITE_OK;
}

static int stop(void *self)
{
    return --*(int *)self < 0;
}

static void damage_by_sql(sqlite3 *db, struct slice line)
{
    char *sql = strndup(line.at, line.len);
    int left = 100;
    sqlite3_progress_handler(db, 10000, stop, &left);
    sqlite3_set_authorizer(db, may, NULL);
    (void)sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_set_authorizer(db, NULL, NULL);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    free(sql);
}

/* Gives the schema back its constraints, or takes them. */
static void set_schema(sqlite3 *db, bool constraints)
{
    sqlite3_stmt *statement;
    must(sqlite3_exec(db, "PRAGMA writable_schema = ON", NULL, NULL, NULL), db, "schema");
    if (!constraints) {
        must(sqlite3_exec(db,
                          "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') "
                          "WHERE type = 'table'",
                          NULL, NULL, NULL),
             db, "schema");
    } else {
        must(sqlite3_prepare_v2(db,
                                "UPDATE sqlite_master SET sql = ?2 WHERE name = ?1 AND "
                                "type = 'table' AND sql = "
                                "replace(?2, 'NOT NULL', '')",
                                -1, &statement, NULL),
             db, "schema");
        for (size_t i = 0; i < sample.object_count; i++) {
            sqlite3_bind_text(statement, 1, sample.objects[i].name, -1, SQLITE_STATIC);
            sqlite3_bind_text(statement, 2, sample.objects[i].sql, -1, SQLITE_STATIC);
            (void)sqlite3_step(statement);
            sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
    (void)sqlite3_exec(db, "PRAGMA writable_schema = RESET", NULL, NULL, NULL);
}

static sqlite3 *open_sample(void)
{
    sqlite3 *db;
    must(sqlite3_open(sample.path, &db), db, "open");
    must(sqlite3_exec(db,
                      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                      "PRAGMA temp_store = MEMORY",
                      NULL, NULL, NULL),
         db, "settings");
    must(sqlite3_create_function(db, "change", 2, SQLITE_UTF8, NULL, change_cell, NULL,
                                 NULL),
         db, "function");
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    return db;
}

static void damage_rows(struct slice input)
{
    sqlite3 *db = open_sample();
    (void)sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    for (int lines = 0; input.len && lines < 40; lines++) {
        struct slice line = slice_cut(&input, '\n');
        if (slice_starts(line, SLICE("cell ")))
            damage_cell(db, slice_from(line, 5));
        else if (slice_starts(line, SLICE("sql ")))
            damage_by_sql(db, slice_from(line, 4));
    }
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (!sqlite3_get_autocommit(db))
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    set_schema(db, true);
    sqlite3_close(db);
}

static void damage_pages(struct slice input)
{
    size_t size;
    char *bytes = NULL;
    for (int lines = 0; input.len && lines < 400; lines++) {
        struct slice line = slice_cut(&input, '\n');
        if (!slice_starts(line, SLICE("page ")))
            continue;
        if (!bytes)
            bytes = read_file(&size);
        line = slice_from(line, 5);
        char number[32] = "";
        snprintf(number, sizeof(number), "%.*s", SLICE_PRINT(slice_cut(&line, ' ')));
        uint64_t at = strtoull(number, NULL, 10);
        bytes[at % size] ^= (char)(1 << (take_word(&line) % 8));
    }
    if (bytes)
        write_file(bytes, size);
    free(bytes);
}

/* --- what is asked of it --- */

struct seen {
    size_t problems; /* that the check found, or its fault */
    bool refused, damaged;
};

static void note_problem(void *self, const char *what)
{
    HOLDS(what[0], "a problem without words");
    ((struct seen *)self)->problems++;
}

static void check(struct seen *seen)
{
    struct corpus *corpus;
    struct fault_detail detail = {.text = ""};
    enum fault fault = corpus_open(&corpus, sample.path, &detail);
    if (!fault) {
        fault = corpus_check(corpus, note_problem, seen, &detail);
        corpus_close(corpus);
    }
    HOLDS(!fault || detail.text[0], "a fault without words");
    HOLDS(fault != FAULT_MEMORY && fault != FAULT_BUSY, "%s", detail.text);
    seen->problems += fault != FAULT_NONE;
}

static void ask(struct api *api, const char *target, struct seen *seen)
{
    struct request request = {
        .id = SLICE("1953"), .method = METHOD_GET, .target = slice_of(target)};
    struct reply reply;
    char piece[4096];
    reply_init(&reply);
    api_answer(api, &request, &reply);
    bool damaged = reply.status == 500;
    HOLDS(!reply.failed, "%s: no answer", target);
    HOLDS(reply.status < 500 || damaged, "%s answers %d: %.*s", target, reply.status,
          SLICE_PRINT(buffer_slice(&reply.body)));
    HOLDS(!damaged || memmem(reply.body.at, reply.body.len, "damaged: load it again", 22),
          "%s: %.*s", target, SLICE_PRINT(buffer_slice(&reply.body)));
    for (ssize_t got = 1; reply.stream.self && got > 0;) {
        got = reply.stream.read(reply.stream.self, piece, sizeof(piece));
        damaged |= got < 0;
    }
    seen->damaged |= damaged;
    reply_release(&reply);
}

static void serve(struct seen *seen)
{
    struct api *api;
    struct fault_detail detail = {.text = ""};
    const struct api_options options = {.dataset = sample.path, .readers = 1};
    enum fault fault = api_open(&api, &options, &detail);
    HOLDS(!fault || detail.text[0], "a fault without words");
    seen->refused = fault != FAULT_NONE;
    for (size_t i = 0; !fault && i < sizeof(questions) / sizeof(questions[0]); i++)
        ask(api, questions[i], seen);
    if (!fault)
        api_close(api);
}

/* --- inputs --- */

static void clean_up(void)
{
    (void)remove(sample.path);
    (void)remove(sample.folder);
    free(sample.bytes);
    for (size_t i = 0; i < sample.object_count; i++) {
        free(sample.objects[i].name);
        free(sample.objects[i].sql);
    }
}

static void keep_schema(sqlite3 *db)
{
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_master WHERE sql <> ''", -1,
                            &statement, NULL),
         db, "schema");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        size_t at = sample.object_count++;
        sample.objects[at].name = strdup((const char *)sqlite3_column_text(statement, 0));
        sample.objects[at].sql = strdup((const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
}

/* The program's own list has thousands that are not named, and much alike. */
static const char fewer_entities[] =
    "DELETE FROM entity WHERE key % 40 AND key NOT IN (SELECT entity FROM entity_count "
    "UNION SELECT entity FROM entity_former);"
    "DELETE FROM entity_source WHERE entity NOT IN (SELECT key FROM entity);"
    "UPDATE meta SET value = (SELECT count(*) FROM entity) WHERE name = 'entities';"
    "VACUUM";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    static const char *const corpora[] = {"db/corpus"};
    struct fault_detail detail = {.text = ""};
    enum load_outcome outcome;
    snprintf(sample.folder, sizeof(sample.folder), "%s/chancery-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    HOLDS(mkdtemp(sample.folder), "no folder");
    snprintf(sample.path, sizeof(sample.path), "%s/sample.db", sample.folder);
    atexit(clean_up);
    struct load_options options = {
        .dataset = sample.path, .corpora = corpora, .corpus_count = 1, .quiet = true};
    HOLDS(load_run(&options, &outcome, &detail) == FAULT_NONE, "%s", detail.text);
    char lock[128];
    snprintf(lock, sizeof(lock), "%s.lock", sample.path);
    (void)remove(lock);
    sqlite3 *db = open_sample();
    must(sqlite3_exec(db, fewer_entities, NULL, NULL, NULL), db, "entities");
    keep_schema(db);
    set_schema(db, false);
    sqlite3_close(db);
    sample.bytes = read_file(&sample.size);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice input = {(const char *)bytes, size};
    struct seen seen = {0};
    clock_t began = clock();
    write_file(sample.bytes, sample.size);
    damage_rows(input);
    damage_pages(input);
    check(&seen);
    serve(&seen);
    HOLDS(clock() - began < 20 * CLOCKS_PER_SEC, "it takes too long");
    HOLDS(seen.problems || !(seen.refused || seen.damaged),
          "what is damaged passes the check");
    return 0;
}

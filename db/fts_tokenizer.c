/* The tokenizer of FTS5: words come to it folded (index_write.c, search_fts.c), with
 * blanks between; "+" marks one that stands at the place of the word before it. */
#include "full_text.h"

static int create(void *self, const char **arguments, int count, Fts5Tokenizer **out)
{
    (void)arguments;
    (void)count;
    *out = self; /* there is nothing to keep */
    return SQLITE_OK;
}

static void delete (Fts5Tokenizer *self)
{
    (void)self;
}

static int tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text,
                    int bytes, int (*put)(void *, int, const char *, int, int, int))
{
    (void)self;
    (void)flags;
    int at = 0;
    while (at < bytes) {
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

int fts_register_tokenizer(fts5_api *api)
{
    static fts5_tokenizer tokenizer = {create, delete, tokenize};
    return api->xCreateTokenizer(api, "chancery", api, &tokenizer, NULL);
}

static int find_api(sqlite3 *handle, fts5_api **api)
{
    sqlite3_stmt *statement;
    *api = NULL;
    int code = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    return sqlite3_finalize(statement);
}

enum fault fts_setup(struct db *db, struct fault_detail *detail)
{
    fts5_api *api;
    int code = find_api(db->handle, &api);
    if (code != SQLITE_OK && code != SQLITE_ERROR) /* an error: no such function */
        return db_fault(db, code, detail);
    if (!api)
        return fault_set(detail, FAULT_DATASET, "this SQLite comes without FTS5");
    code = fts_register_tokenizer(api);
    if (code == SQLITE_OK)
        code = fts_register_rank(api);
    return db_fault(db, code, detail);
}

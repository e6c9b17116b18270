/* The vocabulary by itself: words with a prefix, and words of similar spelling. */
#include "base/utf8.h"
#include "internal.h"

/* What sorts after all words with this prefix. */
static struct slice end_of(struct slice prefix, char room[80])
{
    size_t len = prefix.len < 70 ? prefix.len : 70;
    memcpy(room, prefix.at, len);
    memcpy(room + len, "\xf4\x8f\xbf\xbf", 4); /* the last character there is */
    return (struct slice){room, len + 4};
}

enum fault corpus_words(struct corpus *corpus, struct slice prefix, int64_t limit,
                        struct rows *rows)
{
    char room[80];
    sqlite3_stmt *statement = rows_open(rows, corpus, "word", QUERY_WORDS_OF_PREFIX);
    struct slice end = end_of(prefix, room);
    db_bind_text(statement, 1, prefix);
    int code =
        sqlite3_bind_text64(statement, 2, end.at, end.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    db_bind_int(statement, 3, limit);
    return code == SQLITE_OK ? FAULT_NONE : FAULT_MEMORY;
}

enum fault corpus_word_passages(struct corpus *corpus, struct slice word,
                                int64_t *passages, struct fault_detail *detail)
{
    bool found;
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_WORD_FIND);
    db_bind_text(statement, 1, word);
    enum fault fault = step_typed(corpus, statement, "word", "iiB", &found, detail);
    *passages = !fault && found ? sqlite3_column_int64(statement, 1) : 0;
    sqlite3_reset(statement);
    return fault;
}

enum { DISTANCE_WORD = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment)
 * that make one of the other; above `most` only that it is more. By bytes: words are
 * folded. */
static size_t distance(struct slice a, struct slice b, size_t most)
{
    size_t rows[3][DISTANCE_WORD + 1];
    if (a.len > DISTANCE_WORD || b.len > DISTANCE_WORD)
        return most + 1;
    for (size_t k = 0; k <= b.len; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
               *before = rows[(i + 1) % 3];
        size_t best = row[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            row[k] = least(above[k - 1] + (a.at[i - 1] != b.at[k - 1]),
                           least(above[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a.at[i - 1] == b.at[k - 2] &&
                a.at[i - 2] == b.at[k - 1])
                row[k] = least(row[k], before[k - 2] + 1);
            best = least(best, row[k]);
        }
        if (best > most)
            return most + 1;
    }
    return rows[a.len % 3][b.len];
}

struct spelling_search {
    struct slice word; /* as typed */
    size_t most, best_distance;
    int64_t least, best_passages;
    struct slice best;
    struct arena *arena;
};

static enum fault try_prefix(struct corpus *corpus, struct spelling_search *search,
                             struct slice from, struct fault_detail *detail)
{
    char room[80];
    struct slice end = end_of(from, room);
    bool more;
    enum fault fault;
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_WORDS_LIKE);
    db_bind_text(statement, 1, from);
    db_bind_text(statement, 2, end);
    db_bind_int(statement, 3, (int64_t)search->word.len - (int64_t)search->most);
    db_bind_int(statement, 4, (int64_t)(search->word.len + search->most));
    db_bind_int(statement, 5, search->least);
    while (!(fault = step_typed(corpus, statement, "word", "ti", &more, detail)) &&
           more) {
        struct slice word = db_text(statement, 0);
        int64_t passages = sqlite3_column_int64(statement, 1);
        size_t far = distance(search->word, word, search->most);
        bool better = far < search->best_distance ||
                      (far == search->best_distance && passages > search->best_passages);
        if (far == 0 || far > search->most || !better)
            continue;
        search->best_distance = far;
        search->best_passages = passages;
        search->best = arena_copy(search->arena, word);
    }
    db_end(statement);
    return fault;
}

enum fault corpus_spelling_near(struct corpus *corpus, struct arena *arena,
                                struct slice word, int64_t least, struct slice *out,
                                struct fault_detail *detail)
{
    struct spelling_search search = {
        .word = word, .most = word.len > 5 ? 2 : 1, .least = least, .arena = arena};
    *out = SLICE_NONE;
    if (!corpus_has_search(corpus) || word.len < 3 || word.len > DISTANCE_WORD ||
        (unsigned char)word.at[0] >= 0x80)
        return FAULT_NONE;
    search.best_distance = search.most + 1;
    /* Words with the same first letter, and those whose first two are swapped. */
    enum fault fault = try_prefix(corpus, &search, (struct slice){word.at, 1}, detail);
    char swapped[2] = {word.at[1], word.at[0]};
    if (!fault && swapped[0] != swapped[1] && (unsigned char)swapped[0] < 0x80)
        fault = try_prefix(corpus, &search, (struct slice){swapped, 2}, detail);
    *out = search.best;
    return fault;
}

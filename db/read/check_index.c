/* Checking a data set: its index, against what the texts have. */
#include "check_index.h"
#include "text/stem.h"

#include <stdlib.h>

enum { WORDS_SAID = 20 }; /* problems of single words that are told */

struct index_check {
    struct checking *checking;
    struct index_tally tally;
    struct pair_tally pairs; /* of the list in hand */
    uint64_t words, rows;
    unsigned said;
};

static void report_word(struct index_check *check, struct slice word, const char *what)
{
    if (check->said++ < WORDS_SAID)
        check_report(check->checking, "word %.*s: %s", SLICE_PRINT(word), what);
}

static enum fault check_word(void *self, sqlite3_stmt *row)
{
    struct index_check *check = self;
    struct checking *checking = check->checking;
    struct word_postings found;
    if (!db_row_is(row, "tiiB"))
        return corpus_damaged(checking->corpus, "word", checking->detail);
    struct slice word = db_text(row, 0);
    uint32_t number = map_find_text(&check->tally.numbers, word);
    enum fault fault = read_word_postings(checking, row, &found);
    if (fault)
        return fault;
    check->rows += found.rows;
    if (number == MAP_NONE) {
        report_word(check, word, "it is in the vocabulary, and in no text");
        return FAULT_NONE;
    }
    const struct word_tally *there = &check->tally.words[number];
    check->words++;
    if (!found.good)
        report_word(check, word, "its postings are damaged");
    else if (found.passages != there->passages || found.sum != there->sum)
        report_word(check, word, "its postings are not those of the texts");
    return FAULT_NONE;
}

static enum fault add_pair(void *self, sqlite3_stmt *row)
{
    struct index_check *check = self;
    if (!db_row_is(row, "tt"))
        return corpus_damaged(check->checking->corpus, "form", check->checking->detail);
    pair_tally_add(&check->pairs, db_text(row, 0), db_text(row, 1));
    return FAULT_NONE;
}

/* The forms and the parts of hyphenated words that are stored are those of the texts. */
static enum fault check_pairs(struct index_check *check, enum query query,
                              const struct pair_tally *there, const char *what)
{
    check->pairs = (struct pair_tally){0};
    enum fault fault = check_each_row(check->checking, query, add_pair, check);
    if (!fault && (check->pairs.count != there->count || check->pairs.sum != there->sum))
        check_report(check->checking, "%s: those stored are not those of the texts",
                     what);
    return fault;
}

/* Words that are not their own stem, with their stems. */
static enum fault tally_forms(struct index_check *check)
{
    struct index_tally *tally = &check->tally;
    struct stemmer *stemmer = stemmer_new();
    bool good = stemmer;
    for (size_t i = 0; good && i < tally->count; i++) {
        struct slice stem = stem_of(stemmer, tally->words[i].word);
        good = stem.at;
        if (good && !slice_equal(stem, tally->words[i].word))
            pair_tally_add(&tally->forms, stem, tally->words[i].word);
    }
    stemmer_free(stemmer);
    return good ? FAULT_NONE : fault_memory(check->checking->detail);
}

static enum fault check_rows(void *self, sqlite3_stmt *row)
{
    struct index_check *check = self;
    uint64_t postings = (uint64_t)sqlite3_column_int64(row, 0);
    uint64_t positions = (uint64_t)sqlite3_column_int64(row, 1);
    if (postings != check->rows || positions != check->rows)
        check_report(check->checking,
                     "postings: %llu rows belong to words, and %llu are there, with %llu "
                     "of positions",
                     (unsigned long long)check->rows, (unsigned long long)postings,
                     (unsigned long long)positions);
    return FAULT_NONE;
}

static enum fault compare(struct index_check *check)
{
    struct checking *checking = check->checking;
    struct index_tally *tally = &check->tally;
    enum fault fault = check_each_row(checking, QUERY_CHECK_WORDS, check_word, check);
    if (check->said > WORDS_SAID)
        check_report(checking, "and so of %u words more", check->said - WORDS_SAID);
    if (!fault && check->words != tally->count)
        check_report(checking, "vocabulary: %llu words of the texts are not in it",
                     (unsigned long long)(tally->count - check->words));
    if (!fault)
        fault = check_each_row(checking, QUERY_CHECK_INDEX_ROWS, check_rows, check);
    if (!fault)
        fault = tally_forms(check);
    if (!fault)
        fault = check_pairs(check, QUERY_CHECK_FORMS, &tally->forms, "forms of words");
    return fault ? fault
                 : check_pairs(check, QUERY_CHECK_COMPOUNDS, &tally->compounds,
                               "hyphenated words");
}

/* Without search nothing is indexed. */
static enum fault check_no_index(struct checking *checking)
{
    struct index_check check = {.checking = checking};
    enum fault fault =
        check_each_row(checking, QUERY_CHECK_INDEX_ROWS, check_rows, &check);
    return fault ? fault
                 : check_pairs(&check, QUERY_CHECK_FORMS, &check.pairs, "forms of words");
}

enum fault check_index(struct checking *checking)
{
    struct index_check check = {.checking = checking};
    bool good = true;
    enum fault fault = corpus_open_search(checking->corpus, NULL, checking->detail);
    if (fault)
        return fault;
    if (!corpus_has_search(checking->corpus))
        return check_no_index(checking);
    arena_init(&check.tally.arena);
    buffer_init(&check.tally.parts);
    fault = tally_texts(checking, &check.tally, &good);
    if (!fault && good)
        fault = compare(&check);
    map_release(&check.tally.numbers);
    map_release(&check.tally.compound_keys);
    free(check.tally.words);
    buffer_release(&check.tally.parts);
    arena_release(&check.tally.arena);
    return fault;
}

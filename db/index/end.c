/* The end of indexing: the rows that can be made only after the last passage. */
#include "text/stem.h"
#include "words.h"

#include <stdlib.h>

static enum fault put_norms(struct index_writer *index, enum norms_row norms,
                            struct slice bytes, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t at = 0; at < bytes.len && !fault; at += NORMS_PART_BYTES) {
        struct slice part = slice_from(bytes, at);
        part.len = part.len < NORMS_PART_BYTES ? part.len : NORMS_PART_BYTES;
        struct batch_row *row = index_row(index, ROW_NORMS);
        if (!row)
            return fault_memory(detail);
        row->as.packed.key = norms_key(norms, (uint32_t)(at / NORMS_PART_BYTES));
        row->as.packed.bytes = batch_keep(index->batch, part);
        fault = index_row_done(index, detail);
    }
    return fault;
}

struct order {
    const char *text;
    uint32_t len, word;
};

static int compare(const void *a, const void *b)
{
    const struct order *left = a, *right = b;
    int order = slice_compare((struct slice){left->text, left->len},
                              (struct slice){right->text, right->len});
    return order ? order : (left->word > right->word) - (left->word < right->word);
}

/* Rows in the order of their tables, so that those grow only at the end. */
static enum fault put_words(struct index_writer *index, struct order *orders,
                            struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (uint32_t i = 0; i < index->word_count; i++)
        orders[i] = (struct order){index->words[i].text, index->words[i].len, i};
    qsort(orders, index->word_count, sizeof(*orders), compare);
    for (size_t i = 0; i < index->word_count && !fault; i++)
        fault = index_word_put(index, orders[i].word, detail);
    for (uint32_t i = 0; i < index->word_count && !fault; i++)
        fault = index_word_end(index, i, detail);
    return fault;
}

/* Stems (Porter2, of Snowball) of the words that are not their own stem. */
static bool find_stems(struct index_writer *index, struct stemmer *stemmer,
                       struct order *orders, size_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < index->word_count; i++) {
        struct slice word = {index->words[i].text, index->words[i].len};
        struct slice stem = stem_of(stemmer, word);
        if (!stem.at)
            return false;
        if (slice_equal(stem, word))
            continue;
        struct slice copy = arena_copy(&index->texts, stem);
        if (!copy.at)
            return false;
        orders[(*count)++] = (struct order){copy.at, (uint32_t)copy.len, i};
    }
    qsort(orders, *count, sizeof(*orders), compare);
    return true;
}

static enum fault put_stems(struct index_writer *index, struct order *orders,
                            struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    size_t count;
    struct stemmer *stemmer = stemmer_new();
    bool found = stemmer && find_stems(index, stemmer, orders, &count);
    stemmer_free(stemmer);
    if (!found)
        return fault_memory(detail);
    for (size_t i = 0; i < count && !fault; i++) {
        const struct index_word *word = &index->words[orders[i].word];
        struct batch_row *row = index_row(index, ROW_FORM);
        if (!row)
            return fault_memory(detail);
        row->as.form.stem =
            batch_keep(index->batch, (struct slice){orders[i].text, orders[i].len});
        row->as.form.word =
            batch_keep(index->batch, (struct slice){word->text, word->len});
        fault = index_row_done(index, detail);
    }
    return fault;
}

static enum fault put_compounds(struct index_writer *index, const struct order *orders,
                                struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; i < index->word_count && !fault; i++) {
        const struct index_word *word = &index->words[orders[i].word];
        for (uint32_t at = word->compound; at && !fault;
             at = index->compounds[at - 1].next) {
            struct batch_row *row = index_row(index, ROW_COMPOUND);
            if (!row)
                return fault_memory(detail);
            row->as.compound.word =
                batch_keep(index->batch, (struct slice){word->text, word->len});
            row->as.compound.parts =
                batch_keep(index->batch, index->compounds[at - 1].parts);
            fault = index_row_done(index, detail);
        }
    }
    return fault;
}

enum fault index_end(struct index_writer *index, struct fault_detail *detail)
{
    struct order *orders = calloc(index->word_count + 1, sizeof(*orders));
    if (!orders)
        return fault_memory(detail);
    enum fault fault = put_words(index, orders, detail);
    if (!fault)
        fault = put_compounds(index, orders, detail);
    if (!fault)
        fault = put_stems(index, orders, detail);
    free(orders);
    if (!fault)
        fault = put_norms(index, NORMS_SIZES, buffer_slice(&index->sizes), detail);
    if (!fault)
        fault = put_norms(index, NORMS_COLUMNS, buffer_slice(&index->columns), detail);
    if (!fault)
        fault = put_norms(index, NORMS_DOCUMENT_STARTS,
                          buffer_slice(&index->document_starts), detail);
    return fault;
}

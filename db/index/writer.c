/* The state of the index writer, and the rows that it adds to a batch. */
#include "words.h"

#include <stdlib.h>

bool index_writer_open(struct index_writer *index)
{
    *index = (struct index_writer){.batch = NULL};
    arena_init(&index->texts);
    buffer_init(&index->sizes);
    buffer_init(&index->columns);
    buffer_init(&index->document_starts);
    buffer_init(&index->scratch);
    index->positions = malloc(INDEX_POSITIONS * sizeof(*index->positions));
    index->sorted = malloc(INDEX_POSITIONS * sizeof(*index->sorted));
    index->recent = calloc(INDEX_RECENT, sizeof(*index->recent));
    return index->positions && index->sorted && index->recent;
}

void index_writer_close(struct index_writer *index)
{
    for (size_t i = 0; i < index->word_count; i++) {
        free(index->words[i].pending.at);
        free(index->words[i].positions.at);
        free(index->words[i].directory.at);
        free(index->words[i].positions_directory.at);
    }
    free(index->words);
    free(index->slots);
    free(index->positions);
    free(index->sorted);
    free(index->recent);
    free(index->compounds);
    arena_release(&index->texts);
    buffer_release(&index->sizes);
    buffer_release(&index->columns);
    buffer_release(&index->document_starts);
    buffer_release(&index->scratch);
    *index = (struct index_writer){0};
}

struct batch_row *index_row(struct index_writer *index, enum row_sort sort)
{
    return batch_put(index->batch, sort);
}

enum fault index_row_done(struct index_writer *index, struct fault_detail *detail)
{
    if (!index->pipeline) /* a batch in the pipeline is not cut in two */
        return FAULT_NONE;
    enum fault fault = batch_done(index->pipeline, detail);
    index->batch = index->pipeline->filling;
    return fault;
}

/* Most often it is one of the last documents. */
uint32_t index_document_of(const struct index_writer *index, uint32_t passage)
{
    size_t count = index->document_starts.len / sizeof(uint32_t), low, high = count;
    size_t step = 1;
    while (step < count && index_document_start(index, count - step) > passage)
        step *= 2;
    low = step < count ? count - step : 0;
    while (high - low > 1) { /* the document at `low` begins at or before the passage */
        size_t middle = low + (high - low) / 2;
        if (index_document_start(index, middle) <= passage)
            low = middle;
        else
            high = middle;
    }
    return index_document_start(index, low);
}

/* Batches: three that go round between two threads. */
#include "batch.h"

static void clear(struct batch *batch)
{
    arena_clear(&batch->arena);
    batch->first = NULL;
    batch->last = &batch->first;
    batch->bytes = 0;
}

static enum fault write_rows(struct batch_line *line, const struct batch *batch,
                             struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (const struct batch_row *row = batch->first; row && !fault; row = row->next)
        fault = line->write(line->self, row, detail);
    return fault;
}

/* The next full batch, or NULL when there will be no more. Under the lock. */
static struct batch *take_full(struct batch_line *line)
{
    while (!line->full && !line->ended)
        pthread_cond_wait(&line->moved, &line->lock);
    struct batch *batch = line->full;
    if (batch) {
        line->full = batch->next;
        if (!line->full)
            line->full_last = &line->full;
    }
    return batch;
}

static void *write_all(void *self)
{
    struct batch_line *line = self;
    struct batch *batch;
    pthread_mutex_lock(&line->lock);
    while ((batch = take_full(line))) {
        struct fault_detail detail = {.text = ""};
        bool good = line->fault == FAULT_NONE;
        pthread_mutex_unlock(&line->lock);
        enum fault fault = good ? write_rows(line, batch, &detail) : FAULT_NONE;
        clear(batch);
        pthread_mutex_lock(&line->lock);
        if (fault) {
            line->fault = fault;
            line->detail = detail;
        }
        batch->next = line->empty;
        line->empty = batch;
        pthread_cond_broadcast(&line->moved);
    }
    pthread_mutex_unlock(&line->lock);
    return NULL;
}

enum fault batch_line_open(struct batch_line *line, batch_write *write, void *self,
                           struct fault_detail *detail)
{
    *line = (struct batch_line){.write = write, .self = self};
    pthread_mutex_init(&line->lock, NULL);
    pthread_cond_init(&line->moved, NULL);
    line->full_last = &line->full;
    for (size_t i = 0; i < BATCHES; i++) {
        arena_init(&line->batches[i].arena);
        clear(&line->batches[i]);
        if (i > 0) {
            line->batches[i].next = line->empty;
            line->empty = &line->batches[i];
        }
    }
    line->filling = &line->batches[0];
    line->running = pthread_create(&line->writer, NULL, write_all, line) == 0;
    return line->running ? FAULT_NONE
                         : fault_set(detail, FAULT_MEMORY, "cannot start a thread");
}

struct batch_row *batch_add(struct batch_line *line, enum row_sort sort)
{
    struct batch *batch = line->filling;
    struct batch_row *row = arena_take(&batch->arena, sizeof(*row));
    if (!row)
        return NULL;
    row->next = NULL;
    row->sort = sort;
    *batch->last = row;
    batch->last = &row->next;
    batch->bytes += sizeof(*row);
    return row;
}

struct slice batch_copy(struct batch_line *line, struct slice text)
{
    if (!text.at)
        return SLICE_NONE;
    line->filling->bytes += text.len;
    return arena_copy(&line->filling->arena, text);
}

/* Gives the batch in hand to the writer and takes an empty one. */
static enum fault hand_over(struct batch_line *line, struct fault_detail *detail)
{
    pthread_mutex_lock(&line->lock);
    line->filling->next = NULL;
    *line->full_last = line->filling;
    line->full_last = &line->filling->next;
    pthread_cond_broadcast(&line->moved);
    while (!line->empty)
        pthread_cond_wait(&line->moved, &line->lock);
    line->filling = line->empty;
    line->empty = line->filling->next;
    enum fault fault = line->fault;
    if (fault && detail)
        *detail = line->detail;
    pthread_mutex_unlock(&line->lock);
    return fault;
}

enum fault batch_done(struct batch_line *line, struct fault_detail *detail)
{
    if (arena_failed(&line->filling->arena))
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    return line->filling->bytes < BATCH_BYTES ? FAULT_NONE : hand_over(line, detail);
}

static void end(struct batch_line *line)
{
    if (!line->running)
        return;
    pthread_mutex_lock(&line->lock);
    line->ended = true;
    pthread_cond_broadcast(&line->moved);
    pthread_mutex_unlock(&line->lock);
    pthread_join(line->writer, NULL);
    line->running = false;
}

enum fault batch_line_finish(struct batch_line *line, struct fault_detail *detail)
{
    enum fault fault = hand_over(line, detail);
    end(line);
    if (!fault && line->fault) {
        fault = line->fault;
        if (detail)
            *detail = line->detail;
    }
    return fault;
}

void batch_line_close(struct batch_line *line)
{
    end(line);
    for (size_t i = 0; i < BATCHES; i++)
        arena_release(&line->batches[i].arena);
    if (line->write) {
        pthread_mutex_destroy(&line->lock);
        pthread_cond_destroy(&line->moved);
    }
    *line = (struct batch_line){0};
}

/* Batches: a dozen that go round, from the reader through the stages and back. */
#include "db/store/batch.h"

static void clear(struct batch *batch)
{
    arena_clear(&batch->arena);
    batch->first = NULL;
    batch->last = &batch->first;
    batch->bytes = 0;
}

/* The next batch for a stage, or NULL when there will be no more. Under the lock. */
static struct batch *take(struct batch_stage *stage)
{
    while (!stage->first && !stage->ended)
        pthread_cond_wait(&stage->line->moved, &stage->line->lock);
    struct batch *batch = stage->first;
    if (batch) {
        stage->first = batch->next;
        if (!stage->first)
            stage->last = &stage->first;
    }
    return batch;
}

/* Gives a batch to a stage, or back to the reader behind the last. Under the lock. */
static void give(struct batch_line *line, size_t number, struct batch *batch)
{
    batch->next = NULL;
    if (number == line->stage_count) {
        batch->next = line->empty;
        line->empty = batch;
    } else {
        *line->stages[number].last = batch;
        line->stages[number].last = &batch->next;
    }
    pthread_cond_broadcast(&line->moved);
}

static void *work_all(void *self)
{
    struct batch_stage *stage = self;
    struct batch_line *line = stage->line;
    size_t next = (size_t)(stage - line->stages) + 1;
    struct batch *batch;
    pthread_mutex_lock(&line->lock);
    while ((batch = take(stage))) {
        struct fault_detail detail = {.text = ""};
        bool good = line->fault == FAULT_NONE, last = next == line->stage_count;
        pthread_mutex_unlock(&line->lock);
        enum fault fault = good ? stage->work(stage->self, batch, &detail) : FAULT_NONE;
        if (!fault && arena_failed(&batch->arena))
            fault = fault_set(&detail, FAULT_MEMORY, "out of memory");
        if (last)
            clear(batch);
        pthread_mutex_lock(&line->lock);
        if (fault && !line->fault) {
            line->fault = fault;
            line->detail = detail;
        }
        give(line, next, batch);
    }
    pthread_mutex_unlock(&line->lock);
    return NULL;
}

/* The first chunk of an arena is kept when it is cleared: one that holds a whole batch
 * saves its pages from being given back and taken anew each time. */
static bool prepare(struct batch *batch)
{
    arena_init(&batch->arena);
    bool good = arena_take(&batch->arena, 2 * (size_t)BATCH_BYTES);
    clear(batch);
    return good;
}

enum fault batch_line_open(struct batch_line *line, struct fault_detail *detail)
{
    *line = (struct batch_line){.open = true};
    if (pthread_mutex_init(&line->lock, NULL) != 0 ||
        pthread_cond_init(&line->moved, NULL) != 0)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    bool good = true;
    for (size_t i = 0; i < BATCHES; i++) {
        good &= prepare(&line->batches[i]);
        if (i > 0) {
            line->batches[i].next = line->empty;
            line->empty = &line->batches[i];
        }
    }
    line->filling = &line->batches[0];
    return good ? FAULT_NONE : fault_set(detail, FAULT_MEMORY, "out of memory");
}

enum fault batch_line_add(struct batch_line *line, batch_work *work, void *self,
                          struct fault_detail *detail)
{
    struct batch_stage *stage = &line->stages[line->stage_count];
    *stage = (struct batch_stage){.line = line, .work = work, .self = self};
    stage->last = &stage->first;
    pthread_mutex_lock(&line->lock); /* a stage looks at the count when it starts */
    line->stage_count++;
    pthread_mutex_unlock(&line->lock);
    stage->running = pthread_create(&stage->thread, NULL, work_all, stage) == 0;
    return stage->running ? FAULT_NONE
                          : fault_set(detail, FAULT_MEMORY, "cannot start a thread");
}

struct batch_row *batch_put(struct batch *batch, enum row_sort sort)
{
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

struct slice batch_keep(struct batch *batch, struct slice text)
{
    if (!text.at)
        return SLICE_NONE;
    batch->bytes += text.len;
    return arena_copy(&batch->arena, text);
}

struct batch_row *batch_add(struct batch_line *line, enum row_sort sort)
{
    return batch_put(line->filling, sort);
}

struct slice batch_copy(struct batch_line *line, struct slice text)
{
    return batch_keep(line->filling, text);
}

/* Gives the batch in hand to the first stage and takes an empty one. */
static enum fault hand_over(struct batch_line *line, struct fault_detail *detail)
{
    pthread_mutex_lock(&line->lock);
    give(line, line->entry, line->filling);
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

/* Ends a stage when it has worked on all that was given to it. */
static void end(struct batch_line *line, size_t number)
{
    struct batch_stage *stage = &line->stages[number];
    if (!stage->running)
        return;
    pthread_mutex_lock(&line->lock);
    stage->ended = true;
    pthread_cond_broadcast(&line->moved);
    pthread_mutex_unlock(&line->lock);
    pthread_join(stage->thread, NULL);
    stage->running = false;
}

enum fault batch_line_pass(struct batch_line *line, struct fault_detail *detail)
{
    enum fault fault = hand_over(line, detail);
    end(line, line->entry++);
    pthread_mutex_lock(&line->lock);
    if (!fault && line->fault) {
        fault = line->fault;
        if (detail)
            *detail = line->detail;
    }
    pthread_mutex_unlock(&line->lock);
    return fault;
}

enum fault batch_line_finish(struct batch_line *line, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    while (!fault && line->entry < line->stage_count)
        fault = batch_line_pass(line, detail);
    return fault;
}

void batch_line_close(struct batch_line *line)
{
    if (!line->open)
        return;
    for (size_t i = 0; i < line->stage_count; i++)
        end(line, i);
    for (size_t i = 0; i < BATCHES; i++)
        arena_release(&line->batches[i].arena);
    pthread_mutex_destroy(&line->lock);
    pthread_cond_destroy(&line->moved);
    *line = (struct batch_line){.open = false};
}

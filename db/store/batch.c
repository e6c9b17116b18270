/* The pipeline of batches: from the reader through the stages and back. */
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
        pthread_cond_wait(&stage->pipeline->moved, &stage->pipeline->lock);
    struct batch *batch = stage->first;
    if (batch) {
        stage->first = batch->next;
        if (!stage->first)
            stage->last = &stage->first;
    }
    return batch;
}

/* Gives a batch to a stage, or after the last one back to the reader. Under the lock. */
static void give(struct batch_pipeline *pipeline, size_t number, struct batch *batch)
{
    batch->next = NULL;
    if (number == pipeline->stage_count) {
        batch->next = pipeline->empty;
        pipeline->empty = batch;
    } else {
        *pipeline->stages[number].last = batch;
        pipeline->stages[number].last = &batch->next;
    }
    pthread_cond_broadcast(&pipeline->moved);
}

static void *work_all(void *self)
{
    struct batch_stage *stage = self;
    struct batch_pipeline *pipeline = stage->pipeline;
    size_t next = (size_t)(stage - pipeline->stages) + 1;
    struct batch *batch;
    pthread_mutex_lock(&pipeline->lock);
    while ((batch = take(stage))) {
        struct fault_detail detail = {.text = ""};
        bool good = pipeline->fault == FAULT_NONE, last = next == pipeline->stage_count;
        pthread_mutex_unlock(&pipeline->lock);
        enum fault fault = good ? stage->work(stage->self, batch, &detail) : FAULT_NONE;
        if (!fault && arena_failed(&batch->arena))
            fault = fault_memory(&detail);
        if (last)
            clear(batch);
        pthread_mutex_lock(&pipeline->lock);
        if (fault && !pipeline->fault) {
            pipeline->fault = fault;
            pipeline->detail = detail;
        }
        give(pipeline, next, batch);
    }
    pthread_mutex_unlock(&pipeline->lock);
    return NULL;
}

/* An arena keeps its first chunk when it is cleared: when that is large enough for a
 * whole batch, its pages are not freed and allocated again each time. */
static bool prepare(struct batch *batch)
{
    arena_init(&batch->arena);
    bool good = arena_take(&batch->arena, 2 * (size_t)BATCH_BYTES);
    clear(batch);
    return good;
}

enum fault batch_pipeline_open(struct batch_pipeline *pipeline,
                               struct fault_detail *detail)
{
    *pipeline = (struct batch_pipeline){.open = true};
    if (pthread_mutex_init(&pipeline->lock, NULL) != 0 ||
        pthread_cond_init(&pipeline->moved, NULL) != 0)
        return fault_memory(detail);
    bool good = true;
    for (size_t i = 0; i < BATCHES; i++) {
        good &= prepare(&pipeline->batches[i]);
        if (i > 0) {
            pipeline->batches[i].next = pipeline->empty;
            pipeline->empty = &pipeline->batches[i];
        }
    }
    pipeline->filling = &pipeline->batches[0];
    return good ? FAULT_NONE : fault_memory(detail);
}

enum fault batch_pipeline_add(struct batch_pipeline *pipeline, batch_work *work,
                              void *self, struct fault_detail *detail)
{
    struct batch_stage *stage = &pipeline->stages[pipeline->stage_count];
    *stage = (struct batch_stage){.pipeline = pipeline, .work = work, .self = self};
    stage->last = &stage->first;
    pthread_mutex_lock(&pipeline->lock); /* a stage reads the count when it starts */
    pipeline->stage_count++;
    pthread_mutex_unlock(&pipeline->lock);
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

struct batch_row *batch_add(struct batch_pipeline *pipeline, enum row_sort sort)
{
    return batch_put(pipeline->filling, sort);
}

struct slice batch_copy(struct batch_pipeline *pipeline, struct slice text)
{
    return batch_keep(pipeline->filling, text);
}

/* Gives the current batch to the first stage and takes an empty one. */
static enum fault hand_over(struct batch_pipeline *pipeline, struct fault_detail *detail)
{
    pthread_mutex_lock(&pipeline->lock);
    give(pipeline, pipeline->entry, pipeline->filling);
    while (!pipeline->empty)
        pthread_cond_wait(&pipeline->moved, &pipeline->lock);
    pipeline->filling = pipeline->empty;
    pipeline->empty = pipeline->filling->next;
    enum fault fault = pipeline->fault;
    if (fault && detail)
        *detail = pipeline->detail;
    pthread_mutex_unlock(&pipeline->lock);
    return fault;
}

enum fault batch_done(struct batch_pipeline *pipeline, struct fault_detail *detail)
{
    if (arena_failed(&pipeline->filling->arena))
        return fault_memory(detail);
    return pipeline->filling->bytes < BATCH_BYTES ? FAULT_NONE
                                                  : hand_over(pipeline, detail);
}

/* Ends a stage once it has worked on all that was given to it. */
static void end(struct batch_pipeline *pipeline, size_t number)
{
    struct batch_stage *stage = &pipeline->stages[number];
    if (!stage->running)
        return;
    pthread_mutex_lock(&pipeline->lock);
    stage->ended = true;
    pthread_cond_broadcast(&pipeline->moved);
    pthread_mutex_unlock(&pipeline->lock);
    pthread_join(stage->thread, NULL);
    stage->running = false;
}

enum fault batch_pipeline_drain(struct batch_pipeline *pipeline,
                                struct fault_detail *detail)
{
    enum fault fault = hand_over(pipeline, detail);
    end(pipeline, pipeline->entry++);
    pthread_mutex_lock(&pipeline->lock);
    if (!fault && pipeline->fault) {
        fault = pipeline->fault;
        if (detail)
            *detail = pipeline->detail;
    }
    pthread_mutex_unlock(&pipeline->lock);
    return fault;
}

enum fault batch_pipeline_finish(struct batch_pipeline *pipeline,
                                 struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    while (!fault && pipeline->entry < pipeline->stage_count)
        fault = batch_pipeline_drain(pipeline, detail);
    return fault;
}

void batch_pipeline_close(struct batch_pipeline *pipeline)
{
    if (!pipeline->open)
        return;
    for (size_t i = 0; i < pipeline->stage_count; i++)
        end(pipeline, i);
    for (size_t i = 0; i < BATCHES; i++)
        arena_release(&pipeline->batches[i].arena);
    pthread_mutex_destroy(&pipeline->lock);
    pthread_cond_destroy(&pipeline->moved);
    *pipeline = (struct batch_pipeline){.open = false};
}

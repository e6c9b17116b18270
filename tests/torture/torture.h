/* Torture: one thing is done again and again, and each time another of its allocations or
 * calls fails.
 *
 * The work is done by a child, so that a crash is one failed trial and not the end; the
 * next child goes on behind it. What a trial came to is the scenario's to judge. */
#ifndef CHANCERY_TESTS_TORTURE_H
#define CHANCERY_TESTS_TORTURE_H

#include "disk.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { TORTURE_SAID = 300, TORTURE_MOST_WRONG = 12, TORTURE_SECONDS = 30 };

struct scenario {
    const char *name;
    void *self;
    /* Begins what every trial starts from, then calls `torture_go` ... `torture_stop`
     * around what may fail. "" when all held. */
    void (*run)(void *self, char said[TORTURE_SAID]);
};

/* Shared by parent and child. */
struct torture_state {
    long at, trials;
    bool ended, running;
    unsigned wrong;
    char said[TORTURE_SAID];
};

struct torture {
    struct torture_state *state;
    long step; /* every so many allocations; 1: all. Other calls, which are few: all */
    long only; /* this one and no other; 0: all */
    long share, shares; /* of the numbers that are tried only this share, from 0 */
    enum fault_sort sort;
    enum fault_lane lane;
    unsigned tests, failed;
    int log; /* what the program says on standard error during a trial */
    long trials[SORT_COUNT];
};

static struct {
    enum fault_sort sort;
    enum fault_lane lane;
    long at;
    bool fired;
} torture_plan;

static inline void torture_go(void)
{
    faults_arm(torture_plan.sort, torture_plan.lane, torture_plan.at);
}

static inline void torture_stop(void)
{
    torture_plan.fired |= faults_disarm();
}

__attribute__((format(printf, 2, 3))) static inline void
torture_say(char said[TORTURE_SAID], const char *format, ...)
{
    va_list args;
    if (said[0]) /* what went wrong first counts */
        return;
    va_start(args, format);
    vsnprintf(said, TORTURE_SAID, format, args);
    va_end(args);
}

static const char *const sort_names[] = {
    "nothing",     "an allocation",        "all memory from an allocation on",
    "a disk call", "the room on the disk", "a step of publishing"};
static const char *const lane_names[] = {"", " of another thread"};

static inline void torture_wrong(struct torture *torture, const struct scenario *scenario,
                                 const char *said)
{
    torture->state->wrong++;
    printf("# %s: %s%s, number %ld: %s\n", scenario->name, sort_names[torture->sort],
           lane_names[torture->lane], torture->state->at, said);
    fflush(stdout);
}

/* What was said last: when it crashed, why. */
static inline void torture_show_log(const struct torture *torture)
{
    char text[8000];
    off_t size = lseek(torture->log, 0, SEEK_END);
    off_t from = size > (off_t)sizeof(text) ? size - (off_t)sizeof(text) : 0;
    ssize_t got = pread(torture->log, text, sizeof(text), from);
    printf("# ");
    for (ssize_t i = 0; i < got; i++)
        printf(text[i] == '\n' ? "\n# " : "%c", text[i]);
    putchar('\n');
}

/* That all memory fails from a point on is much like at the next point, and takes long.
 */
static inline long torture_step(const struct torture *torture)
{
    enum { NO_MEMORY_STEP = 7 };
    if (torture->sort == SORT_MEMORY)
        return torture->step;
    if (torture->sort == SORT_NO_MEMORY)
        return torture->step < NO_MEMORY_STEP ? NO_MEMORY_STEP : torture->step;
    return 1;
}

/* Shares take turns, for the later a fault is the longer is its trial. */
static inline long torture_stride(const struct torture *torture)
{
    return torture_step(torture) * torture->shares;
}

static inline long torture_first(const struct torture *torture)
{
    long step = torture_step(torture);
    return torture->only ? torture->only
                         : 1 + torture->tests % step + torture->share * step;
}

/* The child: trial after trial until one ends without having come to its fault. */
static inline void torture_trials(struct torture *torture,
                                  const struct scenario *scenario)
{
    struct torture_state *state = torture->state;
    while (!state->ended && state->wrong < TORTURE_MOST_WRONG) {
        char said[TORTURE_SAID] = "";
        torture_plan.sort = torture->sort;
        torture_plan.lane = torture->lane;
        torture_plan.at = state->at;
        torture_plan.fired = false;
        state->running = true;
        alarm(TORTURE_SECONDS);
        scenario->run(scenario->self, said);
        alarm(0);
        state->running = false;
        faults_disarm();
        state->ended = !torture_plan.fired || torture->only;
        state->trials += torture_plan.fired;
        if (said[0])
            torture_wrong(torture, scenario, said);
        state->at += torture_stride(torture);
    }
}

/* Every fault of a sort in a lane. */
static inline void torture_one(struct torture *torture, const struct scenario *scenario,
                               enum fault_sort sort, enum fault_lane lane)
{
    struct torture_state *state = torture->state;
    const char *name = getenv("NAME");
    if (name && strcmp(name, scenario->name) != 0)
        return;
    torture->sort = sort;
    torture->lane = lane;
    *state = (struct torture_state){.at = torture_first(torture)};
    while (!state->ended && state->wrong < TORTURE_MOST_WRONG) {
        fflush(stdout);
        pid_t child = fork();
        int status = 1;
        if (child == 0) {
            dup2(torture->log, STDERR_FILENO);
            torture_trials(torture, scenario);
            fflush(stdout);
            exit(0); /* LeakSanitizer looks now */
        }
        if (child < 0 || waitpid(child, &status, 0) < 0)
            break;
        if (state->running) { /* it ended in the middle of a trial */
            char said[TORTURE_SAID];
            snprintf(said, sizeof(said), "the program ended with %s %d",
                     WIFSIGNALED(status) ? "signal" : "status",
                     WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
            torture_wrong(torture, scenario, said);
            torture_show_log(torture);
            state->running = false;
            state->trials++;
            state->at += torture_stride(torture);
            state->ended = torture->only;
        } else if (torture->only) {
            torture_show_log(torture);
        } else if (status != 0) {
            torture_wrong(torture, scenario, "memory was lost before");
            torture_show_log(torture);
        }
    }
    torture->trials[sort] += state->trials;
    torture->tests++;
    torture->failed += state->wrong > 0;
    printf("%sok %u - %s stands it when %s%s fails (%ld tried)\n",
           state->wrong ? "not " : "", torture->tests, scenario->name, sort_names[sort],
           lane_names[lane], state->trials);
    fflush(stdout);
}

/* From the environment: STEP, every so many allocations are tried; NAME, one scenario;
 * SHARE=2/3, a third of what is tried of each; ONLY, one number of each sort, and where
 * it fails is shown. */
static inline bool torture_init(struct torture *torture)
{
    const char *step = getenv("STEP"), *only = getenv("ONLY"), *share = getenv("SHARE");
    *torture = (struct torture){
        .step = step ? atol(step) : 1, .only = only ? atol(only) : 0, .shares = 1};
    if (share) {
        char *end;
        torture->share = strtol(share, &end, 10) - 1;
        torture->shares = *end == '/' ? strtol(end + 1, NULL, 10) : 0;
    }
    faults.shown = torture->only > 0;
    torture->state = mmap(NULL, sizeof(struct torture_state), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    torture->log = memfd_create("said", MFD_CLOEXEC);
    return torture->step > 0 && torture->share >= 0 && torture->share < torture->shares &&
           torture->state != MAP_FAILED && torture->log >= 0 && disk_set_up();
}

static inline int torture_end(const struct torture *torture)
{
    printf("# tried: %ld allocations, %ld disk calls, %ld steps of publishing\n",
           torture->trials[SORT_MEMORY] + torture->trials[SORT_NO_MEMORY],
           torture->trials[SORT_DISK_ERROR] + torture->trials[SORT_DISK_FULL],
           torture->trials[SORT_PUBLISH]);
    printf("1..%u\n", torture->tests);
    return torture->failed ? 1 : 0;
}

#endif

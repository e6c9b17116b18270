/* A load over an existing data set, while everything fails once: it ends with the new
 * data set, whole, or with a message and the old one, untouched. */
#include "dataset.h"
#include "torture.h"

/* A load with names reads the program's own lists first, which takes 160,000 allocations
 * that are much alike: so many times fewer of its faults are tried. */
enum { PATH_ROOM = 300, NAMES_STEP = 61 };

struct load_trial {
    char target[PATH_ROOM], kept[PATH_ROOM], new[PATH_ROOM]; /* FILE, a link, FILE.new */
    uint64_t before, after; /* what the old and the new data set hold */
    const char *without;    /* what the new one leaves out */
    int log;
};

/* The last line on standard error, without its end. */
static void last_line(int log, char *out, size_t room)
{
    char text[2000];
    off_t size = lseek(log, 0, SEEK_END);
    off_t from = size > (off_t)sizeof(text) ? size - (off_t)sizeof(text) : 0;
    ssize_t got = pread(log, text, sizeof(text), from);
    while (got > 0 && text[got - 1] == '\n')
        got--;
    ssize_t at = got;
    while (at > 0 && text[at - 1] != '\n')
        at--;
    snprintf(out, room, "%.*s", got > at ? (int)(got - at) : 0, text + (at > 0 ? at : 0));
}

/* FILE is the old data set again. */
static bool restore(const struct load_trial *trial)
{
    if (dataset_inode(trial->target) == dataset_inode(trial->kept))
        return true;
    unlink(trial->target);
    return link(trial->kept, trial->target) == 0;
}

static void judge(const struct load_trial *trial, int status, char said[TORTURE_SAID])
{
    char line[500];
    bool old = dataset_inode(trial->target) == dataset_inode(trial->kept);
    last_line(trial->log, line, sizeof(line));
    if (status != 0 && status != 1)
        torture_say(said, "it ends with status %d", status);
    if (status == 1 && strncmp(line, "chanceryd: ", 11) != 0)
        torture_say(said, "it fails without a message: %.200s", line);
    /* When the folder cannot be brought to disk the new one stands there already. */
    if (status == 1 && !old && torture_plan.sort != SORT_PUBLISH)
        torture_say(said, "it fails and leaves another data set: %.200s", line);
    if (status == 0 && old)
        torture_say(said, "it succeeds and has done nothing");
    if (!old && dataset_digest(trial->target) != trial->after)
        torture_say(said, "status %d, and the data set is not what it should be", status);
    if (access(trial->new, F_OK) == 0)
        torture_say(said, "it leaves FILE.new behind");
}

static void run(void *self, char said[TORTURE_SAID])
{
    struct load_trial *trial = self;
    if (!restore(trial))
        torture_say(said, "the old data set cannot be put back");
    if (ftruncate(trial->log, 0) != 0)
        torture_say(said, "the log cannot be emptied");
    lseek(trial->log, 0, SEEK_SET);
    torture_go();
    int status = dataset_load(trial->target, dataset_after, trial->without);
    torture_stop();
    judge(trial, status, said);
}

static bool prepare(struct load_trial *trial, const char *work, const char *without)
{
    char fresh[PATH_ROOM];
    snprintf(trial->target, PATH_ROOM, "%s/tortured.db", work);
    snprintf(trial->kept, PATH_ROOM, "%s/kept.db", work);
    snprintf(trial->new, PATH_ROOM, "%s/tortured.db.new", work);
    snprintf(fresh, PATH_ROOM, "%s/fresh.db", work);
    unlink(trial->kept);
    unlink(fresh);
    trial->without = without;
    if (dataset_load(trial->kept, dataset_before, "") != 0 ||
        dataset_load(fresh, dataset_before, "") != 0 ||
        dataset_load(fresh, dataset_after, without) != 0)
        return false;
    trial->before = dataset_digest(trial->kept);
    trial->after = dataset_digest(fresh);
    return trial->before && trial->after && trial->before != trial->after;
}

static bool try_all(struct torture *torture, const char *name, const char *without)
{
    struct load_trial trial = {.log = torture->log};
    struct scenario load = {name, &trial, run};
    const char *work = getenv("WORK");
    if (!prepare(&trial, work ? work : "/tmp", without))
        return false;
    for (int sort = SORT_MEMORY; sort < SORT_COUNT; sort++)
        for (int lane = 0; lane < LANE_COUNT; lane++)
            torture_one(torture, &load, (enum fault_sort)sort, (enum fault_lane)lane);
    if (dataset_digest(trial.kept) != trial.before) {
        printf("# the old data set was written to\n");
        torture->failed++;
    }
    return true;
}

int main(void)
{
    struct torture torture;
    bool good = torture_init(&torture) && try_all(&torture, "a load", "entities");
    torture.step *= NAMES_STEP;
    torture.wide = NAMES_STEP;
    if (!good || !try_all(&torture, "a load with names", "")) {
        fprintf(stderr, "torture_load: cannot begin\n");
        return 2;
    }
    return torture_end(&torture);
}

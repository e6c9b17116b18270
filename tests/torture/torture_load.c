/* A load over an existing data set, while everything fails once: it ends with the new
 * data set, whole, or with a message and the old one, untouched. */
#include "dataset.h"
#include "short_lists.h"
#include "torture.h"

enum { PATH_ROOM = 300 };

/* Notes, gaps, sidecars, lists of names, overrides, and names that come and go: with one
 * collection less than there is, for what is in it is only more of the same. */
static const char *const before[] = {"db/corpus/vienna-1953", "tests/golden/earlier"};
static const char *const after[] = {"db/corpus/vienna-1953", "tests/golden/corpus"};

struct load_trial {
    char target[PATH_ROOM], kept[PATH_ROOM], new[PATH_ROOM]; /* FILE, a link, FILE.new */
    uint64_t before, after; /* what the old and the new data set hold */
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
    int status = dataset_load(trial->target, after);
    torture_stop();
    judge(trial, status, said);
}

static bool prepare(struct load_trial *trial, const char *work)
{
    char fresh[PATH_ROOM];
    snprintf(trial->target, PATH_ROOM, "%s/tortured.db", work);
    snprintf(trial->kept, PATH_ROOM, "%s/kept.db", work);
    snprintf(trial->new, PATH_ROOM, "%s/tortured.db.new", work);
    snprintf(fresh, PATH_ROOM, "%s/fresh.db", work);
    unlink(trial->kept);
    unlink(trial->new); /* of a run that was killed */
    unlink(fresh);
    if (dataset_load(trial->kept, before) != 0 || dataset_load(fresh, before) != 0 ||
        dataset_load(fresh, after) != 0)
        return false;
    trial->before = dataset_digest(trial->kept);
    trial->after = dataset_digest(fresh);
    return trial->before && trial->after && trial->before != trial->after;
}

int main(void)
{
    struct torture torture;
    struct load_trial trial = {.log = -1};
    struct scenario load = {"a load", &trial, run};
    const char *work = getenv("WORK");
    if (!short_lists_read() || !torture_init(&torture) ||
        !prepare(&trial, work ? work : "/tmp")) {
        fprintf(stderr, "torture_load: cannot begin\n");
        return 2;
    }
    trial.log = torture.log;
    for (int sort = SORT_MEMORY; sort < SORT_COUNT; sort++)
        for (int lane = 0; lane < LANE_COUNT; lane++)
            torture_one(&torture, &load, (enum fault_sort)sort, (enum fault_lane)lane);
    if (dataset_digest(trial.kept) != trial.before) {
        printf("# the old data set was written to\n");
        torture.failed++;
    }
    return torture_end(&torture);
}

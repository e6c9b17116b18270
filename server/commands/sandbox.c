/* The sandbox of files: no new privileges, core dumps or tracers, and Landlock. */
#include "sandbox.h"
#include "base/log.h"

#include <stdlib.h>

#if defined(__has_feature)
#define HAS_FEATURE(feature) __has_feature(feature)
#else
#define HAS_FEATURE(feature) 0
#endif

bool sandbox_default(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                     \
    HAS_FEATURE(address_sanitizer) || HAS_FEATURE(thread_sanitizer)
    return false;
#else
    return true;
#endif
}

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Landlock's interface (userspace-api/landlock in the documentation of the kernel), since
 * headers are often older than the kernel. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { ASK_VERSION = 1, RULE_PATH = 1 };
enum { READ_FILE = 1 << 2, READ_FOLDER = 1 << 3, CONNECT = 1 << 1, SCOPES = 3 };

struct ruleset {
    uint64_t files, net, scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

/* All rights to files that this version of Landlock knows; others it cannot restrict. */
static uint64_t file_rights(long version)
{
    unsigned count = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    return (UINT64_C(1) << count) - 1;
}

static bool allow_folder_of(long rules, const char *path)
{
    char *copy = strdup(path);
    int folder = copy ? open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    free(copy);
    if (folder < 0)
        return false;
    struct path_rule rule = {.allowed = READ_FILE | READ_FOLDER, .folder = folder};
    bool added = syscall(ADD_RULE, rules, RULE_PATH, &rule, 0) == 0;
    close(folder);
    return added;
}

/* Allows the folder of the path, and that of the file to which links lead. */
static bool restrict_files(const char *dataset, long version)
{
    const struct ruleset handled = {
        .files = file_rights(version),
        .net = version >= 4 ? CONNECT : 0,
        .scoped = version >= 6 ? SCOPES : 0,
    };
    long rules = syscall(CREATE_RULESET, &handled, sizeof(handled), 0);
    if (rules < 0)
        return false;
    char *real = realpath(dataset, NULL);
    bool done = real && allow_folder_of(rules, dataset) && allow_folder_of(rules, real) &&
                syscall(RESTRICT_SELF, rules, 0) == 0;
    free(real);
    close((int)rules);
    return done;
}

void sandbox_files(const char *dataset)
{
    const struct rlimit none = {0, 0};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        log_line(LOG_LEVEL_WARNING, "sandbox: privileges can be gained");
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    if (version < 1 || !restrict_files(dataset, version))
        log_line(LOG_LEVEL_WARNING, "sandbox: no Landlock: files are not fenced in");
}

#else

void sandbox_files(const char *dataset)
{
    (void)dataset;
    log_line(LOG_LEVEL_WARNING, "sandbox: there is none on this system");
}

#endif

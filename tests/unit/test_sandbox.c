/* The sandbox: children enter it and try what is forbidden, and what must go on. */
#include "../../server/commands/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder with a data set in it, and a file outside. */
struct place {
    char folder[64], dataset[96], other[96], outside[96];
};

typedef bool trial(const struct place *place);

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    snprintf(place->folder, sizeof(place->folder), "/tmp/chancery-sandbox-XXXXXX");
    if (!mkdtemp(place->folder))
        return -1;
    snprintf(place->outside, sizeof(place->outside), "%s/outside", place->folder);
    write_file(place->outside, "outside");
    snprintf(place->other, sizeof(place->other), "%s/in", place->folder);
    mkdir(place->other, 0700);
    snprintf(place->dataset, sizeof(place->dataset), "%s/in/set.db", place->folder);
    write_file(place->dataset, "old");
    snprintf(place->other, sizeof(place->other), "%s/in/set.db.new", place->folder);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    unlink(place->outside);
    unlink(place->dataset);
    unlink(place->other);
    snprintf(place->other, sizeof(place->other), "%s/in", place->folder);
    rmdir(place->other);
    rmdir(place->folder);
    free(place);
    return 0;
}

enum { FILES = 1, CALLS = 2 }; /* the halves of the sandbox */

static bool succeeds(const struct place *place, unsigned halves, trial *try)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (halves & FILES)
            sandbox_files(place->dataset);
        if (halves & CALLS)
            sandbox_calls();
        _exit(try(place) ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status)); /* nothing is killed for what it tries */
    return WEXITSTATUS(status) == 0;
}

static bool opens(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static bool read_dataset(const struct place *place)
{
    return opens(place->dataset, O_RDONLY);
}

static bool read_outside(const struct place *place)
{
    return opens(place->outside, O_RDONLY);
}

static bool read_passwords(const struct place *place)
{
    (void)place;
    return opens("/etc/passwd", O_RDONLY);
}

static bool write_dataset(const struct place *place)
{
    return opens(place->dataset, O_WRONLY);
}

static bool make_file(const struct place *place)
{
    return opens(place->other, O_WRONLY | O_CREAT);
}

static bool remove_dataset(const struct place *place)
{
    return unlink(place->dataset) == 0;
}

static bool rename_dataset(const struct place *place)
{
    return rename(place->dataset, place->other) == 0;
}

static bool run_program(const struct place *place)
{
    (void)place;
    char *const words[] = {NULL};
    execve("/bin/true", words, words);
    return false; /* had it run, the status would be its own: 0 */
}

static bool connect_out(const struct place *place)
{
    (void)place;
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool connect_unix(const struct place *place)
{
    (void)place;
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool trace_parent(const struct place *place)
{
    (void)place;
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 ||
           ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool signal_parent(const struct place *place)
{
    (void)place;
    return kill(getppid(), 0) == 0;
}

static bool fork_again(const struct place *place)
{
    (void)place;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool make_code(const struct place *place)
{
    (void)place;
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}

static bool become_root(const struct place *place)
{
    (void)place;
    return setuid(0) == 0 || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool is_closed_in(const struct place *place)
{
    (void)place;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
}

static bool map_and_allocate(const struct place *place)
{
    int fd = open(place->dataset, O_RDONLY | O_CLOEXEC);
    struct stat seen;
    bool good = fd >= 0 && fstat(fd, &seen) == 0 && stat(place->dataset, &seen) == 0;
    good = good && mmap(NULL, 3, PROT_READ, MAP_SHARED, fd, 0) != MAP_FAILED;
    char *large = malloc(64 << 20);
    good = good && large;
    free(large);
    return good;
}

/* The folder is open to reading, whatever file is renamed into it. */
static bool read_replaced(const struct place *place)
{
    for (int i = 0; i < 200; i++) {
        char text[4] = "";
        int fd = open(place->dataset, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || read(fd, text, 3) != 3)
            return false;
        close(fd);
        if (strcmp(text, "new") == 0)
            return true;
        const struct timespec wait = {0, 10000000};
        nanosleep(&wait, NULL);
    }
    return false;
}

/* Landlock is missing from older kernels, and in some containers. */
static bool has_landlock(const struct place *place)
{
    return !succeeds(place, FILES, read_passwords);
}

static void what_a_server_needs_goes_on(void **state)
{
    const struct place *place = *state;
    assert_true(succeeds(place, FILES | CALLS, read_dataset));
    assert_true(succeeds(place, FILES | CALLS, map_and_allocate));
    assert_true(succeeds(place, FILES, is_closed_in));
}

static void files_outside_cannot_be_read_nor_any_be_written(void **state)
{
    const struct place *place = *state;
    if (!has_landlock(place))
        skip();
    static trial *const tries[] = {read_outside, read_passwords, write_dataset,
                                   make_file,    remove_dataset, rename_dataset};
    for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
        assert_false(succeeds(place, FILES, tries[i]));
        assert_false(succeeds(place, FILES | CALLS, tries[i]));
    }
}

static void the_list_of_calls_alone_forbids_to_write(void **state)
{
    static trial *const tries[] = {write_dataset, make_file, remove_dataset,
                                   rename_dataset};
    for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
        assert_false(succeeds(*state, CALLS, tries[i]));
}

static void programs_sockets_tracers_and_code_are_out_of_reach(void **state)
{
    static trial *const tries[] = {connect_out, connect_unix, trace_parent, signal_parent,
                                   fork_again,  make_code,    become_root};
    for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
        assert_false(succeeds(*state, CALLS, tries[i]));
    assert_false(succeeds(*state, CALLS, run_program));
}

static void a_file_renamed_over_the_data_set_can_be_read(void **state)
{
    const struct place *place = *state;
    write_file(place->other, "new");
    pid_t renamer = fork();
    if (renamer == 0) {
        usleep(300000);
        _exit(rename(place->other, place->dataset));
    }
    assert_true(succeeds(place, FILES | CALLS, read_replaced));
    waitpid(renamer, NULL, 0);
}

/* A thread that was there before is held to the list of calls too. */
static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;

static void *try_socket(void *self)
{
    (void)self;
    pthread_mutex_lock(&held);
    bool opened = socket(AF_INET, SOCK_STREAM, 0) >= 0;
    pthread_mutex_unlock(&held);
    return opened ? &held : NULL;
}

static void threads_that_were_there_are_held_to_it(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        void *opened;
        pthread_mutex_lock(&held);
        pthread_create(&thread, NULL, try_socket, NULL);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        sandbox_calls();
        pthread_mutex_unlock(&held);
        pthread_join(thread, &opened);
        _exit(opened ? 1 : 0);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

static void a_user_who_is_not_there_is_said(void **state)
{
    (void)state;
    struct fault_detail detail = {.text = ""};
    struct sandbox_user user;
    assert_int_equal(sandbox_find_user(&user, "no-such-user", &detail), FAULT_USAGE);
    assert_non_null(strstr(detail.text, "no-such-user"));
    assert_int_equal(sandbox_find_user(&user, NULL, &detail), FAULT_NONE);
    assert_int_equal(sandbox_switch_user(&user, "anything", &detail), FAULT_NONE);
}

static void root_becomes_another_for_good(void **state)
{
    const struct place *place = *state;
    struct fault_detail detail = {.text = ""};
    struct sandbox_user user;
    if (geteuid() != 0 || sandbox_find_user(&user, "nobody", &detail))
        skip();
    pid_t child = fork();
    if (child == 0) {
        bool refused =
            sandbox_switch_user(&user, place->dataset, &detail) == FAULT_DATASET;
        bool gone = getuid() == user.user && getgid() == user.group &&
                    geteuid() == user.user && setuid(0) != 0 && getgroups(0, NULL) == 0;
        _exit(refused && gone ? 0 : 1); /* it may not look into our folder */
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_server_needs_goes_on),
        cmocka_unit_test(files_outside_cannot_be_read_nor_any_be_written),
        cmocka_unit_test(the_list_of_calls_alone_forbids_to_write),
        cmocka_unit_test(programs_sockets_tracers_and_code_are_out_of_reach),
        cmocka_unit_test(threads_that_were_there_are_held_to_it),
        cmocka_unit_test(a_user_who_is_not_there_is_said),
        cmocka_unit_test(root_becomes_another_for_good),
        cmocka_unit_test(a_file_renamed_over_the_data_set_can_be_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

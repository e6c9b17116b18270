/* The sandbox of system calls: the list of those that a server that has started needs.
 *
 * All others fail with ENOSYS, as on a kernel that lacks them: when the C library tries a
 * newer call first, it falls back to the one that it used before. */
#include "base/log.h"
#include "sandbox.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const allowed[] = {
    /* sockets that are open, and those that are accepted */
    "accept", "accept4", "recvfrom", "recvmsg", "sendto", "sendmsg", "sendfile",
    "shutdown", "getsockname", "getpeername", "getsockopt", "setsockopt", "poll", "ppoll",
    "poll_time64", "ppoll_time64", "select", "_newselect", "pselect6", "epoll_ctl",
    "epoll_wait", "epoll_pwait", "epoll_pwait2",
    /* files: Landlock and the rule for openat below allow only reading */
    "read", "readv", "pread64", "preadv", "write", "writev", "close", "lseek", "_llseek",
    "fstat", "fstat64", "stat", "stat64", "lstat", "lstat64", "newfstatat", "fstatat64",
    "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd",
    "fcntl", "fcntl64", "getdents64", "fadvise64", "readahead",
    /* memory; the rules for mmap and mprotect below refuse code */
    "munmap", "mremap", "madvise", "brk", "membarrier",
    /* threads and signals of this process */
    "futex", "futex_time64", "set_robust_list", "get_robust_list", "rseq", "sched_yield",
    "sched_getaffinity", "gettid", "getpid", "getuid", "geteuid", "getgid", "getegid",
    "exit", "exit_group", "rt_sigprocmask", "rt_sigaction", "rt_sigreturn", "sigreturn",
    "rt_sigtimedwait", "rt_sigtimedwait_time64", "sigaltstack", "restart_syscall",
    /* time and random numbers */
    "clock_gettime", "clock_gettime64", "clock_getres", "gettimeofday", "time",
    "nanosleep", "clock_nanosleep", "clock_nanosleep_time64", "getrandom", "sysinfo",
    "uname"};

static bool allow(scmp_filter_ctx filter, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    return number == __NR_SCMP_ERROR || /* not a call of this processor */
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) == 0;
}

/* Allows the call when none of `bits` is set in the argument. */
static bool allow_without(scmp_filter_ctx filter, const char *name, unsigned argument,
                          uint64_t bits)
{
    int number = seccomp_syscall_resolve_name(name);
    const struct scmp_arg_cmp none = {argument, SCMP_CMP_MASKED_EQ, bits, 0};
    return number == __NR_SCMP_ERROR ||
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 1, &none) == 0;
}

/* Allows tgkill to this process alone, for abort(3). */
static bool allow_abort(scmp_filter_ctx filter, pid_t process)
{
    const struct scmp_arg_cmp own = {0, SCMP_CMP_EQ, (uint64_t)process, 0};
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &own) == 0;
}

static bool write_filter(scmp_filter_ctx filter)
{
    const uint64_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    bool done = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0;
    for (size_t i = 0; done && i < sizeof(allowed) / sizeof(*allowed); i++)
        done = allow(filter, allowed[i]);
    return done && allow_without(filter, "openat", 2, writing) &&
           allow_without(filter, "open", 1, writing) &&
           allow_without(filter, "mmap", 2, PROT_EXEC) &&
           allow_without(filter, "mmap2", 2, PROT_EXEC) &&
           allow_without(filter, "mprotect", 2, PROT_EXEC) &&
           allow_abort(filter, getpid());
}

void sandbox_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter || !write_filter(filter) || seccomp_load(filter) != 0)
        log_line(LOG_LEVEL_WARNING, "sandbox: no seccomp: system calls are not limited");
    if (filter)
        seccomp_release(filter);
}

#else

void sandbox_calls(void)
{
}

#endif

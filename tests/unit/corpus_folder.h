/* For tests: a corpus in a folder of its own, and a list of what was reported about it.
 */
#ifndef CHANCERY_TESTS_CORPUS_FOLDER_H
#define CHANCERY_TESTS_CORPUS_FOLDER_H

#include "base/buffer.h"
#include "source/sidecar.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct corpus_folder {
    char path[64];
    struct buffer reports; /* "where:line: what\n", each */
    int home;              /* the folder that was current before */
};

static inline void corpus_report(void *self, const char *where, unsigned long line,
                                 const char *what)
{
    struct corpus_folder *folder = self;
    buffer_print(&folder->reports, "%s:%lu: %s\n", where, line, what);
}

/* Makes the folder and goes into it, so that tests can name files shortly. */
static inline int corpus_setup(void **state)
{
    struct corpus_folder *folder = calloc(1, sizeof(*folder));
    if (!folder)
        return -1;
    snprintf(folder->path, sizeof(folder->path), "/tmp/chancery-test-XXXXXX");
    buffer_init(&folder->reports);
    folder->home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *state = folder;
    return mkdtemp(folder->path) ? chdir(folder->path) : -1;
}

static inline int corpus_remove(const char *path, const struct stat *status, int kind,
                                struct FTW *at)
{
    (void)status, (void)kind, (void)at;
    return remove(path);
}

static inline int corpus_teardown(void **state)
{
    struct corpus_folder *folder = *state;
    int gone = nftw(folder->path, corpus_remove, 8, FTW_DEPTH | FTW_PHYS);
    int back = fchdir(folder->home);
    close(folder->home);
    buffer_release(&folder->reports);
    free(folder);
    return gone || back ? -1 : 0;
}

/* Writes a file, and makes the folder above it. */
static inline void corpus_write_bytes(const char *path, struct slice bytes)
{
    char folder[512];
    const char *slash = strrchr(path, '/');
    if (slash) {
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
        mkdir(folder, 0755);
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static inline void corpus_write(const char *path, const char *text)
{
    corpus_write_bytes(path, slice_of(text));
}

/* Compares what was reported, and forgets it. */
static inline void expect_reports(struct corpus_folder *folder, const char *expected)
{
    buffer_put_char(&folder->reports, '\0');
    assert_false(buffer_failed(&folder->reports));
    assert_string_equal(folder->reports.at, expected);
    buffer_clear(&folder->reports);
}

#endif

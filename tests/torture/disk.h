/* A disk that fails on demand: SQLite's own VFS behind a thin one, which becomes the
 * default. It offers no mapped pages, for these would hide its faults. */
#ifndef CHANCERY_TESTS_DISK_H
#define CHANCERY_TESTS_DISK_H

#include "faults.h"

#include <sqlite3.h>

static sqlite3_vfs *real_disk;

struct disk_file {
    sqlite3_file base;
    sqlite3_file *real; /* behind this struct */
};

static inline sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct disk_file *)file)->real;
}

/* What a call that fails answers; SQLITE_OK when it goes on. */
static inline int disk_fault(int error, bool writes)
{
    if (faults_trip(SORT_DISK_ERROR))
        return error;
    return writes && faults_trip(SORT_DISK_FULL) ? SQLITE_FULL : SQLITE_OK;
}

#define DISK_CALL(error, writes, call)                                                   \
    int code = disk_fault(error, writes);                                                \
    return code == SQLITE_OK ? (call) : code

static int disk_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file)); /* its end is never refused */
}

static int disk_read(sqlite3_file *file, void *out, int bytes, sqlite3_int64 at)
{
    DISK_CALL(SQLITE_IOERR_READ, false,
              real_of(file)->pMethods->xRead(real_of(file), out, bytes, at));
}

static int disk_write(sqlite3_file *file, const void *from, int bytes, sqlite3_int64 at)
{
    DISK_CALL(SQLITE_IOERR_WRITE, true,
              real_of(file)->pMethods->xWrite(real_of(file), from, bytes, at));
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    DISK_CALL(SQLITE_IOERR_TRUNCATE, true,
              real_of(file)->pMethods->xTruncate(real_of(file), size));
}

static int disk_sync(sqlite3_file *file, int flags)
{
    DISK_CALL(SQLITE_IOERR_FSYNC, true,
              real_of(file)->pMethods->xSync(real_of(file), flags));
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
    DISK_CALL(SQLITE_IOERR_FSTAT, false,
              real_of(file)->pMethods->xFileSize(real_of(file), size));
}

static int disk_lock(sqlite3_file *file, int level)
{
    DISK_CALL(SQLITE_IOERR_LOCK, false,
              real_of(file)->pMethods->xLock(real_of(file), level));
}

static int disk_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int disk_is_reserved(sqlite3_file *file, int *out)
{
    DISK_CALL(SQLITE_IOERR_CHECKRESERVEDLOCK, false,
              real_of(file)->pMethods->xCheckReservedLock(real_of(file), out));
}

static int disk_control(sqlite3_file *file, int what, void *argument)
{
    if (what == SQLITE_FCNTL_MMAP_SIZE)
        return SQLITE_NOTFOUND;
    return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}

static int disk_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int disk_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods disk_methods = {
    .iVersion = 1, /* no shared memory, no mapped pages */
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_is_reserved,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
};

static int disk_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file,
                     int flags, int *out)
{
    (void)vfs;
    struct disk_file *own = (struct disk_file *)file;
    own->base.pMethods = NULL;
    own->real = (sqlite3_file *)(own + 1);
    int code = disk_fault(SQLITE_CANTOPEN, false);
    if (code == SQLITE_OK)
        code = real_disk->xOpen(real_disk, name, own->real, flags, out);
    if (code == SQLITE_OK)
        own->base.pMethods = &disk_methods;
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    DISK_CALL(SQLITE_IOERR_DELETE, false, real_disk->xDelete(real_disk, name, sync));
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs;
    DISK_CALL(SQLITE_IOERR_ACCESS, false,
              real_disk->xAccess(real_disk, name, flags, out));
}

static int disk_full_name(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    (void)vfs;
    DISK_CALL(SQLITE_CANTOPEN, false,
              real_disk->xFullPathname(real_disk, name, room, out));
}

/* Before any data set is opened. */
static inline bool disk_set_up(void)
{
    static sqlite3_vfs disk;
    real_disk = sqlite3_vfs_find(NULL);
    if (!real_disk)
        return false;
    disk = *real_disk;
    disk.pNext = NULL;
    disk.zName = "torture";
    disk.szOsFile = (int)sizeof(struct disk_file) + real_disk->szOsFile;
    disk.xOpen = disk_open;
    disk.xDelete = disk_delete;
    disk.xAccess = disk_access;
    disk.xFullPathname = disk_full_name;
    return sqlite3_vfs_register(&disk, 1) == SQLITE_OK;
}

#endif

/* Small input files (sidecars, lists, overrides): their bytes, and lines in them. Any
 * thread. */
#ifndef CHANCERY_SOURCE_INPUT_FILE_H
#define CHANCERY_SOURCE_INPUT_FILE_H

#include "base/buffer.h"
#include "base/digest.h"
#include "base/fault.h"

enum { INPUT_FILE_MAX = 1024 * 1024, METADATA_FILE_MAX = 64 * 1024 * 1024 };

/* Reads the regular file at `path` into `out`, without a byte order mark; `digest`, which
 * may be NULL, gets that of all its bytes. FAULT_INPUT, with words, when it cannot be
 * read or is larger than INPUT_FILE_MAX; FAULT_MEMORY. */
CHECKED enum fault input_file_read(struct buffer *out, const char *path,
                                   struct digest *digest, struct fault_detail *detail);

/* The same with another limit. */
CHECKED enum fault input_file_read_large(struct buffer *out, const char *path,
                                         size_t most, struct digest *digest,
                                         struct fault_detail *detail);

/* The line, from 1, on which the member `key` of a JSON object is named; 0 when it is
 * not found, as when it is written with escapes. */
unsigned long input_file_line(struct slice json, struct slice key);

#endif

/* The parse: a text as Apache POI's XWPFWordExtractor prints it, read block by block.
 *
 * A parse reads from a file descriptor through a window that holds one block and the
 * bytes to look ahead at, and the whole file only where it is short (parse_is_retained):
 * memory is bounded by the limits below, and time is linear in the size of the text
 * whatever it holds. Bytes are checked to be UTF-8 as they come in; CRLF line ends, a BOM
 * and control characters are taken as they are. A parse belongs to one thread.
 *
 * Faults: FAULT_INPUT (not UTF-8, looks like UTF-16 or UTF-32, too large, a block too
 * long), with words and the line; FAULT_STORE when reading fails; FAULT_MEMORY.
 * Source of the rules: the source of XWPFWordExtractor; README, "From a Word file to a
 * text". */
#ifndef CHANCERY_READING_PARSE_H
#define CHANCERY_READING_PARSE_H

#include "base/digest.h"
#include "base/fault.h"
#include "base/model.h"

struct buffer;
struct parse;

/* 0 means the default. */
struct parse_limits {
    uint64_t file_bytes;  /* default 256 MiB */
    uint64_t block_bytes; /* default 16 MiB */
};

/* Starts to read `fd`, a regular file at any position; it stays the caller's to close. */
CHECKED enum fault parse_open(struct parse **out, int fd,
                              const struct parse_limits *limits,
                              struct fault_detail *detail);
void parse_close(struct parse *parse);

/* The next block; `*out` is NULL after the last one. The block and all that it points to
 * live until the next call on this parse. `kind` is what the signs in the block settle
 * alone (comment, table row, omission, list item), else BLOCK_PARAGRAPH; the outline has
 * what words and surroundings settle. A block has `cells` whenever it has a tab: an empty
 * first one is an indent. A comment is a block of its own after its paragraph, whose
 * source bytes are those of both. On a fault `detail->line` is set. */
CHECKED enum fault parse_next(struct parse *parse, const struct block **out,
                              struct fault_detail *detail);

/* Back to the first block. */
void parse_rewind(struct parse *parse);

/* Is it a short file, up to some hundred thousand bytes, which was read to its end? Then
 * its blocks stay in memory: reading them again costs nothing, and all of them live until
 * the parse is closed. */
bool parse_is_retained(const struct parse *parse);

/* Bytes of the file from `at` on, `most` at most: of a retained file as they were read,
 * else read into `scratch`. Empty where there are none, or they cannot be read, or memory
 * ran out, which `scratch` remembers. */
struct slice parse_source(const struct parse *parse, uint64_t at, size_t most,
                          struct buffer *scratch);

/* After the last block: digest of the file's bytes and their number. */
struct digest parse_digest(const struct parse *parse);
uint64_t parse_bytes(const struct parse *parse);

#endif

/* Values of options: from text to what they mean; false when they mean nothing. Pure.
 * Private to server/option*.c. */
#ifndef CHANCERY_COMMANDS_OPTION_VALUE_H
#define CHANCERY_COMMANDS_OPTION_VALUE_H

#include "commands/options.h"
#include "httpd/httpd.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes, with an optional K, M or G (powers of 1024). */
bool option_size(const char *text, size_t *out);

/* Up to a million. */
bool option_number(const char *text, unsigned *out);

/* "[::1]:8080", "127.0.0.1:8080", ":8080" or "8080"; the address is left in `text`. */
bool option_listen(char *text, const char **address, unsigned *port);

/* "search,entities", to bits. */
bool option_without(const char *text, unsigned *out);

/* One file, or several with colons between them; they are added to the list. */
bool option_files(char *text, struct file_list *out);

/* "none", "text" or "json". */
bool option_log(const char *text, enum httpd_log *out);

/* 1, true, yes, on or nothing at all (NULL); 0, false, no, off or an empty text. */
bool option_switch(const char *text, bool *out);

#endif

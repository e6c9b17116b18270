/* Reading options, and what is said of those that are mistyped. */
#include "option_read.h"
#include "option_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VARIABLES "CHANCERY_"

enum { NAME_BYTES = 64, OPTIONS_MAX = 64 };

/* --base-url is CHANCERY_BASE_URL. */
static void print_variable(const char *option, char out[NAME_BYTES])
{
    size_t len = (size_t)snprintf(out, NAME_BYTES, "%s", VARIABLES);
    for (; *option && len < NAME_BYTES - 1; option++)
        out[len++] = *option == '-' ? '_' : (char)(*option - 'a' + 'A');
    out[len] = '\0';
}

enum fault read_environment(void *out, const struct option_row *rows,
                            struct fault_detail *detail)
{
    for (; rows->name; rows++) {
        char name[NAME_BYTES];
        print_variable(rows->name, name);
        char *value = getenv(name);
        if (!value)
            continue;
        enum fault fault = option_set(out, rows, value, detail);
        if (fault)
            return fault_set(detail, fault, "%s must be %s", name,
                             rows->value ? rows->value : "1 or 0");
    }
    return FAULT_NONE;
}

/* --- what was mistyped --- */

/* The edits by which two names differ (Levenshtein's distance); both are short. */
static size_t distance(const char *a, const char *b)
{
    size_t costs[NAME_BYTES];
    size_t len = strlen(b);
    for (size_t j = 0; j <= len; j++)
        costs[j] = j;
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = costs[0];
        costs[0] = i + 1;
        for (size_t j = 0; j < len; j++) {
            size_t change = diagonal + (a[i] != b[j]);
            size_t step = (costs[j] < costs[j + 1] ? costs[j] : costs[j + 1]) + 1;
            diagonal = costs[j + 1];
            costs[j + 1] = change < step ? change : step;
        }
    }
    return costs[len];
}

/* The option most like `name`, which is shorter than NAME_BYTES; NULL: none is. */
static const char *nearest(const struct option_row *rows, const char *name)
{
    const char *best = NULL;
    size_t least = strlen(name) / 2 + 1;
    least = least < 4 ? least : 4;
    for (; rows->name; rows++) {
        size_t edits = distance(name, rows->name);
        if (edits < least) {
            least = edits;
            best = rows->name;
        }
    }
    return best;
}

static bool is_variable(const char *name)
{
    char known[NAME_BYTES];
    const struct option_row *rows;
    for (size_t i = 0; (rows = options_of_command(i)); i++)
        for (; rows->name; rows++) {
            print_variable(rows->name, known);
            if (strcmp(known, name) == 0)
                return true;
        }
    return false;
}

/* CHANCERY_LISTN sets nothing: that is said, and no error, for such a name may be meant
 * for another program. */
static void warn_of_variables(const struct option_row *rows)
{
    for (char **at = environ; at && *at; at++) {
        char name[NAME_BYTES], known[NAME_BYTES] = "";
        size_t prefix = strlen(VARIABLES);
        size_t len = strcspn(*at, "=");
        if (strncmp(*at, VARIABLES, prefix) != 0 || len >= NAME_BYTES)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)len, *at);
        if (is_variable(name))
            continue;
        char option[NAME_BYTES];
        snprintf(option, sizeof(option), "%s", name + prefix);
        for (char *c = option; *c; c++)
            *c = *c == '_' ? '-' : *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        const char *like = nearest(rows, option);
        if (like)
            print_variable(like, known);
        fprintf(stderr, "%s in the environment sets nothing%s%s%s\n", name,
                like ? "; is it to be " : "", known, like ? "?" : "");
    }
}

static const struct option_row *find_row(const struct option_row *rows, struct slice name)
{
    for (; rows->name; rows++)
        if (slice_is(name, rows->name))
            return rows;
    return NULL;
}

static enum fault unknown_option(const struct option_row *rows, const char *word,
                                 struct slice name, struct fault_detail *detail)
{
    char copy[NAME_BYTES];
    snprintf(copy, sizeof(copy), "%.*s", (int)(name.len < 60 ? name.len : 60), name.at);
    const char *like = nearest(rows, copy);
    if (like)
        return fault_set(detail, FAULT_USAGE,
                         "there is no option \"%.60s\"; is it to be --%s?", word, like);
    return fault_set(detail, FAULT_USAGE, "there is no option \"%.60s\"; try --help",
                     word);
}

/* Reads a word that begins with "--", and the next one when the option takes a value. */
static enum fault read_option(void *out, const struct option_row *rows, bool *seen,
                              char **argv, int *i, struct fault_detail *detail)
{
    char *equals = strchr(argv[*i], '=');
    struct slice name = slice_from(slice_of(argv[*i]), 2);
    if (equals)
        name.len = (size_t)(equals - name.at);
    const struct option_row *row = find_row(rows, name);
    if (!row)
        return unknown_option(rows, argv[*i], name, detail);
    if (seen[row - rows] && row->type != TYPE_FILES)
        return fault_set(detail, FAULT_USAGE, "--%s is given twice", row->name);
    seen[row - rows] = true;
    if (row->type == TYPE_SWITCH && !equals)
        return option_set(out, row, NULL, detail);
    char *value = equals ? equals + 1 : argv[*i + 1];
    if (!value)
        return fault_set(detail, FAULT_USAGE, "--%s takes %s", row->name, row->value);
    if (!equals)
        (*i)++;
    return option_set(out, row, value, detail);
}

/* Reads options into `out`; the `*words` other words are moved to the front of argv. */
enum fault read_all(void *out, const struct option_row *rows, int argc, char **argv,
                    int *words, bool *help, struct fault_detail *detail)
{
    enum fault fault = read_environment(out, rows, detail);
    bool only_words = false, seen[OPTIONS_MAX] = {false};
    warn_of_variables(rows);
    *words = 0;
    for (int i = 0; !fault && i < argc; i++) {
        bool option = !only_words && argv[i][0] == '-' && argv[i][1];
        if (option && !strcmp(argv[i], "--"))
            only_words = true;
        else if (option && (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")))
            *help = true;
        else if (option && argv[i][1] != '-')
            fault = fault_set(detail, FAULT_USAGE,
                              "there is no option \"%.60s\"; try --help", argv[i]);
        else if (option)
            fault = read_option(out, rows, seen, argv, &i, detail);
        else
            argv[(*words)++] = argv[i];
    }
    return fault;
}

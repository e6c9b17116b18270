/* The program's own lists of names, cut short: every sort of record is read, but not for
 * 160,000 allocations that are much alike; what they refer to may be missing, which is
 * reported. This program's `authority_built_in` takes the place
 * of the library's. LISTS=N keeps N records of each list; LISTS=0 keeps all. */
#ifndef CHANCERY_TESTS_SHORT_LISTS_H
#define CHANCERY_TESTS_SHORT_LISTS_H

#include "authority/authority.h"

#include <glob.h>
#include <jansson.h>
#include <stdlib.h>

enum { SHORT_LISTS = 16, SHORT_RECORDS = 4 };

static struct {
    char *shown, *text;
} short_lists[SHORT_LISTS + 1];

struct slice authority_built_in(size_t number, const char **shown)
{
    *shown = short_lists[number].shown;
    return slice_of(short_lists[number].text);
}

static inline char *short_list(const char *path, size_t most)
{
    json_t *list = json_load_file(path, 0, NULL);
    json_t *records = json_object_get(list, "entities");
    while (most && json_array_size(records) > most)
        json_array_remove(records, json_array_size(records) - 1);
    char *text = records ? json_dumps(list, 0) : NULL;
    json_decref(list);
    return text;
}

/* They live as long as the program. */
static inline bool short_lists_read(void)
{
    const char *most = getenv("LISTS");
    glob_t found;
    if (glob("db/authority/*.json", 0, NULL, &found) != 0)
        return false;
    bool whole = found.gl_pathc <= SHORT_LISTS;
    for (size_t i = 0; whole && i < found.gl_pathc; i++) {
        short_lists[i].shown = strdup(found.gl_pathv[i]);
        short_lists[i].text =
            short_list(found.gl_pathv[i], most ? strtoul(most, NULL, 10) : SHORT_RECORDS);
        whole = short_lists[i].text && short_lists[i].shown;
    }
    globfree(&found);
    return whole;
}

#endif

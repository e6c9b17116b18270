/* The lists as a load reads them, for programs that measure the recogniser: the program's
 * own, and authority files. A file that says its `collection` is known in that
 * collection's documents alone. */
#ifndef CHANCERY_TESTS_KNOWN_LISTS_H
#define CHANCERY_TESTS_KNOWN_LISTS_H

#include "authority/authorities.h"

enum { LIST_COLLECTIONS = 64 };

struct known_lists {
    struct authorities *authorities;
    struct gazetteer *gazetteer;
    struct arena arena;
    struct slice collections[LIST_COLLECTIONS]; /* a scope is a place in it, from 1 */
    size_t collection_count;
};

/* The number of a collection; a new one gets the next. 0: there is no room. */
static inline uint32_t known_lists_scope(void *self, struct slice name)
{
    struct known_lists *lists = self;
    for (size_t i = 0; i < lists->collection_count; i++)
        if (slice_equal(lists->collections[i], name))
            return (uint32_t)i + 1;
    if (lists->collection_count == LIST_COLLECTIONS)
        return 0;
    lists->collections[lists->collection_count++] = arena_copy(&lists->arena, name);
    return (uint32_t)lists->collection_count;
}

static inline enum fault known_lists_add(struct known_lists *lists,
                                         const struct authority_input *input,
                                         enum authority_rank rank)
{
    return authorities_add(lists->authorities, input,
                           (struct authority_standing){rank, 0}, known_lists_scope, lists,
                           NULL);
}

/* Reads the program's list and the files; whoever asks for it has `lists` zeroed. */
static inline enum fault known_lists_open(struct known_lists *lists, char **files,
                                          size_t count)
{
    struct authority_input own = {.name = SLICE("chancery")};
    arena_init(&lists->arena);
    enum fault fault = authorities_open(&lists->authorities, NULL, NULL);
    fault = fault ? fault : gazetteer_open(&lists->gazetteer, NULL);
    for (size_t i = 0; !fault; i++) {
        own.text = authority_built_in(i, &own.shown);
        if (!own.text.len)
            break;
        fault = known_lists_add(lists, &own, AUTHORITY_BUILT_IN);
    }
    for (size_t i = 0; !fault && i < count; i++) {
        struct authority_input input = {
            .path = files[i], .shown = files[i], .name = slice_of(files[i])};
        fault = known_lists_add(lists, &input, AUTHORITY_COLLECTION);
    }
    fault =
        fault ? fault : authorities_settle(lists->authorities, lists->gazetteer, NULL);
    fault = fault ? fault : authorities_fill(lists->authorities, NULL, NULL, NULL);
    return fault ? fault : gazetteer_seal(lists->gazetteer, NULL);
}

static inline void known_lists_close(struct known_lists *lists)
{
    gazetteer_close(lists->gazetteer);
    authorities_close(lists->authorities);
    arena_release(&lists->arena);
}

#endif

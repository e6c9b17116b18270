/* Lists of names for tests: whole files through Jansson, into a gazetteer. */
#ifndef CHANCERY_TESTS_AUTHORITY_JSON_H
#define CHANCERY_TESTS_AUTHORITY_JSON_H

#include "gazetteer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIST_COLLECTIONS = 128, LIST_JOINS = 16384 };

struct lists {
    struct gazetteer *gazetteer;
    char **ids; /* of the entities, by number */
    size_t count, room;
    char *collections[LIST_COLLECTIONS];
    size_t collection_count;
    json_t *own; /* id -> number, of the lists without a collection */
    json_t *files[LIST_COLLECTIONS];
    size_t first[LIST_COLLECTIONS]; /* the number of each file's first entity */
    size_t file_count;
    struct {
        uint32_t from, into;
    } joins[LIST_JOINS];
    size_t join_count;
};

static inline enum fault lists_open(struct lists *lists)
{
    memset(lists, 0, sizeof(*lists));
    lists->own = json_object();
    return gazetteer_open(&lists->gazetteer, NULL);
}

static inline void lists_close(struct lists *lists)
{
    for (size_t i = 0; i < lists->count; i++)
        free(lists->ids[i]);
    for (size_t i = 0; i < lists->collection_count; i++)
        free(lists->collections[i]);
    for (size_t i = 0; i < lists->file_count; i++)
        json_decref(lists->files[i]);
    json_decref(lists->own);
    free(lists->ids);
    gazetteer_close(lists->gazetteer);
}

/* The collection's number; 0: none is known by that name. */
static inline uint32_t lists_scope(const struct lists *lists, const json_t *collection)
{
    const char *name = json_string_value(collection);
    for (size_t i = 0; name && i < lists->collection_count; i++)
        if (strcmp(lists->collections[i], name) == 0)
            return (uint32_t)i + 1;
    return 0;
}

static inline struct slice lists_text(const json_t *value)
{
    return (struct slice){json_string_value(value), json_string_length(value)};
}

static inline struct edtf_range lists_days(const json_t *record)
{
    struct edtf_range days = {INT32_MIN, INT32_MAX}, one;
    if (edtf_read(lists_text(json_object_get(record, "from")), &one))
        days.first = one.first;
    if (edtf_read(lists_text(json_object_get(record, "to")), &one))
        days.last = one.last;
    return days;
}

static inline enum fault lists_alias(struct lists *lists, uint32_t number,
                                     const json_t *alias)
{
    unsigned flags = 0;
    struct edtf_range days = {INT32_MIN, INT32_MAX};
    const json_t *name = alias;
    if (json_is_object(alias)) {
        name = json_object_get(alias, "name");
        flags = json_is_true(json_object_get(alias, "licensed")) ? NAME_LICENSED : 0;
        days = lists_days(alias);
    }
    return gazetteer_put_name(lists->gazetteer, number, lists_text(name), flags, days,
                              NULL);
}

static inline bool lists_room(struct lists *lists)
{
    if (lists->count < lists->room)
        return true;
    size_t room = lists->room ? lists->room * 2 : 1024;
    char **ids = realloc(lists->ids, room * sizeof(*ids));
    if (!ids)
        return false;
    lists->ids = ids;
    lists->room = room;
    return true;
}

static inline enum fault lists_record(struct lists *lists, const json_t *record,
                                      uint32_t scope)
{
    const json_t *value;
    struct edtf_range always = {INT32_MIN, INT32_MAX};
    struct gazetteer_entity entity = {.scope = scope,
                                      .rank =
                                          scope ? AUTHORITY_COLLECTION : AUTHORITY_OWN,
                                      .days = lists_days(record)};
    const char *type = json_string_value(json_object_get(record, "type"));
    const char *id = json_string_value(json_object_get(record, "id"));
    size_t i;
    uint32_t number = 0;
    for (int t = 0; type && t < ENTITY_TYPES; t++)
        if (strcmp(entity_type_names[t], type) == 0)
            entity.type = (enum entity_type)t;
    if (!lists_room(lists))
        return FAULT_MEMORY;
    enum fault fault = gazetteer_put_entity(lists->gazetteer, &entity, &number, NULL);
    lists->ids[lists->count++] = strdup(id ? id : "?");
    if (!scope)
        json_object_set_new(lists->own, id, json_integer(number));
    if (!fault)
        fault = gazetteer_put_name(lists->gazetteer, number,
                                   lists_text(json_object_get(record, "label")),
                                   NAME_LABEL, always, NULL);
    json_array_foreach(json_object_get(record, "aliases"), i, value) fault =
        fault ? fault : lists_alias(lists, number, value);
    json_array_foreach(json_object_get(record, "adjectives"), i, value) fault =
        fault ? fault
              : gazetteer_put_name(lists->gazetteer, number, lists_text(value),
                                   NAME_ADJECTIVE, always, NULL);
    return fault;
}

static inline enum fault lists_read(struct lists *lists, const char *path)
{
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error), *record;
    const char *collection = json_string_value(json_object_get(file, "collection"));
    uint32_t scope = 0;
    size_t i;
    enum fault fault = FAULT_NONE;
    if (!file || lists->file_count == LIST_COLLECTIONS) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        return FAULT_INPUT;
    }
    if (collection) {
        lists->collections[lists->collection_count++] = strdup(collection);
        scope = (uint32_t)lists->collection_count;
    }
    lists->first[lists->file_count] = lists->count;
    lists->files[lists->file_count++] = file;
    json_array_foreach(json_object_get(file, "entities"), i, record) fault =
        fault ? fault : lists_record(lists, record, scope);
    return fault;
}

/* The number of the entity that `id` names in a list of ours, or UINT32_MAX. */
static inline uint32_t lists_number(const struct lists *lists, const json_t *id)
{
    const char *name = json_string_value(id);
    const json_t *number = name ? json_object_get(lists->own, name) : NULL;
    return number ? (uint32_t)json_integer_value(number) : UINT32_MAX;
}

static inline enum fault lists_bonds(struct lists *lists, const json_t *record,
                                     uint32_t number)
{
    const json_t *office;
    enum fault fault = FAULT_NONE;
    uint32_t place = lists_number(lists, json_object_get(record, "governs"));
    size_t i;
    if (place != UINT32_MAX)
        fault = gazetteer_put_governs(lists->gazetteer, number, place, NULL);
    json_array_foreach(json_object_get(record, "offices"), i, office) fault =
        fault ? fault
              : gazetteer_put_office(lists->gazetteer, number,
                                     lists_text(json_object_get(office, "office")),
                                     lists_number(lists, json_object_get(office, "of")),
                                     lists_days(office), NULL);
    return fault;
}

/* "John Foster Dulles" of "Dulles, John Foster". */
static inline void lists_reading(const char *label, char *out, size_t room)
{
    static const char *const ranks[] = {
        "Lieutenant ", "Major ",   "Brigadier ", "General ", "Admiral ", "Vice ",
        "Rear ",       "Senator ", "Gen. ",      "Adm. ",    "Sir ",     "Marshal ",
        "Dr. ",        "Col. ",    "Colonel ",   "Lt. ",     "Sen. ",    "of the Army "};
    const char *comma = strstr(label, ", "), *given = comma ? comma + 2 : label;
    for (size_t r = 0; r < sizeof(ranks) / sizeof(*ranks); r++)
        if (strncmp(given, ranks[r], strlen(ranks[r])) == 0) {
            given += strlen(ranks[r]);
            r = (size_t)-1;
        }
    if (comma)
        snprintf(out, room, "%s %.*s", given, (int)(comma - label), label);
    else
        snprintf(out, room, "%s", label);
}

/* Persons of a collection's list who are in ours, by a name in full, are one. */
static inline void lists_join(struct lists *lists)
{
    json_t *names = json_object();
    char reading[512];
    for (size_t f = 0; f < lists->file_count; f++) {
        const json_t *record, *alias;
        bool own = !json_object_get(lists->files[f], "collection");
        size_t i, a;
        json_array_foreach(json_object_get(lists->files[f], "entities"), i, record)
        {
            const char *type = json_string_value(json_object_get(record, "type"));
            const char *label = json_string_value(json_object_get(record, "label"));
            if (!type || !label || strcmp(type, "person") != 0)
                continue;
            lists_reading(label, reading, sizeof(reading));
            json_t *number = json_object_get(names, reading);
            if (!own && number && lists->join_count < LIST_JOINS) {
                uint32_t from = (uint32_t)(lists->first[f] + i);
                uint32_t into = (uint32_t)json_integer_value(number);
                gazetteer_join(lists->gazetteer, from, into);
                lists->joins[lists->join_count].from = from;
                lists->joins[lists->join_count++].into = into;
            }
            if (!own)
                continue;
            json_object_set_new(names, reading,
                                json_integer((json_int_t)(lists->first[f] + i)));
            json_array_foreach(json_object_get(record, "aliases"), a,
                               alias) if (json_is_string(alias) &&
                                          strchr(json_string_value(alias), ' '))
                json_object_set_new(names, json_string_value(alias),
                                    json_integer((json_int_t)(lists->first[f] + i)));
        }
    }
    json_decref(names);
}

/* What points from record to record is put when all are there. */
static inline enum fault lists_seal(struct lists *lists)
{
    enum fault fault = FAULT_NONE;
    for (size_t f = 0; f < lists->file_count; f++) {
        const json_t *record;
        size_t i;
        json_array_foreach(json_object_get(lists->files[f], "entities"), i, record)
            fault = fault ? fault
                          : lists_bonds(lists, record, (uint32_t)(lists->first[f] + i));
    }
    lists_join(lists);
    return fault ? fault : gazetteer_seal(lists->gazetteer, NULL);
}

#endif

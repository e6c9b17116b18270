/* Reads lists of names, as a load does, and documents; prints every mention as a line of
 * JSON.
 *
 *   mentions [LIST]... < DOCUMENTS
 *
 * The program's own list is always known. A document is a line: {"id", "date",
 * "collection", "blocks": [[kind, text, note], …]}. */
#include "known_lists.h"
#include "naming/recogniser.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static enum block_kind kind_of(const char *name)
{
    for (int kind = 0; kind < BLOCK_KINDS; kind++)
        if (name && strcmp(block_kind_names[kind], name) == 0)
            return (enum block_kind)kind;
    return BLOCK_PARAGRAPH;
}

static struct slice text_of(const json_t *value)
{
    return (struct slice){json_string_value(value), json_string_length(value)};
}

static json_t *id_of(const struct known_lists *lists, uint32_t record)
{
    struct slice id = authorities_id(lists->authorities, record);
    return json_stringn(id.at, id.len);
}

/* The entity's id, and those of the other records that are this entity. */
static void put_ids(const struct known_lists *lists, json_t *line, uint32_t entity)
{
    json_t *also = json_array();
    json_object_set_new(line, "entity", id_of(lists, entity));
    for (uint32_t i = 0; i < authorities_count(lists->authorities); i++)
        if (i != entity && authorities_entity(lists->authorities, i) == entity)
            json_array_append_new(also, id_of(lists, i));
    json_object_set_new(line, "also", also);
}

static void print_mention(const struct known_lists *lists, const char *id, size_t block,
                          const struct mention *mention)
{
    json_t *candidates = json_array();
    for (size_t i = 0; i < mention->candidate_count; i++)
        json_array_append_new(candidates, id_of(lists, mention->candidates[i]));
    json_t *line = json_pack(
        "{s:s, s:I, s:I, s:I, s:s, s:s%, s:s, s:I, s:o}", "doc", id, "block",
        (json_int_t)block, "start", (json_int_t)mention->span.start, "end",
        (json_int_t)mention->span.end, "type", entity_type_names[mention->type],
        "surface", mention->surface.at, mention->surface.len, "method", mention->method,
        "confidence", (json_int_t)mention->confidence, "candidates", candidates);
    if (mention->entity != ENTITY_NONE)
        put_ids(lists, line, (uint32_t)mention->entity);
    if (mention->edtf[0])
        json_object_set_new(line, "edtf", json_string(mention->edtf));
    json_dumpf(line, stdout, JSON_ENSURE_ASCII | JSON_COMPACT | JSON_PRESERVE_ORDER);
    putchar('\n');
    json_decref(line);
}

static enum fault read_document(struct recogniser *recogniser, struct known_lists *lists,
                                const json_t *document)
{
    const json_t *blocks = json_object_get(document, "blocks"), *block;
    const char *date = json_string_value(json_object_get(document, "date"));
    struct edtf_range days = {0, 0};
    enum fault fault = FAULT_NONE;
    size_t i;
    struct slice collection = text_of(json_object_get(document, "collection"));
    if (date && !edtf_read(slice_of(date), &days))
        days = (struct edtf_range){0, 0};
    recogniser_begin(recogniser,
                     collection.len ? known_lists_scope(lists, collection) : 0, days,
                     NULL, 0);
    json_array_foreach(blocks, i, block) fault =
        fault ? fault
              : recogniser_learn(recogniser, text_of(json_array_get(block, 1)),
                                 kind_of(json_string_value(json_array_get(block, 0))),
                                 json_is_true(json_array_get(block, 2)), NULL);
    recogniser_learned(recogniser);
    json_array_foreach(blocks, i, block)
    {
        const struct mention *mentions = NULL;
        size_t count = 0;
        if (!fault)
            fault = recogniser_find(recogniser, text_of(json_array_get(block, 1)),
                                    kind_of(json_string_value(json_array_get(block, 0))),
                                    json_is_true(json_array_get(block, 2)), &mentions,
                                    &count, NULL);
        for (size_t m = 0; !fault && m < count; m++)
            print_mention(lists, json_string_value(json_object_get(document, "id")), i,
                          &mentions[m]);
    }
    return fault;
}

int main(int argc, char **argv)
{
    static struct known_lists lists;
    struct recogniser *recogniser = NULL;
    char *line = NULL;
    size_t room = 0;
    enum fault fault = known_lists_open(&lists, argv + 1, (size_t)argc - 1);
    fault = fault ? fault : recogniser_open(&recogniser, lists.gazetteer, NULL);
    while (!fault && getline(&line, &room, stdin) > 0) {
        json_t *document = json_loads(line, 0, NULL);
        if (document)
            fault = read_document(recogniser, &lists, document);
        json_decref(document);
    }
    free(line);
    recogniser_close(recogniser);
    known_lists_close(&lists);
    return fault ? 1 : 0;
}

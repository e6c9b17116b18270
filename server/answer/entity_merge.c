/* One entity from what several lists have about it. */
#include "answer/entity_merge.h"
#include "answer/reshape.h"
#include "gazetteer/gazetteer.h"

/* Members that are taken from the first list that has them; lists come by rank. */
static const char *const single[] = {"label", "description", "gender", "from",
                                     "to",    "governs",     "partOf", NULL};
/* Members to which every list adds what the others have not. */
static const char *const many[] = {"names", "adjectives", "offices", "sameAs", NULL};

static void add_new(json_t *all, const json_t *more)
{
    size_t i, k;
    json_t *item, *there;
    json_array_foreach(more, i, item)
    {
        bool known = false;
        json_array_foreach(all, k, there)
        {
            known |= json_equal(there, item);
        }
        if (!known)
            json_array_append(all, item);
    }
}

static void merge_single(json_t *out, const json_t *source)
{
    for (size_t i = 0; single[i]; i++) {
        json_t *value = json_object_get(source, single[i]);
        if (value && !json_object_get(out, single[i]))
            json_object_set(out, single[i], value);
    }
}

static void merge_many(json_t *out, const json_t *sources)
{
    size_t k;
    json_t *source;
    for (size_t i = 0; many[i]; i++) {
        json_t *all = json_array();
        json_array_foreach(sources, k, source)
        {
            add_new(all, json_object_get(source, many[i]));
        }
        if (json_array_size(all) > 0)
            json_object_set(out, many[i], all);
        json_decref(all);
    }
}

static enum fault read_sources(struct call *call, int64_t entity, json_t *out)
{
    struct rows rows;
    struct slice answer;
    bool more;
    enum fault fault = corpus_entity_sources(call->corpus, entity, &rows);
    while (!fault && !(fault = rows_next_source(&rows, &answer, &more, &call->detail)) &&
           more)
        if (json_array_append_new(out, reshape_parse(call, answer)) != 0)
            fault = fault_memory(&call->detail);
    rows_close(&rows);
    return fault;
}

static json_t *path_of(const struct entity_row *row, const char *rest)
{
    return json_sprintf("/v1/entities/%.*s%s", SLICE_PRINT(row->id), rest);
}

static void put_end(json_t *out, const struct entity_row *row, bool links)
{
    json_object_set_new(out, "counts",
                        json_pack("{s:I, s:I}", "documents", (json_int_t)row->documents,
                                  "mentions", (json_int_t)row->mentions));
    json_object_set_new(out, "url", path_of(row, ""));
    if (links)
        json_object_set_new(
            out, "links",
            json_pack("{s:o, s:o, s:o}", "mentions", path_of(row, "/mentions"), "related",
                      path_of(row, "/related"), "documents",
                      json_sprintf("/v1/documents?entity=%.*s", SLICE_PRINT(row->id))));
}

enum fault entity_merge(struct call *call, const struct entity_row *row, bool whole,
                        json_t **out)
{
    json_t *sources = json_array(), *object = json_object(), *source;
    enum fault fault = read_sources(call, row->key, sources);
    size_t i;
    json_object_set_new(object, "id", json_stringn(row->id.at, row->id.len));
    json_object_set_new(object, "type", json_string(entity_type_names[row->type]));
    json_array_foreach(sources, i, source)
    {
        merge_single(object, source);
    }
    if (whole) {
        merge_many(object, sources);
        json_object_set(object, "sources", sources);
    }
    put_end(object, row, whole);
    json_decref(sources);
    *out = object;
    return fault;
}

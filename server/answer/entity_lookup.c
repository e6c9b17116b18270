/* Finding the entity that a path or a parameter names. */
#include "answer/lookup.h"
#include "answer/send.h"

/* By its id, or one that was merged into it (`former`). */
static enum fault find(struct call *call, struct slice id, struct entity_row *out,
                       bool *found, bool *former)
{
    enum fault fault =
        corpus_find_entity(call->corpus, call->arena, id, out, found, &call->detail);
    *former = false;
    if (fault || *found)
        return fault;
    fault = corpus_find_former_entity(call->corpus, call->arena, id, out, found,
                                      &call->detail);
    *former = *found;
    return fault;
}

enum fault require_entity(struct call *call, struct entity_row *out)
{
    struct slice id = call_path(call, PATH_ENTITY);
    bool found, former;
    enum fault fault = find(call, id, out, &found, &former);
    if (fault)
        return fault;
    if (former) {
        struct slice variables[ROUTE_VARIABLES] = {out->id};
        return call_redirect(call, 308, call_target_with(call, variables));
    }
    if (found)
        return FAULT_NONE;
    fault = corpus_similar_entities(call->corpus, call->arena, id, call->similar,
                                    &call->similar_count, &call->detail);
    if (fault)
        return fault;
    call_rank_similar(call, id);
    return fault_set(&call->detail, FAULT_NOT_FOUND, "there is no entity \"%.*s\"",
                     (int)(id.len < 100 ? id.len : 100), id.at);
}

static enum fault wrong_entity(struct call *call, struct slice id)
{
    return fault_set(call_blame(call, PARAM_ENTITY), FAULT_BAD_PARAMETER,
                     "there is no entity \"%.*s\"", (int)(id.len < 100 ? id.len : 100),
                     id.at);
}

enum fault read_entity_parameter(struct call *call, struct slice *out)
{
    const struct value *value = call_value(call, PARAM_ENTITY);
    struct slice rest = value->text, keys = SLICE("[");
    struct entity_row row;
    bool found, former;
    *out = SLICE("[]");
    if (!value->given)
        return FAULT_NONE;
    for (size_t count = 0; rest.len > 0; count++) {
        struct slice id = slice_cut(&rest, ',');
        if (count == ENTITIES_PER_REQUEST) {
            return fault_set(call_blame(call, PARAM_ENTITY), FAULT_BAD_PARAMETER,
                             "entity takes %d entities at most", ENTITIES_PER_REQUEST);
        }
        enum fault fault = find(call, id, &row, &found, &former);
        if (fault || !found)
            return fault ? fault : wrong_entity(call, id);
        keys = arena_print(call->arena, "%.*s%s%lld", SLICE_PRINT(keys), count ? "," : "",
                           (long long)row.key);
    }
    *out = arena_print(call->arena, "%.*s]", SLICE_PRINT(keys));
    return out->at ? FAULT_NONE : FAULT_MEMORY;
}

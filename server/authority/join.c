/* All authority lists together: which records are one entity. */
#include "internal.h"
#include "source/report.h"

#include <stdlib.h>

/* Does an override keep the two apart? */
static bool are_split(const struct authorities *authorities, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < authorities->override_count; i++) {
        struct override *split = &authorities->overrides[i];
        if (split->kind != OVERRIDE_SPLIT || !split->good)
            continue;
        uint32_t first = authorities_head(authorities, split->first);
        uint32_t second = authorities_head(authorities, split->second);
        if ((first == a && second == b) || (first == b && second == a)) {
            split->met = true;
            return true;
        }
    }
    return false;
}

/* Makes one entity of two; the first record of both is its first. False when their types
 * contradict each other. */
static bool join(struct authorities *authorities, uint32_t a, uint32_t b)
{
    a = authorities_head(authorities, a);
    b = authorities_head(authorities, b);
    if (a == b)
        return true;
    if (authorities->entries[a].type != authorities->entries[b].type)
        return false;
    if (are_split(authorities, a, b))
        return true;
    authorities->heads[a < b ? b : a] = a < b ? a : b;
    return true;
}

static void join_merge(struct authorities *authorities, const struct override *merge)
{
    uint32_t a = authorities_head(authorities, merge->first);
    uint32_t b = authorities_head(authorities, merge->second);
    if (a == b)
        override_remark(authorities, merge,
                        "\"%.*s\" and \"%.*s\" are one already; it does nothing",
                        SLICE_PRINT(merge->a), SLICE_PRINT(merge->b));
    else if (are_split(authorities, a, b))
        override_report(authorities, merge,
                        "\"split\" keeps \"%.*s\" and \"%.*s\" apart; left out",
                        SLICE_PRINT(merge->a), SLICE_PRINT(merge->b));
    else if (!join(authorities, a, b))
        override_report(authorities, merge,
                        "\"%.*s\" and \"%.*s\" are of different types; left out",
                        SLICE_PRINT(merge->a), SLICE_PRINT(merge->b));
}

static void join_merges(struct authorities *authorities)
{
    for (size_t i = 0; i < authorities->override_count; i++) {
        struct override *merge = &authorities->overrides[i];
        if (merge->kind == OVERRIDE_MERGE && merge->good)
            join_merge(authorities, merge);
    }
}

static bool join_same_as(struct authorities *authorities)
{
    struct map addresses = {0};
    bool good = true;
    for (size_t i = 0; good && i < authorities->same_count; i++) {
        const struct same_as *same = &authorities->same[i];
        const struct record_stub *entry = &authorities->entries[same->entry];
        uint32_t *before = map_take_text(&addresses, same->address);
        good = before != NULL;
        if (good && *before == MAP_NONE)
            *before = same->entry;
        else if (good && !join(authorities, *before, same->entry))
            report_problem(
                authorities->reporter, authorities->lists[entry->list].input.shown,
                entry->line,
                "record \"%.*s\": sameAs says it is \"%.*s\", which is of another "
                "type; not merged",
                SLICE_PRINT(stub_id(entry)),
                SLICE_PRINT(stub_id(&authorities->entries[*before])));
    }
    map_release(&addresses);
    return good;
}

/* Several lists may have one name: then they are one list in several parts. */
static bool is_of_same_list(const struct authorities *authorities, uint32_t a, uint32_t b)
{
    const struct record_stub *entries = authorities->entries;
    return slice_equal(authorities->lists[entries[a].list].name,
                       authorities->lists[entries[b].list].name);
}

/* Organizations, or places, with one label in lists of different names. */
static bool join_labels(struct authorities *authorities, enum entity_type type)
{
    struct map labels = {0};
    bool good = true;
    for (uint32_t i = 0; good && i < authorities->count; i++) {
        const struct record_stub *entry = &authorities->entries[i];
        if (entry->type != type)
            continue;
        uint32_t *before = map_take_text(&labels, stub_label(entry));
        good = before != NULL;
        if (good && *before == MAP_NONE)
            *before = i;
        else if (good && !is_of_same_list(authorities, *before, i))
            join(authorities, *before, i);
    }
    map_release(&labels);
    return good;
}

/* A state that a list calls an organization is the state: an organization of a list whose
 * label is a name of a place of the program's that has a government. */
static void join_states(struct authorities *authorities)
{
    for (uint32_t i = 0; i < authorities->count; i++) {
        struct record_stub *entry = &authorities->entries[i];
        uint32_t state = entry->type == ENTITY_ORGANIZATION
                             ? map_find_text(&authorities->places, stub_label(entry))
                             : MAP_NONE;
        if (state == MAP_NONE || authorities->lists[entry->list].built_in ||
            authorities_head(authorities, i) != i ||
            map_find_text(&authorities->governed,
                          stub_id(&authorities->entries[state])) == MAP_NONE ||
            are_split(authorities, authorities_head(authorities, state), i))
            continue;
        entry->type = ENTITY_PLACE;
        join(authorities, state, i);
    }
}

/* Finds the records that the overrides name. */
static void find_named(struct authorities *authorities)
{
    for (size_t i = 0; i < authorities->override_count; i++) {
        struct override *override = &authorities->overrides[i];
        bool pair = override->kind == OVERRIDE_MERGE || override->kind == OVERRIDE_SPLIT;
        struct slice missing = SLICE_NONE;
        if (pair) {
            override->first =
                authorities_find(authorities, override->a, MAP_NONE, override->scope);
            if (override->first == MAP_NONE)
                missing = override->a;
        }
        if (override->b.len) {
            override->second =
                authorities_find(authorities, override->b, MAP_NONE, override->scope);
            if (override->second == MAP_NONE)
                missing = override->b;
        }
        bool twice = pair && !missing.len && override->first == override->second;
        override->good = !missing.len && !twice;
        if (twice)
            override_report(authorities, override, "names \"%.*s\" twice; left out",
                            SLICE_PRINT(override->a));
        if (override->good && override->b.len && override->kind == OVERRIDE_PIN)
            override->type =
                (enum entity_type)authorities->entries[override->second].type;
        if (missing.len)
            override_report(authorities, override,
                            "there is no entity \"%.*s\"; left out",
                            SLICE_PRINT(missing));
    }
}

/* Remarks on splits of what nothing would have joined. */
static void judge_splits(struct authorities *authorities)
{
    for (size_t i = 0; i < authorities->override_count; i++) {
        const struct override *split = &authorities->overrides[i];
        if (split->kind == OVERRIDE_SPLIT && split->good && !split->met)
            override_remark(authorities, split,
                            "\"%.*s\" and \"%.*s\" are two already; it does nothing",
                            SLICE_PRINT(split->a), SLICE_PRINT(split->b));
    }
}

/* The entities, to the gazetteer: one for each record, joined as the records are. */
static enum fault put_entities(const struct authorities *authorities,
                               struct fault_detail *detail)
{
    struct gazetteer *gazetteer = authorities->gazetteer;
    enum fault fault = FAULT_NONE;
    for (uint32_t i = 0; !fault && i < authorities->count; i++) {
        const struct record_stub *entry = &authorities->entries[i];
        const struct authority_standing *standing =
            &authorities->lists[entry->list].standing;
        struct gazetteer_entity put = {(enum entity_type)entry->type, standing->rank,
                                       standing->scope, entry->days,
                                       (enum entity_gender)entry->gender};
        uint32_t number;
        fault = gazetteer_put_entity(gazetteer, &put, &number, detail);
        if (!fault && number != i)
            fault = fault_set(detail, FAULT_INTERNAL, "entities are counted wrongly");
    }
    for (uint32_t i = 0; !fault && i < authorities->count; i++)
        if (authorities_head(authorities, i) != i)
            gazetteer_join(gazetteer, i, authorities_head(authorities, i));
    return fault;
}

enum fault authorities_settle(struct authorities *authorities,
                              struct gazetteer *gazetteer, struct fault_detail *detail)
{
    authorities->gazetteer = gazetteer;
    find_named(authorities);
    join_merges(authorities);
    join_states(authorities);
    if (!join_same_as(authorities) || !join_labels(authorities, ENTITY_ORGANIZATION) ||
        !join_labels(authorities, ENTITY_PLACE))
        return fault_memory(detail);
    judge_splits(authorities);
    free(authorities->same);
    authorities->same = NULL;
    authorities->same_count = authorities->same_room = 0;
    return put_entities(authorities, detail);
}

/* Named entities: from the lists of names to rows and to the gazetteer. */
#include "entities.h"
#include "internal.h"
#include "reader.h"
#include "text/slug.h"

#include <stdlib.h>

/* --- the lists --- */

static enum fault add_built_in(struct entities *entities, struct fault_detail *detail)
{
    struct authority_input input = {.name = SLICE("chancery")};
    struct authority_standing standing = {AUTHORITY_BUILT_IN, 0};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault; i++) {
        input.text = authority_built_in(i, &input.shown);
        if (!input.text.len)
            break;
        fault =
            authorities_add(entities->authorities, &input, standing, NULL, NULL, detail);
    }
    return fault;
}

/* The key of the collection that a list is for; 0 when there is no such collection. */
static uint32_t scope_of(void *self, struct slice name)
{
    const struct edition *edition = self;
    struct arena arena;
    uint32_t scope = 0;
    arena_init(&arena);
    struct slice slug = slug_of(&arena, name);
    for (size_t i = 0; i < edition->collection_count; i++)
        if (slice_equal(edition->collections[i].id, slug))
            scope = (uint32_t)i + 1;
    arena_release(&arena);
    return scope;
}

/* The name of a list that has none in it: that of its file. */
static struct slice name_of(struct arena *arena, const char *path)
{
    struct slice name = slice_of(path);
    const char *slash = memrchr(name.at, '/', name.len);
    if (slash)
        name = slice_from(name, (size_t)(slash - path) + 1);
    if (slice_ends(name, SLICE(".json")))
        name.len -= strlen(".json");
    return slug_of(arena, name);
}

static enum fault add_given(struct load *load, struct fault_detail *detail)
{
    struct entities *entities = load->entities;
    struct authority_standing standing = {AUTHORITY_COMMAND_LINE, 0};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < load->options->authorities.count; i++) {
        const char *path = load->options->authorities.files[i];
        struct authority_input input = {
            .path = path, .shown = path, .name = name_of(&entities->arena, path)};
        fault = authorities_add(entities->authorities, &input, standing, scope_of,
                                &load->edition, detail);
    }
    return fault;
}

static enum fault add_collection(struct entities *entities,
                                 const struct edition_collection *in, uint32_t scope,
                                 struct fault_detail *detail)
{
    struct slice shown;
    enum fault fault = FAULT_NONE;
    if (in->authority.len) {
        shown =
            arena_print(&entities->arena, "%.*s/authority.json", SLICE_PRINT(in->name));
        struct authority_input input = {
            .path = in->authority.at, .shown = shown.at ? shown.at : "", .name = in->id};
        fault = authorities_add(entities->authorities, &input,
                                (struct authority_standing){AUTHORITY_COLLECTION, scope},
                                NULL, NULL, detail);
    }
    if (fault || !in->overrides.len)
        return fault;
    shown = arena_print(&entities->arena, "%.*s/overrides.json", SLICE_PRINT(in->name));
    return authorities_override(entities->authorities, in->overrides.at,
                                shown.at ? shown.at : "", scope, detail);
}

static enum fault add_all(struct load *load, struct fault_detail *detail)
{
    enum fault fault = add_built_in(load->entities, detail);
    if (!fault)
        fault = add_given(load, detail);
    for (size_t i = 0; !fault && i < load->edition.collection_count; i++)
        fault = add_collection(load->entities, &load->edition.collections[i],
                               (uint32_t)i + 1, detail);
    return fault;
}

/* --- rows --- */

/* The record of each entity whose list outranks the others: it has the label shown. */
static uint32_t *find_best(const struct authorities *authorities, size_t count)
{
    uint32_t *best = calloc(count + 1, sizeof(*best));
    for (uint32_t i = 0; best && i < count; i++) {
        uint32_t entity = authorities_entity(authorities, i);
        if (entity == i)
            best[i] = i;
        else if (authorities_rank(authorities, i) >
                 authorities_rank(authorities, best[entity]))
            best[entity] = i;
    }
    return best;
}

static enum fault put_entity(struct load *load, uint32_t entity, uint32_t best,
                             struct fault_detail *detail)
{
    const struct authorities *authorities = load->entities->authorities;
    struct arena *arena = &load->scratch.arena;
    struct entity_row row = {.key = (int64_t)entity + 1,
                             .id = authorities_id(authorities, entity),
                             .type = (int)authorities_type(authorities, entity),
                             .label = authorities_label(authorities, best)};
    arena_clear(arena);
    row.label_words = slug_words(arena, row.label);
    if (arena_failed(arena))
        return fault_memory(detail);
    load->entities->count++;
    return ingest_entity(load->ingest, &row, detail);
}

static enum fault put_entities(struct load *load, struct fault_detail *detail)
{
    const struct authorities *authorities = load->entities->authorities;
    size_t count = authorities_count(authorities);
    uint32_t *best = find_best(authorities, count);
    enum fault fault = FAULT_NONE;
    if (!best)
        return fault_memory(detail);
    for (uint32_t i = 0; !fault && i < count; i++) {
        uint32_t entity = authorities_entity(authorities, i);
        fault = entity == i
                    ? put_entity(load, i, best[i], detail)
                    : ingest_entity_former(load->ingest, authorities_id(authorities, i),
                                           (int64_t)entity + 1, detail);
    }
    free(best);
    return fault;
}

/* The folded words of label and names, for q=. */
static void put_names(struct buffer *words, struct arena *arena,
                      const struct authority_record *record)
{
    buffer_put(words, slug_words(arena, record->label));
    for (size_t i = 0; i < record->name_count; i++)
        buffer_put(words, slug_words(arena, record->names[i].name));
}

static enum fault put_source(void *self, const struct authority_entry *entry,
                             struct fault_detail *detail)
{
    struct load *load = self;
    const struct authorities *authorities = load->entities->authorities;
    int64_t rank = authorities_rank(authorities, entry->number);
    int64_t precedence = (AUTHORITY_EDITOR - rank) * INT64_C(4294967296) + entry->number;
    struct buffer *words = &load->scratch.before, *json = &load->scratch.whole;
    struct arena *arena = &load->scratch.arena;
    arena_clear(arena);
    buffer_clear(words);
    buffer_clear(json);
    entity_source_json(json, entry);
    put_names(words, arena, entry->record);
    if (arena_failed(arena) || buffer_failed(json) || buffer_failed(words))
        return fault_memory(detail);
    int64_t entity = (int64_t)authorities_entity(authorities, entry->number) + 1;
    enum fault fault =
        ingest_entity_source(load->ingest, entity, precedence, buffer_slice(words),
                             buffer_slice(json), detail);
    return fault ? fault : load_query_names(load, entry, entity, detail);
}

static enum fault make_counts(struct entities *entities, struct fault_detail *detail)
{
    size_t count = authorities_count(entities->authorities);
    entities->documents = calloc(count + 1, sizeof(uint32_t));
    entities->mentions = calloc(count + 1, sizeof(uint32_t));
    entities->here = calloc(count + ENTITY_TYPES, sizeof(uint32_t));
    entities->named = calloc(count + ENTITY_TYPES, sizeof(uint32_t));
    entities->counts = calloc(count + ENTITY_TYPES, sizeof(*entities->counts));
    return entities->documents && entities->mentions && entities->here &&
                   entities->named && entities->counts
               ? FAULT_NONE
               : fault_memory(detail);
}

enum fault load_entities_open(struct load *load, struct fault_detail *detail)
{
    if (load->options->without & WITHOUT_ENTITIES)
        return FAULT_NONE;
    struct entities *entities = calloc(1, sizeof(*entities));
    if (!entities)
        return fault_memory(detail);
    load->entities = entities;
    arena_init(&entities->arena);
    entities->reporter = (struct reporter){
        .report = progress_problem, .self = &load->progress, .remark = progress_remark};
    enum fault fault =
        authorities_open(&entities->authorities, &entities->reporter, detail);
    if (!fault)
        fault = gazetteer_open(&entities->gazetteer, detail);
    if (!fault)
        fault = add_all(load, detail);
    if (!fault)
        fault = authorities_settle(entities->authorities, entities->gazetteer, detail);
    if (!fault)
        fault = put_entities(load, detail);
    if (!fault)
        fault = authorities_fill(entities->authorities, put_source, load, detail);
    if (entities->authorities) /* there was memory to open them */
        authorities_forget(entities->authorities);
    if (!fault)
        fault = gazetteer_seal(entities->gazetteer, detail);
    return fault ? fault : make_counts(entities, detail);
}

void load_entities_close(struct load *load)
{
    struct entities *entities = load->entities;
    if (!entities)
        return;
    gazetteer_close(entities->gazetteer);
    authorities_close(entities->authorities);
    arena_release(&entities->arena);
    free(entities->documents);
    free(entities->mentions);
    free(entities->here);
    free(entities->named);
    free(entities->counts);
    free(entities->rows);
    free(entities);
    load->entities = NULL;
}

/* --- the end --- */

static enum fault put_methods(struct load *load, struct fault_detail *detail)
{
    struct buffer *methods = &load->scratch.whole;
    buffer_clear(methods);
    for (size_t i = 0; load->entities && i < load->entities->method_count; i++)
        buffer_print(methods, "%s%s", i ? "\n" : "", load->entities->methods[i]);
    if (buffer_failed(methods))
        return fault_memory(detail);
    return ingest_meta(load->ingest, "methods", buffer_slice(methods), detail);
}

enum fault load_entities_end(struct load *load, struct fault_detail *detail)
{
    struct entities *entities = load->entities;
    size_t count = entities ? authorities_count(entities->authorities) : 0;
    enum fault fault = put_methods(load, detail);
    for (size_t i = 0; !fault && i < count; i++) {
        struct entity_count row = {.entity = (int64_t)i + 1,
                                   .documents = entities->documents[i],
                                   .mentions = entities->mentions[i]};
        if (row.mentions)
            fault = ingest_entity_count(load->ingest, &row, detail);
    }
    if (entities)
        authorities_end(entities->authorities, reader_pool_saw_override,
                        load->reader_pool);
    return fault;
}

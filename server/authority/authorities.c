/* All authority lists together: the first reading, which numbers the records. */
#include "internal.h"
#include "source/input_file.h"
#include "source/report.h"

#include <stdlib.h>

enum fault authorities_open(struct authorities **out, const struct reporter *reporter,
                            struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return fault_memory(detail);
    (*out)->reporter = reporter;
    arena_init(&(*out)->arena);
    arena_init(&(*out)->texts);
    arena_init(&(*out)->scratch);
    return FAULT_NONE;
}

void authorities_close(struct authorities *authorities)
{
    if (!authorities)
        return;
    map_release(&authorities->ids);
    map_release(&authorities->places);
    map_release(&authorities->governed);
    arena_release(&authorities->arena);
    arena_release(&authorities->texts);
    arena_release(&authorities->scratch);
    free(authorities->lists);
    free(authorities->entries);
    free(authorities->heads);
    free(authorities->overrides);
    free(authorities->same);
    free(authorities);
}

/* --- the first reading --- */

struct adding {
    struct authorities *authorities;
    uint32_t list;
    authority_scope *scope_of;
    void *self;
};

/* Is the list for a collection of the corpus? Settled at its first record, when its
 * header has been read. */
static bool is_wanted(struct adding *adding, const struct authority_list *header)
{
    struct authorities *authorities = adding->authorities;
    struct loaded_list *list = &authorities->lists[adding->list];
    if (list->is_settled)
        return !list->passed_over;
    list->is_settled = true;
    list->name = arena_copy(&authorities->arena, header->name);
    if (list->standing.scope || !header->collection.len || !adding->scope_of)
        return true;
    list->standing.scope = adding->scope_of(adding->self, header->collection);
    list->passed_over = list->standing.scope == 0;
    if (list->passed_over)
        report_problem(authorities->reporter, list->input.shown, 0,
                       "is for a collection that the corpus has not; left out");
    return !list->passed_over;
}

static enum fault keep_same_as(struct authorities *authorities,
                               const struct authority_record *record,
                               struct fault_detail *detail)
{
    for (size_t i = 0; i < record->same_as.count; i++) {
        if (!array_room(&authorities->same, authorities->same_count,
                        &authorities->same_room, sizeof(*authorities->same)))
            return fault_memory(detail);
        struct slice address = arena_copy(&authorities->texts, record->same_as.items[i]);
        if (!address.at)
            return fault_memory(detail);
        authorities->same[authorities->same_count++] =
            (struct same_as){address, (uint32_t)authorities->count - 1};
    }
    return FAULT_NONE;
}

/* Of the program's list: which places are states, and by what names. */
static enum fault keep_states(struct authorities *authorities,
                              const struct authority_record *record,
                              struct fault_detail *detail)
{
    uint32_t number = (uint32_t)authorities->count - 1;
    uint32_t *at;
    if (record->governs.len) {
        struct slice governs = arena_copy(&authorities->texts, record->governs);
        if (!governs.at || !(at = map_take_text(&authorities->governed, governs)))
            return fault_memory(detail);
        *at = number;
    }
    for (size_t i = 0; record->type == ENTITY_PLACE && i <= record->name_count; i++) {
        struct slice name = arena_copy(&authorities->texts,
                                       i ? record->names[i - 1].name : record->label);
        if (!name.at || !(at = map_take_text(&authorities->places, name)))
            return fault_memory(detail);
        *at = *at == MAP_NONE ? number : *at;
    }
    return FAULT_NONE;
}

static enum fault add_entry(struct adding *adding, const struct authority_record *record,
                            struct slice id, struct fault_detail *detail)
{
    struct authorities *authorities = adding->authorities;
    uint32_t number = (uint32_t)authorities->count;
    if (!array_room(&authorities->entries, authorities->count, &authorities->room,
                    sizeof(*authorities->entries)) ||
        !array_room(&authorities->heads, authorities->count, &authorities->head_room,
                    sizeof(*authorities->heads)))
        return fault_memory(detail);
    struct slice text = arena_print(&authorities->texts, "%.*s%c%.*s", SLICE_PRINT(id),
                                    '\0', SLICE_PRINT(record->label));
    struct record_stub *entry = &authorities->entries[authorities->count++];
    *entry = (struct record_stub){.text = text.at,
                                  .days = record->days,
                                  .part_of = MAP_NONE,
                                  .line = (uint32_t)record->line,
                                  .id_bytes = (uint16_t)id.len,
                                  .label_bytes = (uint16_t)record->label.len,
                                  .list = (uint16_t)adding->list,
                                  .type = (uint8_t)record->type,
                                  .gender = (uint8_t)record->gender};
    authorities->heads[number] = number;
    uint32_t *at = text.at ? map_take_text(&authorities->ids, stub_id(entry)) : NULL;
    if (!at)
        return fault_memory(detail);
    *at = number;
    enum fault fault = keep_same_as(authorities, record, detail);
    if (!fault && authorities->lists[adding->list].built_in)
        fault = keep_states(authorities, record, detail);
    return fault;
}

static enum fault add_record(void *self, const struct authority_list *header,
                             const struct authority_record *record,
                             struct fault_detail *detail)
{
    struct adding *adding = self;
    struct authorities *authorities = adding->authorities;
    if (!is_wanted(adding, header))
        return FAULT_NONE;
    const struct loaded_list *list = &authorities->lists[adding->list];
    arena_clear(&authorities->scratch);
    struct slice id = authorities_qualified_id(&authorities->scratch, list, record->id);
    if (!id.at)
        return fault_memory(detail);
    uint32_t before = map_find_text(&authorities->ids, id);
    if (before == MAP_NONE)
        return add_entry(adding, record, id, detail);
    const struct record_stub *entry = &authorities->entries[before];
    report_problem(authorities->reporter, list->input.shown, record->line,
                   "record \"%.*s\": its id is in %s:%lu already; left out",
                   SLICE_PRINT(record->id), authorities->lists[entry->list].input.shown,
                   (unsigned long)entry->line);
    return FAULT_NONE;
}

static enum fault add_overrides(void *self, const struct authority_list *header,
                                struct slice json, unsigned long line,
                                struct fault_detail *detail)
{
    struct adding *adding = self;
    if (!is_wanted(adding, header))
        return FAULT_NONE;
    const struct loaded_list *list = &adding->authorities->lists[adding->list];
    return overrides_read(adding->authorities, json, line, list->input.shown,
                          list->standing.scope, detail);
}

enum fault authorities_add(struct authorities *authorities,
                           const struct authority_input *input,
                           struct authority_standing standing, authority_scope *scope_of,
                           void *self, struct fault_detail *detail)
{
    struct adding adding = {authorities, (uint32_t)authorities->list_count, scope_of,
                            self};
    struct authority_reader reader = {add_record, add_overrides, &adding};
    if (!array_room(&authorities->lists, authorities->list_count, &authorities->list_room,
                    sizeof(*authorities->lists)))
        return fault_memory(detail);
    authorities->lists[authorities->list_count++] =
        (struct loaded_list){.input = *input,
                             .standing = standing,
                             .name = input->name,
                             .built_in = standing.rank == AUTHORITY_BUILT_IN};
    return authority_read(input, authorities->reporter, &reader, detail);
}

enum fault authorities_override(struct authorities *authorities, const char *path,
                                const char *shown, uint32_t scope,
                                struct fault_detail *detail)
{
    struct buffer bytes;
    struct fault_detail why = {.text = ""};
    buffer_init(&bytes);
    enum fault fault = input_file_read(&bytes, path, NULL, &why);
    if (!fault)
        fault =
            overrides_read(authorities, buffer_slice(&bytes), 1, shown, scope, detail);
    else if (fault == FAULT_INPUT)
        report_problem(authorities->reporter, shown, 0, "%s; left out", why.text);
    buffer_release(&bytes);
    return fault == FAULT_MEMORY ? fault_memory(detail) : FAULT_NONE;
}

void authorities_forget(struct authorities *authorities)
{
    for (uint32_t i = 0; i < authorities->count; i++)
        authorities->heads[i] = authorities_head(authorities, i);
    map_release(&authorities->ids);
    arena_release(&authorities->texts);
    arena_release(&authorities->scratch);
    free(authorities->entries);
    authorities->entries = NULL;
}

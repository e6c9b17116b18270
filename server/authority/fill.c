/* All authority lists together: the second reading, which fills the gazetteer. */
#include "internal.h"
#include "source/report.h"

#include <stdarg.h>
#include <stdio.h>

struct filling {
    struct authorities *authorities;
    uint32_t list, number; /* of the record that is being read */
    const struct authority_record *record;
    authorities_take *take;
    void *self;
    struct fault_detail *detail;
};

static const struct edtf_range always = {INT32_MIN, INT32_MAX};

__attribute__((format(printf, 2, 3))) static void report(const struct filling *filling,
                                                         const char *format, ...)
{
    const struct authorities *authorities = filling->authorities;
    char words[300];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    report_problem(authorities->reporter, authorities->lists[filling->list].input.shown,
                   filling->record->line, "record \"%.*s\": %s",
                   SLICE_PRINT(filling->record->id), words);
}

/* The entity that `id` names in a field of the record; reported when there is none. */
static uint32_t refer(const struct filling *filling, const char *field, struct slice id)
{
    struct authorities *authorities = filling->authorities;
    if (!id.len)
        return MAP_NONE;
    uint32_t found = authorities_find(authorities, id, filling->list, 0);
    if (found != MAP_NONE)
        return authorities_head(authorities, found);
    report(filling, "\"%s\" names \"%.*s\", which no list has; left out", field,
           SLICE_PRINT(id));
    return MAP_NONE;
}

/* --- names --- */

/* One name; reported where no text can have it. */
static enum fault put_name(const struct filling *filling, const char *field,
                           struct slice name, unsigned flags, struct edtf_range days)
{
    const struct authorities *authorities = filling->authorities;
    if (!gazetteer_name_is_findable(name)) /* told, and no mistake: lists have such */
        report_remark(authorities->reporter,
                      authorities->lists[filling->list].input.shown,
                      filling->record->line,
                      "record \"%.*s\": \"%s\": no text can name it \"%.*s\": two "
                      "letters are needed",
                      SLICE_PRINT(filling->record->id), field, SLICE_PRINT(name));
    return gazetteer_put_name(filling->authorities->gazetteer, filling->number, name,
                              flags, days, filling->detail);
}

static enum fault put_names(const struct filling *filling)
{
    const struct authority_record *record = filling->record;
    enum fault fault = put_name(filling, "label", record->label, NAME_LABEL, always);
    for (size_t i = 0; !fault && i < record->name_count; i++)
        fault = put_name(filling, "aliases", record->names[i].name,
                         record->names[i].flags, record->names[i].days);
    for (size_t i = 0; !fault && i < record->adjectives.count; i++)
        fault = put_name(filling, "adjectives", record->adjectives.items[i],
                         NAME_ADJECTIVE, always);
    return fault;
}

/* --- relations --- */

static struct slice id_of(const struct filling *filling, uint32_t entity)
{
    return entity == MAP_NONE ? SLICE_NONE
                              : stub_id(&filling->authorities->entries[entity]);
}

/* Would `part` be part of itself, if it were part of `whole`? */
static bool is_circle(const struct authorities *authorities, uint32_t part,
                      uint32_t whole)
{
    while (whole != MAP_NONE && whole != part)
        whole = authorities->entries[whole].part_of;
    return whole == part;
}

static struct slice put_part_of(struct filling *filling)
{
    struct authorities *authorities = filling->authorities;
    uint32_t whole = refer(filling, "partOf", filling->record->part_of);
    uint32_t part = authorities_head(authorities, filling->number);
    if (whole == MAP_NONE)
        return SLICE_NONE;
    if (is_circle(authorities, part, whole)) {
        report(filling, "\"partOf\" leads in a circle back to it; left out");
        return SLICE_NONE;
    }
    if (authorities->entries[part].part_of == MAP_NONE)
        authorities->entries[part].part_of = whole;
    return id_of(filling, whole);
}

static enum fault put_governs(struct filling *filling, struct slice *out)
{
    struct authorities *authorities = filling->authorities;
    uint32_t place = refer(filling, "governs", filling->record->governs);
    *out = SLICE_NONE;
    if (place == MAP_NONE)
        return FAULT_NONE;
    if (filling->record->type != ENTITY_ORGANIZATION ||
        authorities->entries[place].type != ENTITY_PLACE) {
        report(filling,
               "\"governs\" leads from an organization to a place, and not to "
               "\"%.*s\"; left out",
               SLICE_PRINT(filling->record->governs));
        return FAULT_NONE;
    }
    *out = id_of(filling, place);
    return gazetteer_put_governs(authorities->gazetteer,
                                 authorities_head(authorities, filling->number), place,
                                 filling->detail);
}

static enum fault put_offices(struct filling *filling, struct arena *arena,
                              const struct slice **out)
{
    const struct authority_record *record = filling->record;
    struct slice *ids = arena_take_array(arena, record->office_count + 1, sizeof(*ids));
    enum fault fault = FAULT_NONE;
    if (!ids)
        return fault_memory(filling->detail);
    *out = ids;
    for (size_t i = 0; !fault && i < record->office_count; i++) {
        const struct authority_office *office = &record->offices[i];
        uint32_t of = refer(filling, "of", office->of);
        ids[i] = id_of(filling, of);
        fault = gazetteer_put_office(filling->authorities->gazetteer, filling->number,
                                     office->office, of, office->days, filling->detail);
    }
    return fault;
}

/* --- the reading --- */

/* Is it a record that the first reading has numbered? One line may have several. */
static bool is_kept(const struct filling *filling)
{
    if (filling->number == MAP_NONE)
        return false;
    const struct record_stub *entry = &filling->authorities->entries[filling->number];
    return entry->list == filling->list && !entry->filled &&
           entry->line == (uint32_t)filling->record->line;
}

static enum fault fill_record(void *self, const struct authority_list *list,
                              const struct authority_record *record,
                              struct fault_detail *detail)
{
    struct filling *filling = self;
    struct authorities *authorities = filling->authorities;
    struct authority_entry entry = {.list = list, .record = record};
    struct arena arena;
    filling->record = record;
    filling->detail = detail;
    filling->number = authorities_find(authorities, record->id, filling->list, 0);
    if (!is_kept(filling))
        return FAULT_NONE;
    authorities->entries[filling->number].filled = true;
    entry.number = filling->number;
    entry.scope = authorities->lists[filling->list].standing.scope;
    entry.part_of = put_part_of(filling);
    arena_init(&arena);
    enum fault fault = put_governs(filling, &entry.governs);
    if (!fault)
        fault = put_offices(filling, &arena, &entry.offices_of);
    if (!fault)
        fault = put_names(filling);
    if (!fault && filling->take)
        fault = filling->take(filling->self, &entry, detail);
    arena_release(&arena);
    return fault;
}

enum fault authorities_fill(struct authorities *authorities, authorities_take *take,
                            void *self, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    for (uint32_t i = 0; !fault && i < authorities->list_count; i++) {
        struct filling filling = {
            .authorities = authorities, .list = i, .take = take, .self = self};
        struct authority_reader reader = {fill_record, NULL, &filling};
        if (!authorities->lists[i].passed_over)
            fault = authority_read(&authorities->lists[i].input, NULL, &reader, detail);
    }
    return fault ? fault : overrides_fill(authorities, detail);
}

/* chanceryd authority: checks lists of names, and prints what is wrong with them. */
#include "authority/authorities.h"
#include "base/array.h"
#include "command.h"
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>

/* A name, its entity, and the days on which it is a name of that. */
struct claim {
    char *name;
    struct edtf_range days;
    uint32_t entity;
};

struct trial {
    struct authorities *authorities;
    struct gazetteer *gazetteer;
    struct claim *claims;
    size_t count, room, problems;
};

static void print_problem(void *self, const char *where, unsigned long line,
                          const char *what)
{
    struct trial *trial = self;
    trial->problems++;
    if (line)
        fprintf(stderr, "%s:%lu: %s\n", where, line, what);
    else
        fprintf(stderr, "%s: %s\n", where, what);
}

static enum fault add_claim(struct trial *trial, uint32_t record, struct slice name,
                            struct edtf_range days, struct fault_detail *detail)
{
    if (!array_room(&trial->claims, trial->count, &trial->room, sizeof(*trial->claims)))
        return fault_memory(detail);
    struct claim claim = {strndup(name.at, name.len), days,
                          authorities_entity(trial->authorities, record)};
    if (!claim.name)
        return fault_memory(detail);
    trial->claims[trial->count++] = claim;
    return FAULT_NONE;
}

/* Only names that are an entity's by themselves can clash: those that need a fuller name
 * beside them may be common. A name holds for the days of the entity, at most. */
static enum fault add_claims(void *self, const struct authority_entry *entry,
                             struct fault_detail *detail)
{
    struct trial *trial = self;
    const struct authority_record *record = entry->record;
    enum fault fault =
        add_claim(trial, entry->number, record->label, record->days, detail);
    for (size_t i = 0; !fault && i < record->name_count; i++) {
        const struct authority_name *name = &record->names[i];
        struct edtf_range days = name->days;
        days.first = days.first > record->days.first ? days.first : record->days.first;
        days.last = days.last < record->days.last ? days.last : record->days.last;
        if (!(name->flags & NAME_LICENSED))
            fault = add_claim(trial, entry->number, name->name, days, detail);
    }
    return fault;
}

static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->entity > b->entity) - (a->entity < b->entity);
}

/* Do both entities have the name for two years or more? A state that follows another of
 * the same name is no clash. */
static bool do_clash(const struct claim *a, const struct claim *b)
{
    enum { TWO_YEARS = 20000 };
    int64_t first = a->days.first > b->days.first ? a->days.first : b->days.first;
    int64_t last = a->days.last < b->days.last ? a->days.last : b->days.last;
    return a->entity != b->entity && last - first >= TWO_YEARS;
}

/* The next claim after `i` on the same name that clashes with it; trial->count: none. */
static size_t find_clash(const struct trial *trial, size_t i)
{
    const struct claim *claims = trial->claims;
    for (size_t k = i + 1; k < trial->count; k++) {
        if (strcmp(claims[i].name, claims[k].name) != 0)
            break;
        if (do_clash(&claims[i], &claims[k]))
            return k;
    }
    return trial->count;
}

/* Prints the clashes. Only those of one type are problems: nothing else in a text could
 * tell which of the two is meant. */
static void find_clashes(struct trial *trial)
{
    if (trial->count)
        qsort(trial->claims, trial->count, sizeof(*trial->claims), compare_claims);
    for (size_t i = 0; i < trial->count; i++) {
        size_t k = find_clash(trial, i);
        bool again = i > 0 && trial->claims[i - 1].entity == trial->claims[i].entity &&
                     !strcmp(trial->claims[i - 1].name, trial->claims[i].name);
        if (k == trial->count || again)
            continue;
        uint32_t a = trial->claims[i].entity, b = trial->claims[k].entity;
        bool same = authorities_type(trial->authorities, a) ==
                    authorities_type(trial->authorities, b);
        trial->problems += same;
        fprintf(stderr, "%s\"%s\" is a name of both \"%.*s\" and \"%.*s\"\n",
                same ? "" : "to be told apart by what is beside it: ",
                trial->claims[i].name, SLICE_PRINT(authorities_id(trial->authorities, a)),
                SLICE_PRINT(authorities_id(trial->authorities, b)));
    }
}

/* Adds the files as one list with ids of its own; or, without a file, the built-in lists.
 */
static enum fault add_lists(struct trial *trial, const struct authority_options *options,
                            struct fault_detail *detail)
{
    struct authority_standing standing = {AUTHORITY_BUILT_IN, 0};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault; i++) {
        struct authority_input input = {.name = SLICE("list")};
        if (options->file_count) {
            if (i == options->file_count)
                break;
            input.path = input.shown = options->files[i];
        } else {
            input.text = authority_built_in(i, &input.shown);
            if (!input.text.len)
                break;
        }
        fault = authorities_add(trial->authorities, &input, standing, NULL, NULL, detail);
    }
    return fault;
}

static enum fault try_lists(struct trial *trial, const struct authority_options *options,
                            struct fault_detail *detail)
{
    struct reporter reporter = {.report = print_problem, .self = trial};
    enum fault fault = authorities_open(&trial->authorities, &reporter, detail);
    if (!fault)
        fault = gazetteer_open(&trial->gazetteer, detail);
    if (!fault)
        fault = add_lists(trial, options, detail);
    if (!fault)
        fault = authorities_settle(trial->authorities, trial->gazetteer, detail);
    if (!fault)
        fault = authorities_fill(trial->authorities, add_claims, trial, detail);
    if (!fault)
        fault = gazetteer_seal(trial->gazetteer, detail);
    if (fault)
        return fault;
    find_clashes(trial);
    if (trial->problems)
        return fault_set(detail, FAULT_PROBLEMS, "%zu problem%s in %zu records",
                         trial->problems, trial->problems == 1 ? "" : "s",
                         authorities_count(trial->authorities));
    printf("%zu records, %zu names, %zu bytes of memory while loading: no problem\n",
           authorities_count(trial->authorities), trial->count,
           gazetteer_bytes(trial->gazetteer));
    return FAULT_NONE;
}

static enum fault check_lists(const void *options, struct fault_detail *detail)
{
    struct trial trial = {.count = 0};
    enum fault fault = try_lists(&trial, options, detail);
    for (size_t i = 0; i < trial.count; i++)
        free(trial.claims[i].name);
    free(trial.claims);
    gazetteer_close(trial.gazetteer);
    authorities_close(trial.authorities);
    return fault;
}

int command_authority(int argc, char **argv)
{
    struct authority_options options;
    return command_run("authority", options_authority, check_lists, &options, argc, argv);
}

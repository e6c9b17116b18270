/* chanceryd authority: are these lists of names good? */
#include "authority/authorities.h"
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>

/* A name and whose it is, on which days. */
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

static void say(void *self, const char *where, unsigned long line, const char *what)
{
    struct trial *trial = self;
    trial->problems++;
    if (line)
        fprintf(stderr, "%s:%lu: %s\n", where, line, what);
    else
        fprintf(stderr, "%s: %s\n", where, what);
}

static enum fault claim(struct trial *trial, uint32_t record, struct slice name,
                        struct edtf_range days, struct fault_detail *detail)
{
    if (trial->count == trial->room) {
        size_t room = trial->room ? trial->room * 2 : 4096;
        struct claim *larger = realloc(trial->claims, room * sizeof(*larger));
        if (!larger)
            return fault_set(detail, FAULT_MEMORY, "out of memory");
        trial->claims = larger;
        trial->room = room;
    }
    struct claim put = {strndup(name.at, name.len), days,
                        authorities_entity(trial->authorities, record)};
    if (!put.name)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    trial->claims[trial->count++] = put;
    return FAULT_NONE;
}

/* Only names that stand for themselves can clash: those that need a fuller one beside
 * them are allowed to be common. A thing is called so while it is there. */
static enum fault take(void *self, const struct authority_entry *said,
                       struct fault_detail *detail)
{
    struct trial *trial = self;
    const struct authority_record *record = said->record;
    enum fault fault = claim(trial, said->number, record->label, record->days, detail);
    for (size_t i = 0; !fault && i < record->name_count; i++) {
        const struct authority_name *name = &record->names[i];
        struct edtf_range days = name->days;
        days.first = days.first > record->days.first ? days.first : record->days.first;
        days.last = days.last < record->days.last ? days.last : record->days.last;
        if (!(name->flags & NAME_LICENSED))
            fault = claim(trial, said->number, name->name, days, detail);
    }
    return fault;
}

static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->entity > b->entity) - (a->entity < b->entity);
}

/* One state may follow another of the same name within a year: that is no clash. */
static bool clash(const struct claim *a, const struct claim *b)
{
    enum { TWO_YEARS = 20000 };
    int64_t first = a->days.first > b->days.first ? a->days.first : b->days.first;
    int64_t last = a->days.last < b->days.last ? a->days.last : b->days.last;
    return a->entity != b->entity && last - first >= TWO_YEARS;
}

/* The next claim behind `i` on its name that clashes with it; trial->count: none. */
static size_t find_clash(const struct trial *trial, size_t i)
{
    const struct claim *claims = trial->claims;
    for (size_t k = i + 1; k < trial->count; k++) {
        if (strcmp(claims[i].name, claims[k].name) != 0)
            break;
        if (clash(&claims[i], &claims[k]))
            return k;
    }
    return trial->count;
}

/* Of two things of one type nothing would tell which is meant. */
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
                same ? "" : "to be told by what stands beside it: ",
                trial->claims[i].name, SLICE_PRINT(authorities_id(trial->authorities, a)),
                SLICE_PRINT(authorities_id(trial->authorities, b)));
    }
}

/* The files as one list, whose ids stand alone; or, without a file, the program's own. */
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
    struct reporter reporter = {.report = say, .self = trial};
    enum fault fault = authorities_open(&trial->authorities, &reporter, detail);
    if (!fault)
        fault = gazetteer_open(&trial->gazetteer, detail);
    if (!fault)
        fault = add_lists(trial, options, detail);
    if (!fault)
        fault = authorities_settle(trial->authorities, trial->gazetteer, detail);
    if (!fault)
        fault = authorities_fill(trial->authorities, take, trial, detail);
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

int command_authority(int argc, char **argv)
{
    struct authority_options options;
    struct fault_detail detail = {.text = ""};
    struct trial trial = {.count = 0};
    bool help = false;
    enum fault fault = options_authority(&options, argc, argv, &help, &detail);
    if (!fault && help) {
        options_print_help("authority");
        return 0;
    }
    if (!fault)
        fault = try_lists(&trial, &options, &detail);
    for (size_t i = 0; i < trial.count; i++)
        free(trial.claims[i].name);
    free(trial.claims);
    gazetteer_close(trial.gazetteer);
    authorities_close(trial.authorities);
    return command_fail(fault, &detail);
}

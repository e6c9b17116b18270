/* A load: walks the edition, stores it beside the old data set, and publishes it. */
#include "base/version.h"
#include "digest.h"
#include "history.h"
#include "internal.h"
#include "reader.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static enum fault load_init(struct load *load, const struct load_options *options,
                            struct fault_detail *detail)
{
    *load = (struct load){.options = options};
    edition_init(&load->edition);
    arena_init(&load->collection.arena);
    arena_init(&load->scratch.arena);
    buffer_init(&load->scratch.before);
    buffer_init(&load->scratch.after);
    buffer_init(&load->scratch.whole);
    progress_init(&load->progress, 0, options->quiet);
    former_ids_init(&load->former_ids, &load->progress, &load->predecessors,
                    &load->changes);
    changes_init(&load->changes);
    enum fault fault = predecessors_init(&load->predecessors, detail);
    load->corpus_digest = XXH3_createState();
    if (!load->corpus_digest || !digest_begin(load->corpus_digest, options))
        return fault_memory(detail);
    return fault;
}

static void load_release(struct load *load)
{
    ingest_close(load->ingest);
    reader_pool_close(load->reader_pool);
    load_entities_close(load);
    former_ids_release(&load->former_ids);
    changes_release(&load->changes);
    predecessors_release(&load->predecessors);
    edition_release(&load->edition);
    arena_release(&load->collection.arena);
    arena_release(&load->scratch.arena);
    buffer_release(&load->scratch.before);
    buffer_release(&load->scratch.after);
    buffer_release(&load->scratch.whole);
    XXH3_freeState(load->corpus_digest);
    free(load->loaded);
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org) stands for the clock, so that the same load
 * can make the same answers. */
static int64_t now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t second;
    bool given = epoch && slice_number(slice_of(epoch), INT32_MAX, &second);
    return given ? (int64_t)second : (int64_t)time(NULL);
}

/* Can the data set be opened, and searched? */
static bool is_whole(const char *dataset)
{
    struct corpus *corpus;
    struct fault_detail detail;
    if (corpus_open(&corpus, dataset, &detail))
        return false;
    bool good = corpus_open_search(corpus, NULL, &detail) == FAULT_NONE;
    corpus_close(corpus);
    return good;
}

/* Are texts, sidecars, options and program the same, so that nothing would change? */
static bool is_unchanged(const struct load *load)
{
    char digest[33];
    const struct names *names = load->predecessors.names;
    const struct load_options *options = load->options;
    return names && names_facts(names)->is_current && !options->force &&
           !options->strict && digest_edition(&load->edition, options, digest) &&
           strcmp(digest, names_facts(names)->corpus) == 0 && is_whole(options->dataset);
}

static enum fault put_number(struct load *load, const char *name, uint64_t number,
                             struct fault_detail *detail)
{
    char text[24];
    snprintf(text, sizeof(text), "%" PRIu64, number);
    return ingest_meta(load->ingest, name, slice_of(text), detail);
}

static enum fault put_counts(struct load *load, struct fault_detail *detail)
{
    const struct entities *entities = load->entities;
    const struct {
        const char *name;
        uint64_t number;
    } counts[] = {{"made", (uint64_t)load->made},
                  {"collections", load->edition.collection_count},
                  {"documents", load->tally.documents},
                  {"blocks", load->tally.blocks},
                  {"notes", load->tally.notes},
                  {"omissions", load->tally.omissions},
                  {"entities", entities ? entities->count : 0},
                  {"mentions", entities ? entities->found : 0}};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < sizeof(counts) / sizeof(counts[0]); i++)
        fault = put_number(load, counts[i].name, counts[i].number, detail);
    return fault;
}

/* The rev is the digest of the corpus, the options and the program; and, where ids came
 * from an earlier data set, of those ids. */
static enum fault put_meta(struct load *load, struct fault_detail *detail)
{
    char corpus[33], rev[33];
    digest_print(load->corpus_digest, corpus);
    if (load->predecessors.has_changes) {
        char changes[33];
        digest_print(load->predecessors.changes, changes);
        XXH3_128bits_update(load->corpus_digest, changes, sizeof(changes));
    }
    digest_print(load->corpus_digest, rev);
    enum fault fault = ingest_meta(load->ingest, "rev", (struct slice){rev, 16}, detail);
    if (!fault)
        fault = ingest_meta(load->ingest, "corpus", slice_of(corpus), detail);
    if (!fault)
        fault = ingest_meta(load->ingest, "build",
                            SLICE(CHANCERY_VERSION " " CHANCERY_BUILD), detail);
    if (!fault)
        fault = history_end(load, (struct slice){rev, 16}, detail);
    return fault ? fault : put_counts(load, detail);
}

static void report_waiting(void *self)
{
    struct load *load = self;
    progress_print(&load->progress, "another load is writing %s; waiting for it to end",
                   load->options->dataset);
}

static enum fault load_all(struct load *load, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    if (load->predecessors.names)
        load->changes.revision = names_facts(load->predecessors.names)->revisions + 1;
    load->loaded = calloc(load->edition.document_count + 1, sizeof(*load->loaded));
    if (!load->loaded)
        return fault_memory(detail);
    if (load->predecessors.names)
        fault = predecessors_find_gone(&load->predecessors, &load->edition, detail);
    if (!fault)
        fault = load_entities_open(load, detail);
    if (!fault)
        fault = reader_pool_open(&load->reader_pool, load->entities,
                                 &load->options->limits, detail);
    for (size_t i = 0; !fault && i < load->edition.collection_count; i++)
        fault =
            load_collection(load, &load->edition.collections[i], (int64_t)i + 1, detail);
    if (!fault)
        fault = former_ids_carry(&load->former_ids, load->loaded, load->tally.documents,
                                 detail);
    if (!fault)
        fault = history_carry(load, detail);
    if (!fault)
        fault = load_entities_end(load, detail);
    return fault ? fault : put_meta(load, detail);
}

/* A text whose id has not changed keeps it before others that would have it, too. */
static bool owns_id(void *self, struct slice id, struct slice shown)
{
    struct name_document row;
    struct arena arena;
    struct fault_detail detail;
    bool found;
    arena_init(&arena);
    bool owns =
        names_find_document(self, &arena, id, &row, &found, &detail) == FAULT_NONE &&
        found && slice_equal(row.path, shown);
    arena_release(&arena);
    return owns;
}

static enum fault walk(struct load *load, struct fault_detail *detail)
{
    const struct load_options *options = load->options;
    struct names *names = predecessors_peek(options);
    load->edition.owns = names ? owns_id : NULL;
    load->edition.owner = names;
    enum fault fault =
        edition_walk(&load->edition, options->corpora, options->corpus_count,
                     progress_problem, &load->progress, detail);
    names_close(names);
    return fault;
}

/* Files of the command line are there, or the command line is wrong. */
static enum fault check_files(const struct load_options *options,
                              struct fault_detail *detail)
{
    const struct file_list *lists = &options->authorities;
    for (size_t i = 0; i < lists->count; i++)
        if (access(lists->files[i], R_OK) != 0)
            return fault_set(detail, FAULT_INPUT, "cannot read %s (--authority): %s",
                             lists->files[i], strerror(errno));
    return FAULT_NONE;
}

static enum fault run(struct load *load, enum load_outcome *outcome,
                      struct fault_detail *detail)
{
    const struct load_options *options = load->options;
    enum fault fault = check_files(options, detail);
    if (!fault)
        fault = walk(load, detail);
    if (!fault)
        fault = ingest_open(&load->ingest, options->dataset, options->force,
                            !(options->without & WITHOUT_SEARCH), report_waiting, load,
                            detail);
    load->former_ids.ingest = load->ingest;
    if (!fault) /* only now: another load may have made it while this one waited */
        fault = predecessors_open(&load->predecessors, options, &load->progress, detail);
    if (fault)
        return fault;
    load->made = load->former_ids.made = now();
    load->changes.ingest = load->ingest;
    load->changes.is_listed = load->predecessors.names || options->report;
    if (is_unchanged(load)) {
        *outcome = LOAD_UNCHANGED;
        if (!options->quiet)
            printf("%s is up to date: the corpus has not changed\n", options->dataset);
        return FAULT_NONE;
    }
    size_t problems = load->progress.problems;
    progress_init(&load->progress, load->edition.document_count, options->quiet);
    load->progress.problems = problems;
    fault = load_all(load, detail);
    if (!fault)
        fault = load_tell_changes(load, detail);
    if (!fault)
        fault = load_guard(load, detail);
    if (!fault && !options->dry_run)
        fault = ingest_publish(load->ingest, detail);
    *outcome = options->dry_run ? LOAD_TRIED : LOAD_DONE;
    if (!fault)
        load_print_summary(load);
    else
        progress_end(&load->progress);
    return fault;
}

enum fault load_run(const struct load_options *options, enum load_outcome *outcome,
                    struct fault_detail *detail)
{
    struct load load;
    struct fault_detail lost;
    bool damaged = false, again;
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a fault of the write */
    enum fault fault;
    do {
        *outcome = LOAD_DONE;
        fault = load_init(&load, options, detail);
        load.predecessors.is_damaged = damaged;
        if (!fault)
            fault = run(&load, outcome, detail);
        again = (fault == FAULT_DATASET || fault == FAULT_DAMAGED) &&
                load.predecessors.with_files;
        if (again && !options->force) {
            fault = fault_set(&lost, FAULT_DATASET,
                              "%s is damaged: names would be lost, and what was cited of "
                              "it would answer 404 or with another text; it is left as "
                              "it is. Put a copy in its place, or --force loads without "
                              "the names",
                              options->dataset);
            *detail = lost;
            again = false;
        }
        if (again)
            progress_print(&load.progress,
                           "%s is damaged; its names are not carried over, and the load "
                           "starts anew",
                           options->dataset);
        damaged = again;
        load_release(&load);
    } while (again);
    return fault;
}

/* A corpus into a data set, beside the old one, then in its place. */
#include "base/version.h"
#include "entities.h"
#include "internal.h"
#include "reader.h"

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
    arena_init(&load->arena);
    arena_init(&load->collection_arena);
    buffer_init(&load->before);
    buffer_init(&load->after);
    buffer_init(&load->scratch);
    progress_init(&load->progress, 0, options->quiet);
    load->corpus_state = XXH3_createState();
    load->predecessor_state = XXH3_createState();
    if (!load->corpus_state || !load->predecessor_state ||
        !load_digest_begin(load->corpus_state, options) ||
        XXH3_128bits_reset(load->predecessor_state) == XXH_ERROR)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    return FAULT_NONE;
}

static void load_release(struct load *load)
{
    ingest_close(load->ingest);
    corpus_close(load->predecessor);
    reader_pool_close(load->reader_pool);
    load_entities_close(load);
    load_declared_release(load);
    load_predecessors_release(load);
    edition_release(&load->edition);
    arena_release(&load->arena);
    arena_release(&load->collection_arena);
    buffer_release(&load->before);
    buffer_release(&load->after);
    buffer_release(&load->scratch);
    XXH3_freeState(load->corpus_state);
    XXH3_freeState(load->predecessor_state);
    free(load->loaded);
}

/* The data set before, when there is one that this program can read. That it is damaged
 * may show later, when its names are read. */
static enum fault open_predecessor(struct load *load, struct fault_detail *detail)
{
    if (load->predecessor_is_damaged || access(load->options->dataset, F_OK) != 0)
        return FAULT_NONE;
    struct fault_detail why = {.text = ""};
    enum fault fault = corpus_open(&load->predecessor, load->options->dataset, &why);
    if (fault == FAULT_DATASET) {
        struct slice text = slice_of(why.text), hint = SLICE(": load it again");
        if (slice_ends(text, hint)) /* that is what is being done */
            text.len -= hint.len;
        progress_print(&load->progress, "%.*s; its names are not carried over",
                       SLICE_PRINT(text));
        return FAULT_NONE;
    }
    if (fault)
        *detail = why;
    return fault;
}

/* Same texts, sidecars, options and program: nothing would change. */
static bool is_unchanged(struct load *load)
{
    char digest[33];
    return load->predecessor && !load->options->force && !load->options->strict &&
           load_digest_edition(load, digest) &&
           strcmp(digest, corpus_facts(load->predecessor)->corpus) == 0;
}

static enum fault put_number(struct load *load, const char *name, uint64_t number,
                             struct fault_detail *detail)
{
    char text[24];
    snprintf(text, sizeof(text), "%" PRIu64, number);
    return ingest_meta(load->ingest, name, slice_of(text), detail);
}

/* The rev is the corpus, the options and the program; and, where an earlier data set left
 * names behind, those names. */
static enum fault put_meta(struct load *load, struct fault_detail *detail)
{
    char corpus[33], rev[33];
    load_digest_print(load->corpus_state, corpus);
    if (load->predecessor_counts) {
        char past[33];
        load_digest_print(load->predecessor_state, past);
        XXH3_128bits_update(load->corpus_state, past, sizeof(past));
    }
    load_digest_print(load->corpus_state, rev);
    enum fault fault = ingest_meta(load->ingest, "rev", (struct slice){rev, 16}, detail);
    if (!fault)
        fault = ingest_meta(load->ingest, "corpus", slice_of(corpus), detail);
    if (!fault)
        fault = ingest_meta(load->ingest, "build",
                            SLICE(CHANCERY_VERSION " " CHANCERY_BUILD), detail);
    if (!fault)
        fault = put_number(load, "made", (uint64_t)time(NULL), detail);
    const struct {
        const char *name;
        uint64_t number;
    } counts[] = {{"collections", load->edition.collection_count},
                  {"documents", load->loaded_count},
                  {"blocks", load->blocks},
                  {"notes", load->notes},
                  {"omissions", load->omissions}};
    for (size_t i = 0; !fault && i < sizeof(counts) / sizeof(counts[0]); i++)
        fault = put_number(load, counts[i].name, counts[i].number, detail);
    return fault;
}

static void say_waiting(void *self)
{
    struct load *load = self;
    progress_print(&load->progress, "another load is writing %s; waiting for it to end",
                   load->options->dataset);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static enum fault load_all(struct load *load, struct fault_detail *detail)
{
    enum fault fault = FAULT_NONE;
    load->loaded = calloc(load->edition.document_count + 1, sizeof(*load->loaded));
    if (!load->loaded)
        return fault_set(detail, FAULT_MEMORY, "out of memory");
    if (load->predecessor)
        fault = load_predecessors_open(load, detail);
    if (!fault)
        fault = load_entities_open(load, detail);
    if (!fault)
        fault = reader_pool_open(&load->reader_pool, load, detail);
    for (size_t i = 0; !fault && i < load->edition.collection_count; i++)
        fault =
            load_collection(load, &load->edition.collections[i], (int64_t)i + 1, detail);
    if (!fault)
        fault = load_carry_former_ids(load, detail);
    if (!fault)
        fault = load_entities_end(load, detail);
    if (!fault)
        fault = put_meta(load, detail);
    if (!fault && load->options->strict && load->progress.problems)
        fault = fault_set(detail, FAULT_PROBLEMS,
                          "%zu problem%s, and --strict: %s is left as it was",
                          load->progress.problems, plural(load->progress.problems),
                          load->options->dataset);
    return fault ? fault : ingest_publish(load->ingest, detail);
}

static void print_summary(struct load *load)
{
    double seconds = progress_seconds(&load->progress);
    progress_end(&load->progress);
    if (load->options->quiet)
        return;
    printf("loaded %zu document%s in %zu collection%s: %" PRIu64 " block%s, %" PRIu64
           " note%s (%zu with a fault), %" PRIu64
           " omission%s; %zu problem%s, %zu file%s left out\n",
           load->loaded_count, plural(load->loaded_count), load->edition.collection_count,
           plural(load->edition.collection_count), load->blocks, plural(load->blocks),
           load->notes, plural(load->notes), load->notes_at_fault, load->omissions,
           plural(load->omissions), load->progress.problems,
           plural(load->progress.problems), load->failed, plural(load->failed));
    if (load->entities)
        printf("found %" PRIu64 " mention%s, %" PRIu64
               " of them of the %zu entities that "
               "its lists know\n",
               load->entities->found, plural(load->entities->found),
               load->entities->linked, load->entities->count);
    printf("%.1f MB of text in %.2f s, %.1f MB/s, into %s\n", (double)load->bytes / 1e6,
           seconds, seconds > 0 ? (double)load->bytes / 1e6 / seconds : 0,
           load->options->dataset);
    fflush(stdout);
}

static enum fault run(struct load *load, enum load_outcome *outcome,
                      struct fault_detail *detail)
{
    const struct load_options *options = load->options;
    enum fault fault = edition_walk(&load->edition, options->corpora,
                                    options->corpus_count, load_report, load, detail);
    if (!fault)
        fault =
            ingest_open(&load->ingest, options->dataset, options->force,
                        !(options->without & WITHOUT_SEARCH), say_waiting, load, detail);
    if (!fault)
        fault = open_predecessor(load, detail); /* what another load may just have made */
    if (fault)
        return fault;
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
        print_summary(load);
    else
        progress_end(&load->progress);
    return fault;
}

enum fault load_run(const struct load_options *options, enum load_outcome *outcome,
                    struct fault_detail *detail)
{
    struct load load;
    bool damaged = false, again;
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a fault of the write */
    enum fault fault;
    do {
        *outcome = LOAD_DONE;
        fault = load_init(&load, options, detail);
        load.predecessor_is_damaged = damaged;
        if (!fault)
            fault = run(&load, outcome, detail);
        again = fault == FAULT_DATASET && load.predecessor;
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

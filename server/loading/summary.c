/* The summary of a load: what was loaded, and what became of every file that was found.
 */
#include "entities.h"
#include "internal.h"

#include <inttypes.h>
#include <stdio.h>

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* Every file is loaded, left out, with its reason above, or passed over. */
static void print_files(const struct load *load, size_t left_out)
{
    const struct edition *edition = &load->edition;
    size_t loaded = edition->found - left_out - edition->passed_over;
    size_t texts = load->tally.documents - load->tally.stale;
    printf(
        "%zu file%s found: %zu loaded (%zu text%s, %zu of metadata), %zu left out, %zu "
        "passed over\n",
        edition->found, plural(edition->found), loaded, texts, plural(texts),
        loaded - texts, left_out, edition->passed_over);
    if (load->tally.stale)
        printf("%zu of those left out keep%s what was served of %s: stale\n",
               load->tally.stale, load->tally.stale == 1 ? "s" : "",
               load->tally.stale == 1 ? "it" : "them");
}

static void print_entities(const struct entities *entities)
{
    printf("found %" PRIu64 " mention%s, %" PRIu64
           " of them of the %zu entities that its lists know\n",
           entities->found, plural(entities->found), entities->linked, entities->count);
}

void load_print_summary(struct load *load)
{
    const struct tally *tally = &load->tally;
    double seconds = progress_seconds(&load->progress),
           megabytes = (double)tally->bytes / 1e6;
    size_t left_out = load->edition.left_out + tally->failed + tally->withdrawn +
                      tally->stale + tally->sidecars_left_out;
    progress_end(&load->progress);
    if (load->options->quiet)
        return;
    printf("loaded %zu document%s in %zu collection%s: %" PRIu64 " block%s, %" PRIu64
           " note%s (%zu with a fault), %" PRIu64
           " omission%s; %zu problem%s, %zu file%s left out\n",
           tally->documents, plural(tally->documents), load->edition.collection_count,
           plural(load->edition.collection_count), tally->blocks, plural(tally->blocks),
           tally->notes, plural(tally->notes), tally->notes_at_fault, tally->omissions,
           plural(tally->omissions), load->progress.problems,
           plural(load->progress.problems), left_out, plural(left_out));
    print_files(load, left_out);
    if (load->entities)
        print_entities(load->entities);
    if (megabytes >= 1)
        printf("%.1f MB of text in %.2f s, %.1f MB/s, into %s\n", megabytes, seconds,
               seconds > 0 ? megabytes / seconds : 0, load->options->dataset);
    if (load->options->dry_run)
        printf("a dry run: nothing was published\n");
    fflush(stdout);
}

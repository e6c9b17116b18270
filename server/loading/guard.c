/* Before a load is published: what it changes is said, and much that would be gone stops
 * it. */
#include "base/json_write.h"
#include "internal.h"

#include <stdio.h>

/* The report: this load in short, and what has changed. */
static enum fault write_report(struct load *load, struct fault_detail *detail)
{
    struct buffer *head = &load->scratch.whole;
    buffer_clear(head);
    write_text(head, "dataset", slice_of(load->options->dataset));
    write_time(head, "made", load->made);
    write_int(head, "loaded", (int64_t)load->tally.documents);
    write_int(head, "leftOut", (int64_t)load->tally.failed);
    write_int(head, "withdrawn", (int64_t)load->tally.withdrawn);
    write_int(head, "stale", (int64_t)load->tally.stale);
    write_int(head, "problems", (int64_t)load->progress.problems);
    if (buffer_failed(head))
        return fault_memory(detail);
    return changes_report(&load->changes, load->options->report, buffer_slice(head),
                          detail);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* What changes is said, whether it will be published or not. */
enum fault load_tell_changes(struct load *load, struct fault_detail *detail)
{
    const struct load_options *options = load->options;
    progress_end(&load->progress);
    if (!options->quiet && load->predecessors.names)
        changes_print(&load->changes);
    fflush(stdout);
    return options->report ? write_report(load, detail) : FAULT_NONE;
}

/* A mistake is not a withdrawal: a load by which much would be gone publishes nothing. */
enum fault load_guard(const struct load *load, struct fault_detail *detail)
{
    const struct load_options *options = load->options;
    const struct names *names = load->predecessors.names;
    size_t gone = load->changes.counts[CHANGE_REMOVED];
    size_t before = names ? (size_t)names_facts(names)->documents : 0;
    if (options->strict && load->progress.problems)
        return fault_set(
            detail, FAULT_PROBLEMS, "%zu problem%s, and --strict: %s is left as it was",
            load->progress.problems, plural(load->progress.problems), options->dataset);
    if (options->force || gone * 10 <= before)
        return FAULT_NONE;
    return fault_set(detail, FAULT_PROBLEMS,
                     "%zu of %zu documents would be gone, with %zu new and %zu renamed: "
                     "%s is left as it was; is it the right folder? --force publishes it",
                     gone, before, load->changes.counts[CHANGE_NEW],
                     load->changes.counts[CHANGE_RENAMED], options->dataset);
}

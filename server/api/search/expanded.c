/* Search by any of the words: what is said of the words: how many documents have them,
 * what they stood for, and what was corrected. */
#include "internal.h"

static void write_count(struct buffer *out, const char *name,
                        const struct ranked_count *count)
{
    write_name(out, name);
    write_open(out, '{');
    write_int(out, "count", count->count);
    write_text(out, "relation", count->at_least ? SLICE("gte") : SLICE("eq"));
    write_close(out, '}');
}

static void write_totals(const struct search_call *search, struct buffer *out)
{
    const struct ranked_result *found = &search->by_words;
    write_name(out, "totals");
    write_open(out, '{');
    write_count(out, "allInOnePassage", &found->whole_passages);
    write_count(out, "allInOneDocument", &found->whole_documents);
    if (search->grouped)
        write_count(out, "some", &found->some);
    write_close(out, '}');
}

static const char *const reasons[] = {
    [WHY_NATIONALITY] = "nationality", [WHY_OTHER_NAME] = "otherName",
    [WHY_MENTION] = "mention",         [WHY_PERSON] = "mention",
    [WHY_COMPOUND] = "hyphen",         [WHY_SPELLING] = "spelling"};

/* Was it said already, of another word of the same name? */
static bool is_said(const struct ranked_query *ranked, size_t group,
                    const struct ranked_alternative *alternative)
{
    for (size_t i = 0; i < group; i++)
        for (size_t k = 0; k < ranked->groups[i].count; k++) {
            const struct ranked_alternative *other = &ranked->groups[i].alternatives[k];
            if (other->found && other->from.at == alternative->from.at &&
                slice_equal(other->to, alternative->to) &&
                other->entity == alternative->entity)
                return true;
        }
    return false;
}

static void write_alternative(struct search_call *search, struct buffer *out,
                              const struct ranked_alternative *alternative)
{
    write_open(out, '{');
    write_text(out, "from", alternative->from);
    write_text(out, "to", alternative->to);
    write_text(out, "why", slice_of(reasons[alternative->why]));
    if (alternative->entity)
        write_text(out, "entity", alternative->id);
    if (alternative->why == WHY_SPELLING) {
        struct buffer url; /* the way back: as it was typed */
        buffer_init(&url);
        route_canonical(&search->call->routed,
                        TAKES(PARAM_CURSOR) | TAKES(PARAM_REV) | TAKES(PARAM_EXPAND),
                        &url);
        put_parameter(&url, PARAM_EXPAND, SLICE("none"));
        write_text(out, "instead", buffer_slice(&url));
        buffer_release(&url);
    }
    write_close(out, '}');
}

static void write_list(struct search_call *search, struct buffer *out, const char *name,
                       bool corrections)
{
    const struct ranked_query *ranked = search->ranked;
    bool any = false;
    for (size_t i = 0; i < ranked->count; i++)
        for (size_t k = 0; k < ranked->groups[i].count; k++) {
            const struct ranked_alternative *alternative =
                &ranked->groups[i].alternatives[k];
            if (!alternative->found || alternative->why == WHY_COMPOUND ||
                (alternative->why == WHY_SPELLING) != corrections ||
                is_said(ranked, i, alternative))
                continue;
            if (!any) {
                write_name(out, name);
                write_open(out, '[');
            }
            any = true;
            write_alternative(search, out, alternative);
        }
    if (any)
        write_close(out, ']');
}

bool search_is_corrected(const struct search_call *search)
{
    const struct ranked_query *ranked = search->ranked;
    for (size_t i = 0; ranked && i < ranked->count; i++)
        for (size_t k = 0; k < ranked->groups[i].count; k++)
            if (ranked->groups[i].alternatives[k].found &&
                ranked->groups[i].alternatives[k].why == WHY_SPELLING)
                return true;
    return false;
}

void search_write_expanded(struct search_call *search, struct buffer *out)
{
    if (!search->ranked)
        return;
    if (search->by_words.ran)
        write_totals(search, out);
    write_list(search, out, "expanded", false);
    write_list(search, out, "corrected", true);
}

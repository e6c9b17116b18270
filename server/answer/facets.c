/* Facets: values, how many there are of each, and the link that finds just so many, where
 * the value can be asked for. */
#include "answer/facets.h"
#include "answer/lookup.h"
#include "base/json_write.h"

static const char *const facet_names[FACETS] = {
    "collection", "classification", "year", "decade",
    "author",     "recipient",      "kind", "entity"};

/* What entity= names, and this one; empty when that is more than entity= takes. */
static struct slice add_entity(struct call *call, struct slice value)
{
    struct slice given = call_value(call, PARAM_ENTITY)->text, rest = given;
    size_t count = 0;
    if (!given.len)
        return value;
    for (; rest.len > 0; count++)
        if (slice_equal(slice_cut(&rest, ','), value))
            return given;
    return count < ENTITIES_PER_REQUEST
               ? arena_print(call->arena, "%.*s,%.*s", SLICE_PRINT(given),
                             SLICE_PRINT(value))
               : SLICE_NONE;
}

/* A year, or the first of ten, within the dates that were asked for. */
static void put_dates(struct call *call, struct buffer *target, enum facet facet,
                      struct slice value)
{
    const struct value *from = call_value(call, PARAM_DATE_FROM),
                       *to = call_value(call, PARAM_DATE_TO);
    uint64_t number;
    slice_number(value, INT32_MAX, &number);
    int64_t year = (int64_t)number;
    int64_t last = facet == FACET_DECADE ? year + 9 : year;
    bool begins = from->given && from->from > year * 10000 + 101;
    bool ends = to->given && to->to < last * 10000 + 1231;
    put_parameter(target, PARAM_DATE_FROM, begins ? from->text : value);
    put_parameter(target, PARAM_DATE_TO,
                  ends ? to->text : arena_print(call->arena, "%04lld", (long long)last));
}

static void write_link(struct call *call, struct buffer *out, enum facet facet,
                       struct slice value)
{
    static const enum parameter parameter_of_facet[FACETS] = {
        PARAM_COLLECTION, PARAM_CLASSIFICATION, PARAM_DATE_FROM, PARAM_DATE_FROM,
        PARAM_AUTHOR_IS,  PARAM_RECIPIENT_IS,   PARAM_GENRE,     PARAM_ENTITY};
    bool dates = facet == FACET_YEAR || facet == FACET_DECADE;
    uint64_t without = TAKES(PARAM_CURSOR) | TAKES(PARAM_REV) |
                       TAKES(parameter_of_facet[facet]) |
                       (dates ? TAKES(PARAM_DATE_TO) : 0);
    if (facet == FACET_ENTITY)
        value = add_entity(call, value);
    out->failed |= arena_failed(call->arena);
    if (!dates && !parameter_fits(parameter_of_facet[facet], value))
        return;
    struct buffer target;
    buffer_init(&target);
    route_canonical(&call->routed, without, &target);
    if (dates)
        put_dates(call, &target, facet, value);
    else
        put_parameter(&target, parameter_of_facet[facet], value);
    if (target.len <= LONGEST_TARGET)
        write_text(out, "url", buffer_slice(&target));
    out->failed |= buffer_failed(&target);
    buffer_release(&target);
}

static enum fault write_counts(struct call *call, struct buffer *out, enum facet facet,
                               struct rows *rows)
{
    struct slice value;
    int64_t count;
    bool more;
    enum fault fault;
    write_name(out, facet_names[facet]);
    write_open(out, '[');
    while (!(fault = rows_next_count(rows, &value, &count, &more, &call->detail)) &&
           more) {
        write_open(out, '{');
        write_text(out, "value", value);
        write_text_if(out, "label", rows_label(rows));
        write_int(out, "count", count);
        write_link(call, out, facet, value);
        write_close(out, '}');
    }
    rows_close(rows);
    write_close(out, ']');
    return fault;
}

enum fault make_facets(struct call *call, facet_open *open, const void *self,
                       struct slice *out)
{
    uint64_t wanted = call_value(call, PARAM_FACETS)->flags;
    enum fault fault = FAULT_NONE;
    struct buffer json;
    struct rows rows;
    *out = SLICE_NONE;
    if (!wanted)
        return FAULT_NONE;
    buffer_init(&json);
    write_open(&json, '{');
    for (enum facet facet = 0; !fault && facet < FACETS; facet++) {
        if (!(wanted >> facet & 1))
            continue;
        fault = open(call->corpus, facet, self, &rows);
        if (!fault)
            fault = write_counts(call, &json, facet, &rows);
    }
    write_close(&json, '}');
    *out = arena_copy(call->arena, buffer_slice(&json));
    bool failed = buffer_failed(&json);
    buffer_release(&json);
    return failed ? FAULT_MEMORY : fault;
}

/* Changes of blocks and notes within one document. */
#include "base/json_write.h"
#include "base/map.h"
#include "changes.h"

void part_changes_init(struct part_changes *parts)
{
    *parts = (struct part_changes){.added_count = 0};
    buffer_init(&parts->changed);
    buffer_init(&parts->added);
    buffer_init(&parts->removed);
}

void part_changes_release(struct part_changes *parts)
{
    buffer_release(&parts->changed);
    buffer_release(&parts->added);
    buffer_release(&parts->removed);
}

bool part_changes_any(const struct part_changes *parts)
{
    return parts->changed.len || parts->added.len || parts->removed.len;
}

static void put_id(struct buffer *out, struct slice id)
{
    if (out->len)
        buffer_put_char(out, ',');
    write_string(out, id);
}

/* Are all as they were, and in the same order? Mostly they are. */
static bool are_same(const struct id_request *requests, const struct slice *ids,
                     size_t count, const struct predecessor_id *former,
                     size_t former_count)
{
    for (size_t i = 0; i < count; i++)
        if (i >= former_count || former[i].retired ||
            former[i].digest != requests[i].digest || !slice_equal(former[i].id, ids[i]))
            return false;
    return former_count == count || former[count].retired;
}

enum fault part_changes_compare(struct part_changes *parts, struct arena *arena,
                                const struct id_request *requests,
                                const struct slice *ids, size_t count,
                                const struct predecessor_id *former, size_t former_count)
{
    if (are_same(requests, ids, count, former, former_count))
        return FAULT_NONE;
    struct map by_id = {.arena = arena};
    for (size_t i = 0; i < former_count; i++) {
        uint32_t *number = map_take_text(&by_id, former[i].id);
        if (!number)
            return FAULT_MEMORY;
        *number = (uint32_t)i;
        if (former[i].retained || former[i].retired)
            continue;
        put_id(&parts->removed, former[i].id);
        parts->removed_count++;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t was = map_find_text(&by_id, ids[i]);
        if (was == MAP_NONE || former[was].retired) {
            put_id(&parts->added, ids[i]);
            parts->added_count++;
        } else if (former[was].digest != requests[i].digest) {
            put_id(&parts->changed, ids[i]);
        }
    }
    bool failed = buffer_failed(&parts->changed) || buffer_failed(&parts->added) ||
                  buffer_failed(&parts->removed);
    return failed ? FAULT_MEMORY : FAULT_NONE;
}

static void put_list(struct buffer *out, const char *name, const struct buffer *ids)
{
    if (!ids->len)
        return;
    write_name(out, name);
    write_open(out, '[');
    buffer_put(out, buffer_slice(ids));
    write_close(out, ']');
}

struct slice part_changes_json(const struct part_changes *parts, struct arena *arena)
{
    struct buffer out;
    if (!part_changes_any(parts))
        return SLICE("");
    buffer_init(&out);
    write_open(&out, '{');
    put_list(&out, "changed", &parts->changed);
    put_list(&out, "added", &parts->added);
    put_list(&out, "removed", &parts->removed);
    write_close(&out, '}');
    struct slice json =
        buffer_failed(&out) ? SLICE_NONE : arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return json;
}

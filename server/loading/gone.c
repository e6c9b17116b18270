/* Documents that were renamed and corrected at once: known by their distinctive blocks,
 * those that no other document of the predecessor has ("SECRET" tells nothing). */
#include "predecessors.h"

/* In the map: more than one document has this block. */
#define SHARED (MAP_NONE - 1)

/* Calls `visit` with every block of the predecessor; `gone` is the number of its document
 * among those that are gone, or MAP_NONE. */
static enum fault each_block(struct predecessors *predecessors, const struct map *by_id,
                             bool (*visit)(struct map *, uint64_t digest, uint32_t gone),
                             struct fault_detail *detail)
{
    struct rows rows;
    struct slice document;
    uint64_t digest;
    bool more;
    enum fault fault;
    names_all_digests(predecessors->names, &rows);
    while (!(fault = rows_next_block_digest(&rows, &document, &digest, &more, detail)) &&
           more)
        if (!visit(&predecessors->distinctive, digest, map_find_text(by_id, document))) {
            fault = fault_memory(detail);
            break;
        }
    rows_close(&rows);
    return fault;
}

static bool put_gone(struct map *map, uint64_t digest, uint32_t gone)
{
    uint32_t *number = gone == MAP_NONE ? NULL : map_take(map, digest);
    if (number)
        *number = *number == MAP_NONE || *number == gone ? gone : SHARED;
    return number || gone == MAP_NONE;
}

static bool mark_shared(struct map *map, uint64_t digest, uint32_t gone)
{
    if (gone == MAP_NONE && map_find(map, digest) != MAP_NONE)
        *map_take(map, digest) = SHARED;
    return true;
}

static void count_distinctive(struct predecessors *predecessors)
{
    const struct map *map = &predecessors->distinctive;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].text && map->slots[i].number < predecessors->gone_count)
            predecessors->gone[map->slots[i].number].distinctive_count++;
}

/* Reads all blocks twice: those of documents that are gone, then those of the others. */
static enum fault find_distinctive(struct predecessors *predecessors,
                                   struct fault_detail *detail)
{
    struct map by_id = {.arena = NULL};
    enum fault fault = FAULT_NONE;
    for (size_t i = 0; !fault && i < predecessors->gone_count; i++) {
        uint32_t *number = map_take_text(&by_id, predecessors->gone[i].id);
        if (number)
            *number = (uint32_t)i;
        else
            fault = fault_memory(detail);
    }
    if (!fault)
        fault = each_block(predecessors, &by_id, put_gone, detail);
    if (!fault)
        fault = each_block(predecessors, &by_id, mark_shared, detail);
    map_release(&by_id);
    if (!fault)
        count_distinctive(predecessors);
    predecessors->has_distinctive = !fault;
    return fault;
}

/* How many blocks a document shares with each of those that are gone. */
struct shares {
    struct map seen;  /* digests, so that each counts once */
    struct map count; /* number of the gone document -> blocks in common */
    uint32_t own;     /* blocks of the document that tell something */
};

static bool count_shares(const struct predecessors *predecessors,
                         const struct predecessor_request *request, struct shares *out)
{
    for (size_t i = 0; i < request->block_count; i++) {
        uint64_t digest = request->block_digests[i];
        uint32_t gone = map_find(&predecessors->distinctive, digest);
        uint32_t *seen = map_take(&out->seen, digest);
        if (!seen)
            return false;
        if (*seen != MAP_NONE || gone == SHARED)
            continue;
        *seen = 1;
        out->own++;
        uint32_t *count = gone == MAP_NONE ? NULL : map_take(&out->count, gone);
        if (gone != MAP_NONE && !count)
            return false;
        if (count)
            *count = *count == MAP_NONE ? 1 : *count + 1;
    }
    return true;
}

/* The one that has half of its distinctive blocks, and of the document's, in common. */
static struct gone_document *choose(struct predecessors *predecessors,
                                    const struct shares *shares)
{
    struct gone_document *best = NULL;
    size_t fits = 0;
    for (size_t i = 0; i < shares->count.room; i++) {
        const struct map_slot *slot = &shares->count.slots[i];
        if (!slot->text)
            continue;
        struct gone_document *gone = &predecessors->gone[slot->key];
        if (gone->successor.len || slot->number * 2 < gone->distinctive_count ||
            slot->number * 2 < shares->own)
            continue;
        best = gone;
        fits++;
    }
    return fits == 1 ? best : NULL;
}

enum fault predecessors_by_blocks(struct predecessors *predecessors,
                                  const struct predecessor_request *request,
                                  struct gone_document **out, struct fault_detail *detail)
{
    struct shares shares = {.own = 0};
    enum fault fault = FAULT_NONE;
    *out = NULL;
    if (!predecessors->has_distinctive)
        fault = find_distinctive(predecessors, detail);
    if (!fault && !count_shares(predecessors, request, &shares))
        fault = fault_memory(detail);
    if (!fault)
        *out = choose(predecessors, &shares);
    map_release(&shares.seen);
    map_release(&shares.count);
    return fault;
}

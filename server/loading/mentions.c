/* Mentions of a document: stored text by text, and counted by entity. */
#include "base/array.h"
#include "document.h"

#include <stdlib.h>

/* The number of a method. Its name is a constant of the program: mostly the same pointer,
 * seldom another one with the same letters. */
static unsigned method_of(struct entities *entities, const char *name)
{
    size_t i = 0;
    while (i < entities->method_count && entities->methods[i] != name)
        i++;
    if (i < entities->method_count)
        return (unsigned)i;
    for (i = 0; i < entities->method_count && strcmp(entities->methods[i], name) != 0;)
        i++;
    if (i == entities->method_count && i < MENTION_METHODS)
        entities->methods[entities->method_count++] = name;
    return (unsigned)i;
}

static int64_t key_of(const struct entities *entities, int64_t number)
{
    size_t count = authorities_count(entities->authorities);
    return number < 0 || (size_t)number >= count
               ? 0
               : (int64_t)authorities_entity(entities->authorities, (uint32_t)number) + 1;
}

/* Candidates that were merged into one entity are one candidate. A mention may keep a
 * single one: he may be meant, and nothing beside the name decides it. */
static void take_candidates(const struct entities *entities,
                            const struct mention *mention, struct mention_row *row)
{
    for (size_t i = 0; i < mention->candidate_count && i < MENTION_KEYS; i++) {
        int64_t key = key_of(entities, mention->candidates[i]);
        size_t k = 0;
        while (k < row->candidate_count && row->candidates[k] != key)
            k++;
        if (key && k == row->candidate_count)
            row->candidates[row->candidate_count++] = key;
    }
    if (row->entity)
        row->candidate_count = 0;
}

static void count_mention(struct entities *entities, const struct mention_row *row)
{
    size_t all = authorities_count(entities->authorities);
    size_t slot = row->entity ? (size_t)row->entity - 1 : all + (size_t)row->type;
    if (entities->here[slot]++ == 0)
        entities->named[entities->named_count++] = (uint32_t)slot;
    entities->found++;
    entities->linked += row->entity != 0;
}

static struct mention_row row_of(struct entities *entities, const struct mention *mention)
{
    struct mention_row row = {.type = (int)mention->type,
                              .start = mention->span.start,
                              .end = mention->span.end,
                              .entity = key_of(entities, mention->entity),
                              .method = method_of(entities, mention->method),
                              .confidence = mention->confidence,
                              .edtf = slice_of(mention->edtf)};
    take_candidates(entities, mention, &row);
    return row;
}

enum fault document_put_mentions(struct document_load *doc, int64_t block,
                                 uint32_t ordinal, struct slice text,
                                 enum block_kind kind)
{
    struct entities *entities = doc->load->entities;
    struct text_mentions found;
    if (!entities)
        return FAULT_NONE;
    enum fault fault = document_reading_mentions(doc->reading, doc->texts++, text, kind,
                                                 ordinal > 0, &found, doc->detail);
    if (fault || found.count == 0)
        return fault;
    if (!array_reserve(&entities->rows, 0, found.count, &entities->row_room,
                       sizeof(*entities->rows)))
        return fault_memory(doc->detail);
    for (size_t i = 0; i < found.count; i++) {
        entities->rows[i] = row_of(entities, &found.mentions[i]);
        count_mention(entities, &entities->rows[i]);
    }
    return ingest_mentions(doc->load->ingest, block, ordinal, entities->rows, found.count,
                           doc->detail);
}

/* The number of the entity, or of the type of unlinked mentions, that a slot counts. */
static int64_t number_of(const struct entities *entities, uint32_t slot)
{
    size_t all = authorities_count(entities->authorities);
    return slot < all ? (int64_t)slot + 1 : entity_unlinked((int)(slot - all));
}

static int compare_counts(const void *left, const void *right)
{
    const struct entity_count *a = left, *b = right;
    return (a->entity > b->entity) - (a->entity < b->entity);
}

/* Takes the counts of the current document, and adds them to those of all documents. */
static void take_counts(struct entities *entities)
{
    size_t all = authorities_count(entities->authorities);
    for (size_t i = 0; i < entities->named_count; i++) {
        uint32_t slot = entities->named[i];
        entities->counts[i] = (struct entity_count){.entity = number_of(entities, slot),
                                                    .mentions = entities->here[slot]};
        if (slot < all) {
            entities->documents[slot]++;
            entities->mentions[slot] += entities->here[slot];
        }
        entities->here[slot] = 0;
    }
    if (entities->named_count > 1)
        qsort(entities->counts, entities->named_count, sizeof(*entities->counts),
              compare_counts);
}

enum fault document_put_entity_counts(struct document_load *doc)
{
    struct entities *entities = doc->load->entities;
    if (!entities)
        return FAULT_NONE;
    take_counts(entities);
    size_t count = entities->named_count;
    entities->named_count = 0;
    return ingest_document_entities(doc->load->ingest, doc->key, entities->counts, count,
                                    doc->detail);
}

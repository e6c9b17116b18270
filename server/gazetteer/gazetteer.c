/* The gazetteer: filling it, entity by entity and name by name. */
#include "internal.h"
#include "word_letters.h"

#include <stdlib.h>

const char *const entity_gender_names[] = {"female", "male", NULL};

enum fault gazetteer_open(struct gazetteer **out, struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return gazetteer_no_memory(detail);
    name_tokens_init(&(*out)->tokens);
    enum fault fault = lexicon_open(&(*out)->lexicon, detail);
    if (fault) {
        free(*out);
        *out = NULL;
    }
    return fault;
}

void gazetteer_close(struct gazetteer *gazetteer)
{
    if (!gazetteer)
        return;
    name_tokens_release(&gazetteer->tokens);
    lexicon_close(gazetteer->lexicon);
    free(gazetteer->entities);
    free(gazetteer->names);
    free(gazetteer->name_keys);
    free(gazetteer->prefixes);
    free(gazetteer->offices);
    free(gazetteer->governments);
    free(gazetteer->overrides);
    free(gazetteer->table);
    free(gazetteer->bloom);
    free(gazetteer);
}

#define ROOM(gazetteer, many, one)                                                       \
    array_room(&(gazetteer)->many, (gazetteer)->one##_count, &(gazetteer)->one##_room,   \
               sizeof(*(gazetteer)->many))

enum fault gazetteer_put_entity(struct gazetteer *gazetteer,
                                const struct gazetteer_entity *entity, uint32_t *number,
                                struct fault_detail *detail)
{
    if (!ROOM(gazetteer, entities, entity))
        return gazetteer_no_memory(detail);
    *number = (uint32_t)gazetteer->entity_count++;
    gazetteer->entities[*number] =
        (struct gazetteer_record){.days = entity->days,
                                  .scope = entity->scope,
                                  .into = *number,
                                  .namesake = NAMESAKE_NONE,
                                  .type = (uint8_t)entity->type,
                                  .rank = (uint8_t)entity->rank,
                                  .gender = (uint8_t)entity->gender};
    return FAULT_NONE;
}

bool gazetteer_name_is_findable(struct slice name)
{
    size_t letters = 0;
    while (name.len > 0 && letters < 2) {
        uint32_t cp;
        size_t size;
        enum letter_sort sort = letter_sort(name, &cp, &size);
        letters += sort == SORT_SMALL || sort == SORT_CAPITAL || sort == SORT_DIGIT;
        name = slice_from(name, size);
    }
    return letters == 2;
}

enum fault gazetteer_put_name(struct gazetteer *gazetteer, uint32_t entity,
                              struct slice name, unsigned flags, struct edtf_range days,
                              struct fault_detail *detail)
{
    struct gazetteer_name put = {.entity = entity, .flags = flags, .days = days};
    enum fault fault = name_tokens_read(&gazetteer->tokens, name, detail);
    if (fault)
        return fault;
    if (!gazetteer_put_plain(gazetteer, &put))
        return gazetteer_no_memory(detail);
    if (gazetteer->entities[entity].type == ENTITY_PERSON && !(flags & NAME_ADJECTIVE))
        return gazetteer_put_person(gazetteer, &put, detail);
    return FAULT_NONE;
}

/* After it a rank is another one: a Vice President is no President, and a Prime Minister
 * is not called Minister. */
static bool is_lesser(struct slice word)
{
    return slice_is(word, "Vice") || slice_is(word, "Prime");
}

enum fault gazetteer_put_office(struct gazetteer *gazetteer, uint32_t entity,
                                struct slice office, uint32_t of, struct edtf_range days,
                                struct fault_detail *detail)
{
    uint64_t key = 0;
    enum fault fault = name_tokens_read(&gazetteer->tokens, office, detail);
    if (fault)
        return fault;
    if (!ROOM(gazetteer, offices, office))
        return gazetteer_no_memory(detail);
    for (size_t i = 0; i < gazetteer->tokens.count; i++)
        key = phrase_key(key, &gazetteer->tokens.at[i]);
    struct gazetteer_record *holder = &gazetteer->entities[entity];
    holder->has_office = true;
    holder->of_forces =
        holder->of_forces || (gazetteer->tokens.count > 0 &&
                              name_is_of_forces(token_text(&gazetteer->tokens, 0)));
    gazetteer->offices[gazetteer->office_count++] =
        (struct gazetteer_office){key, entity, of, days};
    for (size_t i = 0; gazetteer->tokens.count > 1 && i < gazetteer->tokens.count; i++) {
        uint64_t word = gazetteer->tokens.at[i].key;
        if (!(lexicon_words(gazetteer->lexicon, word) & LEX_RANK) ||
            (i > 0 && is_lesser(token_text(&gazetteer->tokens, i - 1))))
            continue;
        if (!ROOM(gazetteer, offices, office))
            return gazetteer_no_memory(detail);
        gazetteer->offices[gazetteer->office_count++] =
            (struct gazetteer_office){word, entity, of, days};
    }
    return FAULT_NONE;
}

enum fault gazetteer_put_governs(struct gazetteer *gazetteer, uint32_t government,
                                 uint32_t place, struct fault_detail *detail)
{
    if (!ROOM(gazetteer, governments, government))
        return gazetteer_no_memory(detail);
    gazetteer->governments[gazetteer->government_count++] =
        (struct gazetteer_government){.place = place, .government = government};
    return FAULT_NONE;
}

/* --- the editors' words, which count as entities after all others --- */

static struct gazetteer_override capitals_of(const struct name_tokens *tokens)
{
    struct gazetteer_override capitals = {0, 0};
    for (size_t i = 0; i < tokens->count && i < 32; i++) {
        capitals.capital |= (uint32_t)token_is_capital(&tokens->at[i]) << i;
        capitals.upper |= (uint32_t)(tokens->at[i].shape == SHAPE_UPPER) << i;
    }
    return capitals;
}

static enum fault put_override(struct gazetteer *gazetteer,
                               const struct gazetteer_entity *as, struct slice name,
                               uint32_t flag, uint32_t *number,
                               struct fault_detail *detail)
{
    *number = UINT32_MAX;
    enum fault fault = name_tokens_read(&gazetteer->tokens, name, detail);
    if (fault || gazetteer->tokens.count == 0)
        return fault;
    fault = gazetteer_put_entity(gazetteer, as, number, detail);
    if (fault)
        return fault;
    if (gazetteer->override_count == 0)
        gazetteer->first_override = *number;
    struct gazetteer_name put = {.entity = *number, .flags = flag};
    if (!array_room(&gazetteer->overrides, gazetteer->override_count,
                    &gazetteer->override_room, sizeof(*gazetteer->overrides)) ||
        !gazetteer_put_key(gazetteer, gazetteer->tokens.at, gazetteer->tokens.count,
                           &put))
        return gazetteer_no_memory(detail);
    gazetteer->overrides[gazetteer->override_count++] = capitals_of(&gazetteer->tokens);
    return FAULT_NONE;
}

enum fault gazetteer_force(struct gazetteer *gazetteer, uint32_t scope, struct slice name,
                           uint32_t entity, uint32_t *number, struct fault_detail *detail)
{
    struct gazetteer_entity as = {.type =
                                      (enum entity_type)gazetteer->entities[entity].type,
                                  .rank = AUTHORITY_EDITOR,
                                  .scope = scope};
    enum fault fault = put_override(gazetteer, &as, name, NAME_FORCED, number, detail);
    if (fault || *number == UINT32_MAX)
        return fault;
    gazetteer->has_forced = true;
    gazetteer_join(gazetteer, *number, entity);
    return FAULT_NONE;
}

enum fault gazetteer_forbid(struct gazetteer *gazetteer, uint32_t scope,
                            struct slice name, uint32_t *number,
                            struct fault_detail *detail)
{
    struct gazetteer_entity as = {
        .type = ENTITY_TYPES, .rank = AUTHORITY_EDITOR, .scope = scope};
    enum fault fault = put_override(gazetteer, &as, name, NAME_FORBIDDEN, number, detail);
    gazetteer->has_forbidden |= !fault && *number != UINT32_MAX;
    return fault;
}

/* --- which entities are one --- */

void gazetteer_join(struct gazetteer *gazetteer, uint32_t from, uint32_t into)
{
    from = gazetteer_merged_into(gazetteer, from);
    into = gazetteer_merged_into(gazetteer, into);
    gazetteer->entities[from].into = into;
}

uint32_t gazetteer_merged_into(const struct gazetteer *gazetteer, uint32_t entity)
{
    while (gazetteer->entities[entity].into != entity)
        entity = gazetteer->entities[entity].into;
    return entity;
}

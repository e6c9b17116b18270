/* The gazetteer: the editors' words, which count as entities behind all others. */
#include "gazetteer/names.h"

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "not enough memory for the lists of names");
}

static struct gazetteer_override shape_of(const struct name_tokens *tokens)
{
    struct gazetteer_override word = {0, 0};
    for (size_t i = 0; i < tokens->count && i < 32; i++) {
        word.capital |= (uint32_t)token_is_capital(&tokens->at[i]) << i;
        word.upper |= (uint32_t)(tokens->at[i].shape == SHAPE_UPPER) << i;
    }
    return word;
}

static enum fault put_word(struct gazetteer *gazetteer, const struct gazetteer_entity *as,
                           struct slice name, uint32_t flag, uint32_t *word,
                           struct fault_detail *detail)
{
    *word = UINT32_MAX;
    enum fault fault = name_tokens_read(&gazetteer->tokens, name, detail);
    if (fault || gazetteer->tokens.count == 0)
        return fault;
    fault = gazetteer_put_entity(gazetteer, as, word, detail);
    if (fault)
        return fault;
    if (gazetteer->word_count == 0)
        gazetteer->first_word = *word;
    struct gazetteer_name put = {.entity = *word, .flags = flag};
    if (!array_room(&gazetteer->words, gazetteer->word_count, &gazetteer->word_room,
                    sizeof(*gazetteer->words)) ||
        !gazetteer_put_key(gazetteer, gazetteer->tokens.at, gazetteer->tokens.count,
                           &put))
        return no_memory(detail);
    gazetteer->words[gazetteer->word_count++] = shape_of(&gazetteer->tokens);
    return FAULT_NONE;
}

enum fault gazetteer_force(struct gazetteer *gazetteer, uint32_t scope, struct slice name,
                           uint32_t entity, uint32_t *word, struct fault_detail *detail)
{
    struct gazetteer_entity as = {.type =
                                      (enum entity_type)gazetteer->entities[entity].type,
                                  .rank = AUTHORITY_EDITOR,
                                  .scope = scope};
    enum fault fault = put_word(gazetteer, &as, name, NAME_FORCED, word, detail);
    if (fault || *word == UINT32_MAX)
        return fault;
    gazetteer->has_forced = true;
    gazetteer_join(gazetteer, *word, entity);
    return FAULT_NONE;
}

enum fault gazetteer_forbid(struct gazetteer *gazetteer, uint32_t scope,
                            struct slice name, uint32_t *word,
                            struct fault_detail *detail)
{
    struct gazetteer_entity as = {
        .type = ENTITY_TYPES, .rank = AUTHORITY_EDITOR, .scope = scope};
    enum fault fault = put_word(gazetteer, &as, name, NAME_FORBIDDEN, word, detail);
    gazetteer->has_forbidden |= !fault && *word != UINT32_MAX;
    return fault;
}

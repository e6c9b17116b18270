/* The gazetteer: filling it, entity by entity and name by name. */
#include "gazetteer/names.h"

#include <stdlib.h>

const char *const entity_type_names[ENTITY_TYPES + 1] = {
    "person", "place", "organization", "treaty", "publication", "event", "date", NULL};

static enum fault no_memory(struct fault_detail *detail)
{
    return fault_set(detail, FAULT_MEMORY, "not enough memory for the lists of names");
}

enum fault gazetteer_open(struct gazetteer **out, struct fault_detail *detail)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return no_memory(detail);
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
    free(gazetteer->begins);
    free(gazetteer->offices);
    free(gazetteer->rules);
    free(gazetteer->words);
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
        return no_memory(detail);
    *number = (uint32_t)gazetteer->entity_count++;
    gazetteer->entities[*number] =
        (struct gazetteer_record){.days = entity->days,
                                  .scope = entity->scope,
                                  .into = *number,
                                  .namesake = NAMESAKE_NONE,
                                  .type = (uint8_t)entity->type,
                                  .rank = (uint8_t)entity->rank};
    return FAULT_NONE;
}

bool gazetteer_put_key(struct gazetteer *gazetteer, const struct name_token *tokens,
                       size_t count, const struct gazetteer_name *name)
{
    uint64_t key = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            if (!ROOM(gazetteer, begins, begin))
                return false;
            gazetteer->begins[gazetteer->begin_count++] = key;
        }
        key = phrase_key(key, &tokens[i]);
    }
    if (count == 0)
        return true;
    size_t room = gazetteer->name_room;
    if (!array_room(&gazetteer->name_keys, gazetteer->name_count, &room,
                    sizeof(*gazetteer->name_keys)) ||
        !ROOM(gazetteer, names, name))
        return false;
    gazetteer->name_keys[gazetteer->name_count] = key;
    gazetteer->names[gazetteer->name_count++] = *name;
    return true;
}

/* Capitals alone, as in "USSR" and "U.S.S.R."? */
static bool is_acronym(const struct name_tokens *tokens)
{
    bool letters = true;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct name_token *token = &tokens->at[i];
        letters = letters && token->shape == SHAPE_LETTER &&
                  (i == 0 || !(token->gap & ~(uint32_t)(GAP_DOT | GAP_SPACE)));
    }
    return letters || (tokens->count == 1 && tokens->at[0].shape == SHAPE_UPPER);
}

/* "USSR" is written "U.S.S.R." too. */
static bool put_dotted(struct gazetteer *gazetteer, const struct name_tokens *tokens,
                       const struct gazetteer_name *name)
{
    enum { LETTERS = 6 };
    struct name_token letters[LETTERS];
    struct slice word = token_text(tokens, 0);
    if (word.len > LETTERS || word.len != tokens->at[0].letters)
        return true;
    for (size_t i = 0; i < word.len; i++)
        letters[i] = (struct name_token){.key = name_key((struct slice){word.at + i, 1}),
                                         .gap = GAP_DOT};
    return gazetteer_put_key(gazetteer, letters, word.len, name);
}

/* "U.S.S.R." is written "USSR" too. */
static bool put_undotted(struct gazetteer *gazetteer, const struct name_tokens *tokens,
                         const struct gazetteer_name *name)
{
    char word[16];
    size_t len = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        struct slice letter = token_text(tokens, i);
        if (letter.len != 1 || len == sizeof(word))
            return true;
        word[len++] = letter.at[0];
    }
    struct name_token whole = {.key = name_key((struct slice){word, len})};
    return len < 2 || gazetteer_put_key(gazetteer, &whole, 1, name);
}

static bool put_plain(struct gazetteer *gazetteer, struct gazetteer_name *name)
{
    const struct name_tokens *tokens = &gazetteer->tokens;
    if (tokens->count == 1 && tokens->at[0].letters == 1)
        return true; /* one letter is no name */
    if (is_acronym(tokens)) {
        name->flags |= NAME_ACRONYM;
        if (!(tokens->count == 1 ? put_dotted(gazetteer, tokens, name)
                                 : put_undotted(gazetteer, tokens, name)))
            return false;
    }
    return gazetteer_put_key(gazetteer, tokens->at, tokens->count, name);
}

enum fault gazetteer_put_name(struct gazetteer *gazetteer, uint32_t entity,
                              struct slice name, unsigned flags, struct edtf_range days,
                              struct fault_detail *detail)
{
    struct gazetteer_name put = {.entity = entity, .flags = flags, .days = days};
    enum fault fault = name_tokens_read(&gazetteer->tokens, name, detail);
    if (fault)
        return fault;
    if (!put_plain(gazetteer, &put))
        return no_memory(detail);
    if ((flags & NAME_LABEL) && gazetteer->entities[entity].type == ENTITY_PERSON)
        return gazetteer_put_person(gazetteer, &put, detail);
    return FAULT_NONE;
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
        return no_memory(detail);
    for (size_t i = 0; i < gazetteer->tokens.count; i++)
        key = phrase_key(key, &gazetteer->tokens.at[i]);
    gazetteer->offices[gazetteer->office_count++] =
        (struct gazetteer_office){key, entity, of, days};
    for (size_t i = 0; gazetteer->tokens.count > 1 && i < gazetteer->tokens.count; i++) {
        uint64_t word = gazetteer->tokens.at[i].key;
        if (!(lexicon_words(gazetteer->lexicon, word) & LEX_RANK))
            continue;
        if (!ROOM(gazetteer, offices, office))
            return no_memory(detail);
        gazetteer->offices[gazetteer->office_count++] =
            (struct gazetteer_office){word, entity, of, days};
    }
    return FAULT_NONE;
}

enum fault gazetteer_put_governs(struct gazetteer *gazetteer, uint32_t government,
                                 uint32_t place, struct fault_detail *detail)
{
    if (!ROOM(gazetteer, rules, rule))
        return no_memory(detail);
    gazetteer->rules[gazetteer->rule_count++] =
        (struct gazetteer_rule){.place = place, .government = government};
    return FAULT_NONE;
}

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

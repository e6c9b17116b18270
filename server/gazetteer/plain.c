/* A name as its list writes it, and the forms in which texts print it all the same: with
 * and without the full stops of an abbreviation, with "&" and "and". */
#include "internal.h"

/* Nothing but capitals, as in "USSR" and "U.S.S.R."? */
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

/* "USSR" may be "U.S.S.R." in a text. */
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

/* "U.S.S.R." may be "USSR" in a text. */
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

/* "Farrow & Sons" may be "Farrow and Sons" in a text, and the other way round. */
static bool put_other_and(struct gazetteer *gazetteer, const struct name_tokens *tokens,
                          const struct gazetteer_name *name)
{
    enum { LONGEST = 16 };
    const struct name_token and_token = {.key = name_key(SLICE("and")), .gap = GAP_SPACE};
    struct name_token other[LONGEST];
    size_t count = 0;
    bool changed = false, by_sign = false;
    for (size_t i = 0; i < tokens->count; i++) {
        struct name_token token = tokens->at[i];
        if (count + 2 > LONGEST)
            return true;
        if (i > 0 && i + 1 < tokens->count && token.key == and_token.key) {
            changed = by_sign = true;
            continue;
        }
        if (token.gap & GAP_AND) {
            other[count++] = and_token;
            token.gap = GAP_SPACE;
            changed = true;
        } else if (by_sign) {
            token.gap = GAP_AND | GAP_SPACE;
        }
        by_sign = false;
        other[count++] = token;
    }
    return !changed || gazetteer_put_key(gazetteer, other, count, name);
}

bool gazetteer_put_plain(struct gazetteer *gazetteer, struct gazetteer_name *name)
{
    const struct name_tokens *tokens = &gazetteer->tokens;
    if (tokens->count == 1 && tokens->at[0].letters == 1)
        return true; /* one letter is no name */
    if (!put_other_and(gazetteer, tokens, name))
        return false;
    if (is_acronym(tokens)) {
        name->flags |= NAME_ACRONYM;
        if (!(tokens->count == 1 ? put_dotted(gazetteer, tokens, name)
                                 : put_undotted(gazetteer, tokens, name)))
            return false;
    }
    return gazetteer_put_key(gazetteer, tokens->at, tokens->count, name);
}

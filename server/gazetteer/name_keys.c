/* Keys of words and phrases: what must not tell names apart is folded away first. */
#include "gazetteer/word_tokens.h"
#include "text/tokens.h"

/* A key in the making, byte by byte. */
struct key_builder {
    uint64_t key, eight;
    unsigned count; /* bytes in `eight` */
};

static void add_byte(struct key_builder *builder, unsigned char byte)
{
    builder->eight |= (uint64_t)byte << (builder->count * 8);
    if (++builder->count < 8)
        return;
    builder->key = name_key_add(builder->key, builder->eight);
    builder->eight = builder->count = 0;
}

static uint64_t end_key(const struct key_builder *builder)
{
    return builder->count ? name_key_add(builder->key, builder->eight) : builder->key;
}

/* Of a word with letters beyond ASCII: the folded parts, one behind the other. */
static uint64_t careful_key(struct slice word)
{
    struct key_builder builder = {.key = NAME_KEY_SEED};
    struct tokens parts;
    const struct token *part;
    tokens_init(&parts, word);
    while ((part = tokens_next(&parts)))
        for (size_t i = 0; !part->whole && i < part->word.len; i++)
            add_byte(&builder, (unsigned char)part->word.at[i]);
    return end_key(&builder);
}

uint64_t name_key(struct slice word)
{
    struct key_builder builder = {.key = NAME_KEY_SEED};
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];
        if (c >= 0x80)
            return careful_key(word);
        if (c != '\'')
            add_byte(&builder, c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return end_key(&builder);
}

uint64_t phrase_key(uint64_t phrase, const struct name_token *token)
{
    if (phrase == 0)
        return token->key;
    uint64_t joint = token->gap & GAP_COMMA ? 3 : token->gap & GAP_POSSESSIVE ? 2 : 1;
    uint64_t key = (phrase ^ (phrase >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
    return (key ^ token->key ^ joint) * UINT64_C(0x94d049bb133111eb) ^ (key >> 31);
}

bool name_goes_on(const struct name_token *before, const struct name_token *token)
{
    switch (token->gap) {
    case GAP_SPACE:
    case GAP_HYPHEN:
    case GAP_DASH:
    case GAP_DOT:
    case GAP_COMMA | GAP_SPACE:
    case GAP_POSSESSIVE | GAP_SPACE:
        return true;
    case GAP_DOT | GAP_SPACE: /* "St. Petersburg", "J. F. Dulles" */
    case GAP_DOT | GAP_HYPHEN:
        return before->letters <= 4 && token_is_capital(before);
    default:
        return false;
    }
}

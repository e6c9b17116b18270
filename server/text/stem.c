/* Stems, by libstemmer. */
#include "text/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

struct stemmer {
    struct sb_stemmer *english;
};

struct stemmer *stemmer_new(void)
{
    struct stemmer *stemmer = calloc(1, sizeof(*stemmer));
    if (!stemmer)
        return NULL;
    stemmer->english = sb_stemmer_new("english", NULL);
    if (stemmer->english)
        return stemmer;
    free(stemmer);
    return NULL;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->english);
    free(stemmer);
}

static bool is_english(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'a' || word.at[i] > 'z')
            return false;
    return word.len > 2;
}

struct slice stem_of(struct stemmer *stemmer, struct slice word)
{
    if (!is_english(word))
        return word;
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->english, (const sb_symbol *)word.at, (int)word.len);
    if (!stem)
        return SLICE_NONE;
    return (struct slice){(const char *)stem,
                          (size_t)sb_stemmer_length(stemmer->english)};
}

/* Genres: the first words of a title, looked up in a table. */
#include "reading/genre.h"
#include "text/tokens.h"

/* The word in a title, folded, and the genre that it names. */
static const struct {
    const char *word, *genre;
} genres[] = {{"telegram", "telegram"},
              {"telegrams", "telegram"},
              {"cable", "telegram"},
              {"airgram", "airgram"},
              {"despatch", "despatch"},
              {"dispatch", "despatch"},
              {"letter", "letter"},
              {"letters", "letter"},
              {"memorandum", "memorandum"},
              {"memoranda", "memorandum"},
              {"memcon", "memorandum of conversation"},
              {"minute", "minute"},
              {"minutes", "minutes"},
              {"notes", "notes"},
              {"note", "note"},
              {"record", "record"},
              {"summary", "summary"},
              {"transcript", "transcript"},
              {"message", "message"},
              {"instruction", "instruction"},
              {"instructions", "instruction"},
              {"report", "report"},
              {"paper", "paper"},
              {"study", "paper"},
              {"estimate", "estimate"},
              {"directive", "directive"},
              {"statement", "statement"},
              {"address", "address"},
              {"speech", "address"},
              {"communique", "communiqu\xc3\xa9"},
              {"treaty", "treaty"},
              {"agreement", "agreement"},
              {"protocol", "agreement"},
              {"resolution", "resolution"},
              {"proclamation", "proclamation"},
              {"aide", "aide-m\xc3\xa9moire"},
              {"diary", "diary"}};

/* After these come author, recipient and subject. */
static const char *const ends[] = {"from", "to",         "by", "of",  "on",
                                   "in",   "concerning", "at", "for", "between"};

static const char *find(struct slice word)
{
    for (size_t i = 0; i < sizeof(genres) / sizeof(genres[0]); i++)
        if (slice_is(word, genres[i].word))
            return genres[i].genre;
    return NULL;
}

static bool is_end(struct slice word)
{
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (slice_is(word, ends[i]))
            return true;
    return false;
}

/* Does "conversation" come soon, with "of" first? */
static bool of_conversation(struct tokens *tokens)
{
    enum { SOON = 5 }; /* "of a Telephone Conversation" */
    const struct token *token = tokens_next(tokens);
    if (!token || !slice_is(token->word, "of"))
        return false;
    for (int i = 0; i < SOON && (token = tokens_next(tokens)); i++)
        if (slice_is(token->word, "conversation") ||
            slice_is(token->word, "conversations"))
            return true;
    return false;
}

struct slice genre_of(struct slice title)
{
    struct tokens tokens;
    const struct token *token;
    const char *genre = NULL;
    bool editorial = false;
    tokens_init(&tokens, title);
    while (!genre && (token = tokens_next(&tokens)) && !is_end(token->word)) {
        genre = find(token->word);
        if (genre && editorial && slice_is(token->word, "note"))
            genre = "editorial note";
        editorial = slice_is(token->word, "editorial");
    }
    if (!genre)
        return SLICE_NONE;
    if (slice_is(slice_of(genre), "memorandum") && of_conversation(&tokens))
        genre = "memorandum of conversation";
    return slice_of(genre);
}

/* Parties: the words between which they stand, outside brackets. */
#include "parties.h"
#include "base/utf8.h"
#include "text/edtf.h"

/* Offices after whose names "to" leads on: "Special Assistant to the President". */
static const char *const offices_to[] = {
    "assistant",         "assistants",     "adviser",
    "advisor",           "representative", "representatives",
    "ambassador",        "mission",        "delegation",
    "observer",          "minister",       "envoy",
    "counsel",           "consultant",     "aide",
    "delegate",          "counselor",      "liaison",
    "secretary-general", "pursuant",       "relating",
    "according",         "candidate",      NULL};

/* Where `word` stands in `text` outside brackets, from `from` on; text.len: nowhere. */
static size_t find(struct slice text, const char *word, size_t from)
{
    size_t length = strlen(word), depth = 0;
    for (size_t i = 0; i + length <= text.len; i++) {
        depth += text.at[i] == '(' || text.at[i] == '[';
        depth -= depth > 0 && (text.at[i] == ')' || text.at[i] == ']');
        if (i >= from && depth == 0 && memcmp(text.at + i, word, length) == 0)
            return i;
    }
    return text.len;
}

static struct slice last_word(struct slice text)
{
    size_t at = text.len;
    while (at > 0 && text.at[at - 1] != ' ')
        at--;
    return slice_from(text, at);
}

/* Where author and recipient part; text.len: nowhere. An office's own "to" is none. */
static size_t find_to(struct slice text)
{
    const struct word_table table = words_table(offices_to);
    for (size_t at = 0; (at = find(text, " to ", at)) < text.len; at++)
        if (!words_equal(&table, last_word((struct slice){text.at, at})))
            return at;
    return text.len;
}

/* Without ", Washington, August 5, 1971" at its end. */
static struct slice without_date(struct slice party)
{
    char date[EDTF_ROOM];
    struct slice where;
    if (!edtf_from_english(party, date, &where))
        return party;
    size_t end = (size_t)(where.at - party.at);
    while (end > 0 && strchr(" ,", party.at[end - 1]))
        end--;
    size_t comma = end;
    while (comma > 0 && party.at[comma - 1] != ',' && party.at[comma - 1] != ')')
        comma--;
    return (struct slice){party.at, comma > 0 ? comma : end};
}

/* The party at the start of `text`: up to the end of a sentence or of what it is. */
static struct slice party_of(struct slice text)
{
    static const char *const ends[] = {" Concerning ", " concerning ", " Regarding ",
                                       " regarding ",  " on the ",     " Transmitting "};
    static const char *const articles[] = {"the ", "The ", "a ", "an "};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        text.len = find(text, ends[i], 0);
    for (size_t i = 3; i + 2 < text.len; i++) {
        bool word = text.at[i] == '.' && text.at[i + 1] == ' ' && text.at[i - 3] != ' ' &&
                    text.at[i - 2] != ' ' && text.at[i - 1] != ' ' &&
                    text.at[i - 2] != '.' && i > 4 && text.at[i - 4] != ' ';
        if (word)
            text.len = i;
    }
    text = utf8_trim(without_date(text));
    while (text.len > 0 && strchr(",;", text.at[text.len - 1]))
        text.len--;
    if (text.len > 4 && text.at[text.len - 1] == '.' && last_word(text).len > 4)
        text.len--;
    for (size_t i = 0; i < sizeof(articles) / sizeof(*articles); i++)
        if (slice_starts(text, slice_of(articles[i])))
            return slice_from(text, strlen(articles[i]));
    return text;
}

/* Is it a person or an office, and not "the Files"? */
static bool is_party(struct slice party)
{
    static const char *const things[] = {"record", "records",    "file",     "files",
                                         "letter", "memorandum", "telegram", NULL};
    enum { LONGEST = 250 };
    const struct word_table table = words_table(things);
    size_t size;
    if (party.len < 2 || party.len > LONGEST || words_start(&table, party) ||
        words_equal(&table, last_word(party)))
        return false;
    uint32_t first = utf8_decode(party, &size);
    return letter_is_capital(first) || first == '(';
}

/* After "from" or "by": author, and recipient where there is one. */
static void read_both(struct slice text, struct parties *out)
{
    size_t to = find_to(text);
    out->author = party_of((struct slice){text.at, to});
    if (to < text.len)
        out->recipient = party_of(slice_from(text, to + 4));
    if (!is_party(out->author))
        *out = (struct parties){SLICE_NONE, SLICE_NONE};
    else if (!is_party(out->recipient))
        out->recipient = SLICE_NONE;
}

struct parties parties_of(struct slice title, const struct form_words *words)
{
    static const char *const authors[] = {" From ", " from ", " by ", " By ",
                                          " Prepared in "};
    static const char *const recipients[] = {" to ", " To ", " for ", " For "};
    struct parties parties = {SLICE_NONE, SLICE_NONE};
    title.len = form_receipt_at(title);
    if (!form_names_title(title, words)) {
        if (form_is_parties(title, words))
            read_both(title, &parties);
        return parties;
    }
    size_t least = title.len, length = 0;
    for (size_t i = 0; i < sizeof(authors) / sizeof(*authors); i++) {
        size_t at = find(title, authors[i], 0);
        if (at < least) {
            least = at;
            length = strlen(authors[i]);
        }
    }
    if (least < title.len) {
        struct slice before = {title.at, least};
        size_t to = find_to(before); /* "Letter to Mr. Wray from Mr. Hill" */
        read_both(slice_from(title, least + length), &parties);
        if (to < before.len && is_party(party_of(slice_from(before, to + 4))))
            parties.recipient = party_of(slice_from(before, to + 4));
        return parties;
    }
    for (size_t i = 0; i < sizeof(recipients) / sizeof(*recipients); i++) {
        size_t at = find(title, recipients[i], 0);
        bool soon = at < title.len && at < 40;
        struct slice party =
            soon ? party_of(slice_from(title, at + strlen(recipients[i]))) : SLICE_NONE;
        if (soon && is_party(party)) {
            parties.recipient = party;
            return parties;
        }
    }
    return parties;
}

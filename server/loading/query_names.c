/* Names as queries are looked up: the words of each name of a record, folded as those of
 * texts are, so that what is typed can be compared with them. A person is found by the
 * surname, and told from others of that surname by given names and initials. */
#include "entities.h"
#include "internal.h"
#include "text/tokens.h"

enum { NAME_WORDS = 12 }; /* of a name; a longer one is not looked up */

struct name_words {
    struct slice words[NAME_WORDS];
    size_t count;
    bool cut; /* there were more */
};

/* The words of a text without what stands in brackets: "Acheson, Dean (1893-1971)". */
static bool read_words(struct slice text, struct arena *arena, struct name_words *out)
{
    struct tokens tokens;
    const struct token *token;
    *out = (struct name_words){.count = 0};
    while (text.len && !out->cut) {
        struct slice part = slice_cut(&text, '(');
        slice_cut(&text, ')');
        tokens_init(&tokens, part);
        while ((token = tokens_next(&tokens)) && !out->cut) {
            if (token->whole)
                continue;
            out->cut = out->count == NAME_WORDS;
            if (!out->cut)
                out->words[out->count++] = arena_copy(arena, token->word);
        }
    }
    return !arena_failed(arena);
}

/* Titles and ranks, which stand among the given names of a label and are none. */
static bool is_title(struct slice word)
{
    static const char *const titles[] = {
        "mr",      "mrs",        "miss",       "dr",      "sir",    "lord",
        "gen",     "general",    "adm",        "admiral", "col",    "colonel",
        "lt",      "lieutenant", "capt",       "captain", "maj",    "major",
        "brig",    "brigadier",  "vice",       "rear",    "prince", "king",
        "sheikh",  "shah",       "ambassador", "count",   "baron",  "senator",
        "marshal", "president",  "premier",    "field",   "jr",     "sr",
        "ii",      "iii",        "of",         "the",     NULL};
    return slice_is_one_of(word, titles);
}

static struct slice join(struct arena *arena, const struct slice *words, size_t count,
                         bool titles)
{
    struct slice text = SLICE("");
    for (size_t i = 0; i < count; i++)
        if (titles || !is_title(words[i]))
            text = arena_print(arena, "%.*s%s%.*s", SLICE_PRINT(text),
                               text.len ? " " : "", SLICE_PRINT(words[i]));
    return text;
}

static enum fault put_name(struct load *load, struct entity_name_row *row,
                           struct slice name, struct fault_detail *detail)
{
    struct name_words words;
    struct arena *arena = &load->scratch.arena;
    if (!read_words(name, arena, &words))
        return fault_memory(detail);
    if (words.cut || words.count == 0)
        return FAULT_NONE;
    row->words = join(arena, words.words, words.count, true);
    row->given = SLICE("");
    return arena_failed(arena) ? fault_memory(detail)
                               : ingest_entity_name(load->ingest, row, detail);
}

/* "Surname, Given" or "Given Surname". */
static enum fault put_person(struct load *load, struct entity_name_row *row,
                             struct slice label, struct fault_detail *detail)
{
    struct arena *arena = &load->scratch.arena;
    struct name_words surname, given = {.count = 0};
    struct slice rest = label, first = slice_cut(&rest, ',');
    bool turned = slice_find(label, ',') < label.len;
    if (!read_words(first, arena, &surname) ||
        (turned && !read_words(rest, arena, &given)))
        return fault_memory(detail);
    if (surname.cut || given.cut || surname.count == 0)
        return FAULT_NONE;
    size_t last = turned ? 0 : surname.count - 1;
    row->sort = ENTITY_NAME_SURNAME;
    row->words = join(arena, surname.words + last, surname.count - last, true);
    row->given = turned ? join(arena, given.words, given.count, false)
                        : join(arena, surname.words, last, false);
    return arena_failed(arena) ? fault_memory(detail)
                               : ingest_entity_name(load->ingest, row, detail);
}

enum fault load_query_names(struct load *load, const struct authority_entry *entry,
                            int64_t entity, struct fault_detail *detail)
{
    const struct authority_record *record = entry->record;
    struct entity_name_row row = {.entity = entity, .scope = entry->scope};
    if (record->type == ENTITY_PERSON)
        return put_person(load, &row, record->label, detail);
    enum fault fault = put_name(load, &row, record->label, detail);
    for (size_t i = 0; !fault && i < record->name_count; i++)
        if (!(record->names[i].flags & NAME_LICENSED))
            fault = put_name(load, &row, record->names[i].name, detail);
    row.sort = ENTITY_NAME_ADJECTIVE;
    for (size_t i = 0; !fault && i < record->adjectives.count; i++)
        fault = put_name(load, &row, record->adjectives.items[i], detail);
    return fault;
}

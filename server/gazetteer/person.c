/* Persons in the gazetteer: from the label "Dulles, John Foster" to the forms in which
 * texts write the name. */
#include "base/utf8.h"
#include "gazetteer/lexicon.h"
#include "internal.h"

enum { GIVEN = 4, SURNAME = 5, PARTS = GIVEN + SURNAME + 3 };

/* The parts of a label. */
struct label_parts {
    struct name_token given[GIVEN], initials[GIVEN], particles[2], surname[SURNAME];
    struct name_token nickname; /* "Mansfield, Michael J. (Mike)" */
    size_t given_count, particle_count, surname_count;
    bool has_nickname, wife;
    enum entity_gender gender; /* by a title or a given name */
    enum name_generation generation;
};

bool name_is_of_forces(struct slice word)
{
    static const char *const ranks[] = {
        "General", "Gen",       "Admiral",   "Adm",          "Colonel",    "Col",
        "Captain", "Capt",      "Major",     "Maj",          "Commander",  "Cdr",
        "Lt",      "Marshal",   "Brigadier", "Brig",         "Lieutenant", "RADM",
        "VADM",    "Commodore", "Sergeant",  "Generalissimo"};
    for (size_t r = 0; r < sizeof(ranks) / sizeof(*ranks); r++)
        if (slice_is(word, ranks[r]))
            return true;
    return false;
}

enum name_generation name_generation_of(struct slice word)
{
    static const struct {
        const char *word;
        enum name_generation generation;
    } words[] = {{"Jr", GENERATION_JUNIOR},      {"Junior", GENERATION_JUNIOR},
                 {"younger", GENERATION_JUNIOR}, {"Sr", GENERATION_ELDER},
                 {"Senior", GENERATION_ELDER},   {"elder", GENERATION_ELDER},
                 {"II", GENERATION_SECOND},      {"III", GENERATION_THIRD},
                 {"IV", GENERATION_FOURTH}};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (slice_is(word, words[i].word))
            return words[i].generation;
    return GENERATION_UNSAID;
}

bool name_is_wife(struct slice title)
{
    return slice_is(title, "Mrs") || slice_is(title, "Madame") ||
           slice_is(title, "Madam") || slice_is(title, "Mme");
}

/* "Jackson C. D.": the comma is missing. */
static bool is_turned(const struct name_tokens *tokens)
{
    bool turned = tokens->count > 1 && tokens->at[0].shape == SHAPE_CAPITAL;
    for (size_t i = 1; i < tokens->count; i++)
        turned = turned && tokens->at[i].shape == SHAPE_LETTER && tokens->at[i].dot;
    return turned;
}

static struct name_token initial_of(const struct name_tokens *tokens, size_t i)
{
    struct slice word = token_text(tokens, i);
    size_t size = 1;
    utf8_decode(word, &size);
    return (struct name_token){.key = name_key((struct slice){word.at, size}),
                               .gap = GAP_SPACE};
}

/* A title says it; a given name only where no title does. */
static void learn_gender(struct label_parts *parts, uint32_t words)
{
    bool title = words & (LEX_TITLE | LEX_RANK);
    bool first = (words & LEX_GIVEN) && parts->given_count == 0;
    uint32_t said = words & (LEX_HERS | LEX_HIS);
    if (said == (LEX_HERS | LEX_HIS))
        return;
    if (said && (title || parts->gender == GENDER_UNKNOWN))
        parts->gender = said == LEX_HERS ? GENDER_FEMALE : GENDER_MALE;
    else if (first && parts->gender == GENDER_UNKNOWN)
        parts->gender = GENDER_MALE;
}

static void add_given(struct gazetteer *gazetteer, struct label_parts *parts, size_t i)
{
    const struct name_token *token = &gazetteer->tokens.at[i];
    parts->wife = parts->wife || name_is_wife(token_text(&gazetteer->tokens, i));
    uint32_t words = lexicon_words(gazetteer->lexicon, token->key);
    enum name_generation generation =
        name_generation_of(token_text(&gazetteer->tokens, i));
    if (generation && parts->given_count > 0) {
        parts->generation = generation;
        return;
    }
    learn_gender(parts, words);
    if (token->shape == SHAPE_LOWER) {
        if (parts->particle_count < 2 && (words & LEX_PARTICLE))
            parts->particles[parts->particle_count++] = *token;
        return;
    }
    enum { OFFICE = LEX_TITLE | LEX_RANK | LEX_LINK | LEX_BODY };
    bool title = (words & OFFICE) && !(words & LEX_GIVEN);
    if (title || parts->given_count == GIVEN || token->shape == SHAPE_NUMBER)
        return;
    parts->initials[parts->given_count] = initial_of(&gazetteer->tokens, i);
    parts->given[parts->given_count] = *token;
    parts->given[parts->given_count++].gap = GAP_SPACE;
}

/* What is in brackets is another spelling, or a nickname. */
static void read_parts(struct gazetteer *gazetteer, struct label_parts *parts)
{
    const struct name_tokens *tokens = &gazetteer->tokens;
    unsigned commas = 0;
    bool bracket = false, turned = is_turned(tokens);
    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t gap = tokens->at[i].gap;
        if (gap & GAP_CLOSE)
            bracket = false;
        if (gap & GAP_OPEN)
            bracket = true;
        commas += !bracket && ((gap & (GAP_COMMA | GAP_STOP)) != 0 || (turned && i == 1));
        if (bracket && commas == 1 && !parts->has_nickname &&
            tokens->at[i].shape == SHAPE_CAPITAL) {
            parts->nickname = tokens->at[i];
            parts->nickname.gap = GAP_SPACE;
            parts->has_nickname = true;
        }
        if (commas > 1 && !bracket && parts->generation == GENERATION_UNSAID)
            parts->generation = name_generation_of(token_text(tokens, i));
        if (bracket || commas > 1)
            continue;
        if (commas == 1) {
            add_given(gazetteer, parts, i);
        } else if (parts->surname_count < SURNAME) {
            parts->surname[parts->surname_count] = tokens->at[i];
            parts->surname[parts->surname_count++].gap = GAP_SPACE;
        }
    }
}

struct name_phrase {
    struct name_token at[PARTS];
    size_t count;
};

static void add(struct name_phrase *phrase, const struct name_token *tokens, size_t count)
{
    for (size_t i = 0; i < count && phrase->count < PARTS; i++)
        phrase->at[phrase->count++] = tokens[i];
}

static bool put(struct gazetteer *gazetteer, struct name_phrase *phrase,
                const struct label_parts *parts, const struct gazetteer_name *name)
{
    add(phrase, parts->particles, parts->particle_count);
    add(phrase, parts->surname, parts->surname_count);
    return gazetteer_put_key(gazetteer, phrase->at, phrase->count, name);
}

/* "John Foster Dulles", "John Dulles", "J. F. Dulles", "John F. Dulles", "J. Foster
 * Dulles". */
static bool put_full(struct gazetteer *gazetteer, const struct label_parts *parts,
                     const struct gazetteer_name *full)
{
    struct gazetteer_name variant = *full;
    size_t count = parts->given_count;
    struct name_phrase whole = {.count = 0}, first = whole, initials = whole,
                       middle = whole, second = whole, last = whole;
    variant.flags |= NAME_VARIANT;
    add(&whole, parts->given, count);
    if (!put(gazetteer, &whole, parts, full))
        return false;
    add(&initials, parts->initials, count);
    if (!put(gazetteer, &initials, parts, &variant))
        return false;
    if (parts->has_nickname) {
        struct name_phrase nickname = {.at = {parts->nickname}, .count = 1};
        if (!put(gazetteer, &nickname, parts, &variant))
            return false;
    }
    if (count < 2)
        return true;
    add(&first, parts->given, 1);
    add(&middle, parts->given, 1);
    add(&middle, parts->initials + 1, 1);
    add(&second, parts->initials, 1);
    add(&second, parts->given + 1, 1);
    add(&last, parts->given + count - 1, 1);
    return (parts->given[count - 1].letters < 3 ||
            put(gazetteer, &last, parts, &variant)) &&
           put(gazetteer, &first, parts, &variant) &&
           put(gazetteer, &middle, parts, &variant) &&
           put(gazetteer, &second, parts, &variant);
}

static bool put_surname(struct gazetteer *gazetteer, const struct label_parts *parts,
                        struct gazetteer_name name)
{
    struct name_phrase bare = {.count = 0};
    name.flags |= NAME_LICENSED | NAME_SURNAME;
    if (parts->particle_count > 0 && !put(gazetteer, &bare, parts, &name))
        return false;
    bool several =
        parts->surname_count > 1 && parts->surname[0].shape == SHAPE_CAPITAL &&
        !(lexicon_words(gazetteer->lexicon, parts->surname[0].key) & LEX_PARTICLE);
    return gazetteer_put_key(gazetteer, parts->surname, parts->surname_count, &name) &&
           (!several || gazetteer_put_key(gazetteer, parts->surname, 1, &name));
}

/* One word of a name by itself. */
static bool put_one_word(struct gazetteer *gazetteer, struct name_token word,
                         struct gazetteer_name name)
{
    uint32_t words = lexicon_words(gazetteer->lexicon, word.key);
    name.flags |= NAME_LICENSED | NAME_SURNAME;
    word.gap = GAP_SPACE;
    return word.shape != SHAPE_CAPITAL || word.letters < 2 ||
           (words & (LEX_TITLE | LEX_RANK)) ||
           gazetteer_put_key(gazetteer, &word, 1, &name);
}

/* A name in reading order: the short form of "Ho Chi Minh" is Minh or Ho, that of "Chou
 * En-lai" Chou, that of "Jackson C. D." Jackson. */
static bool put_reading_order(struct gazetteer *gazetteer,
                              const struct name_token *tokens, size_t count,
                              struct gazetteer_name name)
{
    const struct name_token *last = &tokens[count - 1];
    return gazetteer_put_key(gazetteer, tokens, count, &name) &&
           put_one_word(gazetteer, tokens[0], name) &&
           (last->gap == GAP_HYPHEN || put_one_word(gazetteer, *last, name));
}

uint8_t name_initial(struct slice word)
{
    unsigned char c = word.len ? (unsigned char)word.at[0] | 0x20 : 0;
    return c >= 'a' && c <= 'z' ? c : 0;
}

/* What the name says of the person, where the list has not said it. */
static void keep_facts(struct gazetteer *gazetteer, struct gazetteer_record *entity,
                       const struct label_parts *parts)
{
    const struct name_token *given = &parts->given[0];
    if (entity->initial == 0 && parts->given_count > 0)
        entity->initial =
            name_initial((struct slice){gazetteer->tokens.text.at + given->start, 1});
    if (entity->gender == GENDER_UNKNOWN)
        entity->gender = (uint8_t)parts->gender;
    if (entity->generation == GENERATION_UNSAID)
        entity->generation = (uint8_t)parts->generation;
}

enum fault gazetteer_put_person(struct gazetteer *gazetteer,
                                const struct gazetteer_name *name,
                                struct fault_detail *detail)
{
    struct label_parts parts = {.given_count = 0};
    struct gazetteer_name made = *name;
    bool good = true;
    read_parts(gazetteer, &parts);
    if (!(name->flags & NAME_LABEL) && parts.given_count == 0)
        return FAULT_NONE; /* an alias as texts write it */
    keep_facts(gazetteer, &gazetteer->entities[name->entity], &parts);
    made.flags &= ~(uint32_t)(NAME_LABEL | NAME_ACRONYM);
    made.flags |= parts.wife ? NAME_WIFE : 0;
    if (parts.given_count == 0 && parts.surname_count > 1)
        good = put_reading_order(gazetteer, parts.surname, parts.surname_count, made);
    else if (parts.given_count == 0 && parts.surname_count == 1)
        good = put_one_word(gazetteer, parts.surname[0], made);
    else if (parts.surname_count > 0)
        good = put_full(gazetteer, &parts, &made) && put_surname(gazetteer, &parts, made);
    return good ? FAULT_NONE : gazetteer_no_memory(detail);
}

/* The recogniser from inside: one text as tokens, what the document has taught so far,
 * and the rules, each of which looks whether a name starts at a token. */
#ifndef CHANCERY_NAMING_RULES_RULE_H
#define CHANCERY_NAMING_RULES_RULE_H

#include "gazetteer/lexicon.h"
#include "gazetteer/names.h"
#include "gazetteer/word_tokens.h"
#include "naming/rules/mention.h"

/* A name that a rule sees: tokens [from, to). */
struct found {
    size_t from, to;
    size_t at; /* where the rules looked: `from`, or a title before it */
    enum entity_type type;
    const char *method; /* NULL: by the rank of the list it is from */
    unsigned confidence;
    const struct gazetteer_name *names; /* whom it may mean, or NULL */
    uint64_t surname;                   /* of a person: key of the surname */
    int64_t entity;                     /* known already, or ENTITY_NONE */
    uint32_t forced;                    /* the editors' word that it is, from 1; or 0 */
    struct edtf_range days;
    int32_t year;         /* of a date that says its year; else 0 */
    uint8_t rule;         /* that found it: where two are as long, the first wins */
    bool by_before;       /* it may be so only because of a name or a date before it */
    bool has_title;       /* a title stands before it */
    bool several;         /* a title of several: "Messrs. A and B" */
    bool no_dot;          /* a full stop behind the last initial is not of the name */
    char edtf[EDTF_ROOM]; /* the last, for it need not be cleared */
};

enum learned_flags {
    LEARNED_WITH_TITLE = 1, /* a surname behind a title */
    LEARNED_FULL_NAME = 2,  /* a surname in a full name */
    LEARNED_ABBREVIATION =
        4,                  /* an abbreviation: "International Military Tribunal (IMT)" */
    LEARNED_LOWER_CASE = 8, /* stands in the document as a common word too */
};

enum { LEARNED_ENTITIES = 4 };

/* What the document says of a word. */
struct learned_word {
    uint64_t key;
    uint8_t flags, type;
    uint8_t entity_count;
    bool others; /* a full name that no list has */
    uint32_t entities[LEARNED_ENTITIES];
};

struct learned_words {
    struct learned_word *at;
    size_t count, size;
};

/* Forbidden words: what lies between `from` and `to`; both grow from one to the next. */
struct forbidden_range {
    size_t from, to;
};

/* What the lists have at a token, which several rules ask for. */
struct list_lookup {
    size_t at, to;
    const struct gazetteer_name *names;
};

/* A text of the first reading, for the second. */
struct learned_text {
    uint64_t digest;
    size_t bytes;
    size_t first, count;             /* its tokens */
    size_t first_found, found_count; /* what was found in it */
    uint32_t gaps;
    enum block_kind kind;
    bool capitals, title_case;
};

struct learned_texts {
    struct learned_text *at;
    size_t count, room;
    size_t next; /* the one that the second reading comes to */

    struct found
        *found; /* of all of them, by token; what the document taught is not in */
    size_t found_count, found_room;
};

struct recogniser {
    const struct gazetteer *gazetteer;
    struct name_tokens tokens;
    struct learned_texts texts;
    struct learned_words learned;
    const struct mention_pin *pins;
    size_t pin_count;
    struct forbidden_range *forbidden; /* what the editors forbid in this text */
    size_t forbidden_count, forbidden_room;
    bool *met; /* of each editors' word: did it come? */
    uint32_t scope;
    struct edtf_range days; /* of the document */
    int32_t year_before;    /* of the date before in this text, or 0 */
    enum block_kind kind;
    bool note, learning;
    bool capitals;                              /* the text is set in capitals */
    bool title_case;                            /* most words have a capital: a title */
    size_t list_next;                           /* where a list of persons may go on */
    uint32_t gaps;                              /* all that stand in the text */
    struct list_lookup listed_here;             /* at the token in hand */
    uint32_t rules[TOKEN_SHAPES], taught_rules; /* to be asked in this text */
    uint32_t rules_for;                         /* the sort of text that they are for */
    const struct found *before, *before_end;    /* what the first reading found in it */
    bool participants; /* this text, or those before it, say who took part */
    struct found *found;
    size_t found_count, found_room;
    struct mention *mentions;
    size_t mention_room;
    uint32_t *candidates; /* MENTION_CANDIDATES for each mention */
    size_t candidate_room;
};

/* --- the editors' words (entity_editor.c) --- */

/* Notes what is forbidden in the text at hand. */
CHECKED enum fault entity_forbid(struct recogniser *recogniser,
                                 struct fault_detail *detail);

/* Does [from, to) lie within forbidden words? */
bool entity_is_forbidden(const struct recogniser *recogniser, size_t from, size_t to);

/* Notes that a forced name came. */
void entity_saw_forced(struct recogniser *recogniser, const struct found *found);

/* Fills in what is found in the text at hand, by all the rules that may find something in
 * it. */
CHECKED enum fault entity_scan(struct recogniser *recogniser,
                               struct fault_detail *detail);

/* --- the rules: is there a name at token `i`? If so it is in `out`. They are asked only
 * where the table of entity_scan.c says that they may find one --- */
bool entity_forced(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_listed(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_person(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_speaker(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_signature(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_cue(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_surname(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_body(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_treaty(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_lower(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_acronym(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_place(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_citation(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_paper(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_quoted(struct recogniser *recogniser, size_t i, struct found *out);
bool entity_date(struct recogniser *recogniser, size_t i, struct found *out);

/* --- what they share --- */

/* Does a title stand before token `i`? 2: one of persons only; 1: an office; 0: none. */
int entity_title_kind(const struct recogniser *recogniser, size_t i, bool *several);

/* "M. Viviani", "M. Jean Monnet": is it Monsieur that stands at `i`, and no initial? */
bool entity_is_monsieur(const struct recogniser *recogniser, size_t i);

/* Does an office end at `i`, which has "of" or "for" in it: "Secretary of State",
 * "Minister for Foreign Affairs"? */
bool entity_office_ends(const struct recogniser *recogniser, size_t i);

/* Leaves titles in front outside the name, but none before a word of the classes `stops`.
 */
void entity_skip_titles(const struct recogniser *recogniser, struct found *out,
                        uint32_t stops);

/* "Atlantic alliance", "Communist bloc", "British government", "Paris agreements": have
 * capitals that end at `to` a head in lower case behind them? */
bool entity_lower_head(const struct recogniser *recogniser, size_t i, size_t to,
                       struct found *out);

/* "Revolution of 1848", "Rebellion of 1837": where the name ends that has a head at `at`.
 */
size_t entity_year_end(const struct recogniser *recogniser, size_t at);

/* Is a place of the lists at `i` that no government rules: a town, a river? */
bool entity_is_town(const struct recogniser *recogniser, size_t i, size_t *to);

/* "Earl of Derby", where a title stands at `i`. */
bool entity_peer(const struct recogniser *recogniser, size_t i, struct found *out);

/* Is it "Earl" of a peer, "Earl Granville", and no given name? So it is in old papers. */
bool entity_is_earl(const struct recogniser *recogniser, size_t i);

/* May this capital word be part of a person's name? */
bool entity_name_word(const struct name_token *token);

/* Where the person's name ends that begins at `i`. */
size_t entity_name_end(const struct recogniser *recogniser, size_t i);

/* The key of the surname in a person's name. */
uint64_t entity_surname_key(const struct recogniser *recogniser, size_t from, size_t to);

/* What the lists have under just these words. */
const struct gazetteer_name *entity_names_of(const struct recogniser *recogniser,
                                             size_t from, size_t to);

/* Does a sentence begin with token `i`? */
bool entity_starts_sentence(const struct recogniser *recogniser, size_t i);

/* The names of the longest phrase at `i` that are names there; `to` is its end. With
 * `flags` NAME_ADJECTIVE: adjectives only. entity_lookup_prepare makes the answer for
 * flags 0 ready at the token that the rules come to next. */
void entity_lookup_prepare(struct recogniser *recogniser, size_t i);
const struct gazetteer_name *entity_lookup(const struct recogniser *recogniser, size_t i,
                                           uint32_t flags, size_t *to);

/* May this name stand in this document, at this date? */
bool entity_applies(const struct recogniser *recogniser,
                    const struct gazetteer_name *name);

/* Whom a name may mean, best first chosen: fills in the mention. */
void entity_link(const struct recogniser *recogniser, const struct found *found,
                 struct mention *mention, uint32_t *candidates);

/* Does an office stand before token `at` that the entity, or its namesake, then held? */
bool entity_has_office_before(const struct recogniser *recogniser, size_t at,
                              uint32_t entity);

/* Or behind the name, which ends at `at`: "Dulles, Secretary of State"? */
bool entity_has_office_after(const struct recogniser *recogniser, size_t at,
                             uint32_t entity);

/* Where the office ends that stands behind a comma at `at`, or `at`; `from` is where it
 * begins. */
size_t entity_office_after(const struct recogniser *recogniser, size_t at, size_t *from);

/* Does the text begin, go on with or end a list of those who took part? */
void entity_find_participants(struct recogniser *recogniser);

/* Where what a file is called ends that begins at `i` in an archive's citation, or `i`.
 */
size_t entity_file_end(const struct recogniser *recogniser, size_t i);

/* --- what the document teaches --- */
void learned_words_init(struct learned_words *learned);
void learned_words_release(struct learned_words *learned);
void learned_words_clear(struct learned_words *learned);
const struct learned_word *learned_words_find(const struct learned_words *learned,
                                              uint64_t key);
/* NULL when memory ran out. */
struct learned_word *learned_words_take(struct learned_words *learned, uint64_t key);
CHECKED enum fault entity_learn(struct recogniser *recogniser,
                                struct fault_detail *detail);

/* Of what was found: the mentions, with the editors' pins. */
CHECKED enum fault entity_mentions(struct recogniser *recogniser,
                                   const struct mention **out, size_t *count,
                                   struct fault_detail *detail);

static inline const struct name_token *token_at(const struct recogniser *recogniser,
                                                size_t i)
{
    return &recogniser->tokens.at[i];
}

static inline bool ranges_overlap(struct edtf_range a, struct edtf_range b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* Is it known when the document was written? */
static inline bool dated(const struct recogniser *recogniser)
{
    return recogniser->days.first > 0;
}

#endif

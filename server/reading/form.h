/* Forms: what a block looks like by itself, from the words and signs in it.
 *
 * A form is what the words allow ("SECRET" may be a classification); the surroundings
 * settle what the block is (kind.h). Only a short text has a form: a long one is prose.
 * Pure functions, safe in any thread. */
#ifndef CHANCERY_READING_FORM_H
#define CHANCERY_READING_FORM_H

#include "base/model.h"
#include "words.h"

enum form {
    FORM_PROSE,          /* nothing special */
    FORM_EMPTY,          /* a block of markers only */
    FORM_CLASSIFICATION, /* "TOP SECRET" */
    FORM_OMISSION,       /* "[…]", "* * *" */
    FORM_CAPTION,        /* "SUBJECT:", "PARTICIPANTS" */
    FORM_DATELINE,       /* "Moscow, June 9, 1953—4 p.m." */
    FORM_SALUTATION,     /* "My dear Mr. Secretary:" */
    FORM_CLOSER,         /* "I have, etc." */
    FORM_FILE,           /* "501.BC Kashmir/7–2948: Telegram", "IO Files" */
    FORM_NAME,           /* "James S. Lay, Jr." */
    FORM_ENUMERATOR,     /* "(a)", alone */
    FORM_BULLET,         /* "• and text" */
    FORM_ROW,            /* cells between tabs */
    FORM_COMMENT,
    FORM_STAMP,     /* "No. 12.", "(No. 206. Confidential.)" */
    FORM_PARTIES,   /* "Lord Lyons to Earl Russell" */
    FORM_PART,      /* "Inclosure 1 in No. 12.", "[Attachment]" */
    FORM_SIGNATURE, /* "(Signed) LYONS.", "S. H. 26/6/35." */
    FORM_ADDRESSEE, /* "Hon. William H. Seward," */
};

struct shape {
    uint32_t length;
    uint16_t number; /* printed before it, or 0 */
    uint8_t form;
    bool has_level : 1;      /* of a stamp: it says a classification */
    bool indented : 1;       /* a tab before the first word */
    bool sentence : 1;       /* ends as sentences do */
    bool capitals : 1;       /* letters, and none of them small */
    bool has_title_word : 1; /* a word of titles is among its first four */
    bool heads : 1;          /* begins with a word of titles */
    bool starts_big : 1; /* begins with a capital letter, a digit, or a quotation mark */
    bool continues : 1;  /* ends with a colon or a comma */
    bool lettered : 1;   /* begins with "(a) " or the like */
    bool is_source_line : 1; /* begins with "Source:" and is short */
};

/* The tables in which words are looked up; made once for a document. */
struct form_words {
    struct word_table levels, level_modifiers, captions, salutations, closers, titles,
        repositories, clock, place_particles, undated, small, marks, precedence, handling,
        media, receipts, offices, parts, persons, signed_words, office_words;
};

struct form_words form_words_make(void);
void form_words_of_lines(struct form_words *words); /* a part of it */

/* What signs show without words: comment, row, omission, bullet, enumerator; else prose
 * or empty. Of the block's own kind only BLOCK_COMMENT counts, here and below. */
enum form form_of_signs(const struct block *block);

struct shape shape_of(const struct block *block, const struct form_words *words,
                      bool in_head);

/* The form that words show, of a text that is not empty and `length` code points long;
 * FORM_PROSE when they show none. FORM_FILE only in a head. */
enum form form_of_words(struct slice text, uint32_t length,
                        const struct form_words *words, bool in_head);

/* The forms of form_lines.c, each of a text as form_of_words() has it. */
bool form_is_dateline(struct slice text, const struct form_words *words);
bool form_is_parties(struct slice text, const struct form_words *words);
bool form_is_part(struct slice text, const struct form_words *words);
bool form_is_signature(struct slice text, const struct form_words *words);
bool form_is_addressee(struct slice text, const struct form_words *words);

/* The receipt behind a title, "(Received June 4.)" and the like: where it begins in
 * `text`, blanks and dashes before it left out; the length of `text` when there is none.
 */
size_t form_receipt_at(struct slice text);

/* Does `text` begin with a word of titles ("Note:" is none), or is one among its first
 * four words? */
bool form_heads_title(struct slice text, const struct form_words *words);
bool form_names_title(struct slice text, const struct form_words *words);

#endif

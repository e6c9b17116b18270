/* The lexicon: classes of words that make, begin or end names of any bearer.
 *
 * A word may be of several classes. Classes do not depend on capitals, though "General"
 * is a rank and "general" is none: the caller looks at the token's shape too. Opened once
 * for a gazetteer and only read after that, by any number of threads. Faults:
 * FAULT_MEMORY. */
#ifndef CHANCERY_GAZETTEER_LEXICON_H
#define CHANCERY_GAZETTEER_LEXICON_H

#include "gazetteer/word_tokens.h"

enum lexicon_class {
    LEX_TITLE = 1,            /* before a person's name and nothing else: "Mr", "Sir" */
    LEX_RANK = 2,             /* before a name, or alone: "Secretary", "General" */
    LEX_RANKS = 4,            /* of several: "Messrs", "Presidents" */
    LEX_GIVEN = 8,            /* a given name */
    LEX_PARTICLE = 16,        /* "de", "von", "van" */
    LEX_MONTH = 32,           /* its number is in `number` */
    LEX_BODY = 64,            /* head of a body's name: "Ministry" */
    LEX_TREATY = 128,         /* "Treaty" */
    LEX_EVENT = 256,          /* "Conference" */
    LEX_PLACE = 512,          /* "River" */
    LEX_PLAIN = 1024,         /* a common word, with a capital where a sentence begins */
    LEX_NATION = 2048,        /* "Soviet", "British" */
    LEX_LINK = 4096,          /* "of", "for", "the": inside a long name */
    LEX_TAIL = 8192,          /* ends what a body is for: "Affairs", "Intelligence" */
    LEX_ORDINAL = 16384,      /* "First", "Second", "Twentieth" */
    LEX_SEASON = 32768,       /* its EDTF number is in `number` */
    LEX_NOT_BODY = 65536,     /* capitals that are no abbreviation of a body: "SECRET" */
    LEX_PAPER = 131072,       /* what publications are called: "Times", "Review" */
    LEX_WEAK = 262144,        /* a surname that is a common word too: "White", "Price" */
    LEX_DAY = 524288,         /* of the week */
    LEX_LOWER_HEAD = 1048576, /* heads in lower case: "Communist bloc" */
    LEX_OF_RANK = 2097152,    /* ends an office: "of State", "of Defense" */
    LEX_SPEECH = 8388608,     /* what persons do: "said" */
    LEX_SYLLABLE = 16777216,  /* a surname of East Asia, which comes first */
    LEX_CALLED_LAST = 33554432, /* such a surname, but the short form is the last name */
    LEX_LOWER_DATE = 4194304,   /* begins a date: "late", "mid", "inter" */
    LEX_LOWER_NAME = 67108864,  /* begins a name in lower case: "treaty of Paris" */
    LEX_HERS = 134217728,       /* a title or a given name of women */
    LEX_HIS = 268435456,        /* a title of men; with LEX_HERS a name of either */
    LEX_MANY = 536870912,       /* a surname that many have: "Johnson" */
};

struct lexicon;

CHECKED enum fault lexicon_open(struct lexicon **out, struct fault_detail *detail);
void lexicon_close(struct lexicon *lexicon);

/* Fills in `words`, and `number` of months and seasons. */
void lexicon_mark(const struct lexicon *lexicon, struct name_tokens *tokens);

/* The classes of one key. */
uint32_t lexicon_words(const struct lexicon *lexicon, uint64_t key);

#endif

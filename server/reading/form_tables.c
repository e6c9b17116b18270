/* Forms: the tables of words that show them, all in small letters. */
#include "form.h"

/* A classification has one of these, and words of the next table beside it. */
static const char *const levels[] = {
    "secret",       "confidential", "restricted", "unclassified",
    "declassified", "official",     NULL};
static const char *const level_modifiers[] = {
    "top",      "most",        "strictly", "limited",     "use",       "only",
    "eyes",     "for",         "nodis",    "exdis",       "limdis",    "noforn",
    "stadis",   "sensitive",   "and",      "eyesonly",    "personal",  "private",
    "security", "information", "priority", "niact",       "immediate", "flash",
    "us",       "urgent",      "routine",  "operational", "very",      "distribution",
    NULL};

static const char *const captions[] = {"subject",
                                       "subjects",
                                       "subj",
                                       "participants",
                                       "participation",
                                       "present",
                                       "also present",
                                       "others present",
                                       "attending",
                                       "members present",
                                       "ref",
                                       "refs",
                                       "reference",
                                       "references",
                                       "to",
                                       "from",
                                       "fm",
                                       "info",
                                       "action",
                                       "through",
                                       "memorandum for",
                                       "memorandum to",
                                       "copies to",
                                       "copy to",
                                       "date",
                                       "place",
                                       "time",
                                       "enclosures",
                                       "attachments",
                                       "distribution",
                                       "re",
                                       "the following were present",
                                       "present were",
                                       "u.s. participants",
                                       "general subjects",
                                       NULL};

static const char *const salutations[] = {"dear",
                                          "my dear",
                                          "my lord",
                                          "sir",
                                          "sirs",
                                          "madam",
                                          "gentlemen",
                                          "excellency",
                                          "your excellency",
                                          "mr. president",
                                          "mr. secretary",
                                          "mr. chairman",
                                          "mr. ambassador",
                                          "mr. minister",
                                          "mr. prime minister",
                                          "monsieur",
                                          "your majesty",
                                          NULL};

static const char *const closers[] = {"sincerely",
                                      "i have, &c",
                                      "i am, &c",
                                      "i have &c",
                                      "i am &c",
                                      "the undersigned, &c",
                                      "the undersigned avails himself",
                                      "i have etc",
                                      "i am, dear",
                                      "veuillez agr\xc3\xa9"
                                      "er",
                                      "agr\xc3\xa9"
                                      "ez",
                                      "hochachtungsvoll",
                                      "very sincerely",
                                      "yours",
                                      "very truly",
                                      "respectfully",
                                      "very respectfully",
                                      "faithfully",
                                      "cordially",
                                      "regards",
                                      "best regards",
                                      "kind regards",
                                      "warm regards",
                                      "with best",
                                      "with kind",
                                      "with kindest",
                                      "with warm",
                                      "with every good wish",
                                      "with great respect",
                                      "i have, etc",
                                      "i have the honour to be",
                                      "i have the honor to be",
                                      "i am, etc",
                                      "i am, sir",
                                      "i am, my lord",
                                      "i remain",
                                      "believe me",
                                      "as ever",
                                      "your obedient",
                                      "affectionately",
                                      "accept, sir",
                                      "accept, excellency",
                                      NULL};

/* The words of titles: what documents call themselves. */
static const char *const titles[] = {"memorandum",
                                     "memoranda",
                                     "telegram",
                                     "cablegram",
                                     "address",
                                     "letter",
                                     "report",
                                     "note",
                                     "notes",
                                     "despatch",
                                     "dispatch",
                                     "minute",
                                     "minutes",
                                     "paper",
                                     "statement",
                                     "record",
                                     "editorial",
                                     "message",
                                     "airgram",
                                     "circular",
                                     "instruction",
                                     "agreement",
                                     "draft",
                                     "study",
                                     "summary",
                                     "aide-mémoire",
                                     "briefing",
                                     "national security",
                                     "special national",
                                     "national intelligence",
                                     "conversation",
                                     "transcript",
                                     "protocol",
                                     "treaty",
                                     "declaration",
                                     "resolution",
                                     NULL};

static const char *const repositories[] = {"files",   "file",     "papers", "lot",
                                           "library", "archives", NULL};

/* What may follow a date in a dateline. */
static const char *const clock_words[] = {
    "a.m",      "p.m",      "a",         "p",        "m",       "am",         "pm",
    "noon",     "midnight", "local",     "time",     "gmt",     "est",        "edt",
    "z",        "to",       "and",       "sic",      "session", "morning",    "afternoon",
    "monday",   "tuesday",  "wednesday", "thursday", "friday",  "saturday",   "sunday",
    "d",        "r",        "n.s",       "o.s",      "sent",    "despatched", "evening",
    "received", "at",       "about",     "o'clock",  "hours",   NULL};

/* Words of a place that need no capital. */
static const char *const place_particles[] = {"of",  "the", "de", "la",    "le",
                                              "and", "en",  "at", "route", "aboard",
                                              "den", "ce",  "du", NULL};

static const char *const undated[] = {"undated", NULL};

/* Between capitals in names and offices. */
static const char *const small_words[] = {"of", "the", "for", "and", "to",     "in", "de",
                                          "la", "le",  "von", "van", "der",    "y",  "on",
                                          "at", "by",  "du",  "al",  "signed", NULL};

struct form_words form_words_make(void)
{
    struct form_words words = {
        .levels = words_table(levels),
        .level_modifiers = words_table(level_modifiers),
        .captions = words_table(captions),
        .salutations = words_table(salutations),
        .closers = words_table(closers),
        .titles = words_table(titles),
        .repositories = words_table(repositories),
        .clock = words_table(clock_words),
        .place_particles = words_table(place_particles),
        .undated = words_table(undated),
        .small = words_table(small_words),
    };
    form_words_of_lines(&words);
    return words;
}

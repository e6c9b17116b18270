/* Forms: the tables of words of single lines: stamps, parties, signatures. All in small
 * letters. */
#include "form.h"

/* The same in order: what may stand alone as the classification of a paper. */
static const char *const marks[] = {"top secret",
                                    "most secret",
                                    "secret and personal",
                                    "personal and secret",
                                    "secret",
                                    "very confidential",
                                    "strictly confidential",
                                    "private and confidential",
                                    "personal and confidential",
                                    "confidential",
                                    "restricted",
                                    "limited official use",
                                    "for official use only",
                                    "official use only",
                                    "unclassified",
                                    "declassified",
                                    NULL};

static const char *const precedence[] = {
    "niact",           "flash",           "operational immediate",
    "immediate",       "priority",        "routine",
    "us urgent",       "urgent",          "emergency",
    "most immediate",  "very urgent",     "important",
    "niact immediate", "triple priority", NULL};

static const char *const handling[] = {"nodis",
                                       "exdis",
                                       "limdis",
                                       "noforn",
                                       "stadis",
                                       "nofor",
                                       "eyes only",
                                       "exclusively eyes only",
                                       "outside system",
                                       "sensitive",
                                       "limit distribution",
                                       "limited distribution",
                                       "no distribution",
                                       "no distribution outside department",
                                       "presidential handling",
                                       "verbatim text",
                                       "special handling",
                                       "controlled dissemination",
                                       NULL};

/* How it was sent or copied; "t" and "e" begin those that say telegram and extract. */
static const char *const media[] = {
    "telegraphic", "telegram",     "telegraph", "extract",    "extracts",
    "private",     "very private", "separate",  "by post",    "copy",
    "cypher",      "cipher",       "en clair",  "paraphrase", "decypher",
    "personal",    "circular",     "by bag",    NULL};

static const char *const receipts[] = {"received",
                                       "rec\xe2\x80\x99"
                                       "d",
                                       "rec'd",
                                       "recd",
                                       "section",
                                       "sect",
                                       NULL};

/* The first words of a letterhead. */
static const char *const offices[] = {"legation",
                                      "embassy",
                                      "american legation",
                                      "american embassy",
                                      "department",
                                      "foreign office",
                                      "consulate",
                                      "united states legation",
                                      "united states embassy",
                                      "united states consulate",
                                      "british embassy",
                                      "british legation",
                                      "consulate-general",
                                      "consulate general",
                                      NULL};

/* What is enclosed or attached; a letter, a number and "in No. 12" may follow. */
static const char *const parts[] = {
    "enclosure",    "inclosure",     "annex",  "attachment", "tab",
    "appendix",     "schedule",      "annexe", "beilage",    "anlage",
    "subinclosure", "sub-enclosure", NULL};

/* Before names of persons. */
static const char *const persons[] = {"mr",
                                      "mrs",
                                      "miss",
                                      "sir",
                                      "lord",
                                      "lady",
                                      "earl",
                                      "viscount",
                                      "marquess",
                                      "marquis",
                                      "duke",
                                      "count",
                                      "baron",
                                      "prince",
                                      "general",
                                      "admiral",
                                      "colonel",
                                      "captain",
                                      "major",
                                      "herr",
                                      "m",
                                      "mm",
                                      "graf",
                                      "freiherr",
                                      "f\xc3\xbcrst",
                                      "comte",
                                      "baron de",
                                      "dr",
                                      "senator",
                                      "consul",
                                      "consul-general",
                                      "the",
                                      "president",
                                      "ambassador",
                                      "chancellor",
                                      "secretary",
                                      "prime minister",
                                      "hon",
                                      "messrs",
                                      "le",
                                      "la",
                                      "der",
                                      "professor",
                                      "chief",
                                      "commander",
                                      "lieutenant",
                                      "field marshal",
                                      "marshal",
                                      "acting",
                                      "his",
                                      NULL};

static const char *const signed_words[] = {"signed",       "sd", "sgd", "gez",
                                           "sign\xc3\xa9", "s",  NULL};

/* Words of offices, which tell "The Secretary of State to …" from other lines. */
static const char *const office_words[] = {"secretary",
                                           "ambassador",
                                           "minister",
                                           "charg\xc3\xa9",
                                           "charge",
                                           "consul",
                                           "embassy",
                                           "department",
                                           "legation",
                                           "president",
                                           "commissioner",
                                           "mission",
                                           "representative",
                                           "commander",
                                           "delegation",
                                           "chairman",
                                           "director",
                                           "office",
                                           "adviser",
                                           "counselor",
                                           "agent",
                                           "governor",
                                           "viceroy",
                                           "king",
                                           "emperor",
                                           "chancellor",
                                           "deputy",
                                           "chiefs",
                                           "agency",
                                           "station",
                                           "consulate",
                                           "undersecretary",
                                           "general",
                                           "attach\xc3\xa9",
                                           "administrator",
                                           "pr\xc3\xa9sident",
                                           "ministre",
                                           "ambassadeur",
                                           "botschafter",
                                           "gesandte",
                                           "staatssekret\xc3\xa4r",
                                           "consulate-general",
                                           "counselor",
                                           NULL};

void form_words_of_lines(struct form_words *words)
{
    words->marks = words_table(marks);
    words->precedence = words_table(precedence);
    words->handling = words_table(handling);
    words->media = words_table(media);
    words->receipts = words_table(receipts);
    words->offices = words_table(offices);
    words->parts = words_table(parts);
    words->persons = words_table(persons);
    words->signed_words = words_table(signed_words);
    words->office_words = words_table(office_words);
}

/* The rules: is there a name at token `i`? If so it is in `out`.
 *
 * Each looks for one sort of name. The recogniser asks a rule only where its table of
 * rules says that it may find one, with `out` cleared and `from`, `to` and `at` at `i`.
 * When a rule finds nothing, `out` may have changed. */
#ifndef CHANCERY_NAMING_RULES_RULES_H
#define CHANCERY_NAMING_RULES_RULES_H

#include "naming/rules/context.h"
#include "naming/rules/found.h"

typedef bool name_rule(struct rule_context *context, size_t i, struct found *out);

name_rule rule_forced;    /* by an override */
name_rule rule_listed;    /* in the lists */
name_rule rule_person;    /* after a title, by a given name or initials */
name_rule rule_speaker;   /* "Mr. MANDER", in a debate */
name_rule rule_signature; /* the whole of a signature */
name_rule rule_cue;       /* a surname that the words around it give away */
name_rule rule_surname;   /* a surname that the document or its list has introduced */
name_rule rule_body;      /* bodies, treaties and events by their head nouns */
name_rule rule_treaty;    /* treaties and congresses with longer names */
name_rule rule_lower;     /* "the treaty of San Stefano" */
name_rule rule_acronym;   /* abbreviations */
name_rule rule_place;     /* "Yalu River", datelines */
name_rule rule_citation;  /* authors, titles and journals in Russian citations */
name_rule rule_paper;     /* newspapers, journals, books */
name_rule rule_quoted;    /* titles in quotation marks */
name_rule rule_date;

/* To be called at each text: does it begin, continue or end a list of those who took
 * part? */
void participants_update(struct rule_context *context);

/* Where the name of a file ends that begins at `i` in an archive's citation, or `i`; no
 * rule is to be asked within it. */
size_t archive_file_end(const struct rule_context *context, size_t i);

#endif

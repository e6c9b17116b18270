/* The words of persons' names: which may be part of one, and which is the surname. */
#ifndef CHANCERY_NAMING_RULES_NAME_WORDS_H
#define CHANCERY_NAMING_RULES_NAME_WORDS_H

#include "naming/rules/context.h"

/* Does a sentence begin with token `i`? */
bool starts_sentence(const struct rule_context *context, size_t i);

/* May this capital word be part of a person's name? */
bool is_name_word(const struct name_token *token);

/* Is it a title that comes after a name: "Safvet Pasha", "Ismet Bey"? */
bool is_title_after(const struct rule_context *context, size_t i);

/* "Yi Hu Rak", "Chang Do-young": a surname of East Asia, and two short names after it. */
bool is_eastern_name(const struct rule_context *context, size_t from, size_t to);

/* The key of the surname in the person's name [from, to). */
uint64_t surname_key(const struct rule_context *context, size_t from, size_t to);

#endif

/* What SQLite's full-text search learns from us: how words are told apart, and how
 * passages rank. Private to db/. */
#ifndef CHANCERY_FULL_TEXT_H
#define CHANCERY_FULL_TEXT_H

#include "db.h"

/* Registers the tokenizer "chancery" and the function passage_rank with a connection,
 * which must be done before its schema is read. */
CHECKED enum fault fts_setup(struct db *db, struct fault_detail *detail);

/* --- the parts (fts_tokenizer.c, fts_rank.c) --- */
int fts_register_tokenizer(fts5_api *api);
int fts_register_rank(fts5_api *api);

#endif

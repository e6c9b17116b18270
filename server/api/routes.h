/* The route table, and the handlers that it names, a line a file. */
#ifndef CHANCERY_API_ROUTES_H
#define CHANCERY_API_ROUTES_H

#include "api/search/search.h"
#include "routing/route.h"

/* Ends with a NULL path. */
extern const struct route routes[];

route_answer answer_service, answer_health, answer_ready, answer_openapi;
route_answer answer_collections, answer_collection;
route_answer answer_documents;
route_answer answer_document;
route_answer answer_text;
route_answer answer_blocks, answer_block, answer_all_blocks;
route_answer answer_notes, answer_note, answer_all_notes, answer_omissions;
route_answer answer_entities, answer_entity, answer_related;
route_answer answer_mentions;
route_answer answer_document_entities;
route_answer answer_suggest;
route_answer answer_batch;
route_answer answer_changes;
route_answer answer_export;
route_answer answer_cite, answer_cite_block;

#endif

/* The route table: every path that is served, and what it takes. openapi.json tells
 * clients the same; a test holds the two equal. */
#include "routes.h"
#include "answer/items.h"
#include "base/model.h"

#define BIT(format) (1u << (format))

enum {
    JSON_ONLY = BIT(FORMAT_JSON),
    LIST = BIT(FORMAT_JSON) | BIT(FORMAT_NDJSON) | BIT(FORMAT_CSV),
    LIST_OR_ATOM = LIST | BIT(FORMAT_ATOM),
    LIST_OR_TEXT = LIST | BIT(FORMAT_TEXT),
    JSON_OR_TEXT = BIT(FORMAT_JSON) | BIT(FORMAT_TEXT),
    STREAM = BIT(FORMAT_NDJSON) | BIT(FORMAT_CSV),
};

static const uint64_t page = TAKES_COMMON | TAKES_PAGE | TAKES(PARAM_FIELDS);

/* --- words --- */
static const char *const note_kinds[] = {"footnote", "endnote", NULL};
static const char *const export_kinds[] = {"documents", "paragraphs", "footnotes",
                                           "mentions", NULL};
static const char *const suggestion_kinds[] = {"term", "document", "entity", NULL};
static const char *const entity_sorts[] = {"mentions", "label", NULL};
static const char *const search_sorts[] = {"relevance", "document", "date", "-date",
                                           NULL};

/* --- parameters of several routes --- */
#define DOCUMENT_FILTERS                                                                 \
    (TAKES(PARAM_COLLECTION) | TAKES(PARAM_Q) | TAKES(PARAM_CLASSIFICATION) |            \
     TAKES(PARAM_DATE_FROM) | TAKES(PARAM_DATE_TO) | TAKES(PARAM_AUTHOR) |               \
     TAKES(PARAM_RECIPIENT) | TAKES(PARAM_AUTHOR_IS) | TAKES(PARAM_RECIPIENT_IS) |       \
     TAKES(PARAM_GENRE) | TAKES(PARAM_ENTITY))
/* Filters that look at every document of a range. */
#define DOCUMENT_SIFTING (DOCUMENT_FILTERS & ~TAKES(PARAM_COLLECTION))
#define BLOCK_FILTERS                                                                    \
    (TAKES(PARAM_NUMBER) | TAKES(PARAM_KIND) | TAKES(PARAM_INCLUDE) |                    \
     TAKES(PARAM_OFFSETS))
#define SCOPES (TAKES(PARAM_COLLECTION) | TAKES(PARAM_DOCUMENT))

#define NOTES_OR_SOURCE                                                                  \
    (INCLUDES_BIT(INCLUDE_FOOTNOTES) | INCLUDES_BIT(INCLUDE_SOURCE) |                    \
     INCLUDES_BIT(INCLUDE_ENTITIES))
#define DOCUMENT_LISTS                                                                   \
    (INCLUDES_BIT(INCLUDE_PARAGRAPHS) | INCLUDES_BIT(INCLUDE_FOOTNOTES) |                \
     INCLUDES_BIT(INCLUDE_OMISSIONS) | INCLUDES_BIT(INCLUDE_ENTITIES))

#define DOCUMENT "/v1/documents/{document}"

const struct route routes[] = {
    {.path = "/", .formats = JSON_ONLY, .takes = TAKES_COMMON, .answer = answer_service},
    {.path = "/v1",
     .formats = JSON_ONLY,
     .takes = TAKES_COMMON,
     .answer = answer_service},
    {.path = "/v1/openapi.json",
     .formats = JSON_ONLY,
     .takes = TAKES_COMMON,
     .answer = answer_openapi},
    {.path = "/v1/collections",
     .formats = LIST,
     .takes = page,
     .items = &collection_members,
     .answer = answer_collections},
    {.path = "/v1/collections/{collection}",
     .formats = JSON_ONLY,
     .takes = TAKES_COMMON | TAKES(PARAM_FIELDS),
     .items = &collection_members,
     .answer = answer_collection},
    {.path = "/v1/documents",
     .formats = LIST,
     .takes = page | DOCUMENT_FILTERS | TAKES(PARAM_SORT) | TAKES(PARAM_FACETS),
     .items = &document_members,
     .slow_with = DOCUMENT_SIFTING | TAKES(PARAM_SORT) | TAKES(PARAM_FACETS),
     .answer = answer_documents},
    {.path = DOCUMENT,
     .formats = JSON_OR_TEXT,
     .takes =
         TAKES_COMMON | TAKES(PARAM_FIELDS) | TAKES(PARAM_INCLUDE) | TAKES(PARAM_OFFSETS),
     .includes = DOCUMENT_LISTS,
     .items = &document_members,
     .answer = answer_document},
    {.path = DOCUMENT "/text",
     .formats = JSON_OR_TEXT,
     .takes = TAKES_COMMON | TAKES(PARAM_NOTES) | TAKES(PARAM_OMISSIONS),
     .answer = answer_text},
    {.path = DOCUMENT "/paragraphs",
     .formats = LIST_OR_TEXT,
     .takes = page | BLOCK_FILTERS | TAKES(PARAM_RANGE),
     .includes = NOTES_OR_SOURCE,
     .kinds = block_kind_names,
     .items = &block_members,
     .answer = answer_blocks},
    {.path = DOCUMENT "/paragraphs/{block}",
     .formats = JSON_OR_TEXT,
     .takes = TAKES_COMMON | TAKES(PARAM_FIELDS) | TAKES(PARAM_INCLUDE) |
              TAKES(PARAM_OFFSETS) | TAKES(PARAM_CONTEXT),
     .includes = NOTES_OR_SOURCE,
     .items = &block_members,
     .answer = answer_block},
    {.path = DOCUMENT "/footnotes",
     .formats = LIST,
     .takes = page | TAKES(PARAM_KIND) | TAKES(PARAM_PARAGRAPH) | TAKES(PARAM_OFFSETS),
     .kinds = note_kinds,
     .items = &note_members,
     .answer = answer_notes},
    {.path = DOCUMENT "/footnotes/{note}",
     .formats = JSON_OR_TEXT,
     .takes = TAKES_COMMON | TAKES(PARAM_FIELDS) | TAKES(PARAM_OFFSETS),
     .items = &note_members,
     .answer = answer_note},
    {.path = DOCUMENT "/omissions",
     .formats = LIST,
     .takes = page,
     .items = &omission_members,
     .answer = answer_omissions},
    {.path = DOCUMENT "/entities",
     .formats = LIST,
     .takes = page | TAKES(PARAM_TYPE) | TAKES(PARAM_INCLUDE) | TAKES(PARAM_OFFSETS),
     .includes = INCLUDES_BIT(INCLUDE_MENTIONS),
     .items = &document_entity_members,
     .answer = answer_document_entities},
    {.path = "/v1/entities",
     .formats = LIST,
     .takes = page | TAKES(PARAM_TYPE) | TAKES(PARAM_Q) | TAKES(PARAM_COLLECTION) |
              TAKES(PARAM_MIN_MENTIONS) | TAKES(PARAM_SORT),
     .items = &entity_members,
     .sorts = entity_sorts,
     .answer = answer_entities},
    {.path = "/v1/entities/{entity}",
     .formats = JSON_ONLY,
     .takes = TAKES_COMMON | TAKES(PARAM_FIELDS),
     .items = &entity_members,
     .answer = answer_entity},
    {.path = "/v1/entities/{entity}/mentions",
     .formats = LIST,
     .takes = page | SCOPES | TAKES(PARAM_OFFSETS),
     .items = &mention_members,
     .answer = answer_mentions},
    {.path = "/v1/entities/{entity}/related",
     .formats = LIST,
     .takes = page | TAKES(PARAM_TYPE),
     .items = &related_members,
     .answer = answer_related},
    {.path = "/v1/paragraphs",
     .formats = LIST,
     .takes = page | BLOCK_FILTERS | SCOPES,
     .includes = NOTES_OR_SOURCE,
     .kinds = block_kind_names,
     .items = &block_members,
     .slow_with = TAKES(PARAM_NUMBER) | TAKES(PARAM_KIND),
     .answer = answer_all_blocks},
    {.path = "/v1/footnotes",
     .formats = LIST,
     .takes = page | SCOPES | TAKES(PARAM_KIND) | TAKES(PARAM_OFFSETS),
     .kinds = note_kinds,
     .items = &note_members,
     .slow_with = TAKES(PARAM_KIND),
     .answer = answer_all_notes},
    {.path = "/v1/changes",
     .formats = LIST_OR_ATOM,
     .takes = page | TAKES(PARAM_SINCE),
     .items = &change_members,
     .answer = answer_changes},
    {.path = "/v1/batch",
     .formats = LIST,
     .takes =
         TAKES_COMMON | TAKES(PARAM_IDS) | TAKES(PARAM_OFFSETS) | TAKES(PARAM_FIELDS),
     .items = &batch_members,
     .answer = answer_batch},
    {.path = "/v1/search",
     .formats = LIST,
     .takes = page | DOCUMENT_FILTERS | TAKES(PARAM_DOCUMENT) | TAKES(PARAM_SCOPE) |
              TAKES(PARAM_WITHIN) | TAKES(PARAM_GROUP) | TAKES(PARAM_HIGHLIGHT) |
              TAKES(PARAM_CROP) | TAKES(PARAM_SYNTAX) | TAKES(PARAM_PARTIAL) |
              TAKES(PARAM_MATCH) | TAKES(PARAM_EXPAND) | TAKES(PARAM_SORT) |
              TAKES(PARAM_FACETS) | TAKES(PARAM_OFFSETS),
     .items = &hit_members,
     .sorts = search_sorts,
     .answer = answer_search}, /* tells itself what is slow: search/inline.c */
    {.path = "/v1/suggest",
     .formats = LIST,
     .takes = TAKES_COMMON | TAKES(PARAM_LIMIT) | TAKES(PARAM_FIELDS) |
              TAKES(PARAM_PREFIX) | TAKES(PARAM_KIND),
     .kinds = suggestion_kinds,
     .items = &suggestion_members,
     .slow = true,
     .answer = answer_suggest},
    {.path = "/v1/export",
     .formats = STREAM,
     .takes = TAKES(PARAM_FORMAT) | TAKES(PARAM_REV) | TAKES(PARAM_KIND) |
              TAKES(PARAM_FIELDS) | DOCUMENT_FILTERS | TAKES(PARAM_DOCUMENT),
     .kinds = export_kinds,
     .items = &export_members,
     .slow = true,
     .answer = answer_export},
    {.path = "/id/{document}", .formats = JSON_OR_TEXT, .answer = answer_cite},
    {.path = "/id/{document}/{block}",
     .formats = JSON_OR_TEXT,
     .answer = answer_cite_block},
    {.path = "/healthz",
     .formats = JSON_ONLY,
     .answer = answer_health,
     .without_data_set = true},
    {.path = "/readyz", .formats = JSON_ONLY, .answer = answer_ready},
    {.path = NULL},
};

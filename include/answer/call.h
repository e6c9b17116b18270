/* A call: one request on its way through a handler. Private to server/api.
 *
 * A handler finds what it is asked for, says what it found to call_check_validators, and
 * ends with one of the call_send functions. It returns a fault when it cannot; the words
 * are in `detail`, and the problem is written in one place. */
#ifndef CHANCERY_ANSWER_CALL_H
#define CHANCERY_ANSWER_CALL_H

#include "base/json_write.h"
#include "db/read/corpus.h"
#include "routing/reply.h"
#include "routing/route.h"

#include <jansson.h>

struct api;

/* Of a target in the header `Link`: a longer one would crowd out the rest of the head. */
enum { LONGEST_LINK = 2000 };

struct call {
    struct api *api;
    const struct request *request;
    struct routed routed;
    struct corpus *corpus;
    struct reply *reply;
    struct arena *arena; /* of the reply */
    struct fault_detail detail;
    struct slice similar[SIMILAR_IDS]; /* ids near one that was not found */
    size_t similar_count;
    struct slice next; /* target of the page behind this one, or empty */
    struct slice first;
};

static inline const struct value *call_value(const struct call *call,
                                             enum parameter parameter)
{
    return &call->routed.values[parameter];
}

static inline bool call_includes(const struct call *call, enum include include)
{
    return call_value(call, PARAM_INCLUDE)->flags >> include & 1;
}

/* --- finding, or the fault that answers (lookup.c) --- */
CHECKED enum fault require_document(struct call *call, struct document_row *out);
CHECKED enum fault require_block(struct call *call, struct block_row *out);
CHECKED enum fault require_note(struct call *call, struct note_row *out);
CHECKED enum fault require_collection(struct call *call, struct slice id,
                                      struct collection_row *out);

/* The same request for other names: path, suffix and query as they came. */
struct slice call_target_with(struct call *call, const struct slice *variables);

/* Leaves of call->similar what has a beginning in common with `id`, the nearest first. */
void call_rank_similar(struct call *call, struct slice id);

/* Is this the id of a note ("fn2", "en2"), and not of a block? */
bool is_note_id(struct slice id);

/* --- answering (send.c) --- */

/* Sets ETag and caching; true when the client's copy is still good and the reply (304) is
 * done. To be called once it is known that the thing exists. */
bool call_check_validators(struct call *call);

/* A 200 that the client has already by "*" or by date becomes a 304. */
void call_apply_validators(struct call *call);

/* An answer made of `out` in the format asked for. */
void call_send(struct call *call, struct buffer *out);

/* Any JSON tree; takes the reference. */
CHECKED enum fault call_send_json(struct call *call, json_t *tree);

/* Of a request that wanted an answer at once: it would take time, and comes again. */
enum fault call_defer(struct call *call);

/* A redirect to a path of ours. */
enum fault call_redirect(struct call *call, int status, struct slice location);

/* Sends one object that stands in `out`, as fields=, offsets= and pretty= want it; takes
 * what the buffer holds. */
CHECKED enum fault call_send_object(struct call *call, struct buffer *out);

/* --- making to order (reshape.c) --- */

/* Does the call ask for anything but what is stored? */
bool reshape_needed(const struct call *call);

/* Is this member wanted (fields=, include=)? */
bool reshape_keeps(const struct call *call, struct slice name);

/* The object as the call wants it; takes the reference, and gives one. NULL: no memory.
 */
json_t *reshape_object(struct call *call, json_t *object);

/* Parses what is stored. NULL: no memory. */
json_t *reshape_parse(struct slice json);

/* Writes a tree as answers have it; false when memory ran out, or for NULL. */
CHECKED bool reshape_put(struct buffer *out, const json_t *tree);

/* --- items, one after the other, in any format (items.c) --- */
struct items {
    struct call *call;
    struct buffer *out;
    const char *const *columns; /* for CSV; ends with NULL */
    size_t count;
};

void items_begin(struct items *items, struct call *call, struct buffer *out,
                 const char *const *columns);
CHECKED enum fault items_put(struct items *items, struct slice json);

/* The same with every member, whatever fields= says: for a problem among items. */
CHECKED enum fault items_put_whole(struct items *items, struct slice json);

/* The JSON of rows. */
void put_block(struct buffer *out, const struct block_row *row);
void put_note(struct buffer *out, const struct note_row *row);

extern const char *const document_columns[];
extern const char *const block_columns[];
extern const char *const note_columns[];
extern const char *const omission_columns[];
extern const char *const collection_columns[];
extern const char *const hit_columns[];
extern const char *const suggestion_columns[];

/* What fields= may name, in lists and exports (fields.c); each ends with NULL. */
extern const char *const collection_fields[];
extern const char *const document_fields[];
extern const char *const block_fields[];
extern const char *const note_fields[];
extern const char *const batch_fields[];
extern const char *const export_fields[];
extern const char *const omission_fields[];
extern const char *const hit_fields[];
extern const char *const suggestion_fields[];
extern const char *const entity_fields[];
extern const char *const mention_fields[];
extern const char *const named_fields[];
extern const char *const related_fields[];

/* An object that is complete but for its closing brace, to which more is added. */
static inline void reopen_object(struct buffer *out)
{
    if (out->len > 0)
        out->len--;
}

/* Writes the next row of a running statement as an item, and its key; `*more` is false
 * behind the last (page.c). next_block gives what include= and the format ask for. */
typedef enum fault row_next(struct call *call, struct rows *rows, struct buffer *out,
                            int64_t *key, bool *more);
row_next next_block, next_plain_block, next_note, next_omission;

/* No answer grows beyond this, however long its paragraphs are. */
enum { PAGE_BYTES = 4 * 1024 * 1024 };

/* Rows as items of an array that is open, until they end or PAGE_BYTES are there; closes
 * `rows`. `*last` is the last key, `*more` whether rows were left. */
CHECKED enum fault put_rows(struct call *call, struct rows *rows, row_next *next,
                            struct buffer *out, int64_t *last, bool *more);

/* The block's object with all that include= asks for. */
CHECKED enum fault write_block(struct call *call, struct buffer *out,
                               const struct block_row *row);

/* --- lists (list.c) --- */
struct list {
    struct call *call;
    struct buffer body;
    struct items items;
    int64_t limit;
    struct slice cursor; /* what list_cursor found */
    bool more;           /* there is a next page */
    bool at_least;       /* the total is not all there is */
    struct slice extra;  /* further members of the answer, with their commas, or empty */
};

/* Reads limit and cursor. FAULT_BAD_CURSOR. `cursor` is what the page before gave to
 * list_end, or empty. */
CHECKED enum fault list_begin(struct list *list, struct call *call,
                              const char *const *columns);

/* Room for one more? When not, notes that there is a next page. */
bool list_has_room(struct list *list);

/* Sends it. `cursor` says where the next page begins, when there is one; `facets` is JSON
 * or empty; `total` above CORPUS_COUNT_LIMIT is said as such. FAULT_BAD_REQUEST when the
 * target of the next page would be longer than one may be. */
CHECKED enum fault list_end(struct list *list, int64_t total, struct slice cursor,
                            struct slice facets);
void list_release(struct list *list);

/* One page of `rows`, which it closes, and sends it (page.c). */
CHECKED enum fault list_send_rows(struct list *list, struct rows *rows, row_next *next,
                                  int64_t total);

/* The target of the page behind `cursor` in the list that `answer` gives of this call's
 * document. */
struct slice list_target(struct call *call, route_answer *answer, struct slice cursor,
                         int64_t limit);

/* A block as a person reads it: printed number, text, line end. */
void put_block_text(struct buffer *out, const struct block_row *row);

/* --- answers that are made while they are sent (stream.c) --- */

/* Makes the next piece; `*done` after the last. `call` is a copy that lives as long as
 * the stream, with a corpus and an arena of its own. */
typedef enum fault stream_fill(void *self, struct call *call, struct buffer *out,
                               bool *done);

/* Sends the pieces of `fill`; `release` frees `self` at the end, whatever happened. A
 * reader is taken for each piece, and only while it is made. */
CHECKED enum fault call_stream(struct call *call, stream_fill *fill,
                               void (*release)(void *self), void *self);

/* --- filters on documents (documents.c) --- */

/* The folded words of a parameter as a JSON array, each with a blank before it. */
struct slice read_prefix_words(struct call *call, enum parameter parameter);

/* All but the words of titles, which are read apart: q= means more in a search. */
CHECKED enum fault read_document_filter(struct call *call,
                                        struct document_filter *filter);
CHECKED enum fault read_title_words(struct call *call, struct document_filter *filter);

/* --- facets (facets.c) --- */

enum {
    FACET_VALUES = 100,
    ENTITIES_PER_REQUEST = 10, /* that entity= takes */
};

/* Opens the values of a facet and their counts; `self` knows of what. */
typedef enum fault facet_open(struct corpus *corpus, enum facet facet, const void *self,
                              struct rows *rows);

/* The facets that facets= asks for as JSON, in the arena, or empty. Each value that can
 * be asked for has a link that finds as many as it counts. */
CHECKED enum fault make_facets(struct call *call, facet_open *open, const void *self,
                               struct slice *out);

/* Puts a parameter behind a target, as its first or one more (facets.c). */
void put_parameter(struct buffer *target, enum parameter parameter, struct slice value);

/* --- handlers, one file a noun --- */
route_answer answer_service, answer_health, answer_ready, answer_openapi;
route_answer answer_collections, answer_collection;
route_answer answer_documents, answer_document, answer_text;
route_answer answer_blocks, answer_block, answer_all_blocks;
route_answer answer_notes, answer_note, answer_all_notes;
route_answer answer_search, answer_suggest;
route_answer answer_entities, answer_entity, answer_mentions, answer_related,
    answer_document_entities;
route_answer answer_omissions, answer_batch, answer_export, answer_cite,
    answer_cite_block;

extern const struct route routes[];

#endif

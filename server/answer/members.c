/* The members of the items of each list, in one table: from it come the words of fields=,
 * the columns of CSV, and what is checked against them.
 *
 * FIELD is a member; COLUMN a member that is a column of CSV, too; PART a column that is
 * no member of that name: one inside a member, or of a member that fields= has elsewhere.
 * Fields and columns each keep the order of the list. */
#include "answer/items.h"

#define WORD(word) word,
#define NO_WORD(word)
#define ITEM_MEMBERS(name, LIST)                                                         \
    static const char *const name##_fields[] = {LIST(WORD, WORD, NO_WORD) NULL};         \
    static const char *const name##_columns[] = {LIST(NO_WORD, WORD, WORD) NULL};        \
    const struct item_members name##_members = {name##_fields, name##_columns}

// clang-format off
#define COLLECTION(FIELD, COLUMN, PART)                                                  \
    COLUMN("id") COLUMN("title") FIELD("description") COLUMN("publisher")                \
    COLUMN("licence") COLUMN("language") FIELD("counts") PART("counts.documents")        \
    PART("counts.paragraphs") PART("counts.footnotes") PART("counts.omissions")          \
    COLUMN("url") FIELD("documents")

#define DOCUMENT(FIELD, COLUMN, PART)                                                    \
    COLUMN("id") COLUMN("collection") COLUMN("number") COLUMN("title") COLUMN("date")    \
    COLUMN("author") COLUMN("recipient") COLUMN("place") COLUMN("classification")        \
    COLUMN("archiveReference") COLUMN("language") COLUMN("licence") FIELD("dateline")    \
    FIELD("salutation") FIELD("authors") FIELD("recipients") FIELD("formerIds")          \
    FIELD("counts") PART("counts.paragraphs") PART("counts.footnotes")                   \
    PART("counts.omissions") COLUMN("digest") COLUMN("url") COLUMN("modified")           \
    FIELD("stale") FIELD("links") FIELD("paragraphs") FIELD("footnotes")                 \
    FIELD("omissions") FIELD("entities")

#define BLOCK(FIELD, COLUMN, PART)                                                       \
    COLUMN("id") COLUMN("document") COLUMN("seq") COLUMN("kind") COLUMN("number")        \
    COLUMN("label") PART("inferredNumber") COLUMN("text") COLUMN("length")               \
    FIELD("breaks") FIELD("offsetUnit") FIELD("cells") FIELD("inferredNumber")           \
    FIELD("before") COLUMN("url") FIELD("prev") FIELD("next") FIELD("footnoteRefs")      \
    FIELD("inferredMissing") FIELD("source") FIELD("context") FIELD("footnotes")         \
    FIELD("entities")

#define NOTE(FIELD, COLUMN, PART)                                                        \
    COLUMN("id") COLUMN("document") COLUMN("ordinal") COLUMN("label") COLUMN("kind")     \
    COLUMN("text") COLUMN("length") FIELD("offsetUnit") FIELD("breaks") FIELD("anchor")  \
    PART("anchor.paragraph") PART("anchor.at") FIELD("problems") COLUMN("url")

#define OMISSION(FIELD, COLUMN, PART)                                                    \
    COLUMN("id") COLUMN("document") COLUMN("seq") COLUMN("marker")                       \
    FIELD("inferredMissing") PART("inferredMissing.from") PART("inferredMissing.to")     \
    COLUMN("after") COLUMN("before") COLUMN("url")

#define ENTITY(FIELD, COLUMN, PART)                                                      \
    COLUMN("id") COLUMN("type") COLUMN("label") COLUMN("description") COLUMN("from")     \
    COLUMN("to") FIELD("names") FIELD("adjectives") FIELD("governs") FIELD("partOf")     \
    FIELD("offices") FIELD("sameAs") FIELD("sources") FIELD("counts")                    \
    PART("counts.documents") PART("counts.mentions") COLUMN("url") FIELD("links")

#define MENTION(FIELD, COLUMN, PART)                                                     \
    COLUMN("document") COLUMN("paragraph") COLUMN("footnote") COLUMN("entity")           \
    COLUMN("type") COLUMN("surface") COLUMN("start") COLUMN("end") FIELD("offsetUnit")   \
    COLUMN("confidence") COLUMN("method") FIELD("candidates") COLUMN("edtf")             \
    COLUMN("url")

#define DOCUMENT_ENTITY(FIELD, COLUMN, PART)                                             \
    COLUMN("entity") COLUMN("type") COLUMN("label") COLUMN("count") COLUMN("url")        \
    FIELD("mentions")

#define RELATED(FIELD, COLUMN, PART)                                                     \
    COLUMN("id") COLUMN("type") COLUMN("label") COLUMN("documents") COLUMN("url")

#define HIT(FIELD, COLUMN, PART)                                                         \
    COLUMN("document") FIELD("title") COLUMN("id") COLUMN("kind") PART("scope")          \
    COLUMN("score") PART("title") FIELD("scope") FIELD("offsetUnit") FIELD("matches")    \
    FIELD("snippet") COLUMN("paragraph") COLUMN("url") FIELD("missing") FIELD("hits")

#define SUGGESTION(FIELD, COLUMN, PART)                                                  \
    COLUMN("kind") COLUMN("text") COLUMN("count") COLUMN("url")

#define CHANGE(FIELD, COLUMN, PART)                                                      \
    COLUMN("document") COLUMN("change") COLUMN("date") COLUMN("rev") COLUMN("target")    \
    FIELD("changed") FIELD("added") FIELD("removed") COLUMN("url")

/* Blocks and notes, and problems in place of those that are missing. */
#define BATCH(FIELD, COLUMN, PART)                                                       \
    COLUMN("id") COLUMN("document") COLUMN("seq") FIELD("ordinal") COLUMN("kind")        \
    COLUMN("number") COLUMN("label") PART("inferredNumber") COLUMN("text")               \
    COLUMN("length") FIELD("breaks") FIELD("offsetUnit") FIELD("cells")                  \
    FIELD("inferredNumber") FIELD("before") COLUMN("url") FIELD("prev") FIELD("next")    \
    FIELD("footnoteRefs") FIELD("inferredMissing") FIELD("anchor") FIELD("problems")     \
    FIELD("problem")

/* What the others have that can be exported. An export is of one of them (export.c), so
 * it has no columns of its own. */
#define EXPORT(FIELD, COLUMN, PART)                                                      \
    DOCUMENT(FIELD, FIELD, NO_WORD) FIELD("document") FIELD("seq") FIELD("kind")         \
    FIELD("label") FIELD("text") FIELD("length") FIELD("breaks") FIELD("offsetUnit")     \
    FIELD("cells") FIELD("inferredNumber") FIELD("before") FIELD("prev") FIELD("next")   \
    FIELD("footnoteRefs") FIELD("inferredMissing") FIELD("source") FIELD("context")      \
    FIELD("ordinal") FIELD("anchor") FIELD("problems") FIELD("paragraph")                \
    FIELD("footnote") FIELD("entity") FIELD("type") FIELD("surface") FIELD("start")      \
    FIELD("end") FIELD("confidence") FIELD("method") FIELD("candidates") FIELD("edtf")
// clang-format on

ITEM_MEMBERS(collection, COLLECTION);
ITEM_MEMBERS(document, DOCUMENT);
ITEM_MEMBERS(block, BLOCK);
ITEM_MEMBERS(note, NOTE);
ITEM_MEMBERS(omission, OMISSION);
ITEM_MEMBERS(entity, ENTITY);
ITEM_MEMBERS(mention, MENTION);
ITEM_MEMBERS(document_entity, DOCUMENT_ENTITY);
ITEM_MEMBERS(related, RELATED);
ITEM_MEMBERS(hit, HIT);
ITEM_MEMBERS(suggestion, SUGGESTION);
ITEM_MEMBERS(change, CHANGE);
ITEM_MEMBERS(batch, BATCH);
ITEM_MEMBERS(export, EXPORT);

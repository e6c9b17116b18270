/* The model: the words for its enumerations, kinds of ids, the key of a classification.
 */
#include "base/model.h"
#include "base/arena.h"
#include "base/utf8.h"

const char *const block_kind_names[BLOCK_KINDS + 1] = {
    [BLOCK_CLASSIFICATION] = "classification",
    [BLOCK_TITLE] = "title",
    [BLOCK_HEADING] = "heading",
    [BLOCK_DATELINE] = "dateline",
    [BLOCK_SALUTATION] = "salutation",
    [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_LIST_ITEM] = "list-item",
    [BLOCK_TABLE_ROW] = "table-row",
    [BLOCK_OMISSION] = "omission",
    [BLOCK_CLOSER] = "closer",
    [BLOCK_SIGNATURE] = "signature",
    [BLOCK_SOURCE] = "source",
    [BLOCK_COMMENT] = "comment",
    [BLOCK_KINDS] = NULL,
};

const char *const entity_type_names[ENTITY_TYPES + 1] = {
    "person", "place", "organization", "treaty", "publication", "event", "date", NULL};

const char *block_kind_name(enum block_kind kind)
{
    return block_kind_names[kind];
}

enum id_kind id_kind(struct slice id)
{
    if (id.len > 1 && id.at[1] == 'n')
        return ID_NOTE;
    return id.len > 0 && id.at[0] == 'b' ? ID_ORDINAL : ID_NUMBERED;
}

struct slice classification_key(struct arena *arena, struct slice text)
{
    char *at = arena_take(arena, text.len + 1);
    size_t len = 0;
    if (!at)
        return SLICE_NONE;
    text = utf8_trim(text);
    for (size_t size; text.len > 0; text = slice_from(text, size)) {
        uint32_t cp = utf8_decode(text, &size);
        if (!utf8_is_space(cp)) {
            memcpy(at + len, text.at, size);
            if (cp >= 'a' && cp <= 'z')
                at[len] = (char)(cp - 'a' + 'A');
            len += size;
        } else if (at[len - 1] != ' ') { /* trimmed: never the first */
            at[len++] = ' ';
        }
    }
    at[len] = '\0';
    return (struct slice){at, len};
}

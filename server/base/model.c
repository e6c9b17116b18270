/* The model: the words for its enumerations, and kinds of ids. */
#include "base/model.h"

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

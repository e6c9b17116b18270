/* The model: the words for its enumerations. */
#include "model.h"

static const char *const kind_names[BLOCK_KINDS] = {
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
};

const char *block_kind_name(enum block_kind kind)
{
    return kind_names[kind];
}

enum block_kind block_kind_find(struct slice name)
{
    enum block_kind kind = 0;
    while (kind < BLOCK_KINDS && !slice_is(name, kind_names[kind]))
        kind++;
    return kind;
}

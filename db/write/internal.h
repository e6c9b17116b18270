/* What the files that write a data set share. Private to db/ingest*.c. */
#ifndef CHANCERY_DB_WRITE_INTERNAL_H
#define CHANCERY_DB_WRITE_INTERNAL_H

#include "base/buffer.h"
#include "db/index/write.h"
#include "db/write/ingest.h"
#include "named_lists.h"
#include "publish.h"
#include "rows.h"

struct ingest {
    struct publish publish;
    struct row_writer writer; /* a stage's, until the line is finished */
    struct batch_pipeline pipeline;
    bool search;
    struct index_writer index; /* the same, when there is search */
    struct buffer mentions;    /* of one text, on their way */
    struct mention_part {      /* texts of a document */
        struct buffer bytes;
        int64_t first, last; /* blocks */
    } part;
    struct entity_documents entity_documents; /* documents by entity */
};

#endif

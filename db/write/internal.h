/* A data set that is being written: what the files of ingest share. */
#ifndef CHANCERY_DB_WRITE_INTERNAL_H
#define CHANCERY_DB_WRITE_INTERNAL_H

#include "base/buffer.h"
#include "db/index/write.h"
#include "db/write/ingest.h"
#include "entity_documents.h"
#include "publish.h"
#include "rows.h"

struct ingest {
    struct publish publish;
    struct row_writer writer; /* of a stage until the pipeline is finished */
    struct batch_pipeline pipeline;
    bool search;
    struct index_writer index; /* of a stage until it is drained */
    struct buffer mentions;    /* of one text, packed */
    struct mention_part {      /* texts of a document, not yet in a row */
        struct buffer bytes;
        int64_t first, last; /* blocks */
    } part;
    struct entity_documents entity_documents;
};

#endif

/* Mentions as bytes, and back: varints, each start relative to the previous end. */
#include "db/store/mentions.h"
#include "base/varint.h"

/* A key; greater ones than SQLite has are damage. */
static bool take_key(struct slice *bytes, int64_t *out)
{
    uint64_t key;
    if (!varint_take(bytes, &key) || key > INT64_MAX)
        return false;
    *out = (int64_t)key;
    return true;
}

void mentions_pack(struct buffer *out, const struct mention_row *rows, size_t count)
{
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct mention_row *row = &rows[i];
        int flags = row->type | (row->entity ? MENTION_LINKED : 0) |
                    (row->candidate_count ? MENTION_MANY : 0) |
                    (row->edtf.len ? MENTION_DATED : 0);
        buffer_put_char(out, (char)flags);
        varint_put(out, row->start - at);
        varint_put(out, row->end - row->start);
        varint_put(out, row->method);
        varint_put(out, row->confidence);
        if (row->entity)
            varint_put(out, (uint64_t)row->entity);
        if (row->candidate_count)
            varint_put(out, row->candidate_count);
        for (size_t k = 0; k < row->candidate_count; k++)
            varint_put(out, (uint64_t)row->candidates[k]);
        if (row->edtf.len)
            varint_put(out, row->edtf.len);
        buffer_put(out, row->edtf);
        at = row->end;
    }
}

static bool take_candidates(struct slice *bytes, struct mention_row *row)
{
    uint64_t count;
    if (!varint_take(bytes, &count) || count > MENTION_KEYS)
        return false;
    for (row->candidate_count = 0; row->candidate_count < count; row->candidate_count++)
        if (!take_key(bytes, &row->candidates[row->candidate_count]))
            return false;
    return true;
}

static bool take_edtf(struct slice *bytes, struct mention_row *row)
{
    uint64_t len;
    if (!varint_take(bytes, &len) || len > bytes->len)
        return false;
    row->edtf = (struct slice){bytes->at, (size_t)len};
    *bytes = slice_from(*bytes, (size_t)len);
    return true;
}

static bool take_mention(struct slice *bytes, struct mention_row *row)
{
    uint64_t start, length, method, confidence;
    int64_t entity = 0;
    uint32_t before = row->end;
    int flags = (unsigned char)bytes->at[0], type = flags & 7;
    *bytes = slice_from(*bytes, 1);
    if (type >= ENTITY_TYPES || !varint_take(bytes, &start) ||
        !varint_take(bytes, &length) || !varint_take(bytes, &method) ||
        !varint_take(bytes, &confidence) || method > MENTION_METHODS ||
        confidence > 100 || start > UINT32_MAX - before ||
        length > UINT32_MAX - before - start ||
        ((flags & MENTION_LINKED) && !take_key(bytes, &entity)))
        return false;
    *row = (struct mention_row){.type = type,
                                .start = before + (uint32_t)start,
                                .end = before + (uint32_t)start + (uint32_t)length,
                                .entity = entity,
                                .method = (unsigned)method,
                                .confidence = (unsigned)confidence};
    return ((flags & MENTION_MANY) == 0 || take_candidates(bytes, row)) &&
           ((flags & MENTION_DATED) == 0 || take_edtf(bytes, row));
}

bool mention_next(struct slice *bytes, struct mention_row *row)
{
    struct slice left = *bytes;
    if (left.len == 0 || !take_mention(&left, row))
        return false;
    *bytes = left;
    return true;
}

void mentions_put_text(struct buffer *part, uint32_t step, uint32_t ordinal,
                       struct slice bytes)
{
    varint_put(part, step);
    varint_put(part, ordinal);
    varint_put(part, bytes.len);
    buffer_put(part, bytes);
}

bool mentions_take_text(struct slice *part, struct mention_text *text)
{
    uint64_t step, ordinal, len;
    if (!varint_take(part, &step) || !varint_take(part, &ordinal) ||
        !varint_take(part, &len) || len > part->len || step > UINT32_MAX ||
        ordinal > UINT32_MAX || !row_is_key(text->block + (int64_t)step))
        return false;
    text->block += (int64_t)step;
    text->ordinal = (uint32_t)ordinal;
    text->bytes = (struct slice){part->at, (size_t)len};
    *part = slice_from(*part, (size_t)len);
    return true;
}

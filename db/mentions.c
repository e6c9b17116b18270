/* Mentions of one text as bytes, and back. */
#include "mentions.h"

static void put_number(struct buffer *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer_put_char(out, (char)(number | 0x80));
    buffer_put_char(out, (char)number);
}

static bool take_number(struct slice *bytes, uint64_t *out)
{
    *out = 0;
    for (unsigned shift = 0; bytes->len > 0 && shift < 63; shift += 7) {
        unsigned char byte = (unsigned char)bytes->at[0];
        *bytes = slice_from(*bytes, 1);
        *out |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
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
        put_number(out, row->start - at);
        put_number(out, row->end - row->start);
        put_number(out, row->method);
        put_number(out, row->confidence);
        if (row->entity)
            put_number(out, (uint64_t)row->entity);
        if (row->candidate_count)
            put_number(out, row->candidate_count);
        for (size_t k = 0; k < row->candidate_count; k++)
            put_number(out, (uint64_t)row->candidates[k]);
        if (row->edtf.len)
            put_number(out, row->edtf.len);
        buffer_put(out, row->edtf);
        at = row->end;
    }
}

static bool take_candidates(struct slice *bytes, struct mention_row *row)
{
    uint64_t count, key;
    if (!take_number(bytes, &count) || count > MENTION_KEYS)
        return false;
    for (row->candidate_count = 0; row->candidate_count < count; row->candidate_count++) {
        if (!take_number(bytes, &key))
            return false;
        row->candidates[row->candidate_count] = (int64_t)key;
    }
    return true;
}

static bool take_edtf(struct slice *bytes, struct mention_row *row)
{
    uint64_t len;
    if (!take_number(bytes, &len) || len > bytes->len)
        return false;
    row->edtf = (struct slice){bytes->at, (size_t)len};
    *bytes = slice_from(*bytes, (size_t)len);
    return true;
}

bool mentions_unpack(struct slice *bytes, struct mention_row *row)
{
    uint64_t start, length, method, confidence, entity = 0;
    uint32_t before = row->end;
    if (bytes->len == 0)
        return false;
    int flags = (unsigned char)bytes->at[0];
    *bytes = slice_from(*bytes, 1);
    if (!take_number(bytes, &start) || !take_number(bytes, &length) ||
        !take_number(bytes, &method) || !take_number(bytes, &confidence) ||
        start > UINT32_MAX - before || length > UINT32_MAX - before - start ||
        ((flags & MENTION_LINKED) && !take_number(bytes, &entity)))
        return false;
    *row = (struct mention_row){.type = flags & 7,
                                .start = before + (uint32_t)start,
                                .end = before + (uint32_t)start + (uint32_t)length,
                                .entity = (int64_t)entity,
                                .method = (unsigned)method,
                                .confidence = (unsigned)confidence};
    return ((flags & MENTION_MANY) == 0 || take_candidates(bytes, row)) &&
           ((flags & MENTION_DATED) == 0 || take_edtf(bytes, row));
}

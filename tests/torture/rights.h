/* What may be said to a request while something fails, held against what is said when
 * nothing does. */
#ifndef CHANCERY_TESTS_RIGHTS_H
#define CHANCERY_TESTS_RIGHTS_H

#include "wire.h"

struct rights {
    const char *request;
    struct heard said[3]; /* uncoded, when first asked for, and when asked for again */
};

static inline bool rights_right(const struct rights *rights, const struct heard *heard)
{
    bool right = false;
    for (size_t i = 0; i < sizeof(rights->said) / sizeof(rights->said[0]); i++)
        right = right || wire_same(heard, &rights->said[i]);
    return right;
}

/* Broken off, and right as far as it goes. The client sees that it is: but for HTTP/1.0,
 * where the end of the connection is all there is to end a stream. */
static inline bool rights_cut(const struct rights *rights, const struct heard *heard)
{
    const struct heard *right = &rights->said[1];
    bool seen = !heard->whole || strstr(rights->request, " HTTP/1.0\r\n");
    return seen && !heard->silent &&
           (heard->status != 200 ||
            (heard->len <= right->len &&
             memcmp(heard->bytes, right->bytes, heard->len) == 0));
}

/* A 304 that says more than it need, and closes the connection. */
static inline bool rights_unchanged(const struct rights *rights,
                                    const struct heard *heard)
{
    const char *there = wire_header(&rights->said[1], "ETag");
    const char *here = wire_header(heard, "ETag");
    return heard->whole && heard->status == 304 && rights->said[1].status == 304 &&
           heard->closes && there && here &&
           strncmp(there, here, strcspn(there, "\r")) == 0;
}

/* 503, with words where there is room for them. */
static inline bool rights_refusal(const struct rights *rights, const struct heard *heard)
{
    return heard->whole && heard->status == 503 &&
           (strncmp(rights->request, "HEAD", 4) == 0 ||
            strstr(heard->bytes, "\"detail\""));
}

#endif

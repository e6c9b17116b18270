/* One change, as JSON and as an entry of an Atom feed (RFC 4287). */
#ifndef CHANCERY_API_CHANGE_ENTRY_H
#define CHANCERY_API_CHANGE_ENTRY_H

#include "answer/call.h"

void put_change_json(struct buffer *out, const struct change_row *row);

/* The entry has the title of the document where there still is one. */
CHECKED enum fault put_change_entry(struct call *call, struct buffer *out,
                                    const struct change_row *row);

/* The feed up to its first entry. */
void put_feed_head(struct call *call, struct buffer *out);

#endif

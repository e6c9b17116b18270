/* Members that the JSON of several nouns has. */
#ifndef CHANCERY_RENDER_MEMBERS_H
#define CHANCERY_RENDER_MEMBERS_H

#include "base/json_write.h"
#include "render/nouns.h"

/* The URL of a thing in a document; its id is plain ASCII and needs no escape. */
void noun_put_url(struct buffer *out, const char *name, struct slice document_url,
                  const char *list, struct slice id);

/* An array of offsets; nothing when there are none. */
void noun_put_offsets(struct buffer *out, const char *name, const uint32_t *offsets,
                      size_t count);

#endif

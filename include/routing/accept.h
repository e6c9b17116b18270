/* Content negotiation (RFC 9110, section 12.5.1). Private to server/http. */
#ifndef CHANCERY_ROUTING_ACCEPT_H
#define CHANCERY_ROUTING_ACCEPT_H

#include "routing/route.h"

/* One member of such a list: "text/csv;q=0.5". */
struct accept_range {
    struct slice name;
    int weight; /* thousandths */
};

struct accept_range accept_read_range(struct slice text);

/* Compared without case. */
bool accept_same(struct slice a, struct slice b);

/* The best of `formats` (bits) for an Accept header; FORMATS when none will do. An empty
 * header accepts everything; among equals the lowest format wins, `preferred` first. */
enum format accept_choose(struct slice accept, unsigned formats, enum format preferred);

#endif

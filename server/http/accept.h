/* Content negotiation (RFC 9110, section 12.5.1). Private to server/http. */
#ifndef CHANCERY_ACCEPT_H
#define CHANCERY_ACCEPT_H

#include "route.h"

/* The best of `formats` (bits) for an Accept header; FORMATS when none will do. An empty
 * header accepts everything; among equals the lowest format wins, `preferred` first. */
enum format accept_choose(struct slice accept, unsigned formats, enum format preferred);

#endif

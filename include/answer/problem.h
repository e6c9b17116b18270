/* Problems: a fault as problem+json (RFC 9457), for `reply` in place of what it holds.
 * `similar` are ids like one that was not found. */
#ifndef CHANCERY_ANSWER_PROBLEM_H
#define CHANCERY_ANSWER_PROBLEM_H

#include "base/fault.h"
#include "routing/reply.h"
#include "routing/route.h"

void send_problem(struct reply *reply, const struct request *request,
                  const struct routed *routed, const struct slice *similar,
                  size_t similar_count, enum fault fault,
                  const struct fault_detail *detail);

#endif

/* A call: parameters by their names, at fault or in a target. */
#include "answer/call.h"

struct fault_detail *call_blame(struct call *call, enum parameter parameter)
{
    call->routed.bad_parameter = slice_of(parameter_name(parameter));
    return &call->detail;
}

void put_parameter(struct buffer *target, enum parameter parameter, struct slice value)
{
    bool query = target->len && memchr(target->at, '?', target->len);
    buffer_print(target, "%c%s=", query ? '&' : '?', parameter_name(parameter));
    buffer_put_escaped(target, value, ",");
}

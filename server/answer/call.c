/* A call: the parameter that is at fault. */
#include "answer/call.h"

struct fault_detail *call_blame(struct call *call, enum parameter parameter)
{
    call->routed.bad_parameter = slice_of(parameter_name(parameter));
    return &call->detail;
}

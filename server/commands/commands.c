/* How every command ends: one line when it failed, and its exit status. */
#include "commands/commands.h"

#include <stdio.h>

int command_fail(enum fault fault, const struct fault_detail *detail)
{
    if (fault)
        fprintf(stderr, "chanceryd: %s\n",
                detail->text[0] ? detail->text : fault_title(fault));
    return fault_exit_code(fault);
}

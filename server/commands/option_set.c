/* Values of options on their way to the command's struct. */
#include "option_set.h"
#include "commands/options.h"
#include "option_value.h"

#include <stdio.h>

static enum fault usage(struct fault_detail *detail, const struct option_row *row,
                        const char *value)
{
    return fault_set(detail, FAULT_USAGE, "--%s takes %s, not \"%.60s\"", row->name,
                     row->value ? row->value : "no value", value);
}

enum fault option_set(void *out, const struct option_row *row, char *value,
                      struct fault_detail *detail)
{
    void *at = (char *)out + row->at;
    bool good = true;
    switch (row->type) {
    case TYPE_TEXT:
        good = *value != '\0';
        *(const char **)at = value;
        break;
    case TYPE_LISTEN: {
        struct listen_address *place = at;
        char shown[64];
        snprintf(shown, sizeof(shown), "%s", value);
        if (!option_listen(value, &place->address, &place->port))
            return usage(detail, row, shown);
        break;
    }
    case TYPE_SANDBOX:
        good = !strcmp(value, "auto") || !strcmp(value, "off");
        *(bool *)at = !strcmp(value, "auto");
        break;
    case TYPE_LOG:
        good = option_log(value, at);
        break;
    case TYPE_SWITCH:
        good = option_switch(value, at);
        break;
    case TYPE_NUMBER:
        good = option_number(value, at);
        break;
    case TYPE_COUNT:
        good = option_number(value, at) && *(unsigned *)at > 0;
        break;
    case TYPE_SIZE:
        good = option_size(value, at);
        break;
    case TYPE_WITHOUT:
        good = option_without(value, at);
        break;
    case TYPE_FILES:
        good = option_files(value, at);
        break;
    }
    return good ? FAULT_NONE : usage(detail, row, value ? value : "");
}

/* Values of options, read strictly. */
#include "option_value.h"
#include "commands/options.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool option_size(const char *text, size_t *out)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    unsigned shift = 0;
    if (end == text || text[0] == '-' || errno)
        return false;
    if (*end && !end[1])
        shift = strchr("kK", *end)   ? 10
                : strchr("mM", *end) ? 20
                : strchr("gG", *end) ? 30
                                     : 0;
    if (*end && !shift)
        return false;
    if (number > (SIZE_MAX >> 1) >> shift)
        return false;
    *out = (size_t)number << shift;
    return true;
}

bool option_number(const char *text, unsigned *out)
{
    size_t number;
    if (!option_size(text, &number) || number > 1000000)
        return false;
    *out = (unsigned)number;
    return true;
}

bool option_listen(char *text, const char **address, unsigned *port)
{
    char *colon = strrchr(text, ':');
    const char *digits = colon ? colon + 1 : text;
    if (!option_number(digits, port) || *port > 65535)
        return false;
    *address = "127.0.0.1";
    if (!colon || colon == text)
        return true;
    *colon = '\0';
    size_t len = strlen(text);
    if (text[0] == '[' && text[len - 1] == ']') {
        text[len - 1] = '\0';
        text++;
    }
    *address = text;
    return true;
}

bool option_without(const char *text, unsigned *out)
{
    struct slice rest = slice_of(text);
    while (rest.len > 0) {
        struct slice word = slice_cut(&rest, ',');
        if (slice_is(word, "search"))
            *out |= WITHOUT_SEARCH;
        else if (slice_is(word, "entities"))
            *out |= WITHOUT_ENTITIES;
        else
            return false;
    }
    return true;
}

bool option_files(char *text, struct file_list *out)
{
    while (text) {
        char *colon = strchr(text, ':');
        if (colon)
            *colon = '\0';
        if (!*text || out->count == FILE_LIST_MAX)
            return false;
        out->files[out->count++] = text;
        text = colon ? colon + 1 : NULL;
    }
    return true;
}

bool option_log(const char *text, enum httpd_log *out)
{
    static const char *const words[] = {
        [HTTPD_LOG_NONE] = "none", [HTTPD_LOG_TEXT] = "text", [HTTPD_LOG_JSON] = "json"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (!strcmp(text, words[i])) {
            *out = (enum httpd_log)i;
            return true;
        }
    return false;
}

bool option_switch(const char *text, bool *out)
{
    *out = !text || !strcmp(text, "1") || !strcasecmp(text, "true") ||
           !strcasecmp(text, "yes") || !strcasecmp(text, "on");
    return *out || !strcmp(text, "0") || !strcasecmp(text, "false") ||
           !strcasecmp(text, "no") || !strcasecmp(text, "off") || !*text;
}

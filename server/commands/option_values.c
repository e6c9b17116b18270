/* Values of options: a reader for each type, and the command's struct, where they go. */
#include "option_values.h"
#include "commands/options.h"

#include <stdio.h>
#include <strings.h>

enum { MOST_NUMBER = 1000000, NO_UNIT = 64 };

/* Bytes, with an optional K, M or G (powers of 1024). */
static bool read_size(const char *text, size_t *out)
{
    struct slice rest = slice_of(text);
    uint64_t number;
    if (!slice_take_number(&rest, SIZE_MAX >> 1, &number) || rest.len > 1)
        return false;
    unsigned shift = rest.len == 0              ? 0
                     : strchr("kK", rest.at[0]) ? 10
                     : strchr("mM", rest.at[0]) ? 20
                     : strchr("gG", rest.at[0]) ? 30
                                                : NO_UNIT;
    if (shift == NO_UNIT || number > (SIZE_MAX >> 1) >> shift)
        return false;
    *out = (size_t)number << shift;
    return true;
}

/* Up to a million. */
static bool read_number(const char *text, unsigned *out)
{
    size_t number;
    if (!read_size(text, &number) || number > MOST_NUMBER)
        return false;
    *out = (unsigned)number;
    return true;
}

/* "[::1]:8080", "127.0.0.1:8080", ":8080" or "8080"; `text` is cut to the address. */
static bool read_listen(char *text, const char **address, unsigned *port)
{
    char *colon = strrchr(text, ':');
    const char *digits = colon ? colon + 1 : text;
    if (!read_number(digits, port) || *port > 65535)
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

/* "search,entities", as bits. */
static bool read_without(const char *text, unsigned *out)
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

/* A file, or several with colons between them, added to the list. */
static bool read_files(char *text, struct file_list *out)
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

static bool read_log(const char *text, enum httpd_log *out)
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

/* 1, true, yes, on or NULL, when only the name is given; 0, false, no, off or empty. */
static bool read_switch(const char *text, bool *out)
{
    *out = !text || !strcmp(text, "1") || !strcasecmp(text, "true") ||
           !strcasecmp(text, "yes") || !strcasecmp(text, "on");
    return *out || !strcmp(text, "0") || !strcasecmp(text, "false") ||
           !strcasecmp(text, "no") || !strcasecmp(text, "off") || !*text;
}

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
        struct listen_address *listen = at;
        char shown[64];
        snprintf(shown, sizeof(shown), "%s", value);
        if (!read_listen(value, &listen->address, &listen->port))
            return usage(detail, row, shown);
        break;
    }
    case TYPE_SANDBOX:
        good = !strcmp(value, "auto") || !strcmp(value, "off");
        *(bool *)at = !strcmp(value, "auto");
        break;
    case TYPE_LOG:
        good = read_log(value, at);
        break;
    case TYPE_SWITCH:
        good = read_switch(value, at);
        break;
    case TYPE_NUMBER:
        good = read_number(value, at);
        break;
    case TYPE_COUNT:
        good = read_number(value, at) && *(unsigned *)at > 0;
        break;
    case TYPE_SIZE:
        good = read_size(value, at);
        break;
    case TYPE_WITHOUT:
        good = read_without(value, at);
        break;
    case TYPE_FILES:
        good = read_files(value, at);
        break;
    }
    return good ? FAULT_NONE : usage(detail, row, value ? value : "");
}

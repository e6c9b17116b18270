/* Names from a text: its lines become rows in memory, where they are read like those of a
 * data set. */
#include "base/utf8.h"
#include "names_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME_COLUMNS = 9 };

/* A line on its way into memory. */
struct line {
    struct names *names;
    const char *path;
    unsigned long number;
    struct slice columns[NAME_COLUMNS];
    size_t count;
    struct slice document; /* the last one, whose blocks and notes follow it */
    int64_t place;         /* of the last block or note in it */
};

static enum fault wrong(const struct line *line, const char *what,
                        struct fault_detail *detail)
{
    if (detail)
        detail->line = line->number;
    return fault_set(detail, FAULT_INPUT, "%s:%lu: %s", line->path, line->number, what);
}

static bool read_hex(struct slice text, int64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                           : -1;
        if (digit < 0)
            return false;
        number = number << 4 | (uint64_t)digit;
    }
    *out = (int64_t)number;
    return text.len == 16;
}

/* A sort of line: its first word, how many columns follow, which of them are numbers
 * ('d', or 'x' in 16 hexadecimal digits), 's' text, and the statement that takes them. */
struct line_form {
    const char *word, *columns;
    enum query query;
};

static const struct line_form forms[] = {
    {"meta", "ss", QUERY_MEMORY_PUT_META},
    {"document", "sssdd", QUERY_MEMORY_PUT_DOCUMENT},
    {"block", "sx", QUERY_MEMORY_PUT_PART},
    {"note", "sx", QUERY_MEMORY_PUT_PART},
    {"former", "ssdssxdd", QUERY_MEMORY_PUT_FORMER},
    {"revision", "dsd", QUERY_MEMORY_PUT_REVISION},
    {"change", "dssss", QUERY_MEMORY_PUT_CHANGE},
};

static bool bind_column(sqlite3_stmt *statement, int at, char sort, struct slice text)
{
    int64_t number;
    uint64_t decimal;
    if (sort == 's') {
        sqlite3_bind_text(statement, at, text.at ? text.at : "", (int)text.len,
                          SQLITE_TRANSIENT);
        return true;
    }
    bool good =
        sort == 'x' ? read_hex(text, &number) : slice_number(text, INT64_MAX, &decimal);
    if (good)
        db_bind_int(statement, at, sort == 'x' ? number : (int64_t)decimal);
    return good;
}

/* Blocks and notes belong to the document above them. */
static enum fault bind_owner(struct line *line, sqlite3_stmt *statement, bool note,
                             struct fault_detail *detail)
{
    if (!line->document.len)
        return wrong(line, "a block or note comes before any document", detail);
    db_bind_text(statement, 1, line->document);
    db_bind_int(statement, 2, note);
    db_bind_int(statement, 3, ++line->place);
    return FAULT_NONE;
}

static enum fault keep_document(struct line *line, struct fault_detail *detail)
{
    char *copy = strndup(line->columns[1].at, line->columns[1].len);
    if (!copy)
        return fault_memory(detail);
    free((void *)(uintptr_t)line->document.at);
    line->document = slice_of(copy);
    line->place = 0;
    return FAULT_NONE;
}

static enum fault put_line(struct line *line, const struct line_form *form,
                           struct fault_detail *detail)
{
    struct db *db = &line->names->connection.db;
    sqlite3_stmt *statement = db_statement(db, form->query);
    bool part = form->query == QUERY_MEMORY_PUT_PART;
    enum fault fault = FAULT_NONE;
    if (!statement)
        return fault_memory(detail);
    if (line->count != strlen(form->columns) + 1)
        return wrong(line, "it has not as many columns as its first word asks for",
                     detail);
    if (part)
        fault = bind_owner(line, statement, form->word[0] == 'n', detail);
    if (form->query == QUERY_MEMORY_PUT_DOCUMENT)
        fault = keep_document(line, detail);
    for (size_t i = 1; !fault && i < line->count; i++)
        if (!bind_column(statement, (int)i + (part ? 3 : 0), form->columns[i - 1],
                         line->columns[i]))
            fault = wrong(line, "a column should be a number, and is none", detail);
    if (!fault && sqlite3_step(statement) != SQLITE_DONE)
        fault = wrong(line, "it says again what a line above it has said", detail);
    db_end(statement);
    return fault;
}

static enum fault take_line(struct line *line, struct slice text,
                            struct fault_detail *detail)
{
    bool cut;
    if (utf8_check(text, &cut) < text.len)
        return wrong(line, "not UTF-8", detail);
    line->count = 0;
    for (bool more = true; more; line->count++) {
        more = slice_find(text, '\t') < text.len;
        if (line->count == NAME_COLUMNS)
            return wrong(line, "it has too many columns", detail);
        line->columns[line->count] = slice_cut(&text, '\t');
    }
    if (line->number == 1)
        return slice_is(line->columns[0], "chancery-names") && line->count == 2 &&
                       slice_is(line->columns[1], "1")
                   ? FAULT_NONE
                   : wrong(line, "not a text of names, as chanceryd names writes it",
                           detail);
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        if (slice_is(line->columns[0], forms[i].word))
            return put_line(line, &forms[i], detail);
    return wrong(line, "it begins with a word that is not known", detail);
}

static enum fault read_lines(struct line *line, FILE *in, struct fault_detail *detail)
{
    char *text = NULL;
    size_t room = 0;
    ssize_t len;
    enum fault fault = FAULT_NONE;
    while (!fault && (len = getline(&text, &room, in)) >= 0) {
        line->number++;
        while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
            len--;
        fault = take_line(line, (struct slice){text, (size_t)len}, detail);
    }
    if (!fault && ferror(in))
        fault = fault_set(detail, FAULT_INPUT, "cannot read %s: %s", line->path,
                          strerror(errno));
    if (!fault && line->number == 0)
        fault = fault_set(detail, FAULT_INPUT, "%s is empty", line->path);
    free(text);
    free((void *)(uintptr_t)line->document.at);
    return fault;
}

static enum fault open_memory(struct names *names, struct fault_detail *detail)
{
    struct db *db = &names->connection.db;
    db_setup();
    int code = sqlite3_open_v2(
        ":memory:", &db->handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    enum fault fault = db_fault(db, code, detail);
    if (!fault)
        fault = db_run(db, QUERY_MAKE_MEMORY_NAMES, detail);
    return fault ? fault : db_prepare(db, DB_NAMES, detail);
}

enum fault names_read(struct names **out, const char *path, struct fault_detail *detail)
{
    struct names *names = calloc(1, sizeof(*names));
    *out = NULL;
    if (!names)
        return fault_memory(detail);
    struct line line = {.names = names, .path = path};
    FILE *in = fopen(path, "re");
    enum fault fault =
        in ? open_memory(names, detail)
           : fault_set(detail, FAULT_INPUT, "cannot read %s: %s", path, strerror(errno));
    if (!fault)
        fault = read_lines(&line, in, detail);
    if (in)
        fclose(in);
    if (!fault)
        fault = names_read_facts(names, detail);
    if (fault)
        names_close(names);
    else
        *out = names;
    return fault;
}

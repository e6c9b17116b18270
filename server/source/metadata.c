/* Metadata tables: cells by RFC 4180, then rows by the names of their texts. */
#include "source/metadata.h"
#include "base/map.h"
#include "base/utf8.h"
#include "source/input_file.h"
#include "source/report.h"

#include <strings.h>
#include <xxhash.h>

/* A file that is being cut into cells. */
struct cutter {
    struct arena *arena;
    struct slice rest;
    char separator;
    unsigned long line; /* of the next character */
    bool open;          /* a quote has no end */
};

/* Takes a cell in quotes, which are doubled inside. */
static struct slice cut_quoted(struct cutter *cutter)
{
    char *out = arena_take(cutter->arena, cutter->rest.len + 1);
    size_t len = 0, i = 1;
    const char *at = cutter->rest.at;
    for (; out && i < cutter->rest.len; i++) {
        if (at[i] == '"' && !(i + 1 < cutter->rest.len && at[i + 1] == '"'))
            break;
        i += at[i] == '"';
        cutter->line += at[i] == '\n';
        out[len++] = at[i];
    }
    cutter->open = i >= cutter->rest.len;
    cutter->rest = slice_from(cutter->rest, i + 1);
    return (struct slice){out, out ? len : 0};
}

/* Takes a cell; *last: the line ends behind it. */
static struct slice cut_cell(struct cutter *cutter, bool *last)
{
    struct slice cell = SLICE("");
    if (cutter->rest.len && cutter->rest.at[0] == '"')
        cell = cut_quoted(cutter);
    size_t len = 0;
    const char *at = cutter->rest.at;
    while (len < cutter->rest.len && at[len] != cutter->separator && at[len] != '\n' &&
           at[len] != '\r')
        len++;
    if (!cell.len)
        cell = (struct slice){at, len};
    *last = len == cutter->rest.len || at[len] != cutter->separator;
    if (len < cutter->rest.len && at[len] == '\r')
        len++;
    if (*last && len < cutter->rest.len && at[len] == '\n')
        cutter->line++;
    else if (*last && len && at[len - 1] == '\r') /* of an old Macintosh */
        len--, cutter->line++;
    cutter->rest = slice_from(cutter->rest, len + 1);
    return utf8_trim(cell);
}

/* The cells of the next line that is not empty; false at the end. */
static bool cut_line(struct cutter *cutter, struct slice **cells, size_t *count,
                     unsigned long *line)
{
    for (*count = 0; *count == 0 && cutter->rest.len;) {
        size_t room = 0;
        bool last = false, any = false;
        *cells = NULL;
        *line = cutter->line;
        while (!last) {
            if (!arena_room(cutter->arena, cells, *count, &room, sizeof(**cells)))
                return false;
            struct slice cell = cut_cell(cutter, &last);
            (*cells)[(*count)++] = cell;
            any |= cell.len > 0;
        }
        *count = any ? *count : 0;
    }
    return *count > 0;
}

/* What the first line has most of. */
static char separator_of(struct slice text)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof(separators)] = {0}, best = 0;
    for (size_t i = 0; i < text.len && text.at[i] != '\n' && text.at[i] != '\r'; i++)
        for (size_t k = 0; k < sizeof(separators); k++)
            counts[k] += text.at[i] == separators[k];
    for (size_t k = 1; k < sizeof(separators); k++)
        best = counts[k] > counts[best] ? k : best;
    return separators[best];
}

static struct slice without_suffix(struct slice name)
{
    if (name.len > 4 && strncasecmp(name.at + name.len - 4, ".txt", 4) == 0)
        name.len -= 4;
    return name;
}

static bool find_column(const struct metadata_table *table, const char *name, size_t *out)
{
    for (*out = 0; *out < table->column_count; (*out)++)
        if (slice_is(table->columns[*out], name))
            return true;
    return false;
}

static struct digest digest_row(const struct metadata_table *table,
                                const struct metadata_row *row)
{
    XXH3_state_t *state = XXH3_createState();
    struct digest digest = {0, 0};
    if (!state || XXH3_128bits_reset(state) == XXH_ERROR)
        return digest;
    for (size_t i = 0; i < row->cell_count && i < table->column_count; i++) {
        if (!row->cells[i].len)
            continue;
        XXH3_128bits_update(state, table->columns[i].at, table->columns[i].len);
        XXH3_128bits_update(state, "", 1);
        XXH3_128bits_update(state, row->cells[i].at, row->cells[i].len);
        XXH3_128bits_update(state, "", 1);
    }
    XXH128_hash_t hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    return (struct digest){hash.high64, hash.low64};
}

/* Takes one row, or reports why not. */
static enum fault take_row(struct metadata_table *table, struct arena *arena,
                           size_t *room, struct metadata_row row,
                           const struct reporter *reporter)
{
    struct slice name = without_suffix(
        table->file < row.cell_count ? row.cells[table->file] : SLICE_NONE);
    if (!name.len) {
        report_problem(reporter, table->shown, row.line,
                       "the row does not say of which text; left out");
        return FAULT_NONE;
    }
    for (size_t i = table->column_count; i < row.cell_count; i++)
        if (row.cells[i].len) {
            report_problem(reporter, table->shown, row.line,
                           "the row has more cells than there are columns: is a cell "
                           "with \"%.60s\" in it without quotes?",
                           ",");
            break;
        }
    uint32_t *number = map_take_text(table->by_file, name);
    if (!number || !arena_room(arena, &table->rows, table->row_count, room, sizeof(row)))
        return FAULT_MEMORY;
    if (*number != MAP_NONE) {
        report_problem(reporter, table->shown, row.line,
                       "the row is of the same text as line %lu; left out",
                       table->rows[*number].line);
        return FAULT_NONE;
    }
    *number = (uint32_t)table->row_count;
    row.digest = digest_row(table, &row);
    table->rows[table->row_count++] = row;
    return FAULT_NONE;
}

static enum fault read_rows(struct metadata_table *table, struct cutter *cutter,
                            const struct reporter *reporter)
{
    struct slice *cells;
    size_t room = 0;
    enum fault fault = FAULT_NONE;
    struct metadata_row row = {.table = table};
    while (!fault && cut_line(cutter, &cells, &row.cell_count, &row.line)) {
        row.cells = cells;
        fault = take_row(table, cutter->arena, &room, row, reporter);
    }
    if (cutter->open)
        report_problem(reporter, table->shown, row.line,
                       "a quote is opened here that has "
                       "no end");
    return fault || arena_failed(cutter->arena) ? FAULT_MEMORY : FAULT_NONE;
}

static enum fault read_table(struct metadata_table **out, struct cutter *cutter,
                             const char *shown, const struct reporter *reporter)
{
    struct arena *arena = cutter->arena;
    struct metadata_table *table = arena_take_array(arena, 1, sizeof(*table));
    struct map *map = arena_take_array(arena, 1, sizeof(*map));
    struct slice *columns = NULL;
    unsigned long line;
    if (!table || !map)
        return FAULT_MEMORY;
    map->arena = arena;
    table->shown = shown;
    table->by_file = map;
    if (!cut_line(cutter, &columns, &table->column_count, &line)) {
        report_problem(reporter, shown, 0, "it is empty; left out");
        return arena_failed(arena) ? FAULT_MEMORY : FAULT_NONE;
    }
    for (size_t i = 0; i < table->column_count; i++)
        columns[i] = arena_copy(arena, columns[i]); /* they are shown, and end in NUL */
    if (arena_failed(arena))
        return FAULT_MEMORY;
    table->columns = columns;
    if (!find_column(table, "file", &table->file) &&
        !find_column(table, "id", &table->file)) {
        report_problem(reporter, shown, 1,
                       "no column is called \"file\", for the names of the texts; left "
                       "out");
        return FAULT_NONE;
    }
    for (size_t i = 0; i < table->column_count; i++)
        if (columns[i].len && !slice_is(columns[i], "file") &&
            !sidecar_has_field(columns[i]))
            report_problem(reporter, shown, 1,
                           "column \"%.100s\" is not a field of a document; left out",
                           report_shown(arena, columns[i]).at);
    *out = table;
    return read_rows(table, cutter, reporter);
}

enum fault metadata_read(struct metadata_table **out, struct arena *arena,
                         const char *path, const char *shown,
                         const struct reporter *reporter)
{
    struct buffer bytes;
    struct fault_detail detail = {.line = 0};
    bool cut;
    *out = NULL;
    buffer_init(&bytes);
    enum fault fault =
        input_file_read_large(&bytes, path, METADATA_FILE_MAX, NULL, &detail);
    struct slice text = buffer_slice(&bytes);
    if (!fault && utf8_check(text, &cut) < text.len)
        fault =
            fault_set(&detail, FAULT_INPUT,
                      "not UTF-8; save it as \"CSV UTF-8\", or convert it with iconv");
    if (!fault && text.len) {
        struct cutter cutter = {.arena = arena,
                                .rest = arena_copy(arena, text),
                                .separator = separator_of(text),
                                .line = 1};
        fault = cutter.rest.at ? read_table(out, &cutter, shown, reporter) : FAULT_MEMORY;
    } else if (fault == FAULT_INPUT) {
        report_problem(reporter, shown, 0, "%s; left out", detail.text);
        fault = FAULT_NONE;
    }
    buffer_release(&bytes);
    return fault;
}

struct metadata_row *metadata_find(const struct metadata_table *table, struct slice name)
{
    uint32_t number = table ? map_find_text(table->by_file, name) : MAP_NONE;
    return number == MAP_NONE ? NULL : &table->rows[number];
}

void metadata_report_unused(const struct metadata_table *table, struct arena *arena,
                            const struct reporter *reporter)
{
    for (size_t i = 0; table && i < table->row_count; i++) {
        const struct metadata_row *row = &table->rows[i];
        struct slice name =
            report_shown(arena, arena_copy(arena, row->cells[table->file]));
        if (!row->used)
            report_problem(reporter, table->shown, row->line,
                           "the row is of no text: there is no \"%s\" beside it",
                           name.at ? name.at : "");
    }
}

struct slice metadata_cell(const struct metadata_row *row, const char *column)
{
    size_t at;
    return find_column(row->table, column, &at) && at < row->cell_count ? row->cells[at]
                                                                        : SLICE_NONE;
}

void metadata_put_cell(struct buffer *out, struct slice text)
{
    bool plain = text.len == 0 || (text.at[0] != ' ' && text.at[text.len - 1] != ' ');
    for (size_t i = 0; i < text.len; i++)
        plain = plain && !strchr(",;\t\"\r\n", text.at[i]);
    if (plain) {
        buffer_put(out, text);
        return;
    }
    buffer_put_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buffer_put_char(out, '"');
        buffer_put_char(out, text.at[i]);
    }
    buffer_put_char(out, '"');
}

/* Opening a data set: its schema must be that of schema.sql, object by object. */
#include "opening.h"

/* Passes over blanks and comments. */
static struct slice skip_blanks(struct slice text)
{
    for (;;) {
        while (text.len && strchr(" \t\r\n", text.at[0]))
            text = slice_from(text, 1);
        if (!slice_starts(text, SLICE("--")))
            return text;
        (void)slice_cut(&text, '\n');
    }
}

/* Does `text` begin with `object`, whatever blanks and comments they have? What follows
 * is in *rest. */
static bool begins_with(struct slice text, struct slice object, struct slice *rest)
{
    object = skip_blanks(object);
    text = skip_blanks(text);
    while (object.len && text.len && object.at[0] == text.at[0]) {
        object = skip_blanks(slice_from(object, 1));
        text = skip_blanks(slice_from(text, 1));
    }
    *rest = text;
    return object.len == 0;
}

/* Is it a statement of the schema? */
static bool is_ours(struct slice object)
{
    struct slice schema = slice_of(schema_sql), rest;
    while (schema.len) {
        if (begins_with(schema, object, &rest) && slice_starts(rest, SLICE(";")))
            return true;
        /* the next line that begins a statement */
        do
            (void)slice_cut(&schema, '\n');
        while (schema.len && !slice_starts(schema, SLICE("CREATE")));
    }
    return false;
}

static size_t count_ours(void)
{
    size_t count = 0;
    for (struct slice schema = slice_of(schema_sql); schema.len;)
        count += slice_starts(slice_cut(&schema, '\n'), SLICE("CREATE"));
    return count;
}

enum fault check_objects(struct corpus *corpus, const char *path,
                         struct fault_detail *detail)
{
    sqlite3_stmt *statement = db_statement(&corpus->db, QUERY_OBJECTS);
    size_t found = 0;
    bool row = false, ours = true;
    enum fault fault;
    while (!(fault = db_step(&corpus->db, statement, &row, detail)) && row && ours) {
        struct slice object = db_text(statement, 0);
        bool made =
            db_row_is(statement, "-t") && slice_is(db_text(statement, 1), "index");
        ours = object.len ? is_ours(object) : made;
        found += object.len > 0;
    }
    sqlite3_reset(statement);
    if (!fault && (!ours || found != count_ours()))
        return fault_set(detail, FAULT_DATASET,
                         "%s is damaged, or of another program: its tables are not those "
                         "of a data set; load it again",
                         path);
    return fault;
}

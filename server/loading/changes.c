/* Changes: kept while documents are loaded, said at the end. */
#include "changes.h"
#include "base/json_write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const kind_names[CHANGE_KINDS] = {"new", "changed", "renamed",
                                                     "removed", "withdrawn"};

void changes_init(struct changes *changes)
{
    *changes = (struct changes){.revision = 1};
    arena_init(&changes->arena);
}

void changes_release(struct changes *changes)
{
    arena_release(&changes->arena);
}

enum fault changes_put(struct changes *changes, const struct change *change,
                       struct fault_detail *detail)
{
    bool is_counted = change->kind < CHANGE_KINDS;
    const struct change_row row = {
        .revision = changes->revision,
        .document = change->document,
        .kind = slice_of(kind_names[is_counted ? change->kind : CHANGE_NEW]),
        .target = change->target,
        .parts = change->parts};
    if (is_counted)
        changes->counts[change->kind]++;
    if (is_counted && changes->is_listed) {
        struct arena *arena = &changes->arena;
        if (!arena_room(arena, &changes->items, changes->count, &changes->room,
                        sizeof(*changes->items)))
            return fault_memory(detail);
        changes->items[changes->count++] = (struct change){
            .kind = change->kind,
            .document = arena_copy(arena, change->document),
            .target = change->target.len ? arena_copy(arena, change->target) : SLICE_NONE,
            .parts = change->parts.len ? arena_copy(arena, change->parts) : SLICE_NONE};
        if (arena_failed(arena))
            return fault_memory(detail);
    }
    return ingest_change(changes->ingest, &row, detail);
}

/* --- lines --- */

/* `parts` without brackets and quotes: p5, fn2; added b9 */
static void print_parts(struct slice parts)
{
    bool first = true;
    printf(" (");
    for (size_t i = 0; i < parts.len; i++) {
        char c = parts.at[i];
        if (c == '[' || c == '{' || c == '}' || c == '"')
            continue;
        if (c == ']')
            printf(i + 2 < parts.len ? ";" : "");
        else if (c == ':' || (c == ',' && !first && parts.at[i - 1] != ']'))
            printf(c == ':' ? " " : ", ");
        else if (c == ',')
            putchar(' ');
        else
            putchar(c);
        first = false;
    }
    printf(")");
}

static void print_change(const struct change *change)
{
    printf("%s: %.*s", kind_names[change->kind], SLICE_PRINT(change->document));
    if (change->target.len)
        printf(" to %.*s, and leads there", SLICE_PRINT(change->target));
    if (change->parts.len)
        print_parts(change->parts);
    if (change->kind == CHANGE_REMOVED || change->kind == CHANGE_WITHDRAWN)
        printf(" and answers 410");
    putchar('\n');
}

void changes_print(const struct changes *changes)
{
    enum { MOST = 100 }; /* lines; the report has all */
    for (size_t i = 0; i < changes->count && i < MOST; i++)
        print_change(&changes->items[i]);
    if (changes->count > MOST)
        printf("... and %zu more, all of which --report FILE lists\n",
               changes->count - MOST);
    printf("documents:");
    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        printf("%s %zu %s", kind ? "," : "", changes->counts[kind], kind_names[kind]);
    printf("; names: %zu added, %zu lost\n", changes->names_added, changes->names_lost);
}

/* --- the report --- */

static void put_change(struct buffer *out, const struct change *change)
{
    write_open(out, '{');
    write_text(out, "change", slice_of(kind_names[change->kind]));
    write_text(out, "document", change->document);
    write_text_if(out, "target", change->target);
    if (change->parts.len) {
        write_name(out, "parts");
        buffer_put(out, change->parts);
    }
    write_close(out, '}');
}

static void put_counts(struct buffer *out, const struct changes *changes)
{
    write_name(out, "documents");
    write_open(out, '{');
    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        write_int(out, kind_names[kind], (int64_t)changes->counts[kind]);
    write_close(out, '}');
    write_name(out, "names");
    write_open(out, '{');
    write_int(out, "added", (int64_t)changes->names_added);
    write_int(out, "lost", (int64_t)changes->names_lost);
    write_close(out, '}');
}

enum fault changes_report(const struct changes *changes, const char *path,
                          struct slice head, struct fault_detail *detail)
{
    struct buffer out;
    buffer_init(&out);
    write_open(&out, '{');
    buffer_put(&out, head);
    put_counts(&out, changes);
    write_name(&out, "changes");
    write_open(&out, '[');
    for (size_t i = 0; i < changes->count; i++) {
        buffer_put_text(&out, i ? ",\n" : "\n");
        put_change(&out, &changes->items[i]);
    }
    write_close(&out, ']');
    write_close(&out, '}');
    buffer_put_char(&out, '\n');
    enum fault fault = buffer_failed(&out) ? fault_memory(detail) : FAULT_NONE;
    FILE *file = fault ? NULL : fopen(path, "we");
    struct slice text = buffer_slice(&out);
    bool good = file && fwrite(text.at, 1, text.len, file) == text.len;
    if (file && fclose(file) != 0)
        good = false;
    if (!fault && !good)
        fault = fault_set(detail, FAULT_STORE, "cannot write the report %s: %s", path,
                          strerror(errno));
    buffer_release(&out);
    return fault;
}

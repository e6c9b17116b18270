/* The JSON of what a list says of an entity. */
#include "entities.h"
#include "render/members.h"

static void put_days(struct buffer *out, struct slice from, struct slice to)
{
    write_text_if(out, "from", from);
    write_text_if(out, "to", to);
}

static void put_names(struct buffer *out, const struct authority_record *record)
{
    write_name(out, "names");
    write_open(out, '[');
    for (size_t i = 0; i < record->name_count; i++) {
        const struct authority_name *name = &record->names[i];
        write_open(out, '{');
        write_text(out, "name", name->name);
        put_days(out, name->from, name->to);
        if (name->flags & NAME_LICENSED) {
            write_name(out, "licensed");
            buffer_put_text(out, "true");
        }
        write_close(out, '}');
    }
    write_close(out, ']');
}

static void put_texts(struct buffer *out, const char *name, const struct slice_list *list)
{
    if (list->count == 0)
        return;
    write_name(out, name);
    write_open(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        write_item(out, SLICE_NONE);
        write_string(out, list->items[i]);
    }
    write_close(out, ']');
}

static void put_offices(struct buffer *out, const struct authority_entry *entry)
{
    const struct authority_record *record = entry->record;
    if (record->office_count == 0)
        return;
    write_name(out, "offices");
    write_open(out, '[');
    for (size_t i = 0; i < record->office_count; i++) {
        write_open(out, '{');
        write_text(out, "office", record->offices[i].office);
        write_text_if(out, "of", entry->offices_of[i]);
        put_days(out, record->offices[i].from, record->offices[i].to);
        write_close(out, '}');
    }
    write_close(out, ']');
}

void entity_source_json(struct buffer *out, const struct authority_entry *entry)
{
    const struct authority_record *record = entry->record;
    write_open(out, '{');
    write_text(out, "authority", entry->list->name);
    write_text_if(out, "title", entry->list->title);
    write_text_if(out, "licence", entry->list->licence);
    write_text(out, "id", record->id);
    write_text(out, "label", record->label);
    write_text_if(out, "description", record->description);
    if (record->gender)
        write_text(out, "gender",
                   slice_of(entity_gender_names[record->gender - GENDER_FEMALE]));
    put_days(out, record->from, record->to);
    if (record->name_count)
        put_names(out, record);
    put_texts(out, "adjectives", &record->adjectives);
    write_text_if(out, "governs", entry->governs);
    write_text_if(out, "partOf", entry->part_of);
    put_offices(out, entry);
    put_texts(out, "sameAs", &record->same_as);
    write_close(out, '}');
}

/* Any bytes as a sidecar: of a document, of a collection, and for its id alone. */
#define FUZZ_NAME "sidecar"
#define FUZZ_FILE "NAME.json" /* as reports call it */
#include "replay.h"
#include "reports.h"

#include "source/sidecar.h"
#include "text/edtf.h"
#include "text/slug.h"

#include <sys/mman.h>
#include <unistd.h>

static const char *const fuzz_words[FUZZ_WORDS] = {"\"id\":",
                                                   "\"title\":",
                                                   "\"date\":",
                                                   "\"author\":",
                                                   "\"recipient\":",
                                                   "\"place\":",
                                                   "\"language\":",
                                                   "\"licence\":",
                                                   "\"formerIds\":",
                                                   "\"withdrawn\":",
                                                   "\"description\":",
                                                   "\"publisher\":",
                                                   "\"archiveReference\":",
                                                   "\"classification\":",
                                                   "\"1953-08\"",
                                                   "\"en\"",
                                                   "[\"a/b\"]",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "null",
                                                   "true",
                                                   "1e999",
                                                   "-0",
                                                   "\\u0000",
                                                   "\\ud800",
                                                   "\\udc00",
                                                   "\xef\xbb\xbf",
                                                   "\n",
                                                   "\xff",
                                                   "\"ru-Latn\"",
                                                   NULL};

static void check_texts(const struct slice *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        HOLDS(is_utf8(texts[i]), "field %zu", i);
        HOLDS(slice_equal(utf8_trim(texts[i]), texts[i]), "field %zu", i);
        HOLDS(slice_find(texts[i], '\0') == texts[i].len, "field %zu", i);
    }
}

static void check_id(struct arena *arena, struct slice id)
{
    HOLDS(id.len == 0 || slice_equal(slug_of(arena, id), id), "\"%.*s\"",
          SLICE_PRINT(id));
}

static void check_ids(struct arena *arena, const struct slice_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        struct slice block = ids->items[i], document = slice_cut(&block, '/');
        HOLDS(document.len > 0, "\"%.*s\"", SLICE_PRINT(ids->items[i]));
        check_id(arena, document);
        check_id(arena, block);
    }
}

static void check_document(struct arena *arena, const struct document_sidecar *sidecar)
{
    const struct slice texts[] = {sidecar->id,
                                  sidecar->title,
                                  sidecar->date,
                                  sidecar->author,
                                  sidecar->recipient,
                                  sidecar->place,
                                  sidecar->archive_reference,
                                  sidecar->language,
                                  sidecar->licence,
                                  sidecar->classification};
    struct edtf_range range;
    check_texts(texts, sizeof(texts) / sizeof(texts[0]));
    check_id(arena, sidecar->id);
    check_ids(arena, &sidecar->former_ids);
    HOLDS(sidecar->date.len == 0 || edtf_read(sidecar->date, &range), "\"%.*s\"",
          SLICE_PRINT(sidecar->date));
}

static void check_collection(struct arena *arena,
                             const struct collection_sidecar *sidecar)
{
    const struct slice texts[] = {sidecar->id,          sidecar->title,
                                  sidecar->description, sidecar->publisher,
                                  sidecar->licence,     sidecar->language};
    check_texts(texts, sizeof(texts) / sizeof(texts[0]));
    check_id(arena, sidecar->id);
    check_ids(arena, &sidecar->withdrawn);
}

static void read_all(struct arena *arena, const char *path, struct buffer *reports)
{
    struct reporter reporter = {.report = report, .self = reports};
    struct document_sidecar document;
    struct collection_sidecar collection;
    struct slice id;
    enum fault fault =
        sidecar_read_document(&document, arena, path, "NAME.json", &reporter);
    HOLDS(fault == FAULT_NONE, "a document's: fault %d", fault);
    fault = sidecar_read_collection(&collection, arena, path, "NAME.json", &reporter);
    HOLDS(fault == FAULT_NONE, "a collection's: fault %d", fault);
    fault = sidecar_find(&id, arena, path, SIDECAR_ID);
    HOLDS(fault == FAULT_NONE, "an id: fault %d", fault);
    check_document(arena, &document);
    check_collection(arena, &collection);
    HOLDS(slice_equal(id, document.id) && slice_equal(id, collection.id),
          "\"%.*s\", \"%.*s\" and \"%.*s\"", SLICE_PRINT(id), SLICE_PRINT(document.id),
          SLICE_PRINT(collection.id));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct buffer first, second;
    struct arena arena;
    char path[64];
    int fd = memfd_create("sidecar", MFD_CLOEXEC);
    HOLDS(fd >= 0 && write(fd, bytes, size) == (ssize_t)size, "no file");
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    arena_init(&arena);
    buffer_init(&first);
    buffer_init(&second);
    read_all(&arena, path, &first);
    read_all(&arena, path, &second);
    HOLDS(slice_equal(buffer_slice(&first), buffer_slice(&second)), "%.*s%.*s",
          SLICE_PRINT(buffer_slice(&first)), SLICE_PRINT(buffer_slice(&second)));
    close(fd);
    buffer_release(&first);
    buffer_release(&second);
    arena_release(&arena);
    return 0;
}

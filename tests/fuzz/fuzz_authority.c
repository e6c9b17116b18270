/* Any bytes as a list of names, and as overrides: whatever is wrong is said as text, and
 * the same bytes give the same entities at every reading. */
#define FUZZ_NAME "authority"
#define FUZZ_FILE "list.json" /* as reports call it */
#include "replay.h"
#include "reports.h"

#include "authority/authorities.h"

static const char *const fuzz_words[FUZZ_WORDS] = {"{\"authority\":\"l\",\"entities\":[",
                                                   "{\"id\":\"a\",",
                                                   "\"type\":\"place\",",
                                                   "\"type\":\"person\",",
                                                   "\"label\":\"L\"}",
                                                   "\"label\":\"X, Y\",",
                                                   "\"aliases\":[\"A\"],",
                                                   "\"from\":\"1953\",",
                                                   "\"to\":\"1900\",",
                                                   "\"partOf\":\"a\",",
                                                   "\"governs\":\"a\",",
                                                   "\"offices\":[{\"office\":\"O\"}],",
                                                   "\"sameAs\":[\"u\"],",
                                                   "\"overrides\":{",
                                                   "\"pin\":[",
                                                   "\"merge\":[",
                                                   "\"into\":\"l.a\"",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "\\",
                                                   "null",
                                                   "1e999",
                                                   "\\u0000",
                                                   "\\ud800",
                                                   "\xef\xbb\xbf",
                                                   "\n",
                                                   "\xff",
                                                   NULL};

static enum fault count_record(void *self, const struct authority_entry *said,
                               struct fault_detail *detail)
{
    (void)detail;
    size_t *count = self;
    HOLDS(is_utf8(said->record->label), "a label that is no text");
    HOLDS(said->record->days.first <= said->record->days.last, "days that go backwards");
    (*count)++;
    return FAULT_NONE;
}

/* Reads the bytes twice as two lists of one load; how many records, and what was said. */
static size_t read_lists(struct slice bytes, struct buffer *reports)
{
    struct reporter reporter = {.report = report, .self = reports};
    struct authority_input own = {
        .text = bytes, .shown = "list.json", .name = SLICE("o")};
    struct authority_input other = own;
    struct authorities *authorities;
    struct gazetteer *gazetteer;
    struct fault_detail detail;
    size_t count = 0;
    other.name = SLICE("p");
    HOLDS(!authorities_open(&authorities, &reporter, &detail), "%s", detail.text);
    HOLDS(!gazetteer_open(&gazetteer, &detail), "%s", detail.text);
    HOLDS(!authorities_add(authorities, &own,
                           (struct authority_standing){AUTHORITY_BUILT_IN, 0}, NULL, NULL,
                           &detail),
          "%s", detail.text);
    HOLDS(!authorities_add(authorities, &other,
                           (struct authority_standing){AUTHORITY_COLLECTION, 1}, NULL,
                           NULL, &detail),
          "%s", detail.text);
    HOLDS(!authorities_settle(authorities, gazetteer, &detail), "%s", detail.text);
    HOLDS(!authorities_fill(authorities, count_record, &count, &detail), "%s",
          detail.text);
    HOLDS(!gazetteer_seal(gazetteer, &detail), "%s", detail.text);
    HOLDS(count == authorities_count(authorities), "%zu records of %zu", count,
          authorities_count(authorities));
    for (uint32_t i = 0; i < authorities_count(authorities); i++)
        HOLDS(authorities_entity(authorities, i) <= i, "record %u leads on", i);
    gazetteer_close(gazetteer);
    authorities_close(authorities);
    return count;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice list = {(const char *)bytes, size};
    struct buffer first, second;
    buffer_init(&first);
    buffer_init(&second);
    HOLDS(read_lists(list, &first) == read_lists(list, &second), "two answers");
    HOLDS(slice_equal(buffer_slice(&first), buffer_slice(&second)), "two reports");
    buffer_release(&first);
    buffer_release(&second);
    return 0;
}

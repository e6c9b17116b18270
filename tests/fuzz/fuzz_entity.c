/* Any text through the recogniser, with a small list, pins, and every kind of block. */
#define FUZZ_NAME "entity"
#include "replay.h"

#include "naming/recogniser.h"

static const char *const fuzz_words[FUZZ_WORDS] = {"Mr. ",
                                                   "Secretary of State ",
                                                   "Presidents ",
                                                   "and ",
                                                   "de ",
                                                   "Adenauer",
                                                   "Konrad ",
                                                   "J. F. ",
                                                   "C.H.",
                                                   "Dulles, ",
                                                   "Soviet ",
                                                   "Government",
                                                   "bloc",
                                                   "Bonn ",
                                                   "Agreements",
                                                   "of the ",
                                                   "for ",
                                                   "Committee ",
                                                   "on ",
                                                   "NATO",
                                                   "(",
                                                   ")",
                                                   "U.S.-",
                                                   "U.S.S.R.",
                                                   "Oder-Neisse",
                                                   "\xe2\x80\x99s",
                                                   "'s ",
                                                   "\xd0\x9c",
                                                   "\xea\x9e\x8c",
                                                   " \\",
                                                   " // ",
                                                   ". 1950. ",
                                                   "see ",
                                                   "Foreign Relations, ",
                                                   "vol. XIV",
                                                   "May ",
                                                   "5",
                                                   "th ",
                                                   "1955",
                                                   "\xe2\x80\x93",
                                                   "-",
                                                   "late ",
                                                   "1940s",
                                                   "inter-war ",
                                                   "period",
                                                   "summer of ",
                                                   "inst.",
                                                   "ult.",
                                                   "29 February ",
                                                   "0000",
                                                   "9999",
                                                   " said",
                                                   "Drafted by ",
                                                   "\xcc\x81",
                                                   "\xf0\x9d\x92\xb2",
                                                   NULL};

struct world {
    struct gazetteer *gazetteer;
    struct recogniser *recogniser;
};

static void put(struct gazetteer *gazetteer, enum entity_type type, const char *label,
                const char *alias, unsigned flags)
{
    struct edtf_range always = {INT32_MIN, INT32_MAX};
    struct gazetteer_entity entity = {.type = type, .days = always};
    uint32_t number;
    HOLDS(!gazetteer_put_entity(gazetteer, &entity, &number, NULL), "no entity");
    HOLDS(
        !gazetteer_put_name(gazetteer, number, slice_of(label), NAME_LABEL, always, NULL),
        "no label");
    HOLDS(!gazetteer_put_name(gazetteer, number, slice_of(alias), flags, always, NULL),
          "no alias");
}

/* The text itself is a name too, so that putting meets everything that finding meets. */
static void open_world(struct world *world, struct slice text)
{
    struct edtf_range always = {INT32_MIN, INT32_MAX};
    HOLDS(!gazetteer_open(&world->gazetteer, NULL), "no gazetteer");
    put(world->gazetteer, ENTITY_PERSON, "Adenauer, Konrad", "Adenauer", 0);
    put(world->gazetteer, ENTITY_PERSON, "Dulles, John Foster (Foster)", "JFD", 0);
    put(world->gazetteer, ENTITY_PLACE, "Soviet Union", "Soviet", NAME_ADJECTIVE);
    put(world->gazetteer, ENTITY_PLACE, "Bonn", "Oder-Neisse", 0);
    put(world->gazetteer, ENTITY_ORGANIZATION, "NATO", "Soviet Government",
        NAME_LICENSED);
    HOLDS(!gazetteer_put_name(world->gazetteer, 1, text, NAME_LABEL, always, NULL),
          "name");
    HOLDS(!gazetteer_put_office(world->gazetteer, 1, text, 2, always, NULL), "office");
    HOLDS(!gazetteer_put_governs(world->gazetteer, 4, 2, NULL), "governs");
    HOLDS(!gazetteer_seal(world->gazetteer, NULL), "not sealed");
    HOLDS(!recogniser_open(&world->recogniser, world->gazetteer, NULL), "no recogniser");
}

static void check_mention(const struct mention *mention, struct slice text,
                          uint32_t before)
{
    struct edtf_range days;
    size_t start = utf8_byte_at(text, mention->span.start);
    size_t end = utf8_byte_at(text, mention->span.end);
    HOLDS(mention->span.start >= before && mention->span.start < mention->span.end,
          "%u to %u behind %u", mention->span.start, mention->span.end, before);
    HOLDS(mention->surface.at == text.at + start && mention->surface.len == end - start,
          "\"%.*s\" is not what stands there", SLICE_PRINT(mention->surface));
    HOLDS(mention->type < ENTITY_TYPES && mention->method && mention->confidence <= 100,
          "type %d, confidence %u", (int)mention->type, mention->confidence);
    HOLDS(mention->candidate_count <= MENTION_CANDIDATES, "%zu candidates",
          mention->candidate_count);
    HOLDS(!mention->edtf[0] || edtf_read(slice_of(mention->edtf), &days), "%s is no EDTF",
          mention->edtf);
    HOLDS(mention->entity == ENTITY_NONE || mention->entity < 5, "entity %d",
          (int)mention->entity);
}

/* The digest of what was found, and where. */
static uint64_t check_find(struct recogniser *recogniser, struct slice text,
                           enum block_kind kind)
{
    const struct mention *mentions;
    uint32_t before = 0;
    uint64_t digest = 0;
    size_t count;
    HOLDS(!recogniser_find(recogniser, text, kind, false, &mentions, &count, NULL),
          "not found");
    for (size_t i = 0; i < count; i++) {
        const struct mention *mention = &mentions[i];
        check_mention(mention, text, before);
        before = mention->span.end;
        digest = digest * 31 + mention->span.start;
        digest = digest * 31 + mention->span.end;
        digest = digest * 31 + (uint64_t)mention->type;
        digest = digest * 31 + (uint64_t)mention->entity;
    }
    return digest;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    struct world world;
    if (!is_utf8(text))
        return 0;
    unsigned seen[2];
    struct mention_pin pins[] = {
        {{text.at, utf8_byte_at(text, 3)}, 1, ENTITY_PLACE, ENTITY_NONE, &seen[0]},
        {SLICE("Soviet"), 0, ENTITY_TYPES, ENTITY_NONE, &seen[1]}};
    const struct edtf_range days = {19530101, 19531231};
    open_world(&world, text);
    for (int kind = 0; kind < BLOCK_KINDS; kind += 3) {
        recogniser_begin(world.recogniser, 0, days, pins, kind ? 0 : 2);
        HOLDS(
            !recogniser_learn(world.recogniser, text, (enum block_kind)kind, false, NULL),
            "not learnt");
        recogniser_learned(world.recogniser);
        /* By what is kept from the first reading, and without it. */
        uint64_t kept = check_find(world.recogniser, text, (enum block_kind)kind);
        recogniser_learned(world.recogniser);
        uint64_t fresh = check_find(world.recogniser, text, (enum block_kind)kind);
        HOLDS(kind == 0 || kept == fresh, "kind %d: found otherwise when kept", kind);
    }
    recogniser_close(world.recogniser);
    gazetteer_close(world.gazetteer);
    return 0;
}

/* What every fuzzer shares: checks that say what broke, mutations, and a main() that
 * replays inputs where no fuzzing engine is linked.
 *
 * A fuzzer defines FUZZ_NAME ("parse"), includes this, and writes fuzz_words (what its
 * inputs are made of, ends with NULL) and LLVMFuzzerTestOneInput. With -DFUZZING the
 * engine has the main(); it mutates half by itself and half by our words. Else:
 *
 *     fuzz_parse [--mutate N] [--save FILE] [FOLDER | FILE]...
 *
 * replays each (without any: the seeds and old crashes in tests/fuzz), then N mutations
 * of all of them, the same N every time, and prints TAP. FILE holds the input in hand,
 * so that whatever ends the program, the input that did it is there. */
#ifndef CHANCERY_TESTS_REPLAY_H
#define CHANCERY_TESTS_REPLAY_H

#include "base/buffer.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed);

enum { FUZZ_WORDS = 64 }; /* room, the NULL included */
static const char *const fuzz_words[FUZZ_WORDS];

/* Holds, or ends the program with the place and the words; `...` is for printf. */
#define HOLDS(condition, ...)                                                            \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            fprintf(stderr, "%s:%d: %s\n# ", __FILE__, __LINE__, #condition);            \
            fprintf(stderr, __VA_ARGS__);                                                \
            fputc('\n', stderr);                                                         \
            abort();                                                                     \
        }                                                                                \
    } while (0)

static inline bool is_utf8(struct slice text)
{
    bool cut;
    return utf8_check(text, &cut) == text.len;
}

/* --- mutations --- */

/* xorshift64*, by Marsaglia and Vigna: a fixed seed gives the same numbers for ever. */
static inline uint64_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static inline size_t random_below(uint64_t *state, size_t limit)
{
    return limit ? (size_t)((random_next(state) >> 16) % limit) : 0;
}

/* Puts `piece` at `at`, `cut` bytes giving way to it; returns the new size. */
static inline size_t mutate_splice(uint8_t *bytes, size_t size, size_t room, size_t at,
                                   size_t cut, struct slice piece)
{
    cut = cut < size - at ? cut : size - at;
    if (size - cut + piece.len > room)
        return size;
    memmove(bytes + at + piece.len, bytes + at + cut, size - at - cut);
    if (piece.len)
        memcpy(bytes + at, piece.at, piece.len);
    return size - cut + piece.len;
}

static inline struct slice mutate_word(uint64_t *state)
{
    size_t count = 0;
    while (fuzz_words[count])
        count++;
    return slice_of(fuzz_words[random_below(state, count)]);
}

/* A piece of the input itself, copied where it cannot be moved from under us. */
static inline struct slice mutate_piece(uint64_t *state, const uint8_t *bytes,
                                        size_t size, char copy[64])
{
    size_t at = random_below(state, size), len = random_below(state, 64);
    len = len < size - at ? len : size - at;
    memcpy(copy, bytes + at, len);
    return (struct slice){copy, len};
}

static inline size_t mutate_once(uint8_t *bytes, size_t size, size_t room,
                                 uint64_t *state)
{
    char copy[64];
    char byte = (char)random_next(state);
    size_t at = random_below(state, size + 1);
    switch (random_below(state, 6)) {
    case 0: /* a byte becomes another */
        return mutate_splice(bytes, size, room, at, 1, (struct slice){&byte, 1});
    case 1: /* a byte more */
        return mutate_splice(bytes, size, room, at, 0, (struct slice){&byte, 1});
    case 2: /* a few bytes less */
        return mutate_splice(bytes, size, room, at, 1 + random_below(state, 16),
                             SLICE_NONE);
    case 3: /* a piece again, somewhere else */
        return mutate_splice(bytes, size, room, at, 0,
                             mutate_piece(state, bytes, size, copy));
    case 4: /* a word instead of what stood there */
        return mutate_splice(bytes, size, room, at, random_below(state, 8),
                             mutate_word(state));
    default: /* a word between */
        return mutate_splice(bytes, size, room, at, 0, mutate_word(state));
    }
}

#ifdef FUZZING

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    if (random_below(&state, 2))
        return LLVMFuzzerMutate(bytes, size, room);
    for (size_t i = 1 + random_below(&state, 4); i > 0; i--)
        size = mutate_once(bytes, size, room, &state);
    return size;
}

#else

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INPUT_MOST = 1 << 20, INPUTS_MOST = 4096 };

struct replay {
    struct slice *inputs; /* each malloc'ed */
    size_t count;
    const char *save; /* or NULL */
    unsigned tests;
};

static inline void replay_fail(const char *what, const char *path)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(2);
}

static inline void replay_one(const struct replay *replay, struct slice input)
{
    if (replay->save) {
        FILE *file = fopen(replay->save, "wb");
        if (!file || fwrite(input.at, 1, input.len, file) != input.len || fclose(file))
            replay_fail("cannot be written", replay->save);
    }
    /* a copy of just this size, so that a byte read behind it is noticed */
    uint8_t *bytes = malloc(input.len ? input.len : 1);
    if (!bytes)
        replay_fail("no memory", "replay");
    memcpy(bytes, input.at, input.len);
    LLVMFuzzerTestOneInput(bytes, input.len);
    free(bytes);
}

static inline void replay_file(struct replay *replay, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(INPUT_MOST);
    if (!file || !bytes)
        replay_fail("cannot be read", path);
    if (replay->count == INPUTS_MOST)
        replay_fail("too many inputs", path);
    size_t size = fread(bytes, 1, INPUT_MOST, file);
    fclose(file);
    char *fitting = realloc(bytes, size ? size : 1);
    struct slice input = {fitting ? fitting : bytes, size};
    replay->inputs[replay->count++] = input;
    replay_one(replay, input);
}

static inline int replay_is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* A folder's files in order of their names; a file by itself. */
static inline void replay_path(struct replay *replay, const char *path)
{
    struct stat status;
    struct dirent **entries;
    char whole[1024];
    size_t before = replay->count;
    if (stat(path, &status) != 0)
        replay_fail("is not there", path);
    if (S_ISDIR(status.st_mode)) {
        int count = scandir(path, &entries, replay_is_input, alphasort);
        for (int i = 0; i < count; i++) {
            snprintf(whole, sizeof(whole), "%s/%s", path, entries[i]->d_name);
            replay_file(replay, whole);
            free(entries[i]);
        }
        if (count >= 0)
            free(entries);
    } else {
        replay_file(replay, path);
    }
    printf("ok %u - %s holds on the %zu inputs of %s\n", ++replay->tests, FUZZ_NAME,
           replay->count - before, path);
    fflush(stdout);
}

static inline void replay_mutations(struct replay *replay, unsigned long count)
{
    enum { ROOM = 64 * 1024 };
    uint64_t state = UINT64_C(0x1953);
    uint8_t *bytes = malloc(ROOM);
    if (!bytes)
        replay_fail("no memory", "replay");
    for (unsigned long i = 0; i < count; i++) {
        struct slice seed = replay->inputs[random_below(&state, replay->count)];
        size_t size = seed.len < ROOM ? seed.len : ROOM;
        memcpy(bytes, seed.at, size);
        for (size_t steps = 1 + random_below(&state, 6); steps > 0; steps--)
            size = mutate_once(bytes, size, ROOM, &state);
        replay_one(replay, (struct slice){(const char *)bytes, size});
    }
    free(bytes);
    printf("ok %u - %s holds on %lu mutations\n", ++replay->tests, FUZZ_NAME, count);
}

int main(int argc, char **argv)
{
    static const char *const homes[] = {"tests/fuzz/corpus/" FUZZ_NAME,
                                        "tests/fuzz/crashes/" FUZZ_NAME};
    struct replay replay = {.inputs = calloc(INPUTS_MOST, sizeof(struct slice))};
    unsigned long mutations = 0;
    if (!replay.inputs)
        replay_fail("no memory", "replay");
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--mutate") == 0 && i + 1 < argc)
            mutations = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--save") == 0 && i + 1 < argc)
            replay.save = argv[++i];
        else
            replay_path(&replay, argv[i]);
    }
    for (size_t i = 0; replay.tests == 0 && i < sizeof(homes) / sizeof(homes[0]); i++)
        if (access(homes[i], R_OK) == 0)
            replay_path(&replay, homes[i]);
    if (mutations && replay.count)
        replay_mutations(&replay, mutations);
    printf(replay.tests ? "1..%u\n" : "1..%u # SKIP there are no inputs here\n",
           replay.tests);
    if (replay.save)
        (void)remove(replay.save);
    for (size_t i = 0; i < replay.count; i++)
        free((void *)(uintptr_t)replay.inputs[i].at);
    free(replay.inputs);
    return 0;
}

#endif
#endif

/* How fast names are found: reads texts (files, one document each), prints words a second
 * of processor time for the two readings together, and for finding alone.
 *
 *   entity_speed [LIST]... -- FILE...
 *
 * The program's own list is known always. */
#include "../entities/known_lists.h"
#include "naming/recogniser.h"

#include <stdio.h>
#include <stdlib.h>

#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t words_of(struct slice text)
{
    size_t words = 0;
    for (size_t i = 1; i < text.len; i++)
        words += text.at[i] <= ' ' && text.at[i - 1] > ' ';
    return words;
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    *len = text ? fread(text, 1, (size_t)size, file) : 0;
    fclose(file);
    return text;
}

struct totals {
    size_t words, mentions;
    double learn, find;
};

/* Lines stand for paragraphs. */
static enum fault each_line(struct recogniser *recogniser, struct slice rest, bool learn,
                            size_t *mentions)
{
    enum fault fault = FAULT_NONE;
    while (rest.len > 0 && !fault) {
        const struct mention *found;
        size_t count = 0;
        struct slice line = slice_cut(&rest, '\n');
        fault = learn ? recogniser_learn(recogniser, line, BLOCK_PARAGRAPH, false, NULL)
                      : recogniser_find(recogniser, line, BLOCK_PARAGRAPH, false, &found,
                                        &count, NULL);
        *mentions += count;
    }
    return fault;
}

static enum fault measure(struct recogniser *recogniser, struct slice text,
                          struct totals *totals)
{
    double start = seconds();
    recogniser_begin(recogniser, 0, (struct edtf_range){19550101, 19551231}, NULL, 0);
    enum fault fault = each_line(recogniser, text, true, &totals->mentions);
    recogniser_learned(recogniser);
    double half = seconds();
    fault = fault ? fault : each_line(recogniser, text, false, &totals->mentions);
    totals->learn += half - start;
    totals->find += seconds() - half;
    totals->words += words_of(text);
    return fault;
}

int main(int argc, char **argv)
{
    static struct known_lists lists;
    struct recogniser *recogniser = NULL;
    struct totals totals = {0};
    int file = 1;
    double start = seconds();
    while (file < argc && strcmp(argv[file], "--") != 0)
        file++;
    enum fault fault = known_lists_open(&lists, argv + 1, (size_t)file - 1);
    fault = fault ? fault : recogniser_open(&recogniser, lists.gazetteer, NULL);
    double filled = seconds() - start;
    for (file++; !fault && file < argc; file++) {
        size_t len = 0;
        char *text = read_file(argv[file], &len);
        if (text)
            fault = measure(recogniser, (struct slice){text, len}, &totals);
        free(text);
    }
    if (!fault)
        printf("%zu entities, %zu bytes, filled in %.2f s; %zu words, %zu mentions; "
               "words a second: %.0f (finding alone %.0f)\n",
               authorities_count(lists.authorities), gazetteer_bytes(lists.gazetteer),
               filled, totals.words, totals.mentions,
               (double)totals.words / (totals.learn + totals.find),
               (double)totals.words / totals.find);
    recogniser_close(recogniser);
    known_lists_close(&lists);
    return fault ? 1 : 0;
}

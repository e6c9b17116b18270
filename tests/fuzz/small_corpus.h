/* For fuzzers of the API: a data set of two small collections, with what is odd in texts
 * and names, made in a folder of its own that is gone once it is open. */
#ifndef CHANCERY_TESTS_SMALL_CORPUS_H
#define CHANCERY_TESTS_SMALL_CORPUS_H

#include "commands/commands.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONG_PARAGRAPHS = 700 }; /* more than an answer holds before it is streamed */

struct small_file {
    const char *name, *text;
};

static const struct small_file small_files[] = {
    {"first/collection.json",
     "{\"title\":\"First\",\"language\":\"en\",\"withdrawn\":[\"withdrawn\"]}"},
    {"first/letter.json",
     "{\"title\":\"Letter from Mr. A to Mr. B\",\"date\":\"1953-08-21\",\"author\":\"A. "
     "Pen\",\"recipient\":\"B. Ink\",\"classification\":\"SECRET\",\"formerIds\":[\"old-"
     "letter\",\"letter/p99-9\"]}"},
    {"first/letter.txt",
     " SECRET\n\n12. Letter from Mr. A to Mr. B[footnoteRef:2] [2:  A title's "
     "note.] \n\nMoscow, 21 August 1953\nSir,\n\tIt rains. \n[…]\n \t4. Жизнꞌ 𝔊 goes "
     "on[footnoteRef:3][endnoteRef:3], \\ \"so\" to say. [3:  One\ntwo \"url\":\"/v1/x\" "
     "𝔊.]  [3:  An endnote.] \n\n \t4. Twice[footnoteRef:7].\nPort\tShips\nHull\t[…]\n\n "
     "\t12. The end.\tComment by C: why?\nI have, etc.\nA. PEN\n"},
    {"first/withdrawn.txt", "Nobody reads this.\n"},
    {"first/Odd Name & 100%.txt", "</script><b>&amp;\n\x01\x7f\xc2\x85 \xe2\x80\xa8 x\n"},
    {"first/empty.txt", "\n"},
    {"Ответы/Ответ.json", "{\"title\":\"Ответ "
                          "\\\"1\\\"\",\"date\":\"1953-10/"
                          "..\",\"author\":\"Ж\",\"classification\":\"à usage privé\"}"},
    {"Ответы/Ответ.txt", "Ответ[endnoteRef:2]. [2:  Да.] \n\n1. Раз\n3. Три\n"},
    {"Ответы/Ответ-2.txt", "1. Раз\n"},
};

static inline int small_remove(const char *path, const struct stat *status, int kind,
                               struct FTW *at)
{
    (void)status, (void)kind, (void)at;
    return remove(path);
}

static inline bool small_write(const char *folder, const char *name, struct slice text)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0755);
    *slash = '/';
    FILE *file = fopen(path, "wb");
    bool whole = file && fwrite(text.at, 1, text.len, file) == text.len;
    return file && fclose(file) == 0 && whole;
}

static inline bool small_write_all(const char *folder)
{
    bool whole = true;
    struct buffer text;
    buffer_init(&text);
    for (int i = 1; i <= LONG_PARAGRAPHS; i++)
        buffer_print(&text,
                     "%d. Paragraph \"%d\"[footnoteRef:%d]. [%d:  /note/ %d.] \n\n", i, i,
                     i, i, i);
    for (size_t i = 0; whole && i < sizeof(small_files) / sizeof(small_files[0]); i++)
        whole = small_write(folder, small_files[i].name, slice_of(small_files[i].text));
    whole = whole && small_write(folder, "first/long.txt", buffer_slice(&text));
    buffer_release(&text);
    return whole;
}

/* Makes the corpus and its data set in `folder`, a template of mkdtemp; `dataset` gets
 * the path. */
static inline bool small_corpus_make(char *folder, char *dataset, size_t room)
{
    struct fault_detail detail = {.text = ""};
    enum load_outcome outcome;
    if (!mkdtemp(folder) || !small_write_all(folder))
        return false;
    snprintf(dataset, room, "%s/small.db", folder);
    const char *const corpora[] = {folder};
    struct load_options options = {
        .dataset = dataset, .corpora = corpora, .corpus_count = 1, .quiet = true};
    enum fault fault = load_run(&options, &outcome, &detail);
    if (fault)
        fprintf(stderr, "# %s\n", detail.text);
    return fault == FAULT_NONE;
}

static inline bool small_corpus_remove(const char *folder)
{
    return nftw(folder, small_remove, 8, FTW_DEPTH | FTW_PHYS) == 0;
}

#endif

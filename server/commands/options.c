/* Options of each command: defaults, then what was read. */
#include "commands/options.h"
#include "option_read.h"
#include "option_rows.h"
#include "sandbox.h"

#include <string.h>

static enum fault no_words(int words, char **argv, struct fault_detail *detail)
{
    return words ? fault_set(detail, FAULT_USAGE,
                             "\"%.60s\" is one word too many; try "
                             "--help",
                             argv[0])
                 : FAULT_NONE;
}

static const char default_dataset[] = "chancery.db";
static const struct listen_address default_listen = {"127.0.0.1", 8080};
static const struct parse_limits default_limits = {256u << 20, 16u << 20};

enum fault options_load(void *options, int argc, char **argv, bool *help,
                        struct fault_detail *detail)
{
    struct load_options *out = options;
    int words;
    *out = (struct load_options){.dataset = default_dataset, .limits = default_limits};
    enum fault fault = read_all(out, load_rows, argc, argv, &words, help, detail);
    if (fault || *help)
        return fault;
    out->corpora = (const char *const *)argv;
    out->corpus_count = (size_t)words;
    return words ? FAULT_NONE
                 : fault_set(detail, FAULT_USAGE,
                             "load takes the folder of a corpus: chanceryd load CORPUS");
}

enum fault options_serve(void *options, int argc, char **argv, bool *help,
                         struct fault_detail *detail)
{
    struct serve_options *out = options;
    int words;
    *out = (struct serve_options){.dataset = default_dataset,
                                  .listen = default_listen,
                                  .slow_queue = 64,
                                  .connections = 1000,
                                  .idle_seconds = 30,
                                  .stream_seconds = 600,
                                  .search_milliseconds = 2000,
                                  .sandbox = sandbox_default(),
                                  .cache_bytes = 32u << 20};
    enum fault fault = read_all(out, serve_rows, argc, argv, &words, help, detail);
    if (fault || *help)
        return fault;
    if (out->base_url && strncmp(out->base_url, "http://", 7) != 0 &&
        strncmp(out->base_url, "https://", 8) != 0)
        return fault_set(detail, FAULT_USAGE,
                         "--base-url must begin with http:// or https://");
    /* --corpus is loaded with the options that `load` would have from the environment. */
    out->load = (struct load_options){.limits = default_limits};
    fault = read_environment(&out->load, load_rows, detail);
    out->load.dataset = out->dataset;
    return fault ? fault : no_words(words, argv, detail);
}

enum fault options_check(void *options, int argc, char **argv, bool *help,
                         struct fault_detail *detail)
{
    struct check_options *out = options;
    int words;
    *out = (struct check_options){.dataset = default_dataset};
    enum fault fault = read_all(out, check_rows, argc, argv, &words, help, detail);
    return fault || *help ? fault : no_words(words, argv, detail);
}

enum fault options_names(void *options, int argc, char **argv, bool *help,
                         struct fault_detail *detail)
{
    struct names_options *out = options;
    int words;
    *out = (struct names_options){.dataset = default_dataset};
    enum fault fault = read_all(out, names_rows, argc, argv, &words, help, detail);
    return fault || *help ? fault : no_words(words, argv, detail);
}

enum fault options_metadata(void *options, int argc, char **argv, bool *help,
                            struct fault_detail *detail)
{
    struct metadata_options *out = options;
    int words;
    *out = (struct metadata_options){.limits = default_limits};
    enum fault fault = read_all(out, metadata_rows, argc, argv, &words, help, detail);
    if (fault || *help)
        return fault;
    out->corpora = (const char *const *)argv;
    out->corpus_count = (size_t)words;
    return words ? FAULT_NONE
                 : fault_set(detail, FAULT_USAGE,
                             "metadata takes the folder of a collection: chanceryd "
                             "metadata CORPUS");
}

enum fault options_ping(void *options, int argc, char **argv, bool *help,
                        struct fault_detail *detail)
{
    struct ping_options *out = options;
    int words;
    *out = (struct ping_options){.listen = default_listen, .seconds = 3};
    enum fault fault = read_all(out, ping_rows, argc, argv, &words, help, detail);
    return fault || *help ? fault : no_words(words, argv, detail);
}

enum fault options_authority(void *options, int argc, char **argv, bool *help,
                             struct fault_detail *detail)
{
    struct authority_options *out = options;
    int words;
    enum fault fault = read_all(out, authority_rows, argc, argv, &words, help, detail);
    *out = (struct authority_options){(const char *const *)argv, (size_t)words};
    return fault;
}

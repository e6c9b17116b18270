/* Digests: what a corpus is, whatever the dates of its files say. */
#include "base/version.h"
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct digest load_digest_file(const char *path)
{
    char bytes[64 * 1024];
    struct digest digest = {0, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return digest;
    ssize_t got = read(fd, bytes, sizeof(bytes));
    if (got >= 0 && (size_t)got < sizeof(bytes)) { /* most files */
        XXH128_hash_t hash = XXH3_128bits(bytes, (size_t)got);
        digest = (struct digest){hash.high64, hash.low64};
    } else if (got > 0) {
        XXH3_state_t *state = XXH3_createState();
        if (state)
            XXH3_128bits_reset(state);
        for (; state && got > 0; got = read(fd, bytes, sizeof(bytes)))
            XXH3_128bits_update(state, bytes, (size_t)got);
        if (state) {
            XXH128_hash_t hash = XXH3_128bits_digest(state);
            digest = (struct digest){hash.high64, hash.low64};
        }
        XXH3_freeState(state);
    }
    close(fd);
    return digest;
}

void load_digest_add(XXH3_state_t *state, struct slice id, struct slice shown,
                     struct digest text, struct digest sidecar)
{
    XXH3_128bits_update(state, id.at, id.len);
    XXH3_128bits_update(state, "", 1);
    XXH3_128bits_update(state, shown.at, shown.len);
    XXH3_128bits_update(state, "", 1);
    XXH3_128bits_update(state, &text, sizeof(text));
    XXH3_128bits_update(state, &sidecar, sizeof(sidecar));
}

bool load_digest_begin(XXH3_state_t *state, const struct load_options *options)
{
    if (XXH3_128bits_reset(state) == XXH_ERROR)
        return false;
    XXH3_128bits_update(state, CHANCERY_BUILD, sizeof(CHANCERY_BUILD));
    XXH3_128bits_update(state, &options->without, sizeof(options->without));
    XXH3_128bits_update(state, &options->limits, sizeof(options->limits));
    for (size_t i = 0; i < options->authorities.count; i++)
        load_digest_add(state, SLICE("--authority"), SLICE(""),
                        load_digest_file(options->authorities.files[i]),
                        (struct digest){0, 0});
    return true;
}

void load_digest_print(XXH3_state_t *state, char out[33])
{
    XXH128_hash_t hash = XXH3_128bits_digest(state);
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

void load_digest_lists(XXH3_state_t *state, const struct edition_collection *collection)
{
    struct digest authority = {0, 0}, overrides = {0, 0};
    if (collection->authority.len)
        authority = load_digest_file(collection->authority.at);
    if (collection->overrides.len)
        overrides = load_digest_file(collection->overrides.at);
    load_digest_add(state, collection->id, SLICE("authority.json"), authority, overrides);
}

static void add_collection(XXH3_state_t *state,
                           const struct edition_collection *collection)
{
    struct digest sidecar = {0, 0};
    if (collection->sidecar.len)
        sidecar = load_digest_file(collection->sidecar.at);
    for (size_t i = 0; i < collection->document_count; i++) {
        const struct edition_document *document = &collection->documents[i];
        struct digest words = {0, 0};
        if (document->sidecar.len)
            words = load_digest_file(document->sidecar.at);
        load_digest_add(state, document->id, document->shown,
                        load_digest_file(document->path.at), words);
    }
    load_digest_add(state, collection->id, SLICE("collection.json"), sidecar,
                    (struct digest){0, 0});
    load_digest_lists(state, collection);
}

bool load_digest_edition(const struct load *load, char out[33])
{
    XXH3_state_t *state = XXH3_createState();
    if (!state || !load_digest_begin(state, load->options)) {
        XXH3_freeState(state);
        return false;
    }
    for (size_t i = 0; i < load->edition.collection_count; i++)
        add_collection(state, &load->edition.collections[i]);
    load_digest_print(state, out);
    XXH3_freeState(state);
    return true;
}

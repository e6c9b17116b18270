/* Digests: files by XXH3, and the corpus as one stream of ids, paths and file digests. */
#include "digest.h"
#include "base/version.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static struct digest digest_of(XXH128_hash_t hash)
{
    return (struct digest){hash.high64, hash.low64};
}

struct digest digest_file(struct slice path)
{
    char bytes[64 * 1024];
    struct digest digest = {0, 0};
    int fd = path.len ? open(path.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (fd < 0)
        return digest;
    ssize_t got = read(fd, bytes, sizeof(bytes));
    if (got >= 0 && (size_t)got < sizeof(bytes)) { /* most files */
        digest = digest_of(XXH3_128bits(bytes, (size_t)got));
    } else if (got > 0) {
        XXH3_state_t *state = XXH3_createState();
        if (state)
            XXH3_128bits_reset(state);
        for (; state && got > 0; got = read(fd, bytes, sizeof(bytes)))
            XXH3_128bits_update(state, bytes, (size_t)got);
        if (state)
            digest = digest_of(XXH3_128bits_digest(state));
        XXH3_freeState(state);
    }
    close(fd);
    return digest;
}

static void add(XXH3_state_t *state, struct slice id, struct slice shown,
                struct digest first, struct digest second)
{
    XXH3_128bits_update(state, id.at, id.len);
    XXH3_128bits_update(state, "", 1);
    XXH3_128bits_update(state, shown.at, shown.len);
    XXH3_128bits_update(state, "", 1);
    XXH3_128bits_update(state, &first, sizeof(first));
    XXH3_128bits_update(state, &second, sizeof(second));
}

bool digest_begin(XXH3_state_t *state, const struct load_options *options)
{
    static const struct digest none = {0, 0};
    if (XXH3_128bits_reset(state) == XXH_ERROR)
        return false;
    XXH3_128bits_update(state, CHANCERY_BUILD, sizeof(CHANCERY_BUILD));
    XXH3_128bits_update(state, &options->without, sizeof(options->without));
    XXH3_128bits_update(state, &options->limits, sizeof(options->limits));
    for (size_t i = 0; i < options->authorities.count; i++) {
        struct slice path = slice_of(options->authorities.files[i]);
        add(state, SLICE("--authority"), SLICE(""), digest_file(path), none);
    }
    return true;
}

void digest_add(XXH3_state_t *state, const struct edition_document *document,
                struct digest text, struct digest sidecar)
{
    add(state, document->id, document->shown, text, sidecar);
}

void digest_add_files(XXH3_state_t *state, const struct edition_document *document)
{
    struct digest sidecar = digest_file(document->sidecar);
    digest_add(state, document, digest_file(document->path), sidecar);
}

void digest_add_collection(XXH3_state_t *state,
                           const struct edition_collection *collection)
{
    static const struct digest none = {0, 0};
    add(state, collection->id, SLICE("collection.json"), digest_file(collection->sidecar),
        none);
    if (collection->metadata.len)
        add(state, collection->id, SLICE("metadata.csv"),
            digest_file(collection->metadata), none);
    add(state, collection->id, SLICE("authority.json"),
        digest_file(collection->authority), digest_file(collection->overrides));
}

void digest_print(XXH3_state_t *state, char out[33])
{
    struct digest digest = digest_of(XXH3_128bits_digest(state));
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)digest.high,
             (unsigned long long)digest.low);
}

bool digest_edition(const struct edition *edition, const struct load_options *options,
                    char out[33])
{
    XXH3_state_t *state = XXH3_createState();
    if (!state || !digest_begin(state, options)) {
        XXH3_freeState(state);
        return false;
    }
    for (size_t i = 0; i < edition->collection_count; i++) {
        const struct edition_collection *collection = &edition->collections[i];
        for (size_t k = 0; k < collection->document_count; k++)
            digest_add_files(state, &collection->documents[k]);
        digest_add_collection(state, collection);
    }
    digest_print(state, out);
    XXH3_freeState(state);
    return true;
}

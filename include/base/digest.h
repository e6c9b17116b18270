/* The digest of a file's bytes: the two halves of a 128-bit XXH3. */
#ifndef CHANCERY_BASE_DIGEST_H
#define CHANCERY_BASE_DIGEST_H

#include <stdint.h>

struct digest {
    uint64_t high, low; /* both 0: there is none */
};

#endif

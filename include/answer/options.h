/* Options of the API. Strings outlive it. */
#ifndef CHANCERY_ANSWER_OPTIONS_H
#define CHANCERY_ANSWER_OPTIONS_H

struct api_options {
    const char *dataset; /* path of the data set */
    /* "https://example.org", put before paths in answers, or NULL */
    const char *base_url;
    unsigned readers;             /* answers, and pieces of streams, made at a time */
    unsigned stream_seconds;      /* a stream that takes longer is cut; 0: 600 */
    unsigned search_milliseconds; /* that a search may take; 0: 2000 */
};

#endif

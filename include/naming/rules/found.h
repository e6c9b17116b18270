/* A name that a rule has found in a text, before anyone knows whom or what it means. */
#ifndef CHANCERY_NAMING_RULES_FOUND_H
#define CHANCERY_NAMING_RULES_FOUND_H

#include "gazetteer/names.h"

/* The name is tokens [from, to). */
struct found {
    size_t from, to;
    size_t at; /* the token at which the rule looked: `from`, or a title before it */
    enum entity_type type;
    const char *method; /* NULL: by the rank of the list that has the name */
    unsigned confidence;
    const struct gazetteer_name *names; /* what it may mean, or NULL */
    uint64_t surname;                   /* of a person: key of the surname */
    int64_t entity;                     /* where a rule knows it, or ENTITY_NONE */
    uint32_t forced;                    /* number of the override, from 1; or 0 */
    struct edtf_range days;
    int32_t year;         /* of a date that contains its year; else 0 */
    uint8_t rule;         /* that found it: of two equally long names the first wins */
    bool by_before;       /* it may depend on a name or a date before it */
    bool has_title;       /* a title comes before it */
    bool several;         /* a title of several: "Messrs. A and B" */
    bool no_dot;          /* a full stop after the last initial is not part of the name */
    char edtf[EDTF_ROOM]; /* the last member, for it need not be cleared */
};

#endif

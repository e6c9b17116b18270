/* The handler of /v1/search. */
#ifndef CHANCERY_API_SEARCH_SEARCH_H
#define CHANCERY_API_SEARCH_SEARCH_H

#include "routing/route.h"

route_answer answer_search;

#endif

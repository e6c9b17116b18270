#include "fts.h"
int fts_register_rank(fts5_api *api)
{
    (void)api;
    return SQLITE_OK;
}

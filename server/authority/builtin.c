/* The program's own authority list: the files of db/authority, compiled in. */
#include "authority/authority.h"

struct slice authority_built_in(size_t number, const char **shown)
{
    static const struct {
        const char *shown, *text;
    } lists[] = {
#include "made/authority_texts.h"
        {NULL, NULL}};
    *shown = lists[number].shown;
    return slice_of(lists[number].text);
}

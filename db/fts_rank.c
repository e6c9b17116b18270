/* passage_rank(passage, RANKING): the score of the row that a full-text query is at.
 *
 * The same as FTS5's bm25, with the sizes of passages from memory instead of a row for
 * each, and with phrases in groups: the forms of a word count as one word. */
#include "fts_rank.h"

#include <math.h>

static int count_row(const Fts5ExtensionApi *api, Fts5Context *context, void *self)
{
    (void)api;
    (void)context;
    ++*(uint64_t *)self;
    return SQLITE_OK;
}

/* In how many passages a phrase stands is known only after looking. */
static int weigh(struct ranking *ranking, const Fts5ExtensionApi *api,
                 Fts5Context *context)
{
    ranking->weighed = true;
    for (size_t i = 0; i < ranking->phrase_count; i++) {
        double *weight = &ranking->weights[ranking->groups[i]];
        uint64_t count = 0;
        if (*weight >= 0)
            continue;
        int code = api->xQueryPhrase(context, (int)i, &count, count_row);
        if (code != SQLITE_OK)
            return code;
        *weight = search_weight(ranking->passages, count);
    }
    return SQLITE_OK;
}

static int count_phrases(struct ranking *ranking, const Fts5ExtensionApi *api,
                         Fts5Context *context)
{
    memset(ranking->counts, 0, ranking->group_count * sizeof(*ranking->counts));
    for (size_t i = 0; i < ranking->phrase_count; i++) {
        Fts5PhraseIter at;
        int column, offset;
        int code = api->xPhraseFirst(context, (int)i, &at, &column, &offset);
        if (code != SQLITE_OK)
            return code;
        for (; column >= 0; api->xPhraseNext(context, &at, &column, &offset))
            ranking->counts[ranking->groups[i]]++;
    }
    return SQLITE_OK;
}

static double score(const struct ranking *ranking, uint32_t passage)
{
    const struct passages *passages = ranking->passages;
    unsigned quarters = column_quarters(passage_column(passages, passage));
    double sum = 0, size = passage_size(passages, passage);
    for (size_t i = 0; i < ranking->group_count; i++)
        if (ranking->counts[i])
            sum +=
                ranking->weights[i] *
                postings_part(ranking->counts[i] * quarters / 4.0, size, passages->mean);
    return sum;
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *context,
                 sqlite3_context *result, int count, sqlite3_value **values)
{
    struct ranking *ranking =
        count == 1 ? sqlite3_value_pointer(values[0], RANKING_POINTER) : NULL;
    if (!ranking || api->xPhraseCount(context) != (int)ranking->phrase_count) {
        sqlite3_result_error(result, "passage_rank is not for this", -1);
        return;
    }
    sqlite3_int64 passage = api->xRowid(context);
    int code = ranking->weighed ? SQLITE_OK : weigh(ranking, api, context);
    if (code == SQLITE_OK)
        code = count_phrases(ranking, api, context);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else if (passage < 1 || passage > ranking->passages->count)
        sqlite3_result_error_code(result, SQLITE_CORRUPT);
    else
        sqlite3_result_double(result, score(ranking, (uint32_t)passage));
}

int fts_register_rank(fts5_api *api)
{
    return api->xCreateFunction(api, "passage_rank", NULL, rank, NULL);
}

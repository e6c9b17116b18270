/* What speaks against a person: the words beside the name that cannot be his. A name
 * alone never makes a person: where something contradicts, there is no entity. */
#include "choice.h"
#include "naming/rules/office.h"

bool choice_is_grown_up(const struct rule_context *context,
                        const struct gazetteer_record *entity)
{
    enum { FIFTEEN_YEARS = 150000 }; /* of yyyymmdd */
    if (!is_dated(context))
        return true;
    if (entity->type == ENTITY_PERSON)
        return entity->days.first == INT32_MIN ||
               entity->days.first + FIFTEEN_YEARS <= context->days.last;
    return true;
}

/* What the titles before a name say. */
struct titles {
    bool any;
    enum entity_gender gender;
};

/* Is the token before `i` a title of the name that begins at `i`? */
static bool is_title_of(const struct rule_context *context, size_t i)
{
    const struct name_token *token = token_at(context, i);
    if (i == 0 || token[-1].shape == SHAPE_LOWER)
        return false;
    bool joined = token->gap == GAP_SPACE ||
                  (token->gap == (GAP_DOT | GAP_SPACE) && token[-1].letters <= 6);
    return joined && (token[-1].words & (LEX_TITLE | LEX_RANK));
}

static struct titles titles_of(const struct rule_context *context,
                               const struct found *found)
{
    enum { MOST = 5 };
    struct titles titles = {false, GENDER_UNKNOWN};
    for (size_t i = found->from; i + MOST > found->from && is_title_of(context, i); i--) {
        uint32_t said = token_at(context, i - 1)->words & (LEX_HERS | LEX_HIS);
        titles.any = true;
        if (titles.gender == GENDER_UNKNOWN && said && said != (LEX_HERS | LEX_HIS))
            titles.gender = said == LEX_HERS ? GENDER_FEMALE : GENDER_MALE;
    }
    return titles;
}

/* "Mrs. Churchill" is not Winston; "Mr. Luce" is not Clare Boothe. Her title is for those
 * who are known to be women, for it is the rarer one. */
static bool gender_fits(const struct gazetteer_record *person,
                        const struct choice *choice, const struct titles *titles)
{
    if (titles->gender == GENDER_FEMALE)
        return person->gender == GENDER_FEMALE || (choice->flags & NAME_WIFE);
    return titles->gender == GENDER_UNKNOWN || person->gender != GENDER_FEMALE;
}

/* The dead are named, but three years after their death no more as "Mr.", nor as ones who
 * draft and say, nor by initials. */
static bool years_fit(const struct rule_context *context, const struct found *found,
                      const struct choice *choice, const struct titles *titles)
{
    enum { THREE_YEARS = 30000 }; /* of yyyymmdd */
    int32_t last = context->gazetteer->entities[choice->entity].days.last;
    bool acts = titles->any || (choice->flags & NAME_VARIANT) ||
                (found->method && slice_is(slice_of(found->method), "rule:context"));
    return !is_dated(context) || !acts || last == INT32_MAX ||
           last + THREE_YEARS >= context->days.first ||
           held_office_ever(context, found->from, choice->entity);
}

static enum name_generation generation_said(const struct rule_context *context,
                                            const struct found *found)
{
    return found->to - found->from > 1
               ? name_generation_of(token_text(&context->tokens, found->to - 1))
               : GENERATION_UNSAID;
}

/* Keeps those of the generation said; a record that says none only where its list is the
 * higher one, or where no record says it. */
static void keep_generation(struct choices *choices, enum name_generation said)
{
    const struct gazetteer_record *entities = choices->context->gazetteer->entities;
    size_t kept = 0;
    int best = -1; /* the highest list that says it */
    for (size_t i = 0; i < choices->count; i++)
        if (entities[choices->at[i].entity].generation == said)
            best = choices->at[i].rank > best ? choices->at[i].rank : best;
    for (size_t i = 0; i < choices->count; i++) {
        enum name_generation has = entities[choices->at[i].entity].generation;
        if (has == said || (has == GENERATION_UNSAID && (int)choices->at[i].rank > best))
            choices->at[kept++] = choices->at[i];
    }
    choices->count = kept;
}

/* "Pope Pius XI": the number after the name is that of another. */
static bool is_numbered(const struct rule_context *context, const struct found *found)
{
    if (found->to >= context->tokens.count || found->to - found->from > 1)
        return false;
    const struct name_token *token = token_at(context, found->to);
    struct slice word = token_text(&context->tokens, found->to);
    bool roman = token->gap == GAP_SPACE &&
                 (token->shape == SHAPE_UPPER || token->shape == SHAPE_LETTER) &&
                 !token->dot;
    for (size_t i = 0; roman && i < word.len; i++)
        roman = word.at[i] == 'I' || word.at[i] == 'V' || word.at[i] == 'X';
    return roman &&
           (token_at(context, found->from - (found->from > 0))->words & LEX_RANK);
}

void choices_drop_contradicted(struct choices *choices, const struct found *found)
{
    const struct rule_context *context = choices->context;
    if (found->type != ENTITY_PERSON || choices->count == 0)
        return;
    if (is_numbered(context, found)) {
        choices->count = 0;
        return;
    }
    struct titles titles = titles_of(context, found);
    size_t kept = 0;
    for (size_t i = 0; i < choices->count; i++) {
        const struct choice *choice = &choices->at[i];
        const struct gazetteer_record *person =
            &context->gazetteer->entities[choice->entity];
        if (gender_fits(person, choice, &titles) &&
            years_fit(context, found, choice, &titles) &&
            !is_of_other_rank(context, found->from, choice->entity) &&
            !of_other_nation(context, found, choice->entity))
            choices->at[kept++] = choices->at[i];
    }
    choices->count = kept;
    enum name_generation said = generation_said(context, found);
    if (said)
        keep_generation(choices, said);
}

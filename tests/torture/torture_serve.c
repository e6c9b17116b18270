/* Requests, while everything fails once: each is answered as ever or with 503, never with
 * half an answer, and the same request is answered as ever afterwards. */
#include "api/api.h"
#include "dataset.h"
#include "short_lists.h"
#include "torture.h"

/* One for each way through the handlers. */
static const char *const targets[] = {
    "/",
    "/v1?pretty",
    "/healthz",
    "/readyz",
    "/nothing",
    "/v1/openapi.json",
    "/v1/collections",
    "/v1/collections.csv",
    "/v1/collections/vienna-1953?fields=title,counts",
    "/v1/documents?limit=3",
    "/v1/documents.csv?sort=title",
    "/v1/documents?q=despatch&author=penhallow&facets=collection,classification,year",
    "/v1/documents?date.from=1953-09&sort=-date&pretty",
    "/v1/documents?limit=500",
    "/v1/documents/vienna-record-danube?include=footnotes&offsets=utf16",
    "/v1/documents/vienna-despatch-9",
    "/v1/documents/vienna-d10",
    "/v1/documents/moscow-despatch-12/paragraphs?number=4-12",
    "/v1/documents/moscow-despatch-12/paragraphs.txt?limit=3",
    "/v1/documents/moscow-despatch-12/paragraphs/p13?context=2&include=footnotes,source",
    "/v1/documents/moscow-despatch-12/paragraphs/5",
    "/v1/documents/minute-typewriters/paragraphs/p2",
    "/v1/documents/vienna-despatch-10/paragraphs?range=b6..b7&include=footnotes,source",
    "/v1/documents/vienna-despatch-10/footnotes.csv",
    "/v1/documents/vienna-despatch-10/footnotes?kind=footnote&paragraph=4",
    "/v1/documents/vienna-record-danube/footnotes/en3?offsets=utf8",
    "/v1/documents/moscow-despatch-12/omissions?pretty",
    "/v1/documents/vienna-despatch-10/text.txt?notes=inline",
    "/v1/documents/vienna-despatch-10/text?notes=end&omissions=drop",
    "/v1/paragraphs?kind=omission&fields=document,id,text",
    "/v1/paragraphs?number=4&collection=moscow-1953&include=footnotes",
    "/v1/footnotes?limit=3&pretty",
    "/v1/batch?ids=vienna-telegram-221/p5,vienna-despatch-10/p99,moscow-despatch-12/p13",
    "/v1/export.ndjson?kind=paragraphs",
    "/v1/export.csv?kind=footnotes&document=vienna-despatch-10&fields=id,text",
    "/v1/search?q=malenkov+speech&crop=60",
    "/v1/search?q=the&facets=collection,year,classification&group=document",
    "/v1/search?q=timbre",
    "/v1/search?q=%22mr.+malenkov%22+-soviet+harv*&highlight=html",
    "/v1/search?q=(boots+OR+bridge)+NOT+potatoes&syntax=advanced&sort=date",
    "/v1/search?q=cloth+AND&syntax=advanced",
    "/v1/suggest?prefix=mo",
    "/v1/search?q=convention&entity=vienna.wray&facets=entity",
    "/v1/suggest?prefix=kost&kind=entity",
    "/v1/entities?type=place&q=vien&fields=id,label",
    "/v1/entities?collection=vienna-1953&minMentions=2&sort=mentions&limit=3",
    "/v1/entities/vienna.aldersey",
    "/v1/entities/vienna.soviet-government",
    "/v1/entities/vienna.alderse",
    "/v1/entities/vienna.kostka/mentions?limit=2&offsets=utf16",
    "/v1/entities/vienna.wray/mentions.csv",
    "/v1/entities/vienna.kostka/related?type=person,organization&limit=3",
    "/v1/documents/vienna-record-danube/entities?include=mentions&type=person,date",
    "/v1/documents?entity=vienna.kostka&facets=entity&fields=id",
    "/v1/documents/vienna-telegram-221/paragraphs/p5?include=entities&fields=id,text",
    "/v1/export.csv?kind=mentions&document=vienna-record-danube",
    "/id/vienna-telegram-221/p5",
    "/id/vienna-d10/p4",
};

struct told {
    int status; /* 0: the answer failed as a whole, and the server says 503 */
    bool cut;   /* a stream that broke off, which the client sees */
    char *body;
    size_t len;
};

struct question {
    struct api_options options;
    struct api *api;
    const char *target;
    struct told right;
};

static void told_release(struct told *told)
{
    free(told->body);
    *told = (struct told){0};
}

static void read_stream(struct reply *reply, struct told *told)
{
    char piece[512];
    ssize_t got;
    struct buffer all;
    buffer_init(&all);
    while ((got = reply->stream.read(reply->stream.self, piece, sizeof(piece))) > 0) {
        faults_calm = true; /* what this test keeps is no part of what is tried */
        buffer_put(&all, (struct slice){piece, (size_t)got});
        faults_calm = false;
    }
    told->cut = got < 0;
    told->body = buffer_take(&all, &told->len);
}

/* Asks as the server does, under the plan. */
static void ask(struct api *api, const char *target, struct told *told)
{
    struct request request = {.target = slice_of(target), .id = SLICE("1953")};
    struct reply reply;
    *told = (struct told){0};
    reply_init(&reply);
    api_answer(api, &request, &reply);
    if (!reply.failed && !buffer_failed(&reply.body)) {
        told->status = reply.status;
        if (reply.stream.self)
            read_stream(&reply, told);
        else
            told->body = buffer_take(&reply.body, &told->len);
    }
    reply_release(&reply);
}

static bool same(const struct told *a, const struct told *b)
{
    return a->status == b->status && a->len == b->len && a->cut == b->cut &&
           (a->len == 0 || memcmp(a->body, b->body, a->len) == 0);
}

static void judge(const struct question *question, const struct told *told,
                  char said[TORTURE_SAID])
{
    bool refused = told->status == 0 || told->status == 503;
    bool cut =
        told->cut && told->len <= question->right.len &&
        (told->len == 0 || memcmp(told->body, question->right.body, told->len) == 0);
    if (!refused && !cut && !same(told, &question->right))
        torture_say(said, "%s: status %d, and not what it should be: %.200s",
                    question->target, told->status, told->body ? told->body : "");
    if (told->status == 503 && told->body &&
        !memmem(told->body, told->len, "\"detail\"", 8))
        torture_say(said, "%s: 503 without words", question->target);
}

static bool open_api(struct question *question, char said[TORTURE_SAID])
{
    struct fault_detail detail = {.text = ""};
    enum fault fault = api_open(&question->api, &question->options, &detail);
    if (fault && !detail.text[0])
        torture_say(said, "it cannot be opened, without words");
    return fault == FAULT_NONE;
}

/* Asks when nothing fails. */
static void ask_again(const struct question *question, char said[TORTURE_SAID])
{
    struct told told;
    ask(question->api, question->target, &told);
    if (!same(&told, &question->right))
        torture_say(said, "%s: asked again: status %d: %.200s", question->target,
                    told.status, told.body ? told.body : "");
    told_release(&told);
}

/* Asks while something fails, and again when nothing does. */
static void ask_twice(struct question *question, char said[TORTURE_SAID])
{
    struct told told;
    torture_go();
    ask(question->api, question->target, &told);
    torture_stop();
    judge(question, &told, said);
    told_release(&told);
    ask_again(question, said);
}

/* The next trial goes on with it, unless it is to be judged by itself. */
static void keep_api(struct question *question, const char said[TORTURE_SAID])
{
    if (!said[0])
        return;
    api_close(question->api);
    question->api = NULL;
}

/* One request of an api that stays open. */
static void run_answer(void *self, char said[TORTURE_SAID])
{
    struct question *question = self;
    struct told told;
    if (!question->api) {
        if (!open_api(question, said))
            return;
        ask(question->api, question->target, &told); /* statements are prepared now */
        told_release(&told);
    }
    ask_twice(question, said);
    keep_api(question, said);
}

/* One request with nothing read before, so that it reads all it needs from the disk. */
static void run_fresh(void *self, char said[TORTURE_SAID])
{
    struct question *question = self;
    if (!open_api(question, said))
        return;
    ask_twice(question, said);
    api_close(question->api);
    question->api = NULL;
}

/* The opening itself: it fails in words, or all is well. */
static void run_open(void *self, char said[TORTURE_SAID])
{
    struct question *question = self;
    torture_go();
    bool open = open_api(question, said);
    torture_stop();
    if (!open && !open_api(question, said)) {
        torture_say(said, "it cannot be opened afterwards");
        return;
    }
    ask_again(question, said);
    api_close(question->api);
    question->api = NULL;
}

/* Another data set takes the place, and cannot be opened: the first is served on, however
 * often that is. */
static void run_renew(void *self, char said[TORTURE_SAID])
{
    struct question *question = self;
    struct fault_detail detail = {.text = ""};
    if (!question->api && !open_api(question, said))
        return;
    torture_go();
    enum fault fault = api_renew(question->api, &detail);
    torture_stop();
    if (fault && !detail.text[0])
        torture_say(said, "it is not opened anew, without words");
    ask_again(question, said);
    keep_api(question, said);
}

/* Of the ways in which memory may fail a sample tries one for each target, in turn. */
static void torture_target(struct torture *torture, struct question *question, size_t at)
{
    char name[200];
    snprintf(name, sizeof(name), "the first %s", question->target);
    const struct scenario answer = {question->target, question, run_answer},
                          fresh = {name, question, run_fresh};
    if (torture->step == 1 || at % 3 == 0)
        torture_one(torture, &answer, SORT_MEMORY, LANE_MAIN);
    if (torture->step == 1 || at % 3 == 1)
        torture_one(torture, &answer, SORT_NO_MEMORY, LANE_MAIN);
    if (torture->step == 1 || at % 3 == 2)
        torture_one(torture, &fresh, SORT_MEMORY, LANE_MAIN);
    torture_one(torture, &fresh, SORT_DISK_ERROR, LANE_MAIN);
}

int main(void)
{
    struct torture torture;
    const char *work = getenv("WORK");
    char path[300];
    struct question question = {.options = {.dataset = path, .readers = 2}};
    char said[TORTURE_SAID] = "";
    snprintf(path, sizeof(path), "%s/served.db", work ? work : "/tmp");
    if (!short_lists_read() || !torture_init(&torture) ||
        dataset_load(path, dataset_before) != 0 ||
        dataset_load(path, dataset_after) != 0) {
        fprintf(stderr, "torture_serve: cannot begin\n");
        return 2;
    }
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        question.target = targets[i];
        if (!open_api(&question, said))
            return 2;
        ask(question.api, question.target, &question.right);
        api_close(question.api);
        question.api = NULL;
        if (i == 0) {
            struct scenario open = {"opening", &question, run_open};
            struct scenario renew = {"opening anew", &question, run_renew};
            for (int sort = SORT_MEMORY; sort <= SORT_DISK_ERROR; sort++) {
                torture_one(&torture, &open, (enum fault_sort)sort, LANE_MAIN);
                torture_one(&torture, &renew, (enum fault_sort)sort, LANE_MAIN);
            }
        }
        torture_target(&torture, &question, i);
        told_release(&question.right);
    }
    return torture_end(&torture);
}

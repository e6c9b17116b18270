/* Requests over a socket, while everything fails once: in libmicrohttpd, the workers, the
 * pool, the cache and the coding of answers. Each answer is as ever, or 503, or broken
 * off so that the client sees it; the next request is answered as ever. */
#include "api/api.h"
#include "dataset.h"
#include "httpd/httpd.h"
#include "rights.h"
#include "short_lists.h"
#include "torture.h"

#define PLAIN(target) "GET " target " HTTP/1.1\r\nHost: a\r\nX-Request-Id: 1953\r\n\r\n"
#define WITH(target, lines)                                                              \
    "GET " target " HTTP/1.1\r\nHost: a\r\nX-Request-Id: 1953\r\n" lines "\r\n\r\n"
#define OTHER(method, target, lines)                                                     \
    method " " target " HTTP/1.1\r\nHost: a\r\nX-Request-Id: 1953\r\n" lines "\r\n"

/* One for each way through the server. The proxy's client is counted, others are not. */
static const struct {
    const char *name, *request;
} requests[] = {
    {"a look-up", PLAIN("/v1/documents/moscow-despatch-12/paragraphs/p4")},
    {"a list", PLAIN("/v1/documents?limit=3")},
    {"a search", PLAIN("/v1/search?q=malenkov+speech&crop=60")},
    {"a search as gzip", WITH("/v1/search?q=the&limit=40", "Accept-Encoding: gzip")},
    {"a long list as zstd", WITH("/v1/documents/moscow-despatch-12/paragraphs?limit=200",
                                 "Accept-Encoding: zstd")},
    {"an export", PLAIN("/v1/export.ndjson?kind=paragraphs")},
    {"an export to an old client",
     "GET /v1/export.csv?kind=footnotes HTTP/1.0\r\nX-Request-Id: 1953\r\n\r\n"},
    {"a HEAD", OTHER("HEAD", "/v1/documents?limit=3", "")},
    {"a 304", WITH("/v1/documents?limit=3", "If-None-Match: \"a\"\r\nIf-None-Match: *")},
    {"a choice in two lines",
     WITH("/v1/documents?limit=3", "Accept: image/png\r\nAccept: text/csv")},
    {"what is counted",
     WITH("/v1/documents?limit=3", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: "
                                   "198.51.100.7")},
    {"a redirect", PLAIN("/id/vienna-telegram-221/p5")},
    {"what is not there", PLAIN("/nothing")},
    {"a body", OTHER("POST", "/v1", "Content-Length: 5\r\n") "hello"},
    {"a preflight", OTHER("OPTIONS", "*", "Origin: https://example.org\r\n")},
    {"two hosts", OTHER("GET", "/v1", "Host: b\r\n")},
};

/* A server, and what it should say. */
struct service {
    struct api_options options;
    struct api *api;
    struct httpd *httpd;
    bool kept; /* asked for before, so that the cache has it */
    struct rights rights;
    struct heard heard;
};

/* Opening the data set is tried by torture_serve. */
static bool open_api(struct service *service, char said[TORTURE_SAID])
{
    struct fault_detail detail = {.text = ""};
    enum fault fault = api_open(&service->api, &service->options, &detail);
    if (fault)
        torture_say(said, "%s", detail.text);
    return fault == FAULT_NONE;
}

static bool open_httpd(struct service *service, char said[TORTURE_SAID])
{
    const struct httpd_options http = {.address = "127.0.0.1",
                                       .workers = 1,
                                       .slow_workers = 1,
                                       .slow_queue = 4,
                                       .connections = 8,
                                       .trusted = "127.0.0.0/8",
                                       .rate = "1000000/s",
                                       .idle_seconds = 30,
                                       .cache_bytes = 1 << 20,
                                       .target_bytes = 8000};
    struct fault_detail detail = {.text = ""};
    enum fault fault =
        httpd_open(&service->httpd, &http, api_answer, service->api, &detail);
    if (fault && !detail.text[0])
        torture_say(said, "it cannot be opened, without words");
    return fault == FAULT_NONE;
}

static bool open_service(struct service *service, char said[TORTURE_SAID])
{
    return open_api(service, said) && open_httpd(service, said);
}

static void close_service(struct service *service)
{
    httpd_close(service->httpd, 2);
    api_close(service->api);
    service->httpd = NULL;
    service->api = NULL;
}

/* Asks on a connection of its own, or goes on with `*fd` where that is open. */
static void ask(const struct service *service, int *fd, const char *request,
                struct heard *heard)
{
    bool calm = faults_calm;
    faults_calm = true;
    if (*fd < 0)
        *fd = wire_join(httpd_port(service->httpd));
    wire_ask(*fd, request, heard);
    if (heard->closes && *fd >= 0) {
        close(*fd);
        *fd = -1;
    }
    faults_calm = calm;
}

static void leave(int fd)
{
    if (fd >= 0)
        close(fd);
}

static void judge(const struct service *service, const char *when,
                  const struct heard *heard, bool may_fail, char said[TORTURE_SAID])
{
    bool fine = rights_right(&service->rights, heard) ||
                (may_fail && (rights_cut(&service->rights, heard) ||
                              rights_refusal(&service->rights, heard) ||
                              rights_unchanged(&service->rights, heard)));
    if (!fine)
        torture_say(said, "%s%s: status %d, %zu bytes, not %zu: %.180s", when,
                    heard->silent ? ", and hangs" : "", heard->status, heard->len,
                    service->rights.said[1].len, heard->bytes);
}

/* While something fails; then on the same connection, where it is left; then anew. */
static void ask_thrice(struct service *service, char said[TORTURE_SAID])
{
    int fd = -1;
    torture_go();
    ask(service, &fd, service->rights.request, &service->heard);
    torture_stop();
    judge(service, "meanwhile", &service->heard, true, said);
    if (fd >= 0) {
        ask(service, &fd, service->rights.request, &service->heard);
        /* Closed between two requests: a client asks again, on a new connection. */
        if (service->heard.status)
            judge(service, "on the same connection", &service->heard, false, said);
    }
    leave(fd);
    fd = -1;
    ask(service, &fd, service->rights.request, &service->heard);
    judge(service, "afterwards", &service->heard, false, said);
    leave(fd);
}

/* A server that goes on, its statements prepared; the cache has the answer, or nothing.
 */
static void run_on(void *self, char said[TORTURE_SAID])
{
    struct service *service = self;
    int fd = -1;
    if (!service->httpd && !open_service(service, said))
        return;
    for (int i = 0; i < 2; i++)
        ask(service, &fd, service->rights.request, &service->heard);
    leave(fd);
    if (!service->kept)
        httpd_clear_cache(service->httpd);
    ask_thrice(service, said);
    if (said[0]) /* the next trial is to be judged by itself */
        close_service(service);
}

/* A server that was asked nothing yet, and reads all it needs from the disk. */
static void run_first(void *self, char said[TORTURE_SAID])
{
    struct service *service = self;
    if (!open_service(service, said))
        return;
    ask_thrice(service, said);
    close_service(service);
}

/* The start: it fails in words, or all is well. */
static void run_start(void *self, char said[TORTURE_SAID])
{
    struct service *service = self;
    int fd = -1;
    if (!open_api(service, said))
        return;
    torture_go();
    bool open = open_httpd(service, said);
    torture_stop();
    if (!open && !open_httpd(service, said)) {
        torture_say(said, "it cannot be opened afterwards");
        return;
    }
    ask(service, &fd, service->rights.request, &service->heard);
    judge(service, "after the start", &service->heard, false, said);
    leave(fd);
    close_service(service);
}

/* The stop, with a client that stays. */
static void run_stop(void *self, char said[TORTURE_SAID])
{
    struct service *service = self;
    int fd = -1;
    if (!open_service(service, said))
        return;
    ask(service, &fd, service->rights.request, &service->heard);
    judge(service, "before the stop", &service->heard, false, said);
    torture_go();
    close_service(service);
    torture_stop();
    leave(fd);
}

/* What should be said, of a server to which nothing happens. */
static bool hear_rights(struct service *service, char said[TORTURE_SAID])
{
    char plain[1000];
    const char *coded = strstr(service->rights.request, "Accept-Encoding");
    int fd = -1;
    snprintf(plain, sizeof(plain), "%s", service->rights.request);
    if (coded)
        memcpy(plain + (coded - service->rights.request), "X", 1);
    if (!open_service(service, said))
        return false;
    ask(service, &fd, plain, &service->rights.said[0]);
    httpd_clear_cache(service->httpd);
    ask(service, &fd, service->rights.request, &service->rights.said[1]);
    ask(service, &fd, service->rights.request, &service->rights.said[2]);
    leave(fd);
    close_service(service);
    for (int i = 0; i < 3; i++)
        if (!service->rights.said[i].whole)
            return false;
    return true;
}

/* A sample is one of these for each request, in turn. */
static void torture_request(struct torture *torture, struct service *service, size_t at)
{
    char first[100], kept[100];
    const char *name = requests[at].name;
    snprintf(first, sizeof(first), "the first of all: %s", name);
    snprintf(kept, sizeof(kept), "asked for again: %s", name);
    const struct {
        struct scenario scenario;
        enum fault_sort sort;
        bool kept;
    } ways[] = {{{name, service, run_on}, SORT_MEMORY, false},
                {{first, service, run_first}, SORT_DISK_ERROR, false},
                {{kept, service, run_on}, SORT_MEMORY, true},
                {{name, service, run_on}, SORT_NO_MEMORY, false},
                {{first, service, run_first}, SORT_MEMORY, false}};
    enum { WAYS = sizeof(ways) / sizeof(ways[0]) };
    for (size_t i = 0; i < WAYS; i++) {
        service->kept = ways[i].kept;
        if (torture->step == 1 || at % WAYS == i)
            torture_one(torture, &ways[i].scenario, ways[i].sort, LANE_OTHERS);
    }
}

static void torture_life(struct torture *torture, struct service *service)
{
    const struct scenario start = {"a start", service, run_start},
                          stop = {"a stop", service, run_stop};
    for (int lane = 0; lane < LANE_COUNT; lane++)
        for (int sort = SORT_MEMORY; sort <= SORT_NO_MEMORY; sort++) {
            torture_one(torture, &start, (enum fault_sort)sort, (enum fault_lane)lane);
            torture_one(torture, &stop, (enum fault_sort)sort, (enum fault_lane)lane);
        }
}

int main(void)
{
    static struct service service;
    struct torture torture;
    const char *work = getenv("WORK");
    char path[300], said[TORTURE_SAID] = "";
    snprintf(path, sizeof(path), "%s/socket.db", work ? work : "/tmp");
    service.options = (struct api_options){.dataset = path, .readers = 2};
    if (!short_lists_read() || !torture_init(&torture) ||
        dataset_load(path, dataset_before) != 0 ||
        dataset_load(path, dataset_after) != 0) {
        fprintf(stderr, "torture_http: cannot begin\n");
        return 2;
    }
    torture.step = (torture.step + 6) / 7; /* a request takes few, and little time */
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        service.rights.request = requests[i].request;
        if (!hear_rights(&service, said)) {
            fprintf(stderr, "torture_http: %s: %s\n", requests[i].name, said);
            return 2;
        }
        if (i == 0)
            torture_life(&torture, &service);
        torture_request(&torture, &service, i);
    }
    return torture_end(&torture);
}

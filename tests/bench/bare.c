/* The bare server: libmicrohttpd with httpd.c's options, one fixed answer, nothing else.
 *
 *     bare PORT BODYFILE HEADERFILE [WORKERS]
 *
 * It is what our answers per second are divided by. HEADERFILE has a "Name: value" a
 * line; PORT 0 is any free one. Prints "ready PORT", and ends at SIGTERM or SIGINT. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEMORY = 8000 + 6 * 1024, /* of a connection, as httpd.c with its default target */
    CONNECTIONS_PER_WORKER = 125,
    IDLE_SECONDS = 30,
    LONGEST_LINE = 4096,
};

/* As httpd.c does: the first call answers nothing, or the connection would be closed. */
static enum MHD_Result on_request(void *self, struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *body, size_t *body_len,
                                  void **context)
{
    (void)url, (void)method, (void)version, (void)body;
    if (!*context) {
        *context = self;
        return MHD_YES;
    }
    if (*body_len > 0)
        return MHD_NO;
    return MHD_queue_response(connection, MHD_HTTP_OK, self);
}

static struct MHD_Response *response_of_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long size = ftell(file);
    rewind(file);
    char *body = size >= 0 ? malloc((size_t)size + 1) : NULL;
    size_t len = body ? fread(body, 1, (size_t)size, file) : 0;
    fclose(file);
    if (!body)
        return NULL;
    return MHD_create_response_from_buffer(len, body, MHD_RESPMEM_MUST_FREE);
}

static int add_headers(struct MHD_Response *response, const char *path)
{
    char line[LONGEST_LINE];
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    int sound = 1;
    while (sound && fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\r\n")] = '\0';
        char *value = strstr(line, ": ");
        if (!value)
            continue;
        *value = '\0';
        sound = MHD_add_response_header(response, line, value + 2) == MHD_YES;
    }
    fclose(file);
    return sound;
}

static int serve(struct MHD_Response *response, unsigned port, unsigned workers)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((in_port_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request, response,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE, workers,
        MHD_OPTION_CONNECTION_LIMIT, workers * CONNECTIONS_PER_WORKER,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY, MHD_OPTION_END);
    if (!daemon)
        return 1;
    const union MHD_DaemonInfo *bound =
        MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    printf("ready %u\n", bound ? (unsigned)bound->port : port);
    fflush(stdout);
    int which;
    sigwait(&ends, &which);
    MHD_stop_daemon(daemon);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc > 5) {
        fprintf(stderr, "usage: bare PORT BODYFILE HEADERFILE [WORKERS]\n");
        return 2;
    }
    unsigned port = (unsigned)strtoul(argv[1], NULL, 10);
    unsigned workers = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 2;
    struct MHD_Response *response = response_of_file(argv[2]);
    if (!response || !add_headers(response, argv[3])) {
        fprintf(stderr, "bare: cannot read %s or %s\n", argv[2], argv[3]);
        return 1;
    }
    int code = serve(response, port, workers ? workers : 1);
    MHD_destroy_response(response);
    return code;
}

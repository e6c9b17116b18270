/* Any bytes as the head of a request: its target, and lines "Name: value". What the
 * server makes of them before it looks for an answer, and what is promised of that. */
#define FUZZ_NAME "head"
#include "replay.h"
#include "routing/target.h"

#include "../../server/httpd/client.h"
#include "../../server/httpd/coding.h"
#include "../../server/httpd/head.h"
#include "routing/validator.h"

#include <netinet/in.h>
#include <string.h>

enum { LONGEST = 200 };

static const char *const fuzz_words[FUZZ_WORDS] = {"\nHost: a",
                                                   "\nContent-Length: ",
                                                   "\nTransfer-Encoding: chunked",
                                                   "\nAccept-Encoding: ",
                                                   "\nIf-None-Match: ",
                                                   "\nIf-Modified-Since: ",
                                                   "\nX-Forwarded-For: ",
                                                   "\nForwarded: ",
                                                   "\ntraceparent: ",
                                                   "\nX-Request-Id: ",
                                                   "\nAccept: ",
                                                   "\nCookie: ",
                                                   "http://",
                                                   "https://",
                                                   "/v1",
                                                   "*",
                                                   "?",
                                                   "#",
                                                   "@",
                                                   "%2e%2e",
                                                   "gzip",
                                                   "zstd",
                                                   "identity",
                                                   ";q=0",
                                                   ";q=0.5",
                                                   ",",
                                                   ", ",
                                                   "W/",
                                                   "\"a\"",
                                                   "\"a-gzip\"",
                                                   "for=",
                                                   "\"[::1]:80\"",
                                                   "10.0.0.1",
                                                   "198.51.100.7",
                                                   "2001:db8::1",
                                                   "unknown",
                                                   "_hidden",
                                                   "Sun, 06 Nov 1994 08:49:37 GMT",
                                                   "Sunday, 06-Nov-94 08:49:37 GMT",
                                                   "18446744073709551616",
                                                   "\t",
                                                   "\r",
                                                   "\xff",
                                                   NULL};

static struct address_limit address_limit;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct fault_detail detail = {.text = ""};
    enum fault fault =
        address_limit_init(&address_limit, 1, 1, "10.0.0.0/8,::1,2001:db8::/32", &detail);
    HOLDS(!fault, "%s", detail.text);
    return 0;
}

static struct slice cut_line(struct slice *rest)
{
    return slice_cut(rest, '\n');
}

static void read_lines(struct head *head, struct slice rest)
{
    while (rest.len > 0) {
        struct slice value = cut_line(&rest);
        struct slice name = slice_cut(&value, ':');
        while (value.len > 0 && value.at[0] == ' ')
            value = slice_from(value, 1);
        head_line(head, name, value);
    }
}

/* A target that is let through has one reading, and its framing too. */
static void check_sound(const struct head *head, struct slice target, enum method method)
{
    HOLDS(target.len > 0 && target.len <= LONGEST, "%zu bytes", target.len);
    for (size_t i = 0; i < target.len; i++)
        HOLDS((unsigned char)target.at[i] > ' ' && target.at[i] != '#', "byte %zu", i);
    HOLDS(target.at[0] == '/' || slice_is(target, "*") || method == METHOD_OTHER, "%.*s",
          SLICE_PRINT(target));
    HOLDS(head->hosts == 1 && head->lengths <= 1 &&
              !(head->has_transfer_coding && head->lengths),
          "%u hosts, %u lengths", head->hosts, head->lengths);
    HOLDS(method == METHOD_OTHER || (!head->has_transfer_coding && head->length == 0),
          "a body");
}

static void check_codings(struct slice accept)
{
    struct codings codings = coding_choose(accept);
    HOLDS(codings.best < CODINGS, "coding %d", (int)codings.best);
    HOLDS(accept.at || (codings.best == CODING_IDENTITY && codings.identity),
          "nothing was asked for");
}

/* The tag that an answer would have, coded or not, is found where the client names it. */
static void check_tags(struct slice list)
{
    char coded[64];
    struct buffer plain, named;
    struct slice tag = SLICE("\"a\"");
    buffer_init(&plain);
    buffer_init(&named);
    HOLDS(!etag_listed_by_name(list, tag) || etag_listed(list, tag),
          "named and not listed");
    HOLDS(coding_etag(CODING_GZIP, tag, coded, sizeof(coded)), "no tag of its own");
    coding_put_plain_tags(CODING_GZIP, list, &plain);
    HOLDS(!etag_listed_by_name(list, slice_of(coded)) ||
              etag_listed_by_name(buffer_slice(&plain), tag),
          "%.*s, then %.*s", SLICE_PRINT(list), SLICE_PRINT(buffer_slice(&plain)));
    buffer_print(&named, "\"b\", %s, %.*s", coded, SLICE_PRINT(list));
    HOLDS(etag_listed_by_name(buffer_slice(&named), slice_of(coded)), "%.*s",
          SLICE_PRINT(buffer_slice(&named)));
    buffer_release(&plain);
    buffer_release(&named);
}

/* Who is no proxy of ours speaks for himself, and is not taken for one by words. */
static void check_client(const struct head *head)
{
    struct sockaddr_in near = {.sin_family = AF_INET}, far = near;
    struct client client;
    char name[CLIENT_NAME];
    near.sin_addr.s_addr = htonl(0x0a000001);
    far.sin_addr.s_addr = htonl(0xc6336401);
    client_find(&client, &address_limit, (const struct sockaddr *)&far,
                head->forwarded_for, head->forwarded);
    client_name(&client, name);
    HOLDS(!client.trusted && strcmp(name, "198.51.100.1") == 0, "%s", name);
    client_find(&client, &address_limit, (const struct sockaddr *)&near,
                head->forwarded_for, head->forwarded);
    client_name(&client, name);
    HOLDS(!client.trusted || address_limit_trusts(&address_limit, &client.address), "%s",
          name);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice rest = {(const char *)bytes, size};
    struct head head = {0};
    time_t first = 0, again = 0;
    struct slice target = target_origin_form(cut_line(&rest));
    read_lines(&head, rest);
    for (int method = METHOD_GET; method <= METHOD_OTHER; method++)
        if (head_check(&head, (enum method)method, false, target, LONGEST) == HEAD_VALID)
            check_sound(&head, target, (enum method)method);
    check_codings(head.accept_encoding);
    check_tags(head.if_none_match);
    check_client(&head);
    bool dated = date_read(head.if_modified_since, 784111777, &first);
    HOLDS(dated == date_read(head.if_modified_since, 784111777, &again) && first == again,
          "two dates");
    return 0;
}

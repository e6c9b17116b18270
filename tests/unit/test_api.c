/* Answers over data sets that are made here: long documents, base URLs, cursors, reloads;
 * and reading the rows beneath them. */
#include "answer/context.h"
#include "answer/send.h"
#include "api/api.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "db/read/corpus.h"

#include "corpus_folder.h"

#include <jansson.h>

#define DATA_SET "test.db"

struct answer {
    struct reply reply;
    struct buffer streamed;
    json_t *json; /* of a JSON body; NULL otherwise */
};

static void load(void)
{
    char words[] = "corpus\0--db\0" DATA_SET "\0--quiet";
    char *argv[5] = {words};
    for (int i = 1; i < 4; i++)
        argv[i] = argv[i - 1] + strlen(argv[i - 1]) + 1;
    struct load_options options;
    struct fault_detail detail = {.text = ""};
    enum load_outcome outcome;
    bool help = false;
    assert_int_equal(options_load(&options, 4, argv, &help, &detail), FAULT_NONE);
    enum fault fault = load_run(&options, &outcome, &detail);
    if (fault)
        print_error("%s\n", detail.text);
    assert_int_equal(fault, FAULT_NONE);
}

static struct api *open_api(const char *base_url)
{
    struct api *api;
    struct api_options options = {
        .dataset = DATA_SET, .base_url = base_url, .readers = 2};
    struct fault_detail detail = {.text = ""};
    assert_int_equal(api_open(&api, &options, &detail), FAULT_NONE);
    return api;
}

static void ask(struct api *api, const char *target, struct answer *answer)
{
    struct request request = {.target = slice_of(target)};
    char piece[777]; /* a size that divides nothing */
    ssize_t got = 0;
    *answer = (struct answer){.json = NULL};
    reply_init(&answer->reply);
    buffer_init(&answer->streamed);
    api_answer(api, &request, &answer->reply);
    assert_false(answer->reply.failed);
    struct reply_stream stream = answer->reply.stream;
    while (stream.self && (got = stream.read(stream.self, piece, sizeof(piece))) > 0)
        buffer_put(&answer->streamed, (struct slice){piece, (size_t)got});
    assert_int_equal(got, 0);
    struct buffer *body = stream.self ? &answer->streamed : &answer->reply.body;
    answer->json = json_loadb(body->at ? body->at : "", body->len, JSON_ALLOW_NUL, NULL);
}

static void forget(struct answer *answer)
{
    json_decref(answer->json);
    buffer_release(&answer->streamed);
    reply_release(&answer->reply);
}

static void expect_status(struct api *api, const char *target, int status)
{
    struct answer answer;
    ask(api, target, &answer);
    if (answer.reply.status != status)
        print_error("%s\n", target);
    assert_int_equal(answer.reply.status, status);
    forget(&answer);
}

static const char *text_at(const json_t *object, const char *first, const char *second)
{
    const json_t *member = json_object_get(object, first);
    return json_string_value(second ? json_object_get(member, second) : member);
}

/* A document of so many numbered paragraphs, the even ones with a note. */
static void write_long(const char *path, int paragraphs)
{
    struct buffer text;
    buffer_init(&text);
    buffer_put_text(&text, "Memorandum on many things\n\nMoscow, 1 May 1953\n");
    for (int i = 1; i <= paragraphs; i++)
        buffer_print(&text,
                     i % 2 ? " \t%d. One more thing is to be said of this \xd0\x96. \n"
                           : " \t%d. A thing with a note[footnoteRef:%d]. [%d:  A note.] "
                             "\n\n",
                     i, i, i);
    assert_false(buffer_failed(&text));
    corpus_write_bytes(path, (struct slice){text.at, text.len});
    buffer_release(&text);
}

static int set_up(void **state)
{
    if (corpus_setup(state))
        return -1;
    mkdir("corpus", 0755);
    corpus_write("corpus/papers/short.txt",
                 "Memorandum on \xe2\x80\x9c\"url\":\"/v1/x\"\xe2\x80\x9d\n\n"
                 "Moscow, 2 May 1953\n"
                 " \t1. He wrote \"next\":\"/v1/documents\", and \"/v1\".[footnoteRef:2] "
                 "[2:  \"url\": \"/etc/passwd\".] \n\n"
                 " \t/v1/documents is how this one begins. \n"
                 "[\xe2\x80\xa6]\n"
                 " \t4. The end. \n");
    corpus_write("corpus/papers/short.json",
                 "{\"author\": \"/root\", \"recipient\": \"\\\"url\\\":\\\"/\", "
                 "\"formerIds\": [\"brief\"]}");
    write_long("corpus/papers/long.txt", 700);
    return 0;
}

/* --- pages --- */

/* Follows next to the end; returns how many items there were. */
static size_t follow(struct api *api, const char *target, size_t *pages)
{
    char next[4000];
    size_t items = 0;
    snprintf(next, sizeof(next), "%s", target);
    for (*pages = 0; next[0]; (*pages)++) {
        struct answer answer;
        ask(api, next, &answer);
        assert_int_equal(answer.reply.status, 200);
        items += json_array_size(json_object_get(answer.json, "items"));
        const char *more = text_at(answer.json, "next", NULL);
        snprintf(next, sizeof(next), "%s", more ? more : "");
        forget(&answer);
        assert_true(*pages < 100);
    }
    return items;
}

static void pages_together_are_the_list(void **state)
{
    (void)state;
    size_t pages;
    load();
    struct api *api = open_api(NULL);
    assert_int_equal(follow(api, "/v1/documents/long/paragraphs?limit=200", &pages), 702);
    assert_int_equal(pages, 4);
    assert_int_equal(
        follow(api, "/v1/documents/long/paragraphs?limit=100&number=1-200", &pages), 200);
    assert_int_equal(pages, 2);
    assert_int_equal(follow(api, "/v1/footnotes?limit=117", &pages), 351);
    assert_int_equal(follow(api, "/v1/paragraphs?limit=113&kind=paragraph", &pages), 703);
    assert_int_equal(follow(api, "/v1/documents?limit=1&sort=title", &pages), 2);
    api_close(api);
}

static void an_included_list_goes_on_where_it_was_cut(void **state)
{
    (void)state;
    struct answer answer;
    size_t pages;
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents/long?include=paragraphs,footnotes", &answer);
    const json_t *paragraphs = json_object_get(answer.json, "paragraphs");
    assert_int_equal(json_array_size(json_object_get(paragraphs, "items")), 200);
    assert_int_equal(follow(api, text_at(paragraphs, "next", NULL), &pages), 502);
    const json_t *notes = json_object_get(answer.json, "footnotes");
    assert_int_equal(json_array_size(json_object_get(notes, "items")), 200);
    assert_int_equal(follow(api, text_at(notes, "next", NULL), &pages), 150);
    forget(&answer);
    api_close(api);
}

static void text_of_many_blocks_says_where_it_goes_on(void **state)
{
    (void)state;
    struct answer answer;
    size_t lines = 0;
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents/long/paragraphs.txt", &answer);
    for (size_t i = 0; i < answer.reply.body.len; i++)
        lines += answer.reply.body.at[i] == '\n';
    assert_int_equal(lines, 200);
    bool next = false;
    for (size_t i = 0; i < answer.reply.header_count; i++)
        next |= strcmp(answer.reply.headers[i].name, "Link") == 0 &&
                strstr(answer.reply.headers[i].value, "rel=\"next\"");
    assert_true(next);
    forget(&answer);
    api_close(api);
}

static void a_cursor_survives_a_reload_that_adds_before_it(void **state)
{
    (void)state;
    struct answer answer;
    char next[1000];
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents/long/paragraphs?limit=2&fields=id", &answer);
    snprintf(next, sizeof(next), "%s", text_at(answer.json, "next", NULL));
    forget(&answer);
    api_close(api);
    corpus_write("corpus/early/first.txt", "Note\n\nMoscow, 1 May 1953\n \t1. First. \n");
    load();
    api = open_api(NULL);
    ask(api, next, &answer);
    assert_int_equal(answer.reply.status, 200);
    assert_string_equal(
        text_at(json_array_get(json_object_get(answer.json, "items"), 0), "id", NULL),
        "p1");
    forget(&answer);
    api_close(api);
}

static void a_forged_cursor_is_a_bad_request_or_a_page(void **state)
{
    (void)state;
    struct answer answer;
    char next[1000], forged[1100];
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents?limit=1&sort=title", &answer);
    snprintf(next, sizeof(next), "%s", text_at(answer.json, "next", NULL));
    forget(&answer);
    char *cursor = strstr(next, "cursor=") + strlen("cursor=");
    for (char *at = cursor; *at; at++) {
        char kept = *at;
        *at = kept == 'A' ? 'B' : 'A';
        snprintf(forged, sizeof(forged), "%s", next);
        *at = kept;
        ask(api, forged, &answer);
        assert_true(answer.reply.status == 200 || answer.reply.status == 400 ||
                    answer.reply.status == 410);
        forget(&answer);
        snprintf(forged, sizeof(forged), "%.*s", (int)(at - next), next); /* cut short */
        ask(api, forged, &answer);
        assert_true(answer.reply.status == 200 || answer.reply.status == 400 ||
                    answer.reply.status == 410);
        forget(&answer);
    }
    api_close(api);
}

/* --- long texts are streamed --- */

static void a_long_text_is_streamed_and_whole(void **state)
{
    (void)state;
    struct answer answer, plain;
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents/long/text?notes=inline", &answer);
    assert_non_null(answer.reply.stream.self);
    const char *text = text_at(answer.json, "text", NULL);
    assert_non_null(text);
    assert_non_null(strstr(text, "700. A thing with a note[700: A note.]."));
    ask(api, "/v1/documents/long/text.txt?notes=inline", &plain);
    assert_int_equal(plain.streamed.len, strlen(text) + 1);
    assert_memory_equal(plain.streamed.at, text, strlen(text));
    size_t length = 0; /* in code points */
    for (const char *at = text; *at; at++)
        length += (*at & 0xc0) != 0x80;
    assert_int_equal(json_integer_value(json_object_get(answer.json, "length")), length);
    forget(&plain);
    forget(&answer);
    api_close(api);
}

static void a_text_has_all_its_notes_at_the_end(void **state)
{
    (void)state;
    struct answer answer;
    load();
    struct api *api = open_api(NULL);
    ask(api, "/v1/documents/long/text?notes=end", &answer);
    const char *text = text_at(answer.json, "text", NULL);
    assert_non_null(text);
    assert_non_null(strstr(text, "\n\n2. A note.\n4. A note.\n"));
    assert_non_null(strstr(text, "\n700. A note."));
    forget(&answer);
    api_close(api);
}

static void an_export_has_a_line_for_each(void **state)
{
    (void)state;
    static const struct {
        const char *target;
        size_t lines;
    } cases[] = {{"/v1/export.ndjson", 708},
                 {"/v1/export.csv", 709},
                 {"/v1/export.ndjson?kind=footnotes", 351},
                 {"/v1/export.ndjson?kind=documents", 2},
                 {"/v1/export.csv?kind=documents&author=nobody", 1}};
    load();
    struct api *api = open_api(NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer answer;
        size_t lines = 0;
        ask(api, cases[i].target, &answer);
        assert_int_equal(answer.reply.status, 200);
        for (size_t at = 0; at < answer.streamed.len; at++)
            lines += answer.streamed.at[at] == '\n';
        assert_int_equal(lines, cases[i].lines);
        forget(&answer);
    }
    api_close(api);
}

static void a_stream_that_nobody_reads_gives_its_reader_back(void **state)
{
    (void)state;
    load();
    struct api *api = open_api(NULL);
    for (int i = 0; i < 10; i++) { /* there are two readers */
        struct request request = {.target = SLICE("/v1/export.csv")};
        struct reply reply;
        reply_init(&reply);
        api_answer(api, &request, &reply);
        assert_int_equal(reply.status, 200);
        reply_release(&reply);
    }
    expect_status(api, "/v1", 200);
    api_close(api);
}

/* --- what takes time --- */

static void expect_deferred(struct api *api, const char *target, bool deferred)
{
    struct request request = {.target = slice_of(target), .inline_only = true};
    struct reply reply;
    reply_init(&reply);
    api_answer(api, &request, &reply);
    if (reply.deferred != deferred)
        print_error("%s\n", target);
    assert_int_equal(reply.deferred, deferred);
    assert_non_null(reply.route);
    reply_release(&reply);
}

static void only_slow_work_is_deferred_and_only_when_asked_to_be(void **state)
{
    static const char *const slow[] = {"/v1/search?q=a*",
                                       "/v1/suggest?prefix=a",
                                       "/v1/export.csv",
                                       "/v1/documents?q=a",
                                       "/v1/documents?author=a",
                                       "/v1/paragraphs?number=4",
                                       "/v1/footnotes?kind=footnote",
                                       "/v1/documents?facets=year"};
    static const char *const quick[] = {"/v1/documents",
                                        "/v1/documents?collection=a&limit=3",
                                        "/v1/paragraphs",
                                        "/healthz",
                                        "/v1/documents/no-such-one",
                                        "/v1/batch?ids=a/b",
                                        "/v1/search/",
                                        "/v1/search?q=a&limit=0",
                                        "/v1/search?nonsense=1",
                                        "/v1/export.csv?kind=nothing"};
    (void)state;
    load();
    struct api *api = open_api(NULL);
    for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++)
        expect_deferred(api, slow[i], true);
    for (size_t i = 0; i < sizeof(quick) / sizeof(*quick); i++)
        expect_deferred(api, quick[i], false);
    expect_status(api, slow[0], 200);
    api_close(api);
}

/* Every second paragraph of 700 has "more", the others "note", all of them "thing". */
static void a_search_that_is_sure_to_be_short_is_answered_at_once(void **state)
{
    static const char *const quick[] = {
        "/v1/search?q=note",
        "/v1/search?q=%3Dnote&limit=1",
        "/v1/search?q=note+thing&highlight=html",
        "/v1/search?q=note&sort=document&collection=papers",
        "/v1/search?q=thing&limit=20",
        "/v1/search?q=",
        "/v1/search?q=(&syntax=advanced"};
    static const char *const slow[] = {"/v1/search?q=note&facets=year",
                                       "/v1/search?q=note&group=document",
                                       "/v1/search?q=note&sort=date",
                                       "/v1/search?q=note&author=root",
                                       "/v1/search?q=note&date.from=1953",
                                       "/v1/search?q=not*",
                                       "/v1/search?q=%22in+note%22",
                                       "/v1/search?q=NEAR(note+thing)&syntax=advanced",
                                       "/v1/search?q=moscow",
                                       "/v1/search?q=thing&limit=200",
                                       "/v1/search?q=thing+more+said+be+one+is+to+this"};
    (void)state;
    load();
    struct api *api = open_api(NULL);
    for (size_t i = 0; i < sizeof(quick) / sizeof(*quick); i++)
        expect_deferred(api, quick[i], false);
    for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++)
        expect_deferred(api, slow[i], true);
    api_close(api);
}

/* Whoever has an answer already is told so at once, however long it took to make. */
static void a_search_that_has_not_changed_is_answered_at_once(void **state)
{
    const char *target = "/v1/search?q=thing&facets=year&group=document";
    struct answer first;
    struct reply again;
    (void)state;
    load();
    struct api *api = open_api(NULL);
    ask(api, target, &first);
    reply_init(&again);
    api_answer(api,
               &(struct request){.target = slice_of(target),
                                 .if_none_match =
                                     slice_of(reply_find_header(&first.reply, "ETag")),
                                 .inline_only = true},
               &again);
    assert_false(again.deferred);
    assert_int_equal(again.status, 304);
    reply_release(&again);
    forget(&first);
    api_close(api);
}

/* --- base URLs --- */

static void expect_expanded(const char *json, const char *expanded)
{
    struct buffer out;
    buffer_init(&out);
    base_url_expand(SLICE("https://h"), slice_of(json), &out);
    buffer_put_char(&out, '\0');
    assert_false(buffer_failed(&out));
    assert_string_equal(out.at, expanded);
    buffer_release(&out);
}

static void a_base_url_goes_before_links(void **state)
{
    (void)state;
    expect_expanded("{\"url\":\"/v1/x\",\"next\":null}",
                    "{\"url\":\"https://h/v1/x\",\"next\":null}");
    expect_expanded(
        "{\"prev\": \"/a\", \"links\": {\"cite\": \"/id/b\"}}",
        "{\"prev\": \"https://h/a\", \"links\": {\"cite\": \"https://h/id/b\"}}");
    expect_expanded("", "");
    expect_expanded("\"/", "\"/");
}

static void a_base_url_never_goes_into_text(void **state)
{
    (void)state;
    static const char *const untouched[] = {
        "{\"text\":\"/v1/x\"}", "{\"text\":\"\\\"url\\\":\\\"/v1/x\\\"\"}",
        "{\"title\":\"/\",\"author\":\"/root\"}", "[\"/v1\",\"/v2\"]",
        "{\"text\":\"url\\\":\",\"x\":\"/v1\"}"};
    for (size_t i = 0; i < sizeof(untouched) / sizeof(untouched[0]); i++)
        expect_expanded(untouched[i], untouched[i]);
}

/* Takes `base` off every link; what is left must be what is answered without it. */
static void strip_base(json_t *node, const char *base)
{
    const char *name;
    json_t *member;
    size_t i;
    json_object_foreach(node, name, member)
    {
        const char *text = json_string_value(member);
        if (text && strncmp(text, base, strlen(base)) == 0)
            json_string_set(member, text + strlen(base));
        strip_base(member, base);
    }
    json_array_foreach(node, i, member) strip_base(member, base);
}

/* Every string that is a path of ours stands alone without a base, and whole with one. */
static void expect_no_path(json_t *node, const char *under)
{
    const char *name;
    json_t *member;
    size_t i;
    const char *text = json_string_value(node);
    bool words = strcmp(under, "text") == 0 || strncmp(under, "author", 6) == 0 ||
                 strncmp(under, "recipient", 9) == 0 || strcmp(under, "formerIds") == 0 ||
                 strcmp(under, "value") == 0 || strcmp(under, "prefix") == 0 ||
                 strcmp(under, "suffix") == 0;
    if (text && text[0] == '/' && !words)
        fail_msg("%s is %s", under, text);
    json_object_foreach(node, name, member) expect_no_path(member, name);
    json_array_foreach(node, i, member) expect_no_path(member, under);
}

static void a_base_url_changes_links_and_nothing_else(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/v1",
        "/v1/collections",
        "/v1/documents?facets=author,year&limit=1",
        "/v1/documents/short?include=paragraphs,footnotes,omissions",
        "/v1/documents/short?include=paragraphs&pretty",
        "/v1/documents/short/text",
        "/v1/documents/short/paragraphs/p1?include=footnotes,source&context=5",
        "/v1/documents/short/footnotes?offsets=utf16",
        "/v1/batch?ids=short/p1,short/p9",
        "/v1/entities?q=moscow",
        "/v1/entities/moscow",
        "/v1/documents/short/entities?include=mentions",
        "/v1/documents/long/text"};
    load();
    struct api *plain = open_api(NULL), *based = open_api("https://example.org/");
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        struct answer one, other;
        ask(plain, targets[i], &one);
        ask(based, targets[i], &other);
        assert_int_equal(one.reply.status, 200);
        assert_non_null(other.json);
        expect_no_path(other.json, "");
        strip_base(other.json, "https://example.org");
        /* answers with other links are as new as the server that makes them */
        json_object_del(json_object_get(one.json, "dataset"), "modified");
        json_object_del(json_object_get(other.json, "dataset"), "modified");
        assert_true(json_equal(one.json, other.json));
        forget(&one);
        forget(&other);
    }
    api_close(plain);
    api_close(based);
}

static void tables_and_headers_have_the_base_url_too(void **state)
{
    (void)state;
    struct answer answer;
    load();
    struct api *api = open_api("https://example.org");
    ask(api, "/v1/documents.csv?limit=1", &answer);
    buffer_put_char(&answer.reply.body, '\0');
    assert_non_null(
        strstr(answer.reply.body.at, ",https://example.org/v1/documents/long,"));
    assert_non_null(strstr(reply_find_header(&answer.reply, "Link"),
                           "<https://example.org/v1/documents.csv?limit=1>"));
    forget(&answer);
    ask(api, "/id/short", &answer);
    assert_string_equal(reply_find_header(&answer.reply, "Location"),
                        "https://example.org/v1/documents/short");
    forget(&answer);
    api_close(api);
}

/* --- reloads --- */

static void names_outlive_a_reload(void **state)
{
    (void)state;
    load();
    struct api *api = open_api(NULL);
    expect_status(api, "/v1/documents/short/paragraphs/p1", 200);
    expect_status(api, "/v1/documents/brief", 308);
    api_close(api);
    corpus_write("corpus/papers/short.txt",
                 "Memorandum on less\n\nMoscow, 2 May 1953\n \t4. The end. \n");
    assert_int_equal(rename("corpus/papers/long.txt", "corpus/papers/lengthy.txt"), 0);
    load();
    api = open_api(NULL);
    expect_status(api, "/v1/documents/short/paragraphs/p1", 410);
    expect_status(api, "/v1/documents/short/footnotes/fn2", 410);
    expect_status(api, "/v1/documents/short/paragraphs/p4", 200);
    expect_status(api, "/v1/documents/long", 307);
    expect_status(api, "/v1/documents/long/paragraphs/p3?context=1", 307);
    expect_status(api, "/id/long/p3", 307);
    api_close(api);
    corpus_write("corpus/papers/short.txt",
                 "Memorandum on less\n\nMoscow, 2 May 1953\n \t1. Something new. \n"
                 " \t4. The end. \n");
    load();
    api = open_api(NULL);
    expect_status(api, "/v1/documents/short/paragraphs/p1", 410);
    expect_status(api, "/v1/documents/short/paragraphs/p1-2", 200);
    api_close(api);
}

/* --- rows --- */

static void rows_are_read_in_order_and_found_by_name(void **state)
{
    (void)state;
    struct corpus *corpus;
    struct fault_detail detail;
    struct arena arena;
    struct document_row document;
    struct block_row block;
    struct note_row note;
    struct rows rows;
    bool found, more;
    load();
    arena_init(&arena);
    assert_int_equal(corpus_open(&corpus, DATA_SET, &detail), FAULT_NONE);
    assert_int_equal(corpus_facts(corpus)->documents, 2);
    assert_int_equal(
        corpus_find_document(corpus, &arena, SLICE("long"), &document, &found, &detail),
        FAULT_NONE);
    assert_true(found);
    assert_int_equal(document.blocks, 702);
    struct block_filter filter = {.after = row_key(document.key, 0),
                                  .last = row_key(document.key, UINT32_MAX)};
    assert_int_equal(corpus_blocks(corpus, &filter, 1000, &rows), FAULT_NONE);
    int64_t last = 0, count = 0;
    while (!rows_next_block(&rows, &block, &more, &detail) && more) {
        assert_true(block.key > last);
        last = block.key;
        count++;
    }
    rows_close(&rows);
    assert_int_equal(count, 702);
    assert_int_equal(corpus_find_block(corpus, &arena, SLICE("long"), SLICE("p700"),
                                       &block, &found, &detail),
                     FAULT_NONE);
    assert_true(found && block.key == last);
    assert_int_equal(corpus_find_note(corpus, &arena, SLICE("long"), SLICE("fn700"),
                                      &note, &found, &detail),
                     FAULT_NONE);
    assert_true(found && note.block == last);
    struct slice source;
    assert_int_equal(corpus_source(corpus, &arena, document.key, block.source_at,
                                   block.source_bytes, &source, &detail),
                     FAULT_NONE);
    assert_true(slice_starts(source, SLICE(" \t700. A thing with a note[footnoteRef")));
    assert_int_equal(
        corpus_find_document(corpus, &arena, SLICE("lon"), &document, &found, &detail),
        FAULT_NONE);
    assert_false(found);
    corpus_close(corpus);
    arena_release(&arena);
}

static void a_data_set_that_is_none_is_refused(void **state)
{
    (void)state;
    struct corpus *corpus = NULL;
    struct fault_detail detail;
    assert_int_equal(corpus_open(&corpus, "absent.db", &detail), FAULT_DATASET);
    corpus_write("foreign.db", "This is no data base at all, whatever its name says.");
    assert_int_equal(corpus_open(&corpus, "foreign.db", &detail), FAULT_DATASET);
    corpus_write("empty.db", "");
    assert_int_equal(corpus_open(&corpus, "empty.db", &detail), FAULT_DATASET);
    load();
    assert_int_equal(truncate(DATA_SET, 20000), 0);
    enum fault fault = corpus_open(&corpus, DATA_SET, &detail);
    assert_true(fault == FAULT_DAMAGED || fault == FAULT_STORE);
}

#define API_TEST(function)                                                               \
    cmocka_unit_test_setup_teardown(function, set_up, corpus_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(pages_together_are_the_list),
        API_TEST(an_included_list_goes_on_where_it_was_cut),
        API_TEST(text_of_many_blocks_says_where_it_goes_on),
        API_TEST(a_cursor_survives_a_reload_that_adds_before_it),
        API_TEST(a_forged_cursor_is_a_bad_request_or_a_page),
        API_TEST(a_long_text_is_streamed_and_whole),
        API_TEST(a_text_has_all_its_notes_at_the_end),
        API_TEST(an_export_has_a_line_for_each),
        API_TEST(a_stream_that_nobody_reads_gives_its_reader_back),
        API_TEST(only_slow_work_is_deferred_and_only_when_asked_to_be),
        API_TEST(a_search_that_is_sure_to_be_short_is_answered_at_once),
        API_TEST(a_search_that_has_not_changed_is_answered_at_once),
        cmocka_unit_test(a_base_url_goes_before_links),
        cmocka_unit_test(a_base_url_never_goes_into_text),
        API_TEST(a_base_url_changes_links_and_nothing_else),
        API_TEST(tables_and_headers_have_the_base_url_too),
        API_TEST(names_outlive_a_reload),
        API_TEST(rows_are_read_in_order_and_found_by_name),
        API_TEST(a_data_set_that_is_none_is_refused),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}

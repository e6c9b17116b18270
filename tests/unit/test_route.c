/* Requests before anything is looked up: targets, representations, parameters. */
#include "../../server/api/routes.h"
#include "../../server/routing/parameters.h"
#include "answer/items.h"
#include "routing/accept.h"
#include "routing/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define LIST "/v1/documents"
#define BLOCKS "/v1/documents/x/paragraphs"

struct asked {
    struct arena arena;
    struct routed routed;
    struct fault_detail detail;
    enum fault fault;
};

static struct asked *ask_as(struct asked *asked, const char *target, const char *accept)
{
    struct request request = {.target = slice_of(target), .accept = slice_of(accept)};
    *asked = (struct asked){.detail = {.text = ""}};
    arena_init(&asked->arena);
    asked->fault =
        route_request(routes, &request, &asked->arena, &asked->routed, &asked->detail);
    return asked;
}

static void expect_fault(const char *target, enum fault fault)
{
    struct asked asked;
    ask_as(&asked, target, "");
    if (asked.fault != fault)
        print_error("%s: %s\n", target, asked.detail.text);
    assert_int_equal(asked.fault, fault);
    arena_release(&asked.arena);
}

static void expect_detail(const char *target, const char *detail)
{
    struct asked asked;
    ask_as(&asked, target, "");
    assert_int_not_equal(asked.fault, FAULT_NONE);
    assert_string_equal(asked.detail.text, detail);
    arena_release(&asked.arena);
}

static void expect_format(const char *target, const char *accept, enum format format,
                          bool negotiated)
{
    struct asked asked;
    ask_as(&asked, target, accept);
    if (asked.fault || asked.routed.format != format)
        print_error("%s of %s: %s\n", accept, target, asked.detail.text);
    assert_int_equal(asked.fault, FAULT_NONE);
    assert_int_equal(asked.routed.format, format);
    assert_int_equal(asked.routed.negotiated, negotiated);
    arena_release(&asked.arena);
}

static void expect_canonical(const char *target, const char *canonical)
{
    struct asked asked;
    struct buffer out;
    buffer_init(&out);
    ask_as(&asked, target, "");
    assert_int_equal(asked.fault, FAULT_NONE);
    route_canonical(&asked.routed, 0, &out);
    buffer_put_char(&out, '\0');
    assert_false(buffer_failed(&out));
    assert_string_equal(out.at, canonical);
    buffer_release(&out);
    arena_release(&asked.arena);
}

static void expect_slice(struct slice slice, const char *text)
{
    if (!slice_is(slice, text))
        print_error("\"%.*s\" is not \"%s\"\n", SLICE_PRINT(slice), text);
    assert_true(slice_is(slice, text));
}

/* --- targets --- */

static void hostile_targets_are_bad_requests(void **state)
{
    (void)state;
    static const char *const targets[] = {LIST "/%00",
                                          LIST "/a%00b",
                                          LIST "/%zz",
                                          LIST "/%",
                                          LIST "/%4",
                                          LIST "/%4g",
                                          LIST "/%c0%af",
                                          LIST "/%e0%80%af",
                                          LIST "/%ed%a0%80",
                                          LIST "/%f4%90%80%80",
                                          LIST "/%ff",
                                          LIST "/%c3",
                                          LIST "/%0a",
                                          LIST "/%7f",
                                          LIST "/a\tb",
                                          "/./v1",
                                          "/v1/../v1",
                                          "/v1/%2e%2e",
                                          "/v1/%2E/documents",
                                          LIST "#x",
                                          LIST "?q=#",
                                          "v1",
                                          "",
                                          "?q=1",
                                          LIST "?q=%",
                                          LIST "?%zz=1",
                                          LIST "?q=%00",
                                          LIST "?q=%c0%af",
                                          LIST "?%ff",
                                          "ftp://host/v1"};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
        expect_fault(targets[i], FAULT_BAD_REQUEST);
}

static void escapes_are_undone_in_segments(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, LIST "/%D0%B0%2Fb+c%25", "");
    assert_int_equal(asked.fault, FAULT_NONE);
    expect_slice(asked.routed.variables[0], "\xd0\xb0/b+c%");
    arena_release(&asked.arena);
}

static void a_plus_is_a_blank_only_in_a_query(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, LIST "?q=a+b%2Bc", "");
    assert_int_equal(asked.fault, FAULT_NONE);
    expect_slice(asked.routed.values[PARAM_Q].text, "a b+c");
    arena_release(&asked.arena);
}

static void the_absolute_form_is_read_as_its_path(void **state)
{
    (void)state;
    expect_fault("http://example.org/v1", FAULT_NONE);
    expect_fault("https://example.org/v1/documents?limit=1", FAULT_NONE);
    expect_fault("http://example.org", FAULT_NONE);
    expect_fault("http://example.org/nothing", FAULT_NOT_FOUND);
}

static void a_path_deeper_than_any_of_ours_is_not_found(void **state)
{
    (void)state;
    expect_fault("/1/2/3/4/5/6/7/8", FAULT_NOT_FOUND);
    expect_fault("/1/2/3/4/5/6/7/8/9", FAULT_NOT_FOUND);
    expect_fault("//v1", FAULT_NOT_FOUND);
    expect_fault("/v1//documents", FAULT_NOT_FOUND);
    expect_fault(LIST "/x//paragraphs", FAULT_NOT_FOUND);
}

static void more_than_sixty_four_parameters_are_refused(void **state)
{
    (void)state;
    struct buffer target;
    buffer_init(&target);
    buffer_put_text(&target, LIST "?");
    for (int i = 0; i < TARGET_PARAMETERS; i++)
        buffer_print(&target, "utm_%d=x&", i);
    buffer_put_char(&target, '\0');
    expect_fault(target.at, FAULT_NONE);
    target.len--;
    buffer_put_text(&target, "_=1");
    buffer_put_char(&target, '\0');
    assert_false(buffer_failed(&target));
    expect_fault(target.at, FAULT_BAD_REQUEST);
    buffer_release(&target);
}

static void empty_parameters_are_passed_over(void **state)
{
    (void)state;
    expect_fault(LIST "?", FAULT_NONE);
    expect_fault(LIST "?&&limit=1&", FAULT_NONE);
    expect_fault(LIST "?=1", FAULT_UNKNOWN_PARAMETER);
}

static void a_trailing_slash_leads_to_the_path_without(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, LIST "/?limit=1&nonsense", "");
    assert_int_equal(asked.fault, FAULT_NONE);
    expect_slice(asked.routed.redirect, LIST "?limit=1&nonsense");
    arena_release(&asked.arena);
    ask_as(&asked, "//", "");
    expect_slice(asked.routed.redirect, "/");
    arena_release(&asked.arena);
}

static void no_redirect_leads_to_another_host(void **state)
{
    (void)state;
    static const char *const targets[] = {"//evil.example/", "///evil.example/",
                                          "//evil.example/v1/", "/\\evil.example/",
                                          "http://evil.example/v1/"};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        struct asked asked;
        ask_as(&asked, targets[i], "");
        assert_false(slice_starts(asked.routed.redirect, SLICE("//")));
        assert_true(asked.routed.redirect.len == 0 || asked.routed.redirect.at[0] == '/');
        arena_release(&asked.arena);
    }
}

/* --- representations --- */

static void a_suffix_goes_before_format_and_that_before_accept(void **state)
{
    (void)state;
    expect_format(LIST, "", FORMAT_JSON, true);
    expect_format(LIST, "text/csv", FORMAT_CSV, true);
    expect_format(LIST "?format=ndjson", "text/csv", FORMAT_NDJSON, false);
    expect_format(LIST ".json?format=ndjson", "text/csv", FORMAT_JSON, false);
    expect_format("/v1", "text/csv, */*;q=0.1", FORMAT_JSON, false);
}

static void weights_choose_the_representation(void **state)
{
    (void)state;
    static const struct {
        const char *accept;
        enum format format;
    } cases[] = {
        {"*/*", FORMAT_JSON},
        {"*", FORMAT_JSON},
        {"text/csv;q=0.5, application/json;q=0.4", FORMAT_CSV},
        {"text/csv;q=0.5, application/json;q=0.501", FORMAT_JSON},
        {"TEXT/CSV", FORMAT_CSV},
        {"text/*", FORMAT_CSV},
        {"text/*;q=0.9, text/csv;q=0.1, */*;q=0.5", FORMAT_JSON},
        {"application/*", FORMAT_JSON},
        {"application/x-ndjson", FORMAT_NDJSON},
        {"text/html, application/xhtml+xml, */*;q=0.8", FORMAT_JSON},
        {"text/csv; q=1; header=present", FORMAT_CSV},
        {"text/csv ;q=0.9 , application/json; q=0.8", FORMAT_CSV},
        {"application/json;q=0, */*", FORMAT_NDJSON},
        {"text/csv;q=nonsense", FORMAT_CSV},
        {"text/csv;q=7", FORMAT_CSV},
        {" ", FORMAT_JSON},
        {",,text/csv,,", FORMAT_CSV},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        expect_format(LIST, cases[i].accept, cases[i].format, true);
}

static void nothing_acceptable_is_said_with_what_there_is(void **state)
{
    (void)state;
    static const char *const accepts[] = {"text/html", "text/turtle, image/*",
                                          "*/*;q=0",   "application/json;q=0",
                                          "nonsense",  "/",
                                          ";"};
    for (size_t i = 0; i < sizeof(accepts) / sizeof(accepts[0]); i++) {
        struct asked asked;
        ask_as(&asked, "/v1", accepts[i]);
        assert_int_equal(asked.fault, FAULT_NOT_ACCEPTABLE);
        expect_slice(asked.routed.allowed, "application/json; charset=utf-8 (.json)");
        arena_release(&asked.arena);
    }
}

static void a_suffix_is_not_part_of_a_name(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, LIST "/a.b.txt", "");
    assert_int_equal(asked.fault, FAULT_NONE);
    assert_int_equal(asked.routed.format, FORMAT_TEXT);
    expect_slice(asked.routed.variables[0], "a.b");
    arena_release(&asked.arena);
    ask_as(&asked, LIST "/a.html", "");
    expect_slice(asked.routed.variables[0], "a.html");
    arena_release(&asked.arena);
    expect_fault(LIST "/a.csv", FAULT_NOT_ACCEPTABLE);
    expect_format("/v1/openapi.json", "", FORMAT_JSON, false);
    expect_fault(LIST "/.json", FAULT_NONE); /* a name, if an odd one */
}

/* --- parameters --- */

static void good_values_are_read(void **state)
{
    (void)state;
    struct asked asked;
    const struct value *values = asked.routed.values;
    ask_as(&asked,
           BLOCKS "?limit=200&pretty&number=4-12&range=p4..p12-2&kind=title,%20omission&"
                  "include=source,footnotes&offsets=utf8&fields=text,id",
           "");
    assert_int_equal(asked.fault, FAULT_NONE);
    assert_int_equal(values[PARAM_LIMIT].number, 200);
    assert_int_equal(values[PARAM_PRETTY].number, 1);
    assert_int_equal(values[PARAM_NUMBER].from, 4);
    assert_int_equal(values[PARAM_NUMBER].to, 12);
    expect_slice(values[PARAM_RANGE].low, "p4");
    expect_slice(values[PARAM_RANGE].high, "p12-2");
    assert_int_equal(values[PARAM_KIND].flags, 1 << 1 | 1 << 8);
    assert_int_equal(values[PARAM_INCLUDE].flags,
                     INCLUDES_BIT(INCLUDE_SOURCE) | INCLUDES_BIT(INCLUDE_FOOTNOTES));
    assert_int_equal(values[PARAM_OFFSETS].number, 2);
    assert_false(values[PARAM_CURSOR].given);
    arena_release(&asked.arena);
}

static void dates_are_read_from_their_first_to_their_last_day(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, LIST "?date.from=1953-02&date.to=1953", "");
    assert_int_equal(asked.fault, FAULT_NONE);
    assert_int_equal(asked.routed.values[PARAM_DATE_FROM].from, 19530201);
    assert_int_equal(asked.routed.values[PARAM_DATE_FROM].to, 19530228);
    assert_int_equal(asked.routed.values[PARAM_DATE_TO].to, 19531231);
    arena_release(&asked.arena);
}

static void switches_are_on_off_or_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *target;
        int64_t on;
    } cases[] = {{"/v1?pretty", 1},   {"/v1?pretty=", 1},     {"/v1?pretty=1", 1},
                 {"/v1?pretty=0", 0}, {"/v1?pretty=true", 1}, {"/v1?pretty=false", 0}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct asked asked;
        ask_as(&asked, cases[i].target, "");
        assert_int_equal(asked.fault, FAULT_NONE);
        assert_int_equal(asked.routed.values[PARAM_PRETTY].number, cases[i].on);
        arena_release(&asked.arena);
    }
    expect_fault("/v1?pretty=yes", FAULT_BAD_PARAMETER);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    static const char *const targets[] = {
        LIST "?limit=0",
        LIST "?limit=201",
        LIST "?limit=-1",
        LIST "?limit=",
        LIST "?limit=1e2",
        LIST "?limit=9999999999",
        LIST "?limit=+5",
        LIST "?limit=%205",
        LIST "?sort=size",
        LIST "?sort=",
        LIST "?facets=year,size",
        LIST "?facets=",
        LIST "?fields=",
        LIST "?fields=id,,text",
        LIST "?fields=ID",
        LIST "?format=txt",
        LIST "?date.from=yesterday",
        LIST "?date.to=1953-13",
        LIST "?date.from=",
        BLOCKS "?number=0",
        BLOCKS "?number=4-",
        BLOCKS "?number=-4",
        BLOCKS "?number=12-4",
        BLOCKS "?number=4-5-6",
        BLOCKS "?number=1000000",
        BLOCKS "?range=p4",
        BLOCKS "?range=p4.p5",
        BLOCKS "?range=..p5",
        BLOCKS "?range=p4..",
        BLOCKS "?kind=poem",
        BLOCKS "?include=mentions",
        BLOCKS "?offsets=bytes",
        LIST "/x/text?notes=all",
        LIST "/x?include=source",
        BLOCKS "/p4?context=6",
        BLOCKS "/p4?context=-1",
    };
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
        expect_fault(targets[i], FAULT_BAD_PARAMETER);
}

static void texts_are_as_long_as_they_may_be(void **state)
{
    (void)state;
    char target[700] = LIST "?q=";
    size_t start = strlen(target);
    memset(target + start, 'a', 501);
    expect_fault(target, FAULT_BAD_PARAMETER);
    target[start + 500] = '\0';
    expect_fault(target, FAULT_NONE);
}

static void an_unknown_parameter_says_which_are_known(void **state)
{
    (void)state;
    struct asked asked;
    ask_as(&asked, "/v1?limit=1", "");
    assert_int_equal(asked.fault, FAULT_UNKNOWN_PARAMETER);
    expect_slice(asked.routed.bad_parameter, "limit");
    expect_slice(asked.routed.allowed, "format, pretty, rev");
    arena_release(&asked.arena);
    expect_fault("/v1?LIMIT=1", FAULT_UNKNOWN_PARAMETER);
    expect_fault("/v1?utm_source=x&utm_=y&fbclid&gclid=1&_=2", FAULT_NONE);
    expect_fault("/v1?utmost=x", FAULT_UNKNOWN_PARAMETER);
}

static void a_parameter_given_twice_is_refused(void **state)
{
    (void)state;
    expect_detail(LIST "?limit=1&limit=1", "limit is given twice");
    expect_detail(LIST "?limit=1&%6Cimit=1", "limit is given twice");
}

static void a_wrong_word_says_which_are_right(void **state)
{
    (void)state;
    expect_detail(LIST "?sort=size", "sort must be one of document, date, -date, title");
    expect_detail(LIST "?format=xml", "format must be one of json, ndjson, csv");
    expect_detail(BLOCKS "?include=paragraphs",
                  "include says \"paragraphs\", but must be some of footnotes, source, "
                  "entities, with commas");
    expect_detail(LIST "?facets=year,size",
                  "facets says \"size\", but must be some of collection, classification, "
                  "year, decade, author, recipient, kind, entity, with commas");
    expect_detail(LIST "?limit=x", "limit must be a number from 1 to 200");
}

static void every_parameter_is_found_by_its_name(void **state)
{
    (void)state;
    for (enum parameter i = 0; i < PARAMETERS; i++)
        assert_int_equal(parameter_find(slice_of(parameter_name(i))), i);
    assert_int_equal(parameter_find(SLICE("")), PARAMETERS);
    assert_int_equal(parameter_find(SLICE("limi")), PARAMETERS);
}

/* --- canonical targets --- */

static void one_request_has_one_canonical_target(void **state)
{
    (void)state;
    expect_canonical("/", "/");
    expect_canonical(LIST "?utm_source=x", LIST);
    expect_canonical(LIST "?q=a+b&limit=5", LIST "?limit=5&q=a%20b");
    expect_canonical(LIST "?limit=5&q=a%20b&_=1", LIST "?limit=5&q=a%20b");
    expect_canonical(LIST ".csv?limit=5", LIST "?limit=5");
    expect_canonical(LIST "/%d0%B0%2f", LIST "/%D0%B0%2F");
    expect_canonical(LIST "/%61", LIST "/a");
    expect_canonical("http://example.org/v1?pretty", "/v1?pretty=");
}

static void no_value_can_pass_for_two_parameters(void **state)
{
    (void)state;
    expect_canonical(LIST "?q=a%26limit%3D5", LIST "?q=a%26limit%3D5");
    expect_canonical(LIST "?q=%23%3F%2F%25", LIST "?q=%23%3F%2F%25");
    expect_canonical(LIST "?q=%22%3e%3C", LIST "?q=%22%3E%3C");
}

static void parameters_may_be_left_out_of_the_canonical_target(void **state)
{
    (void)state;
    struct asked asked;
    struct buffer out;
    buffer_init(&out);
    ask_as(&asked, LIST "?limit=5&q=a&rev=1", "");
    route_canonical(&asked.routed, TAKES(PARAM_LIMIT) | TAKES(PARAM_REV), &out);
    assert_false(buffer_failed(&out));
    expect_slice((struct slice){out.at, out.len}, LIST "?q=a");
    buffer_release(&out);
    arena_release(&asked.arena);
}

static void every_row_of_the_table_can_be_reached(void **state)
{
    (void)state;
    for (const struct route *route = routes; route->path; route++) {
        static const struct slice names[ROUTE_VARIABLES] = {{"a", 1}, {"b", 1}};
        struct asked asked;
        struct buffer path;
        buffer_init(&path);
        route_path(route, names, &path);
        buffer_put_char(&path, '\0');
        assert_false(buffer_failed(&path));
        ask_as(&asked, path.at, "");
        assert_ptr_equal(asked.routed.route, route);
        arena_release(&asked.arena);
        buffer_release(&path);
    }
}

static void every_column_is_of_a_member_that_fields_may_name(void **state)
{
    (void)state;
    for (const struct route *route = routes; route->path; route++) {
        bool fields = route->takes & TAKES(PARAM_FIELDS);
        assert_int_equal(route->items != NULL, fields);
        for (size_t i = 0; fields && route->items->columns[i]; i++) {
            struct slice column = slice_of(route->items->columns[i]);
            assert_true(slice_is_one_of(slice_cut(&column, '.'), route->items->fields));
        }
    }
}

static void an_export_takes_the_fields_of_all_that_is_exported(void **state)
{
    static const struct item_members *const exported[] = {
        &document_members, &block_members, &note_members, &mention_members};
    (void)state;
    for (size_t i = 0; i < sizeof(exported) / sizeof(*exported); i++)
        for (const char *const *field = exported[i]->fields; *field; field++)
            assert_true(slice_is_one_of(slice_of(*field), export_members.fields));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_targets_are_bad_requests),
        cmocka_unit_test(escapes_are_undone_in_segments),
        cmocka_unit_test(a_plus_is_a_blank_only_in_a_query),
        cmocka_unit_test(the_absolute_form_is_read_as_its_path),
        cmocka_unit_test(a_path_deeper_than_any_of_ours_is_not_found),
        cmocka_unit_test(more_than_sixty_four_parameters_are_refused),
        cmocka_unit_test(empty_parameters_are_passed_over),
        cmocka_unit_test(a_trailing_slash_leads_to_the_path_without),
        cmocka_unit_test(no_redirect_leads_to_another_host),
        cmocka_unit_test(a_suffix_goes_before_format_and_that_before_accept),
        cmocka_unit_test(weights_choose_the_representation),
        cmocka_unit_test(nothing_acceptable_is_said_with_what_there_is),
        cmocka_unit_test(a_suffix_is_not_part_of_a_name),
        cmocka_unit_test(good_values_are_read),
        cmocka_unit_test(dates_are_read_from_their_first_to_their_last_day),
        cmocka_unit_test(switches_are_on_off_or_wrong),
        cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(texts_are_as_long_as_they_may_be),
        cmocka_unit_test(an_unknown_parameter_says_which_are_known),
        cmocka_unit_test(a_parameter_given_twice_is_refused),
        cmocka_unit_test(a_wrong_word_says_which_are_right),
        cmocka_unit_test(every_parameter_is_found_by_its_name),
        cmocka_unit_test(one_request_has_one_canonical_target),
        cmocka_unit_test(no_value_can_pass_for_two_parameters),
        cmocka_unit_test(parameters_may_be_left_out_of_the_canonical_target),
        cmocka_unit_test(every_row_of_the_table_can_be_reached),
        cmocka_unit_test(every_column_is_of_a_member_that_fields_may_name),
        cmocka_unit_test(an_export_takes_the_fields_of_all_that_is_exported),
    };
    return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}

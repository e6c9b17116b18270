/* The crowd: how many from where, and whom it does not count. */
#include "../../server/httpd/address_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static union address at(const char *text)
{
    union address address = {.v6 = {.sin6_family = AF_INET6}};
    if (inet_pton(AF_INET6, text, &address.v6.sin6_addr) == 1)
        return address;
    address = (union address){.v4 = {.sin_family = AF_INET}};
    assert_int_equal(inet_pton(AF_INET, text, &address.v4.sin_addr), 1);
    return address;
}

static bool enter(struct crowd *crowd, const char *from)
{
    union address address = at(from);
    return crowd_enter(crowd, &address.any);
}

static void leave(struct crowd *crowd, const char *from)
{
    union address address = at(from);
    crowd_leave(crowd, &address.any);
}

static struct crowd crowd_of(unsigned limit, const char *trusted)
{
    struct crowd crowd;
    struct fault_detail detail = {.text = ""};
    assert_int_equal(crowd_init(&crowd, limit, 100, trusted, &detail), FAULT_NONE);
    return crowd;
}

static void each_address_has_its_places(void **state)
{
    (void)state;
    struct crowd crowd = crowd_of(2, NULL);
    assert_true(enter(&crowd, "192.0.2.1"));
    assert_true(enter(&crowd, "192.0.2.1"));
    assert_false(enter(&crowd, "192.0.2.1"));
    assert_true(enter(&crowd, "192.0.2.2"));
    leave(&crowd, "192.0.2.1");
    assert_true(enter(&crowd, "192.0.2.1"));
    assert_false(enter(&crowd, "192.0.2.1"));
    crowd_release(&crowd);
}

static void ipv6_counts_by_the_network_and_ipv4_within_it_as_itself(void **state)
{
    (void)state;
    struct crowd crowd = crowd_of(1, NULL);
    assert_true(enter(&crowd, "2001:db8:0:1::1"));
    assert_false(enter(&crowd, "2001:db8:0:1:ffff::2"));
    assert_true(enter(&crowd, "2001:db8:0:2::1"));
    assert_true(enter(&crowd, "192.0.2.1"));
    assert_false(enter(&crowd, "::ffff:192.0.2.1"));
    assert_true(enter(&crowd, "::ffff:192.0.2.2"));
    leave(&crowd, "2001:db8:0:1:eeee::3");
    assert_true(enter(&crowd, "2001:db8:0:1::9"));
    crowd_release(&crowd);
}

static void the_trusted_are_not_counted(void **state)
{
    (void)state;
    struct crowd crowd = crowd_of(1, "10.0.0.0/8,192.0.2.128/25,::1,2001:db8::/33");
    static const char *const trusted[] = {"10.0.0.1",         "10.255.255.255",
                                          "192.0.2.129",      "::1",
                                          "2001:db8:7fff::1", "::ffff:10.1.1.1"};
    static const char *const others[] = {"11.0.0.1", "192.0.2.1", "::2",
                                         "2001:db8:8000::1"};
    for (int i = 0; i < 3; i++)
        for (size_t j = 0; j < sizeof(trusted) / sizeof(*trusted); j++)
            assert_true(enter(&crowd, trusted[j]));
    for (size_t j = 0; j < sizeof(others) / sizeof(*others); j++) {
        assert_true(enter(&crowd, others[j]));
        assert_false(enter(&crowd, others[j]));
    }
    leave(&crowd, "10.0.0.1");
    assert_int_equal(crowd.count, 4);
    crowd_release(&crowd);
}

static void without_a_limit_nobody_is_counted(void **state)
{
    (void)state;
    struct crowd crowd = crowd_of(0, NULL);
    for (int i = 0; i < 1000; i++)
        assert_true(enter(&crowd, "192.0.2.1"));
    leave(&crowd, "192.0.2.1");
    crowd_release(&crowd);
}

static void what_is_no_network_is_said(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0",      "example.org",
        "10.0.0.0/8,", ",",       "::1/x",     "10.0.0.0/-1", "10.0.0.0/8 "};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct crowd crowd;
        struct fault_detail detail = {.text = ""};
        enum fault fault = crowd_init(&crowd, 1, 1, wrong[i], &detail);
        crowd_release(&crowd);
        if (i == 5) /* a comma at the end is no harm */
            assert_int_equal(fault, FAULT_NONE);
        else
            assert_int_equal(fault, FAULT_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_address_has_its_places),
        cmocka_unit_test(ipv6_counts_by_the_network_and_ipv4_within_it_as_itself),
        cmocka_unit_test(the_trusted_are_not_counted),
        cmocka_unit_test(without_a_limit_nobody_is_counted),
        cmocka_unit_test(what_is_no_network_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

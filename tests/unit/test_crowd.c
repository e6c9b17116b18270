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

static bool enter(struct address_limit *address_limit, const char *from)
{
    union address address = at(from);
    return address_limit_add(address_limit, &address.any);
}

static void leave(struct address_limit *address_limit, const char *from)
{
    union address address = at(from);
    address_limit_remove(address_limit, &address.any);
}

static struct address_limit crowd_of(unsigned limit, const char *trusted)
{
    struct address_limit address_limit;
    struct fault_detail detail = {.text = ""};
    assert_int_equal(address_limit_init(&address_limit, limit, 100, trusted, &detail),
                     FAULT_NONE);
    return address_limit;
}

static void each_address_has_its_places(void **state)
{
    (void)state;
    struct address_limit address_limit = crowd_of(2, NULL);
    assert_true(enter(&address_limit, "192.0.2.1"));
    assert_true(enter(&address_limit, "192.0.2.1"));
    assert_false(enter(&address_limit, "192.0.2.1"));
    assert_true(enter(&address_limit, "192.0.2.2"));
    leave(&address_limit, "192.0.2.1");
    assert_true(enter(&address_limit, "192.0.2.1"));
    assert_false(enter(&address_limit, "192.0.2.1"));
    address_limit_release(&address_limit);
}

static void ipv6_counts_by_the_network_and_ipv4_within_it_as_itself(void **state)
{
    (void)state;
    struct address_limit address_limit = crowd_of(1, NULL);
    assert_true(enter(&address_limit, "2001:db8:0:1::1"));
    assert_false(enter(&address_limit, "2001:db8:0:1:ffff::2"));
    assert_true(enter(&address_limit, "2001:db8:0:2::1"));
    assert_true(enter(&address_limit, "192.0.2.1"));
    assert_false(enter(&address_limit, "::ffff:192.0.2.1"));
    assert_true(enter(&address_limit, "::ffff:192.0.2.2"));
    leave(&address_limit, "2001:db8:0:1:eeee::3");
    assert_true(enter(&address_limit, "2001:db8:0:1::9"));
    address_limit_release(&address_limit);
}

static void the_trusted_are_not_counted(void **state)
{
    (void)state;
    struct address_limit address_limit =
        crowd_of(1, "10.0.0.0/8,192.0.2.128/25,::1,2001:db8::/33");
    static const char *const trusted[] = {"10.0.0.1",         "10.255.255.255",
                                          "192.0.2.129",      "::1",
                                          "2001:db8:7fff::1", "::ffff:10.1.1.1"};
    static const char *const others[] = {"11.0.0.1", "192.0.2.1", "::2",
                                         "2001:db8:8000::1"};
    for (int i = 0; i < 3; i++)
        for (size_t j = 0; j < sizeof(trusted) / sizeof(*trusted); j++)
            assert_true(enter(&address_limit, trusted[j]));
    for (size_t j = 0; j < sizeof(others) / sizeof(*others); j++) {
        assert_true(enter(&address_limit, others[j]));
        assert_false(enter(&address_limit, others[j]));
    }
    leave(&address_limit, "10.0.0.1");
    assert_int_equal(address_limit.count, 4);
    address_limit_release(&address_limit);
}

static void without_a_limit_nobody_is_counted(void **state)
{
    (void)state;
    struct address_limit address_limit = crowd_of(0, NULL);
    for (int i = 0; i < 1000; i++)
        assert_true(enter(&address_limit, "192.0.2.1"));
    leave(&address_limit, "192.0.2.1");
    address_limit_release(&address_limit);
}

static void what_is_no_network_is_said(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0",      "example.org",
        "10.0.0.0/8,", ",",       "::1/x",     "10.0.0.0/-1", "10.0.0.0/8 "};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct address_limit address_limit;
        struct fault_detail detail = {.text = ""};
        enum fault fault = address_limit_init(&address_limit, 1, 1, wrong[i], &detail);
        address_limit_release(&address_limit);
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

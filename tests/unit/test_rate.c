/* The rate of an address, and whose address it is behind proxies. */
#include "../../server/httpd/client.h"
#include "../../server/httpd/rate.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const int64_t SECOND = 1000000000;

static struct ip_address address(const char *text)
{
    struct ip_address out;
    assert_true(ip_address_read(slice_of(text), &out));
    return out;
}

static void rates_are_read_strictly(void **state)
{
    static const char *const wrong[] = {"",     "20",    "20/",     "/s",       "0/s",
                                        "20/d", "-1/s",  "20/s,",   "20/s,0",   "20/s,x",
                                        "2 /s", "20/ss", "20/s,5,", "9999999/s"};
    unsigned tokens, seconds, burst;
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        assert_false(rate_read(wrong[i], &tokens, &seconds, &burst));
    assert_true(rate_read("20/s", &tokens, &seconds, &burst));
    assert_true(tokens == 20 && seconds == 1 && burst == 20);
    assert_true(rate_read("100/m,300", &tokens, &seconds, &burst));
    assert_true(tokens == 100 && seconds == 60 && burst == 300);
    assert_true(rate_read("5000/h", &tokens, &seconds, &burst));
    assert_true(tokens == 5000 && seconds == 3600 && burst == 5000);
}

static void a_bucket_empties_and_fills_at_its_rate(void **state)
{
    struct rate rate;
    struct ip_address one = address("192.0.2.1"), other = address("192.0.2.2");
    int64_t now = 1000 * SECOND;
    (void)state;
    assert_int_equal(rate_init(&rate, "60/m,10", NULL), FAULT_NONE);
    for (unsigned i = 0; i < 10; i++) {
        struct rate_state said = rate_take(&rate, &one, now);
        assert_true(said.allowed);
        assert_int_equal(said.left, 9 - i);
        assert_int_equal(said.refills, i + 1);
    }
    struct rate_state said = rate_take(&rate, &one, now);
    assert_true(!said.allowed && said.left == 0 && said.wait == 1 && said.refills == 10);
    assert_true(rate_take(&rate, &other, now).allowed);
    assert_false(rate_take(&rate, &one, now + SECOND / 2).allowed);
    assert_true(rate_take(&rate, &one, now + SECOND).allowed);
    assert_false(rate_take(&rate, &one, now + SECOND).allowed);
    assert_int_equal(rate_take(&rate, &one, now + 60 * SECOND).left, 9);
    rate_release(&rate);
}

static void more_addresses_than_there_is_room_for_forget_who_asked_least(void **state)
{
    struct rate rate;
    struct ip_address greedy = address("192.0.2.1"), one = address("10.0.0.0");
    (void)state;
    assert_int_equal(rate_init(&rate, "10/h", NULL), FAULT_NONE);
    for (int i = 0; i < 10; i++)
        assert_true(rate_take(&rate, &greedy, SECOND).allowed);
    for (unsigned i = 0; i < 100000; i++) {
        one.bytes[13] = (unsigned char)(i >> 16);
        one.bytes[14] = (unsigned char)(i >> 8);
        one.bytes[15] = (unsigned char)i;
        assert_true(rate_take(&rate, &one, SECOND).allowed);
    }
    assert_false(rate_take(&rate, &greedy, SECOND).allowed);
    rate_release(&rate);
}

static void expect_client(const char *from, const char *forwarded_for,
                          const char *forwarded, const char *expected, bool trusted)
{
    struct address_limit address_limit;
    struct client client;
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    char name[CLIENT_NAME];
    assert_int_equal(
        address_limit_init(&address_limit, 0, 10, "127.0.0.0/8,10.0.0.0/8,::1", NULL), 0);
    bool four = inet_pton(AF_INET, from, &v4.sin_addr) == 1;
    assert_true(four || inet_pton(AF_INET6, from, &v6.sin6_addr) == 1);
    client_find(&client, &address_limit,
                four ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6,
                slice_of(forwarded_for), slice_of(forwarded));
    client_name(&client, name);
    if (strcmp(name, expected) != 0)
        print_error("%s | %s | %s\n", from, forwarded_for, forwarded);
    assert_string_equal(name, expected);
    assert_int_equal(client.trusted, trusted);
    address_limit_release(&address_limit);
}

static void the_client_is_the_last_that_is_not_trusted(void **state)
{
    (void)state;
    expect_client("192.0.2.9", "198.51.100.1", "for=198.51.100.1", "192.0.2.9", false);
    expect_client("127.0.0.1", "", "", "127.0.0.1", true);
    expect_client("127.0.0.1", "198.51.100.1", "", "198.51.100.1", false);
    expect_client("127.0.0.1", "1.1.1.1, 198.51.100.1", "", "198.51.100.1", false);
    expect_client("127.0.0.1", "1.1.1.1, 198.51.100.1,10.1.2.3 , 10.0.0.1", "",
                  "198.51.100.1", false);
    expect_client("127.0.0.1", "10.0.0.7", "", "10.0.0.7", false);
    expect_client("::1", "2001:db8::5", "", "2001:db8::5", false);
    expect_client("::1", "[2001:db8::5]:443", "", "2001:db8::5", false);
    expect_client("::1", "198.51.100.1:4711", "", "198.51.100.1", false);
    expect_client("127.0.0.1", "198.51.100.1, unknown", "", "127.0.0.1", false);
    expect_client("127.0.0.1", "garbage,,", "", "127.0.0.1", false);
    expect_client("127.0.0.1", "1.1.1.1, x, 10.0.0.1", "", "10.0.0.1", false);
    expect_client("127.0.0.1", "", "for=198.51.100.1;proto=https", "198.51.100.1", false);
    expect_client("127.0.0.1", "", "for=1.1.1.1, By=a; FOR=\"[2001:db8::5]:80\"",
                  "2001:db8::5", false);
    expect_client("127.0.0.1", "", "for=1.1.1.1, for=_hidden", "127.0.0.1", false);
    expect_client("127.0.0.1", "198.51.100.1", "for=198.51.100.1", "198.51.100.1", false);
    expect_client("127.0.0.1", "198.51.100.1", "for=1.1.1.1", "127.0.0.1", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_read_strictly),
        cmocka_unit_test(a_bucket_empties_and_fills_at_its_rate),
        cmocka_unit_test(more_addresses_than_there_is_room_for_forget_who_asked_least),
        cmocka_unit_test(the_client_is_the_last_that_is_not_trusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

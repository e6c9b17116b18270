/* The cache: what it keeps, what it drops, and that nothing is lost in between. */
#include "../../server/httpd/worker_cache.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEGABYTE = 1024 * 1024 };

static atomic_int alive; /* values that were made and not destroyed */

static void destroy(void *value)
{
    free(value);
    atomic_fetch_sub(&alive, 1);
}

static void *value_of(unsigned number)
{
    unsigned *value = malloc(sizeof(*value));
    *value = number;
    atomic_fetch_add(&alive, 1);
    return value;
}

static struct slice key_of(unsigned number, char room[32])
{
    int len = snprintf(room, 32, "/v1/things/%u\n*/*", number);
    return (struct slice){room, (size_t)len};
}

/* Offers value `number` under its key; destroys it when it is not taken. */
static struct cache_item *put(struct cache *cache, unsigned number, size_t cost,
                              uint64_t generation)
{
    char room[32];
    void *value = value_of(number);
    struct cache_item *item =
        cache_insert(cache, &(struct cache_offer){.key = key_of(number, room),
                                                  .etag = SLICE("\"tag\""),
                                                  .value = value,
                                                  .destroy = destroy,
                                                  .cost = cost,
                                                  .generation = generation});
    if (!item)
        destroy(value);
    return item;
}

/* A full cache wants to be asked twice. */
static bool keeps(struct cache *cache, unsigned number, size_t cost)
{
    struct cache_item *item = put(cache, number, cost, cache_generation(cache));
    if (!item)
        item = put(cache, number, cost, cache_generation(cache));
    cache_unref(item);
    return item;
}

static struct cache_item *find(struct cache *cache, unsigned number)
{
    char room[32];
    struct slice key = key_of(number, room);
    return cache_find(cache, cache_hash(key), key);
}

static bool has(struct cache *cache, unsigned number)
{
    struct cache_item *item = find(cache, number);
    if (item)
        assert_int_equal(*(unsigned *)cache_value(item), number);
    cache_unref(item);
    return item;
}

static void what_was_kept_is_found_with_its_etag(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    assert_false(has(cache, 1));
    assert_true(keeps(cache, 1, 100));
    assert_true(has(cache, 1));
    assert_false(has(cache, 2));
    struct cache_item *item = find(cache, 1);
    assert_string_equal(cache_etag(item).at, "\"tag\"");
    assert_int_equal(cache_etag(item).len, 5);
    cache_unref(item);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void a_second_answer_takes_the_place_of_the_first(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    assert_true(keeps(cache, 1, 100));
    size_t used = cache_used(cache);
    assert_true(keeps(cache, 1, 100));
    assert_int_equal(cache_used(cache), used);
    assert_int_equal(alive, 1);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void its_bytes_stay_within_the_bound(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    for (unsigned i = 0; i < 5000; i++)
        assert_true(keeps(cache, i, 1000));
    assert_true(cache_used(cache) <= MEGABYTE);
    assert_true(cache_used(cache) > MEGABYTE / 2);
    assert_true(has(cache, 4999));
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void a_full_cache_takes_in_what_is_offered_twice(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    for (unsigned i = 0; i < 5000; i++)
        keeps(cache, i, 1000);
    unsigned once = 0, twice = 0;
    for (unsigned i = 10000; i < 10100; i++) {
        struct cache_item *first = put(cache, i, 1000, cache_generation(cache));
        struct cache_item *second =
            first ? NULL : put(cache, i, 1000, cache_generation(cache));
        once += first != NULL;
        twice += second != NULL;
        cache_unref(first);
        cache_unref(second);
    }
    assert_int_equal(once, 0);
    assert_int_equal(twice, 100);
    cache_free(cache);
}

static void an_answer_above_a_sixteenth_is_not_kept(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    assert_false(keeps(cache, 1, MEGABYTE / 16));
    assert_false(keeps(cache, 1, SIZE_MAX - 10));
    assert_true(keeps(cache, 1, MEGABYTE / 16 - 512));
    assert_int_equal(alive, 1);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void what_is_asked_for_outlives_what_is_not(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    assert_true(keeps(cache, 0, 1000));
    unsigned lost = 0;
    for (unsigned i = 1; i < 5000; i++) {
        assert_true(keeps(cache, i, 1000));
        lost += !has(cache, 0);
    }
    assert_int_equal(lost, 0);
    assert_false(has(cache, 1));
    cache_free(cache);
}

static void a_forgotten_answer_is_gone_but_whoever_holds_it_may_read_on(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    struct cache_item *item = put(cache, 7, 100, cache_generation(cache));
    cache_clear(cache);
    assert_false(has(cache, 7));
    assert_int_equal(cache_used(cache), 0);
    assert_int_equal(alive, 1);
    assert_int_equal(*(unsigned *)cache_value(item), 7);
    cache_unref(item);
    assert_int_equal(alive, 0);
    cache_free(cache);
}

static void an_answer_begun_before_the_forgetting_is_not_kept(void **state)
{
    (void)state;
    struct cache *cache = cache_new(MEGABYTE);
    uint64_t before = cache_generation(cache);
    cache_clear(cache);
    assert_null(put(cache, 1, 100, before));
    assert_true(keeps(cache, 1, 100));
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void no_cache_keeps_and_finds_nothing(void **state)
{
    (void)state;
    assert_null(cache_new(0));
    assert_false(keeps(NULL, 1, 100));
    assert_false(has(NULL, 1));
    cache_clear(NULL);
    cache_unref(NULL);
    assert_int_equal(cache_used(NULL), 0);
    cache_free(NULL);
}

static void a_worker_finds_again_what_it_found(void **state)
{
    (void)state;
    char room[32];
    struct cache *cache = cache_new(MEGABYTE);
    struct worker_cache worker_cache;
    worker_cache_init(&worker_cache, cache);
    for (unsigned i = 0; i < 100; i++)
        assert_true(keeps(cache, i, i % 10 ? 100 : WORKER_CACHE_LARGEST));
    for (unsigned i = 0; i < 1000; i++) {
        struct cache_item *item = worker_cache_find(&worker_cache, key_of(i % 110, room));
        assert_true(i % 110 < 100 ? item != NULL : item == NULL);
        if (item)
            assert_int_equal(*(unsigned *)cache_value(item), i % 110);
    }
    worker_cache_release(&worker_cache);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

static void a_worker_forgets_with_the_cache(void **state)
{
    (void)state;
    char room[32];
    struct cache *cache = cache_new(MEGABYTE);
    struct worker_cache worker_cache;
    worker_cache_init(&worker_cache, cache);
    assert_true(keeps(cache, 1, 100));
    assert_non_null(worker_cache_find(&worker_cache, key_of(1, room)));
    assert_non_null(worker_cache_find(&worker_cache, key_of(1, room)));
    cache_clear(cache);
    assert_int_equal(alive, 1); /* held here until the next question */
    assert_null(worker_cache_find(&worker_cache, key_of(1, room)));
    assert_int_equal(alive, 0);
    worker_cache_release(&worker_cache);
    cache_free(cache);
}

/* A worker that looks for everything while the cache is forgetting. */
struct looker {
    struct worker_cache worker_cache;
    bool looking;
};

static struct looker *looker_of_destroy;

static void look_for_everything(void *value)
{
    struct looker *looker = looker_of_destroy;
    char room[32];
    destroy(value);
    if (looker->looking)
        return;
    looker->looking = true;
    for (unsigned i = 0; i < WORKER_CACHE_SLOTS; i++)
        worker_cache_find(&looker->worker_cache, key_of(i, room));
    looker->looking = false;
}

static void what_a_worker_finds_during_the_forgetting_it_forgets_too(void **state)
{
    (void)state;
    char room[32];
    struct looker looker = {.looking = false};
    struct cache *cache = cache_new(MEGABYTE);
    worker_cache_init(&looker.worker_cache, cache);
    looker_of_destroy = &looker;
    for (unsigned i = 0; i < WORKER_CACHE_SLOTS; i++)
        cache_unref(cache_insert(
            cache, &(struct cache_offer){.key = key_of(i, room),
                                         .value = value_of(i),
                                         .destroy = look_for_everything,
                                         .cost = 100,
                                         .generation = cache_generation(cache)}));
    cache_clear(cache);
    looker.looking = true;
    for (unsigned i = 0; i < WORKER_CACHE_SLOTS; i++)
        assert_null(worker_cache_find(&looker.worker_cache, key_of(i, room)));
    worker_cache_release(&looker.worker_cache);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

/* Many threads find, keep and now and then forget, over more keys than there is room for.
 */
static void *jostle(void *self)
{
    struct cache *cache = self;
    char room[32];
    struct worker_cache worker_cache;
    worker_cache_init(&worker_cache, cache);
    unsigned seed = (unsigned)(uintptr_t)&worker_cache;
    for (unsigned i = 0; i < 20000; i++) {
        seed = seed * 1664525 + 1013904223;
        unsigned number = seed >> 16 & 511;
        uint64_t generation = cache_generation(cache);
        struct cache_item *item = worker_cache_find(&worker_cache, key_of(number, room));
        if (item && *(unsigned *)cache_value(item) != number)
            abort();
        if (!item)
            cache_unref(put(cache, number, 2000, generation));
        if (i % 5000 == 4999)
            cache_clear(cache);
    }
    worker_cache_release(&worker_cache);
    return NULL;
}

static void eight_threads_at_once_lose_nothing(void **state)
{
    (void)state;
    pthread_t threads[8];
    struct cache *cache = cache_new(MEGABYTE);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, jostle, cache), 0);
    for (size_t i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    assert_true(cache_used(cache) <= MEGABYTE);
    cache_free(cache);
    assert_int_equal(alive, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_is_found_with_its_etag),
        cmocka_unit_test(a_second_answer_takes_the_place_of_the_first),
        cmocka_unit_test(its_bytes_stay_within_the_bound),
        cmocka_unit_test(a_full_cache_takes_in_what_is_offered_twice),
        cmocka_unit_test(an_answer_above_a_sixteenth_is_not_kept),
        cmocka_unit_test(what_is_asked_for_outlives_what_is_not),
        cmocka_unit_test(a_forgotten_answer_is_gone_but_whoever_holds_it_may_read_on),
        cmocka_unit_test(an_answer_begun_before_the_forgetting_is_not_kept),
        cmocka_unit_test(no_cache_keeps_and_finds_nothing),
        cmocka_unit_test(a_worker_finds_again_what_it_found),
        cmocka_unit_test(a_worker_forgets_with_the_cache),
        cmocka_unit_test(what_a_worker_finds_during_the_forgetting_it_forgets_too),
        cmocka_unit_test(eight_threads_at_once_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

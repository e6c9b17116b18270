/* Slow answers: made in the pool while their connections wait, and the pool itself. */
#include "http_house.h"

#include "../../server/httpd/job_pool.h"

#define WORK "GET /toil HTTP/1.1\r\n" HOST "\r\n"
#define BRIEF "GET /toil/brief HTTP/1.1\r\n" HOST "\r\n"
#define HELLO "GET /hello HTTP/1.1\r\n" HOST "\r\n"

/* ---- the pool ---- */

struct errand {
    struct job job;
    atomic_int *running, *done, *expired;
    unsigned milliseconds;
};

static void run_errand(struct job *job, bool expired)
{
    struct errand *errand = (struct errand *)job;
    atomic_fetch_add(errand->running, 1);
    if (expired)
        atomic_fetch_add(errand->expired, 1);
    else
        (void)poll(NULL, 0, (int)errand->milliseconds);
    atomic_fetch_add(errand->done, 1);
}

struct errands {
    struct errand all[8];
    atomic_int running, done, expired;
};

static struct job *errand(struct errands *errands, size_t at, bool continues)
{
    errands->all[at] = (struct errand){.job = {.run = run_errand, .continues = continues},
                                       .running = &errands->running,
                                       .done = &errands->done,
                                       .expired = &errands->expired,
                                       .milliseconds = 300};
    return &errands->all[at].job;
}

static void await(const atomic_int *number, int wanted)
{
    int64_t start = now();
    while (atomic_load(number) < wanted && now() - start < PATIENCE)
        (void)poll(NULL, 0, 2);
    assert_int_equal(atomic_load(number), wanted);
}

static void a_full_queue_refuses_and_what_goes_on_is_taken(void **state)
{
    (void)state;
    struct errands errands = {.running = 0};
    struct job_pool pool;
    assert_true(job_pool_open(&pool, 1, 2));
    assert_true(job_pool_submit(&pool, errand(&errands, 0, false)));
    await(&errands.running, 1);
    assert_true(job_pool_submit(&pool, errand(&errands, 1, false)));
    assert_true(job_pool_submit(&pool, errand(&errands, 2, false)));
    assert_false(job_pool_submit(&pool, errand(&errands, 3, false)));
    assert_true(job_pool_submit(&pool, errand(&errands, 4, true)));
    await(&errands.done, 4);
    assert_int_equal(errands.expired, 0);
    assert_int_equal(pool.refused, 1);
    job_pool_release(&pool);
}

static void without_a_queue_an_idle_thread_takes_work(void **state)
{
    (void)state;
    struct errands errands = {.running = 0};
    struct job_pool pool;
    assert_true(job_pool_open(&pool, 1, 0));
    assert_true(job_pool_submit(&pool, errand(&errands, 0, false)));
    await(&errands.running, 1);
    assert_false(job_pool_submit(&pool, errand(&errands, 1, false)));
    await(&errands.done, 1);
    job_pool_release(&pool);
}

static void what_waits_when_the_pool_is_closed_is_late(void **state)
{
    (void)state;
    struct errands errands = {.running = 0};
    struct job_pool pool;
    assert_true(job_pool_open(&pool, 1, 5));
    assert_true(job_pool_submit(&pool, errand(&errands, 0, false)));
    await(&errands.running, 1);
    assert_true(job_pool_submit(&pool, errand(&errands, 1, false)));
    assert_true(job_pool_submit(&pool, errand(&errands, 2, true)));
    job_pool_close(&pool);
    assert_int_equal(errands.done, 3);
    assert_int_equal(errands.expired, 2);
    assert_false(job_pool_submit(&pool, errand(&errands, 3, true)));
    job_pool_release(&pool);
}

/* ---- the server with a pool ---- */

static struct httpd_options pooled_options(void)
{
    struct httpd_options options = usual_options();
    options.workers = 1;
    options.slow_workers = 1;
    options.slow_queue = 1;
    return options;
}

static int set_up_pooled(void **state)
{
    struct httpd_options options = pooled_options();
    *state = open_house(&options);
    return 0;
}

static void the_worker_is_free_while_slow_work_is_done(void **state)
{
    struct house *house = *state;
    int slow = join(house), quick = join(house);
    int64_t start = now();
    say(slow, WORK);
    for (int i = 0; i < 20; i++)
        assert_int_equal(ask(quick, HELLO)->status, 200);
    assert_in_range(now() - start, 0, 600);
    struct answer *answer = hear(slow, false);
    assert_int_equal(answer->status, 200);
    assert_string_equal(answer->body, "worked");
    assert_in_range(now() - start, 690, PATIENCE);
    assert_int_equal(ask(slow, HELLO)->status, 200);
    close(slow);
    close(quick);
}

static void a_full_queue_is_503_and_the_connection_lives(void **state)
{
    struct house *house = *state;
    int fds[4];
    for (int i = 0; i < 4; i++) {
        fds[i] = join(house);
        say(fds[i], WORK);
        (void)poll(NULL, 0, 60); /* the first is begun before the next comes */
    }
    int64_t start = now();
    for (int i = 3; i >= 2; i--) {
        struct answer *answer = hear(fds[i], false);
        assert_int_equal(answer->status, 503);
        assert_string_equal(header(answer, "Retry-After"), "1");
        assert_string_equal(header(answer, "Content-Type"), "application/problem+json");
        assert_int_equal(ask(fds[i], HELLO)->status, 200);
    }
    assert_in_range(now() - start, 0, 500);
    for (int i = 0; i < 4; i++) {
        if (i < 2)
            assert_int_equal(hear(fds[i], false)->status, 200);
        close(fds[i]);
    }
}

static void a_slow_answer_that_is_kept_is_made_once(void **state)
{
    struct house *house = *state;
    int fd = join(house), busy = join(house);
    assert_string_equal(ask(fd, BRIEF)->body, "worked");
    say(busy, WORK);
    int64_t start = now();
    for (int i = 0; i < 5; i++)
        assert_string_equal(ask(fd, BRIEF)->body, "worked");
    struct answer *answer =
        ask(fd, "GET /toil/brief HTTP/1.1\r\n" HOST "If-None-Match: \"w1\"\r\n\r\n");
    assert_int_equal(answer->status, 304);
    assert_in_range(now() - start, 0, 600);
    assert_int_equal(hear(busy, false)->status, 200);
    assert_int_equal(house->toy.answers, 2);
    close(fd);
    close(busy);
}

static void pipelined_slow_requests_are_answered_in_order(void **state)
{
    struct house *house = *state;
    int fd = join(house);
    say(fd, BRIEF HELLO "HEAD /toil/brief HTTP/1.1\r\n" HOST "\r\n" BRIEF);
    assert_string_equal(hear(fd, false)->body, "worked");
    assert_string_equal(hear(fd, false)->body, "hello ");
    assert_string_equal(header(hear(fd, true), "Content-Length"), "6");
    assert_string_equal(hear(fd, false)->body, "worked");
    close(fd);
}

static void a_client_of_http_1_0_waits_for_slow_work_too(void **state)
{
    struct house *house = *state;
    int fd = join(house);
    assert_string_equal(ask(fd, "GET /toil/brief HTTP/1.0\r\n\r\n")->body, "worked");
    assert_true(ended(fd));
    close(fd);
}

static void clients_that_leave_cost_nobody_his_answer(void **state)
{
    struct house *house = *state;
    const struct linger inline_only = {.l_onoff = 1, .l_linger = 0};
    for (int i = 0; i < 40; i++) {
        int fd = join(house);
        say(fd, i % 2 ? WORK : BRIEF);
        if (i % 4 < 2)
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &inline_only, sizeof(inline_only));
        close(fd);
    }
    int fd = join(house);
    int status;
    while ((status = ask(fd, BRIEF)->status) == 503)
        (void)poll(NULL, 0, 50);
    assert_int_equal(status, 200);
    close(fd);
}

static void a_client_that_ended_its_side_is_answered(void **state)
{
    struct house *house = *state;
    int fd = join(house);
    say(fd, WORK);
    shutdown(fd, SHUT_WR);
    assert_string_equal(hear(fd, false)->body, "worked");
    assert_true(ended(fd));
    close(fd);
}

static void a_stream_is_filled_by_the_pool_and_whole(void **state)
{
    struct house *house = *state;
    int fd = join(house);
    for (int i = 0; i < 3; i++) {
        struct answer *answer =
            ask(fd, "GET /toil/brief/stream HTTP/1.1\r\n" HOST "\r\n");
        assert_int_equal(answer->status, 200);
        assert_int_equal(strncmp(answer->body, "line 19999\n", 11), 0);
        assert_string_equal(answer->body + answer->len - 14, "line 1\nline 0\n");
        size_t lines = 0;
        for (size_t at = 0; at < answer->len; at++)
            lines += answer->body[at] == '\n';
        assert_int_equal(lines, 20000);
        assert_int_equal(ask(fd, HELLO)->status, 200);
    }
    assert_int_equal(ask(fd, "GET /broken HTTP/1.1\r\n" HOST "\r\n")->status, 0);
    close(fd);
    for (int i = 0; i < 100 && house->toy.streams_closed < 4; i++)
        (void)poll(NULL, 0, 10);
    assert_int_equal(house->toy.streams_closed, 4);
}

static void a_stream_nobody_reads_keeps_no_thread(void **state)
{
    struct house *house = *state;
    int fds[20];
    for (int i = 0; i < 20; i++) {
        fds[i] = join(house);
        say(fds[i], "GET /endless HTTP/1.1\r\n" HOST "\r\n");
    }
    (void)poll(NULL, 0, 300);
    int64_t start = now();
    assert_int_equal(ask_once(house, BRIEF)->status, 200);
    assert_in_range(now() - start, 0, 2000);
    for (int i = 0; i < 20; i++)
        close(fds[i]);
    for (int i = 0; i < 500 && house->toy.streams_closed < 20; i++)
        (void)poll(NULL, 0, 10);
    assert_int_equal(house->toy.streams_closed, 20);
}

static void closing_lets_slow_work_end(void **state)
{
    (void)state;
    struct httpd_options options = pooled_options();
    struct house *house = open_house(&options);
    int begun = join(house), waits = join(house);
    say(begun, WORK);
    (void)poll(NULL, 0, 60);
    say(waits, WORK);
    (void)poll(NULL, 0, 60);
    int64_t start = now();
    httpd_close(house->httpd, 5);
    assert_in_range(now() - start, 500, 4000);
    assert_string_equal(hear(begun, false)->body, "worked");
    assert_string_equal(hear(waits, false)->body, "worked");
    assert_true(ended(begun) && ended(waits));
    close(begun);
    close(waits);
    free(house);
}

static void closing_without_time_ends_what_waits(void **state)
{
    (void)state;
    struct httpd_options options = pooled_options();
    options.slow_queue = 20;
    struct house *house = open_house(&options);
    int fds[12];
    for (int i = 0; i < 12; i++) {
        fds[i] = join(house);
        say(fds[i], i % 3 ? WORK : "GET /endless HTTP/1.1\r\n" HOST "\r\n");
    }
    (void)poll(NULL, 0, 100);
    int64_t start = now();
    httpd_close(house->httpd, 0);
    assert_in_range(now() - start, 0, 2500);
    assert_int_equal(house->toy.streams_closed, 4);
    for (int i = 0; i < 12; i++)
        close(fds[i]);
    free(house);
}

static void metrics_say_what_the_pool_is_at(void **state)
{
    struct house *house = *state;
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = join(house);
        say(fds[i], WORK);
        (void)poll(NULL, 0, 60);
    }
    struct buffer out;
    buffer_init(&out);
    httpd_put_metrics(house->httpd, &out);
    buffer_put_char(&out, '\0');
    assert_non_null(strstr(out.at, "chancery_slow_jobs{state=\"waiting\"} 1\n"));
    assert_non_null(strstr(out.at, "chancery_slow_jobs{state=\"working\"} 1\n"));
    assert_non_null(strstr(out.at, "chancery_slow_jobs_total{outcome=\"refused\"} 1\n"));
    buffer_release(&out);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

#define POOLED(test) cmocka_unit_test_setup_teardown(test, set_up_pooled, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_queue_refuses_and_what_goes_on_is_taken),
        cmocka_unit_test(without_a_queue_an_idle_thread_takes_work),
        cmocka_unit_test(what_waits_when_the_pool_is_closed_is_late),
        POOLED(the_worker_is_free_while_slow_work_is_done),
        POOLED(a_full_queue_is_503_and_the_connection_lives),
        POOLED(a_slow_answer_that_is_kept_is_made_once),
        POOLED(pipelined_slow_requests_are_answered_in_order),
        POOLED(a_client_of_http_1_0_waits_for_slow_work_too),
        POOLED(clients_that_leave_cost_nobody_his_answer),
        POOLED(a_client_that_ended_its_side_is_answered),
        POOLED(a_stream_is_filled_by_the_pool_and_whole),
        POOLED(a_stream_nobody_reads_keeps_no_thread),
        cmocka_unit_test(closing_lets_slow_work_end),
        cmocka_unit_test(closing_without_time_ends_what_waits),
        POOLED(metrics_say_what_the_pool_is_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

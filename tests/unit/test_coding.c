/* Content codings: what Accept-Encoding asks for, and bytes that come back as they were.
 */
#include "../../server/httpd/coding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

static void accept_encoding_is_read_with_its_weights(void **state)
{
    static const struct {
        const char *accept;
        enum coding best;
        bool identity;
    } rows[] = {
        {"", CODING_IDENTITY, true},
        {"gzip", CODING_GZIP, true},
        {"x-gzip", CODING_GZIP, true},
        {"GZip;Q=0.5", CODING_GZIP, true},
        {"zstd", CODING_ZSTD, true},
        {"gzip, deflate, br, zstd", CODING_ZSTD, true},
        {"gzip;q=1.0, zstd;q=0.9", CODING_GZIP, true},
        {"br, deflate", CODING_IDENTITY, true},
        {"*", CODING_ZSTD, true},
        {"*;q=0", CODING_IDENTITY, false},
        {"gzip;q=0", CODING_IDENTITY, true},
        {"gzip;q=0, *", CODING_ZSTD, true},
        {"identity", CODING_IDENTITY, true},
        {"identity;q=0", CODING_IDENTITY, false},
        {"identity;q=0, gzip;q=0.001", CODING_GZIP, false},
        {"identity;q=0, *", CODING_ZSTD, false},
        {"*;q=0, identity", CODING_IDENTITY, true},
        {"*;q=0, gzip", CODING_GZIP, false},
        {"identity;q=1, gzip;q=0.5", CODING_IDENTITY, true},
        {"identity;q=0.5, gzip;q=0.5", CODING_GZIP, true},
        {"identity;q=0.5, gzip;q=0.5, zstd;q=0.5", CODING_ZSTD, true},
        {"identity;q=0.2, gzip;q=0.5, zstd;q=0.4", CODING_GZIP, true},
        {" ,,; ;q=, gzip ;q=0.3 , ", CODING_GZIP, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct codings codings = coding_choose(slice_of(rows[i].accept));
        if (codings.best != rows[i].best || codings.identity != rows[i].identity)
            print_error("%s\n", rows[i].accept);
        assert_int_equal(codings.best, rows[i].best);
        assert_int_equal(codings.identity, rows[i].identity);
    }
}

static size_t decode(enum coding coding, const struct buffer *coded, char *out,
                     size_t room)
{
    if (coding == CODING_ZSTD)
        return ZSTD_decompress(out, room, coded->at, coded->len);
    z_stream stream = {.next_in = (Bytef *)coded->at,
                       .avail_in = (uInt)coded->len,
                       .next_out = (Bytef *)out,
                       .avail_out = (uInt)room};
    assert_int_equal(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&stream), Z_OK);
    return stream.total_out;
}

static void coded_bytes_decode_to_what_they_were(void **state)
{
    enum { MOST = 300000 };
    static const size_t sizes[] = {0, 1, 1000, 65536, MOST};
    char *plain = malloc(MOST), *back = malloc(MOST + 1);
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        plain[i] = (char)(i * i >> 7 ^ (i % 13 ? 'a' : i));
    for (enum coding coding = CODING_GZIP; coding < CODINGS; coding++)
        for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
            struct buffer out;
            buffer_init(&out);
            assert_true(coding_encode(coding, (struct slice){plain, sizes[i]}, &out));
            assert_int_equal(decode(coding, &out, back, MOST + 1), sizes[i]);
            assert_memory_equal(back, plain, sizes[i]);
            buffer_release(&out);
        }
    free(plain);
    free(back);
}

static void a_coded_answer_has_a_tag_of_its_own(void **state)
{
    char tag[16];
    (void)state;
    assert_true(coding_etag(CODING_GZIP, SLICE("\"abc\""), tag, sizeof(tag)));
    assert_string_equal(tag, "\"abc-gzip\"");
    assert_false(coding_etag(CODING_ZSTD, SLICE("\"abcdefghi\""), tag, sizeof(tag)));
    assert_false(coding_etag(CODING_ZSTD, SLICE(""), tag, sizeof(tag)));
    assert_false(coding_etag(CODING_ZSTD, SLICE("W/\"a"), tag, sizeof(tag)));
}

static void tags_of_coded_answers_are_made_plain(void **state)
{
    struct buffer out;
    (void)state;
    buffer_init(&out);
    coding_put_plain_tags(CODING_ZSTD,
                          SLICE("\"a-zstd\", W/\"b-zstd\",\"c-gzip\", *-zst"), &out);
    buffer_put_char(&out, '\0');
    assert_string_equal(out.at, "\"a\", W/\"b\",\"c-gzip\", *-zst");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accept_encoding_is_read_with_its_weights),
        cmocka_unit_test(coded_bytes_decode_to_what_they_were),
        cmocka_unit_test(a_coded_answer_has_a_tag_of_its_own),
        cmocka_unit_test(tags_of_coded_answers_are_made_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

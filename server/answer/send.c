/* Sending: validators, caching, and the one way out of every good answer. */
#include "answer/send.h"
#include "answer/context.h"
#include "answer/reshape.h"
#include "routing/validator.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xxhash.h>

static const char cache_some[] = "public, max-age=300, stale-while-revalidate=86400";
static const char cache_for_ever[] = "public, max-age=31536000, immutable";

void put_common_headers(struct reply *reply)
{
    reply_header_static(reply, "Access-Control-Allow-Origin", "*");
    reply_header_static(reply, "Access-Control-Expose-Headers",
                        "ETag, Link, Last-Modified, Content-Disposition, Retry-After, "
                        "RateLimit, RateLimit-Policy, X-Request-Id");
    reply_header_static(reply, "Cross-Origin-Resource-Policy", "cross-origin");
    reply_header_static(reply, "X-Content-Type-Options", "nosniff");
}

/* 96 bits of a hash as a quoted tag. */
static struct slice quote_hash(struct arena *arena, XXH128_hash_t hash)
{
    char text[26];
    for (size_t i = 0; i < 24; i++) {
        uint64_t half = i < 16 ? hash.high64 : hash.low64;
        text[1 + i] = "0123456789abcdef"[half >> (60 - 4 * (i % 16)) & 15];
    }
    text[0] = text[25] = '"';
    return arena_copy(arena, (struct slice){text, sizeof(text)});
}

/* A strong validator (RFC 9110, 8.8.1): the data set's rev, the request in canonical form
 * and the representation determine every byte of the answer. */
static struct slice entity_tag(struct call *call)
{
    struct buffer key;
    buffer_init(&key);
    route_canonical(&call->routed, TAKES(PARAM_REV) | TAKES(PARAM_FORMAT), &key);
    buffer_put_char(&key, '\n');
    buffer_put_text(&key, format_suffix(call->routed.format));
    buffer_put_char(&key, '\n');
    buffer_put_text(&key, corpus_facts(call->corpus)->rev);
    buffer_put(&key, call->api->base_url);
    XXH128_hash_t hash = XXH3_128bits(key.at, key.len);
    bool failed = buffer_failed(&key);
    buffer_release(&key);
    return failed ? SLICE_NONE : quote_hash(call->arena, hash);
}

bool call_check_validators(struct call *call)
{
    struct slice tag = entity_tag(call);
    const struct value *rev = call_value(call, PARAM_REV);
    bool pinned = rev->given && slice_is(rev->text, corpus_facts(call->corpus)->rev);
    reply_header(call->reply, "ETag", tag);
    reply_header_static(call->reply, "Cache-Control",
                        pinned ? cache_for_ever : cache_some);
    /* A copy: the data set may be gone when the header is sent. */
    reply_header(call->reply, "Last-Modified",
                 slice_of(corpus_facts(call->corpus)->date));
    if (call->routed.negotiated)
        reply_header_static(call->reply, "Vary", "Accept");
    /* A client that sends this tag has the answer. For "*" and dates it must be known,
     * too, that there is an answer at all (call_apply_validators). */
    if (!etag_listed_by_name(call->request->if_none_match, tag))
        return false;
    call->reply->status = 304;
    return true;
}

/* If-Modified-Since counts only where If-None-Match is absent (RFC 9110, 13.1.3). */
static bool not_modified(const struct call *call, struct slice tag)
{
    const struct request *request = call->request;
    time_t since;
    if (request->if_none_match.len)
        return etag_listed(request->if_none_match, tag);
    return request->if_modified_since.len &&
           date_read(request->if_modified_since, time(NULL), &since) &&
           since >= corpus_facts(call->corpus)->since;
}

void call_apply_validators(struct call *call)
{
    static const char *const retained[] = {"ETag", "Cache-Control", "Last-Modified",
                                           "Vary"};
    struct reply *reply = call->reply;
    const char *tag = reply_find_header(reply, "ETag");
    if (reply->status != 200 || reply->failed || !tag ||
        !not_modified(call, slice_of(tag)))
        return;
    struct reply_header headers[sizeof(retained) / sizeof(*retained)];
    size_t count = 0;
    for (size_t i = 0; i < sizeof(retained) / sizeof(*retained); i++) {
        const char *value = reply_find_header(reply, retained[i]);
        if (value)
            headers[count++] = (struct reply_header){retained[i], value};
    }
    reply_drop_body(reply);
    memcpy(reply->headers, headers, count * sizeof(*headers));
    reply->header_count = count;
    reply->status = 304;
    reply->shareable = false;
}

static void put_link(struct call *call, const char *relation, struct slice target)
{
    struct buffer link;
    if (target.len == 0 || target.len > LONGEST_LINK)
        return;
    buffer_init(&link);
    buffer_put_char(&link, '<');
    buffer_put(&link, call->api->base_url);
    buffer_put(&link, target);
    buffer_put_text(&link, ">; rel=\"");
    buffer_put_text(&link, relation);
    buffer_put_char(&link, '"');
    reply_header(call->reply, "Link", buffer_slice(&link));
    call->reply->failed |= buffer_failed(&link);
    buffer_release(&link);
}

/* pretty=1: the same JSON with line breaks. */
static void prettify(struct call *call, struct buffer *out)
{
    json_t *tree = reshape_parse(call, buffer_slice(out));
    char *text = tree ? json_dumps(tree, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) : NULL;
    json_decref(tree);
    if (text) {
        buffer_clear(out);
        buffer_put_text(out, text);
        buffer_put_char(out, '\n');
    } else {
        out->failed = true;
    }
    free(text);
}

/* Members that hold a path of this server. The base URL goes before it where the answer
 * leaves, so that nothing stored depends on where the server is. No other member is
 * touched; inside a text a quote is escaped, so no text can look like a member. */
static const char *const members[] = {
    "url",      "prev",       "next",      "first",     "cite",
    "reading",  "paragraphs", "footnotes", "omissions", "documents",
    "export",   "collection", "openapi",   "batch",     "changes",   "collections",
    "entities", "mentions",   "related",   NULL};

/* The name of the member whose value begins with the quote at `quote`. */
static struct slice member_before(struct slice json, size_t quote)
{
    size_t end = quote; /* of `"name":`, blanks allowed before the value */
    while (end > 0 && json.at[end - 1] == ' ')
        end--;
    if (end < 2 || json.at[end - 1] != ':' || json.at[end - 2] != '"')
        return SLICE_NONE;
    size_t start = end - 2;
    while (start > 0 && json.at[start - 1] != '"')
        start--;
    return (struct slice){json.at + start, end - 2 - start};
}

static bool is_link(struct slice name)
{
    for (size_t i = 0; members[i]; i++)
        if (slice_is(name, members[i]))
            return true;
    return false;
}

void base_url_expand(struct slice base, struct slice json, struct buffer *out)
{
    size_t done = 0;
    for (size_t at = 0; at < json.len; at++) {
        const char *hit = memmem(json.at + at, json.len - at, "\"/", 2);
        if (!hit)
            break;
        at = (size_t)(hit - json.at);
        if (!is_link(member_before(json, at)))
            continue;
        buffer_put(out, (struct slice){json.at + done, at + 1 - done});
        buffer_put(out, base);
        done = at + 1;
    }
    buffer_put(out, slice_from(json, done));
}

void call_expand_urls(const struct call *call, struct buffer *out)
{
    struct slice base = call->api->base_url;
    enum format format = call->routed.format;
    struct buffer whole;
    if (!base.len || buffer_failed(out) ||
        (format != FORMAT_JSON && format != FORMAT_NDJSON))
        return;
    buffer_init(&whole);
    base_url_expand(base, buffer_slice(out), &whole);
    buffer_release(out);
    *out = whole;
}

void call_send(struct call *call, struct buffer *out)
{
    if (call->routed.format == FORMAT_JSON && call_value(call, PARAM_PRETTY)->number &&
        !buffer_failed(out))
        prettify(call, out);
    call_expand_urls(call, out);
    call->reply->status = 200;
    call->reply->shareable = true;
    reply_header_static(call->reply, "Content-Type", format_type(call->routed.format));
    put_link(call, "first", call->first);
    put_link(call, "next", call->next);
    if (buffer_failed(out))
        call->reply->failed = true;
    buffer_release(&call->reply->body);
    call->reply->body = *out;
    buffer_init(out);
}

enum fault call_send_json(struct call *call, json_t *tree)
{
    struct buffer out;
    buffer_init(&out);
    bool put = reshape_put(&out, tree);
    json_decref(tree);
    if (!put) {
        buffer_release(&out);
        return fault_memory(&call->detail);
    }
    call_send(call, &out);
    return FAULT_NONE;
}

enum fault call_send_object(struct call *call, struct buffer *out)
{
    enum fault fault = FAULT_NONE;
    if (reshape_needed(call))
        fault = call_send_json(
            call, reshape_object(call, reshape_parse(call, buffer_slice(out))));
    else
        call_send(call, out);
    buffer_release(out);
    return fault;
}

enum fault call_defer(struct call *call)
{
    call->reply->deferred = true;
    return FAULT_ANSWERED;
}

enum fault call_redirect(struct call *call, int status, struct slice location)
{
    reply_header(call->reply, "Location",
                 arena_print(call->arena, "%.*s%.*s", SLICE_PRINT(call->api->base_url),
                             SLICE_PRINT(location)));
    reply_header_static(call->reply, "Cache-Control", cache_some);
    call->reply->status = status;
    return FAULT_ANSWERED;
}

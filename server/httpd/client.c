/* The client: the list of proxies is read from its end, which is the nearest one. */
#include "client.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <strings.h>

static struct slice trim(struct slice text)
{
    while (text.len && strchr(" \t\"", text.at[0]))
        text = slice_from(text, 1);
    while (text.len && strchr(" \t\"", text.at[text.len - 1]))
        text.len--;
    return text;
}

/* "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80"; false for what hides
 * the address ("unknown", "_x"; RFC 7239, 6). */
static bool read_node(struct slice text, struct ip_address *out)
{
    text = trim(text);
    if (text.len && text.at[0] == '[') {
        text = slice_from(text, 1);
        text.len = slice_find(text, ']');
    } else {
        size_t colon = slice_find(text, ':');
        bool one = colon < text.len &&
                   slice_find(slice_from(text, colon + 1), ':') == text.len - colon - 1;
        text.len = one ? colon : text.len;
    }
    return ip_address_read(text, out);
}

/* The value of for= in an element of Forwarded; empty when there is none. */
static struct slice for_of(struct slice element)
{
    while (element.len) {
        struct slice value = trim(slice_cut(&element, ';'));
        struct slice name = trim(slice_cut(&value, '='));
        if (name.len == 3 && strncasecmp(name.at, "for", 3) == 0)
            return value;
    }
    return SLICE_NONE;
}

/* Cuts the last element off a list. */
static struct slice cut_last(struct slice *list)
{
    size_t at = list->len;
    while (at > 0 && list->at[at - 1] != ',')
        at--;
    struct slice last = slice_from(*list, at);
    list->len = at ? at - 1 : 0;
    return last;
}

/* The last address that is not trusted; when that is hidden, the proxy after it. */
static struct ip_address nearest_untrusted(const struct address_limit *address_limit,
                                           struct ip_address nearest, struct slice list,
                                           bool elements)
{
    struct ip_address at = nearest, next;
    while (list.len && address_limit_trusts(address_limit, &at)) {
        struct slice last = cut_last(&list);
        if (!read_node(elements ? for_of(last) : last, &next))
            break;
        at = next;
    }
    return at;
}

void client_find(struct client *client, const struct address_limit *address_limit,
                 const struct sockaddr *from, struct slice forwarded_for,
                 struct slice forwarded)
{
    struct ip_address nearest = ip_address_of(from);
    *client = (struct client){.address = nearest};
    if (!address_limit_trusts(address_limit, &nearest))
        return;
    client->trusted = !forwarded_for.len && !forwarded.len;
    struct ip_address one =
        nearest_untrusted(address_limit, nearest, forwarded_for, false);
    struct ip_address other = nearest_untrusted(address_limit, nearest, forwarded, true);
    bool same = memcmp(&one, &other, sizeof(one)) == 0;
    if (forwarded_for.len && (!forwarded.len || same))
        client->address = one;
    else if (!forwarded_for.len)
        client->address = other;
}

void client_name(const struct client *client, char out[CLIENT_NAME])
{
    bool four = ip_address_is_v4(&client->address);
    const unsigned char *bytes = client->address.bytes + (four ? 12 : 0);
    if (!inet_ntop(four ? AF_INET : AF_INET6, bytes, out, CLIENT_NAME))
        snprintf(out, CLIENT_NAME, "-");
}

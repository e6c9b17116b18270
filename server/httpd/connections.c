/* The peers: a list under one lock, which is taken when one comes or goes. */
#include "connections.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum {
    GRACE = 2,        /* seconds that a header may come later than a silent peer goes */
    SETTLED = 2,      /* seconds of silence before a peer may be asked to make room */
    FIRST_ROOM = 256, /* for a target */
    MOMENT = 500,     /* milliseconds for a first request at the end */
    GLANCE = 10,      /* milliseconds between two looks whether it has come */
};

static struct timespec in_milliseconds(uint64_t wait)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    uint64_t nanoseconds = (uint64_t)when.tv_nsec + wait % 1000 * 1000000;
    when.tv_sec += (time_t)(wait / 1000 + nanoseconds / 1000000000);
    when.tv_nsec = (long)(nanoseconds % 1000000000);
    return when;
}

static void show_out(struct peer *peer, int how)
{
    peer->leaving = true;
    (void)shutdown(peer->socket, how); /* fails when it is gone already: as well */
}

static unsigned silence(const struct peers *peers, const struct peer *peer)
{
    unsigned since = atomic_load_explicit(&peer->silent_since, memory_order_relaxed);
    return since ? atomic_load(&peers->now) - since : 0;
}

void peers_init(struct peers *peers, unsigned limit, unsigned seconds)
{
    *peers = (struct peers){.limit = limit, .seconds = seconds};
    atomic_init(&peers->now, 1);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&peers->lock, NULL);
    pthread_cond_init(&peers->gone, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void peers_release(struct peers *peers)
{
    pthread_cond_destroy(&peers->gone);
    pthread_mutex_destroy(&peers->lock);
}

void peers_tick(struct peers *peers)
{
    atomic_fetch_add(&peers->now, 1);
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer; peer = peer->next)
        if (!peer->leaving && silence(peers, peer) > peers->seconds + GRACE)
            show_out(peer, SHUT_RDWR);
    pthread_mutex_unlock(&peers->lock);
}

static void make_room(struct peers *peers)
{
    struct peer *oldest = NULL;
    unsigned most = SETTLED - 1;
    for (struct peer *peer = peers->first; peer; peer = peer->next) {
        unsigned seconds = silence(peers, peer);
        if (!peer->leaving && seconds > most) {
            most = seconds;
            oldest = peer;
        }
    }
    if (oldest)
        show_out(oldest, SHUT_RDWR);
}

bool peers_await_place(struct peers *peers, unsigned milliseconds)
{
    pthread_mutex_lock(&peers->lock);
    if (peers->count >= peers->limit - peers->limit / 16)
        make_room(peers);
    if (peers->count >= peers->limit) {
        struct timespec end = in_milliseconds(milliseconds);
        (void)pthread_cond_timedwait(&peers->gone, &peers->lock, &end);
    }
    bool free_place = peers->count < peers->limit;
    pthread_mutex_unlock(&peers->lock);
    return free_place;
}

bool peers_take_place(struct peers *peers)
{
    pthread_mutex_lock(&peers->lock);
    bool taken = peers->count < peers->limit;
    peers->count += taken;
    pthread_mutex_unlock(&peers->lock);
    return taken;
}

void peers_give_place(struct peers *peers)
{
    peers_remove(peers, NULL);
}

struct peer *peers_add(struct peers *peers, int socket)
{
    struct peer *peer = calloc(1, sizeof(*peer));
    if (!peer)
        return NULL;
    peer->socket = socket;
    peer_silent(peers, peer);
    pthread_mutex_lock(&peers->lock);
    peer->next = peers->first;
    if (peers->first)
        peers->first->prev = peer;
    peers->first = peer;
    if (atomic_load(&peers->closing))
        show_out(peer, SHUT_RD);
    pthread_mutex_unlock(&peers->lock);
    return peer;
}

static void unlink_peer(struct peers *peers, struct peer *peer)
{
    if (peer->prev)
        peer->prev->next = peer->next;
    else
        peers->first = peer->next;
    if (peer->next)
        peer->next->prev = peer->prev;
}

void peers_remove(struct peers *peers, struct peer *peer)
{
    pthread_mutex_lock(&peers->lock);
    if (peer)
        unlink_peer(peers, peer);
    peers->count--;
    pthread_cond_broadcast(&peers->gone);
    pthread_mutex_unlock(&peers->lock);
    if (peer) {
        free(peer->text);
        free(peer->joined);
    }
    free(peer);
}

void peer_busy(struct peer *peer)
{
    atomic_store_explicit(&peer->silent_since, 0, memory_order_relaxed);
    atomic_store_explicit(&peer->asked, true, memory_order_relaxed);
}

void peer_silent(struct peers *peers, struct peer *peer)
{
    atomic_store(&peer->silent_since, atomic_load(&peers->now));
    if (atomic_load(&peers->closing))
        (void)shutdown(peer->socket, SHUT_RD);
}

/* Somebody who was let in has not asked yet, or is not even in the list. */
static bool await_first_requests(const struct peers *peers)
{
    unsigned listed = 0;
    for (const struct peer *peer = peers->first; peer; peer = peer->next, listed++)
        if (!atomic_load_explicit(&peer->asked, memory_order_relaxed))
            return true;
    return listed < peers->count;
}

static void give_a_moment(struct peers *peers)
{
    const struct timespec end = in_milliseconds(MOMENT);
    struct timespec now = in_milliseconds(0);
    while (await_first_requests(peers) &&
           (now.tv_sec < end.tv_sec ||
            (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec))) {
        now = in_milliseconds(GLANCE);
        (void)pthread_cond_timedwait(&peers->gone, &peers->lock, &now);
    }
}

void peers_drain(struct peers *peers, unsigned seconds)
{
    struct timespec end = in_milliseconds((uint64_t)seconds * 1000);
    pthread_mutex_lock(&peers->lock);
    if (seconds > 0)
        give_a_moment(peers);
    atomic_store(&peers->closing, true);
    /* Who is being answered is shown out behind his answer: with its side shut, the
     * library may drop a connection that it has just resumed. */
    for (struct peer *peer = peers->first; peer; peer = peer->next)
        if (atomic_load(&peer->silent_since))
            show_out(peer, SHUT_RD);
    while (peers->count > 0)
        if (pthread_cond_timedwait(&peers->gone, &peers->lock, &end) != 0)
            break;
    pthread_mutex_unlock(&peers->lock);
}

/* Appends to the peer's text; on failure there is no text. */
static bool append(struct peer *peer, struct slice more)
{
    size_t need = peer->text_len + more.len;
    if (need > peer->text_room || !peer->text) {
        size_t room = need < FIRST_ROOM ? FIRST_ROOM : need * 2;
        char *text = realloc(peer->text, room);
        if (!text) {
            free(peer->text);
            peer->text = NULL;
            peer->text_len = peer->text_room = 0;
            return false;
        }
        peer->text = text;
        peer->text_room = room;
    }
    if (more.len)
        memcpy(peer->text + peer->text_len, more.at, more.len);
    peer->text_len = need;
    return true;
}

void peer_begin(struct peer *peer, struct slice target)
{
    peer->head = (struct head){0};
    peer->begun = peer->refused = peer->rated = false;
    free(peer->joined);
    peer->joined = NULL;
    peer->seen.status = 0;
    peer->text_len = 0;
    peer->target_len = append(peer, target) ? target.len : 0;
}

struct slice peer_target(const struct peer *peer)
{
    return (struct slice){peer->text, peer->text ? peer->target_len : 0};
}

bool peer_make_key(struct peer *peer, struct slice accept)
{
    bool made = append(peer, SLICE("\n")) && append(peer, accept);
    peer->key_len = peer->text_len;
    return made;
}

struct slice peer_key(const struct peer *peer)
{
    return (struct slice){peer->text, peer->text ? peer->key_len : 0};
}

struct slice peer_coded_key(struct peer *peer, enum coding coding)
{
    peer->text_len = peer->key_len;
    (void)(append(peer, SLICE("\n")) && append(peer, slice_of(coding_name(coding))));
    return (struct slice){peer->text, peer->text_len};
}

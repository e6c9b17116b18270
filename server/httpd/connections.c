/* The connections: a list under one lock, taken when a connection is opened or closed. */
#include "connections.h"
#include "base/array.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum {
    HEADER_GRACE = 2, /* seconds for a head, more than the limit of silence */
    LEAST_IDLE = 2,   /* seconds of silence before a connection is closed to make room */
    FIRST_REQUEST_WAIT = 500, /* milliseconds for a first request at the end */
    FIRST_REQUEST_POLL = 10,  /* milliseconds between two checks */
};

static struct timespec time_after(uint64_t wait)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    uint64_t nanoseconds = (uint64_t)when.tv_nsec + wait % 1000 * 1000000;
    when.tv_sec += (time_t)(wait / 1000 + nanoseconds / 1000000000);
    when.tv_nsec = (long)(nanoseconds % 1000000000);
    return when;
}

static void shut_down(struct connection *connection, int how)
{
    connection->shutting_down = true;
    (void)shutdown(connection->socket, how); /* fails when it is closed already */
}

static unsigned seconds_idle(const struct connections *connections,
                             const struct connection *connection)
{
    unsigned since = atomic_load_explicit(&connection->idle_since, memory_order_relaxed);
    return since ? atomic_load(&connections->now) - since : 0;
}

void connections_init(struct connections *connections, unsigned limit, unsigned seconds)
{
    *connections = (struct connections){.limit = limit, .seconds = seconds};
    atomic_init(&connections->now, 1);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&connections->lock, NULL);
    pthread_cond_init(&connections->slot_freed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void connections_release(struct connections *connections)
{
    pthread_cond_destroy(&connections->slot_freed);
    pthread_mutex_destroy(&connections->lock);
}

void connections_tick(struct connections *connections)
{
    atomic_fetch_add(&connections->now, 1);
    pthread_mutex_lock(&connections->lock);
    for (struct connection *connection = connections->first; connection;
         connection = connection->next)
        if (!connection->shutting_down &&
            seconds_idle(connections, connection) > connections->seconds + HEADER_GRACE)
            shut_down(connection, SHUT_RDWR);
    pthread_mutex_unlock(&connections->lock);
}

static void close_idlest(struct connections *connections)
{
    struct connection *oldest = NULL;
    unsigned most = LEAST_IDLE - 1;
    for (struct connection *connection = connections->first; connection;
         connection = connection->next) {
        unsigned seconds = seconds_idle(connections, connection);
        if (!connection->shutting_down && seconds > most) {
            most = seconds;
            oldest = connection;
        }
    }
    if (oldest)
        shut_down(oldest, SHUT_RDWR);
}

void connections_make_room(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    close_idlest(connections);
    pthread_mutex_unlock(&connections->lock);
}

bool connections_await_slot(struct connections *connections, unsigned milliseconds)
{
    pthread_mutex_lock(&connections->lock);
    if (connections->count >= connections->limit - connections->limit / 16)
        close_idlest(connections);
    if (connections->count >= connections->limit) {
        struct timespec end = time_after(milliseconds);
        (void)pthread_cond_timedwait(&connections->slot_freed, &connections->lock, &end);
    }
    bool free_slot = connections->count < connections->limit;
    pthread_mutex_unlock(&connections->lock);
    return free_slot;
}

bool connections_take_slot(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    bool taken = connections->count < connections->limit;
    connections->count += taken;
    pthread_mutex_unlock(&connections->lock);
    return taken;
}

void connections_give_slot(struct connections *connections)
{
    connections_remove(connections, NULL);
}

struct connection *connections_add(struct connections *connections, int socket)
{
    struct connection *connection = calloc(1, sizeof(*connection));
    if (!connection)
        return NULL;
    connection->socket = socket;
    connection_set_idle(connections, connection);
    pthread_mutex_lock(&connections->lock);
    connection->next = connections->first;
    if (connections->first)
        connections->first->prev = connection;
    connections->first = connection;
    if (atomic_load(&connections->closing))
        shut_down(connection, SHUT_RD);
    pthread_mutex_unlock(&connections->lock);
    return connection;
}

static void unlink_connection(struct connections *connections,
                              struct connection *connection)
{
    if (connection->prev)
        connection->prev->next = connection->next;
    else
        connections->first = connection->next;
    if (connection->next)
        connection->next->prev = connection->prev;
}

void connections_remove(struct connections *connections, struct connection *connection)
{
    pthread_mutex_lock(&connections->lock);
    if (connection)
        unlink_connection(connections, connection);
    connections->count--;
    pthread_cond_broadcast(&connections->slot_freed);
    pthread_mutex_unlock(&connections->lock);
    if (connection) {
        free(connection->text);
        free(connection->joined_lists);
    }
    free(connection);
}

void connection_set_busy(struct connection *connection)
{
    atomic_store_explicit(&connection->idle_since, 0, memory_order_relaxed);
    atomic_store_explicit(&connection->has_requested, true, memory_order_relaxed);
}

void connection_set_idle(struct connections *connections, struct connection *connection)
{
    atomic_store(&connection->idle_since, atomic_load(&connections->now));
    if (atomic_load(&connections->closing))
        (void)shutdown(connection->socket, SHUT_RD);
}

/* Is there a connection that has not sent a request yet, or is not even in the list? */
static bool lacks_first_request(const struct connections *connections)
{
    unsigned listed = 0;
    for (const struct connection *connection = connections->first; connection;
         connection = connection->next, listed++)
        if (!atomic_load_explicit(&connection->has_requested, memory_order_relaxed))
            return true;
    return listed < connections->count;
}

static void wait_for_first_requests(struct connections *connections)
{
    const struct timespec end = time_after(FIRST_REQUEST_WAIT);
    struct timespec now = time_after(0);
    while (lacks_first_request(connections) &&
           (now.tv_sec < end.tv_sec ||
            (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec))) {
        now = time_after(FIRST_REQUEST_POLL);
        (void)pthread_cond_timedwait(&connections->slot_freed, &connections->lock, &now);
    }
}

void connections_drain(struct connections *connections, unsigned seconds)
{
    struct timespec end = time_after((uint64_t)seconds * 1000);
    pthread_mutex_lock(&connections->lock);
    if (seconds > 0)
        wait_for_first_requests(connections);
    atomic_store(&connections->closing, true);
    /* A connection that is being answered is closed after its answer: when its receiving
     * side is shut, the library may drop it just after it was resumed. */
    for (struct connection *connection = connections->first; connection;
         connection = connection->next)
        if (atomic_load(&connection->idle_since))
            shut_down(connection, SHUT_RD);
    while (connections->count > 0)
        if (pthread_cond_timedwait(&connections->slot_freed, &connections->lock, &end) !=
            0)
            break;
    pthread_mutex_unlock(&connections->lock);
}

/* Appends to the connection's text; when memory ran out, there is no text. */
static bool append(struct connection *connection, struct slice more)
{
    if (!array_reserve(&connection->text, connection->text_len,
                       more.len + 1, /* not NULL when it is empty */
                       &connection->text_room, 1)) {
        free(connection->text);
        connection->text = NULL;
        connection->text_len = connection->text_room = 0;
        return false;
    }
    if (more.len)
        memcpy(connection->text + connection->text_len, more.at, more.len);
    connection->text_len += more.len;
    return true;
}

void connection_begin_request(struct connection *connection, struct slice target)
{
    connection->head = (struct head){0};
    connection->begun = connection->refused = connection->rated = false;
    free(connection->joined_lists);
    connection->joined_lists = NULL;
    connection->record.status = 0;
    connection->text_len = 0;
    connection->target_len = append(connection, target) ? target.len : 0;
}

struct slice connection_target(const struct connection *connection)
{
    return (struct slice){connection->text,
                          connection->text ? connection->target_len : 0};
}

bool connection_make_key(struct connection *connection, struct slice accept)
{
    bool made = append(connection, SLICE("\n")) && append(connection, accept);
    connection->key_len = connection->text_len;
    return made;
}

struct slice connection_key(const struct connection *connection)
{
    return (struct slice){connection->text, connection->text ? connection->key_len : 0};
}

struct slice connection_coded_key(struct connection *connection, enum coding coding)
{
    connection->text_len = connection->key_len;
    (void)(append(connection, SLICE("\n")) &&
           append(connection, slice_of(coding_name(coding))));
    return (struct slice){connection->text, connection->text_len};
}

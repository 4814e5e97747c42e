/*
 * connections.h - the open connections of a server: how many there may be, and how long one may take.
 *
 * evhttp says neither when a connection ends nor how long it has dripped, so
 * each bufferevent is held here by a reference of ours.  One that evhttp has
 * let go of shows it by having no callbacks left; one that is silent or
 * dripping for too long has its socket shut down, which evhttp sees as the end.
 */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include <stdbool.h>
#include <stdint.h>

struct bufferevent;
struct connections;

struct connections *connections_new(int cap);
void *connections_free(struct connections *connections);
int connections_count(const struct connections *connections);
bool connections_are_full(const struct connections *connections);

/* A new one; its descriptor need not be known yet. */
void connections_add(struct connections *connections, struct bufferevent *bufferevent, int64_t now);
/* The deadline of the next request begins. */
void connections_replied(struct connections *connections, struct bufferevent *bufferevent, int64_t now);
/* Those that have ended leave the list, and their descriptors close.  Not between an add and evhttp's taking it up. */
void connections_forget_closed(struct connections *connections);
void connections_end_stale(struct connections *connections, int64_t now, int64_t longest);

#endif

/* connections.c - the open connections of a server. */
#include "web/connections.h"

#include <event2/bufferevent.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/err.h"

enum { FD_MAX = 65536, SPARE = 256 };	/* one turn of the loop may accept some beyond the cap */

struct connection {
	struct bufferevent *bufferevent;
	int64_t opened_at;
};

struct connections {
	int cap;
	int count;
	int64_t replied_at[FD_MAX];	/* by descriptor */
	struct connection of[];
};

struct connections *
connections_new(int cap)
{
	struct connections *connections;

	connections = memory_new(sizeof(*connections) + (size_t)(cap + SPARE) * sizeof(connections->of[0]));
	connections->cap = cap;
	return connections;
}

void *
connections_free(struct connections *connections)
{
	for (int i = 0; connections != NULL && i < connections->count; i++)
		bufferevent_decref(connections->of[i].bufferevent);
	free(connections);
	return NULL;
}

int
connections_count(const struct connections *connections)
{
	return connections->count;
}

bool
connections_are_full(const struct connections *connections)
{
	return connections->count >= connections->cap;
}

void
connections_add(struct connections *connections, struct bufferevent *bufferevent, int64_t now)
{
	if (connections->count == connections->cap + SPARE)
		return;		/* not watched; evhttp's own time-out holds for it */
	bufferevent_incref(bufferevent);
	connections->of[connections->count++] = (struct connection){bufferevent, now};
}

void
connections_replied(struct connections *connections, struct bufferevent *bufferevent, int64_t now)
{
	int fd = bufferevent_getfd(bufferevent);

	if (fd >= 0 && fd < FD_MAX)
		connections->replied_at[fd] = now;
}

void
connections_forget_closed(struct connections *connections)
{
	int kept = 0;

	for (int i = 0; i < connections->count; i++) {
		bufferevent_event_cb callback = NULL;
		bufferevent_getcb(connections->of[i].bufferevent, NULL, NULL, &callback, NULL);
		if (callback == NULL)
			bufferevent_decref(connections->of[i].bufferevent);
		else
			connections->of[kept++] = connections->of[i];
	}
	connections->count = kept;
}

/* A descriptor's last reply may be of a connection before this one: the later instant counts. */
void
connections_end_stale(struct connections *connections, int64_t now, int64_t longest)
{
	for (int i = 0; i < connections->count; i++) {
		int64_t since = connections->of[i].opened_at;
		int fd = bufferevent_getfd(connections->of[i].bufferevent);
		if (fd < 0 || fd >= FD_MAX)
			continue;
		if (connections->replied_at[fd] > since)
			since = connections->replied_at[fd];
		if (now - since > longest)
			shutdown(fd, SHUT_RDWR);
	}
}

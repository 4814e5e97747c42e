/* hooks.c - the twin as a client. */
#include "tests/twin/hooks.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/twin/http.h"

enum { HOOK_TRIES = 6, HOOK_ORIGINS = 16, HOOK_CONNECTIONS = 64 };
static const int64_t patience = 10 * SECOND;		/* for one answer */

struct hook {
	struct timer timer;
	struct hook *next;
	struct origin *origin;
	struct counts *counts;
	uint64_t era;			/* of the reset before it */
	bool forged;
	uint8_t tries;
	size_t len;
	char bytes[];			/* the request */
};

struct line {				/* one connection to an origin */
	struct watch watch;
	struct origin *origin;
	struct hook *hook;		/* under way; NULL: idle */
	size_t sent;
	bool used;			/* has answered before: may have been closed since */
	struct buf in;
	int64_t since;			/* when the hook began */
	struct watchdog {		/* one timer a line, set again while it is busy */
		struct timer timer;
		struct line *line;
		bool set;
	} watchdog;
};

struct origin {
	struct hooks *hooks;
	struct sockaddr_in address;
	struct hook *first, **tail;
	int lines;
	struct line line[HOOK_CONNECTIONS];
};

struct hooks {
	struct loop *loop;
	char url[256];
	char host[128];			/* of url, as in a Host field */
	int connections;
	uint64_t pending, era;
	int origins;
	struct origin *origin[HOOK_ORIGINS];
};

static void origin_serve(struct origin *origin);

static void
hook_end(struct hooks *hooks, struct hook *hook)
{
	if (hook->era == hooks->era)
		hooks->pending--;
	free(hook);
}

static void
hook_due(struct timer *timer)
{
	struct hook *hook = (struct hook *)timer;
	struct origin *origin = hook->origin;

	if (hook->era != origin->hooks->era) {
		hook_end(origin->hooks, hook);
		return;
	}
	hook->next = NULL;
	*origin->tail = hook;
	origin->tail = &hook->next;
	origin_serve(origin);
}

static void
hook_again(struct hook *hook)
{
	struct hooks *hooks = hook->origin->hooks;

	if (hook->era != hooks->era || ++hook->tries >= HOOK_TRIES) {
		hook->counts->hooks_failed += hook->era == hooks->era;
		hook_end(hooks, hook);
		return;
	}
	hook->counts->hooks_again++;
	loop_at(hooks->loop, &hook->timer, loop_now(hooks->loop) + (SECOND / 4 << hook->tries));
}

static void
line_close(struct line *line)
{
	struct hook *hook = line->hook;

	loop_forget(line->origin->hooks->loop, &line->watch);
	line->hook = NULL;
	if (hook == NULL)
		return;
	if (line->used && line->in.len == 0 && hook->tries == 0) {
		hook->tries = 1;	/* an idle connection that died: at once, by a fresh one */
		loop_at(line->origin->hooks->loop, &hook->timer, loop_now(line->origin->hooks->loop));
	} else {
		hook_again(hook);
	}
}

static void
line_write(struct line *line)
{
	struct hook *hook = line->hook;

	while (line->sent < hook->len) {
		ssize_t len = send(line->watch.fd, hook->bytes + line->sent, hook->len - line->sent, MSG_NOSIGNAL);
		if (len < 0 && (errno == EAGAIN || errno == ENOTCONN || errno == EINTR)) {
			loop_watch(line->origin->hooks->loop, &line->watch, EPOLLIN | EPOLLOUT);
			return;
		}
		if (len < 0) {
			line_close(line);
			return;
		}
		line->sent += (size_t)len;
	}
	loop_watch(line->origin->hooks->loop, &line->watch, EPOLLIN);
}

static void
count_answer(struct hook *hook, int status)
{
	struct counts *counts = hook->counts;

	if (hook->era != hook->origin->hooks->era)
		return;
	if (status < 300)
		counts->hooks_answered++;
	else
		counts->hooks_refused++;
	if (hook->forged && status < 300)
		counts->forged_taken++;
}

static void
line_answered(struct line *line, const struct http_answer *answer)
{
	struct hook *hook = line->hook;

	line->hook = NULL;
	line->used = true;
	buf_clear(&line->in);
	if (!answer->keep_alive)
		loop_forget(line->origin->hooks->loop, &line->watch);
	if (answer->status >= 500 || answer->status == 429) {
		hook_again(hook);
	} else {
		count_answer(hook, answer->status);
		hook_end(line->origin->hooks, hook);
	}
	origin_serve(line->origin);
}

static void
line_ready(struct watch *watch, uint32_t events)
{
	struct line *line = (struct line *)watch;
	struct http_answer answer;

	if (line->hook != NULL && line->sent < line->hook->len && (events & EPOLLOUT) != 0) {
		line_write(line);
		origin_serve(line->origin);
		return;
	}
	ssize_t len = recv(watch->fd, buf_room(&line->in, 4096), 4096, 0);
	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	line->in.len += len > 0 ? (size_t)len : 0;
	enum http_read read = line->hook == NULL ? HTTP_BROKEN :
	    http_answer_read(buf_view(&line->in), len <= 0, &answer);
	if (read == HTTP_WHOLE) {
		answer.keep_alive = answer.keep_alive && len > 0;
		line_answered(line, &answer);
	} else if (read != HTTP_PART || len <= 0) {
		struct origin *origin = line->origin;
		line_close(line);
		origin_serve(origin);
	}
}

static bool
line_open(struct line *line)
{
	int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return false;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(fd, (const struct sockaddr *)&line->origin->address, sizeof(line->origin->address)) != 0 &&
	    errno != EINPROGRESS) {
		close(fd);
		return false;
	}
	line->watch.fd = fd;
	line->watch.events = 0;
	line->watch.ready = line_ready;
	line->used = false;
	return true;
}

static void
watchdog_fire(struct timer *timer)
{
	struct line *line = ((struct watchdog *)timer)->line;
	struct loop *loop = line->origin->hooks->loop;

	line->watchdog.set = false;
	if (line->hook == NULL)
		return;
	if (loop_now(loop) - line->since >= patience) {
		line_close(line);
		origin_serve(line->origin);
	} else {
		line->watchdog.set = true;
		loop_at(loop, timer, line->since + patience);
	}
}

static void
line_start(struct line *line, struct hook *hook)
{
	struct loop *loop = line->origin->hooks->loop;

	line->hook = hook;
	line->sent = 0;
	line->since = loop_now(loop);
	buf_clear(&line->in);
	if (!line->watchdog.set) {
		line->watchdog.line = line;
		line->watchdog.set = true;
		line->watchdog.timer.fire = watchdog_fire;
		loop_at(loop, &line->watchdog.timer, line->since + patience);
	}
	line_write(line);
}

/* An idle connection first, then a fresh one while there may be more. */
static struct line *
line_free_of(struct origin *origin)
{
	struct line *closed = NULL;

	for (int i = 0; i < origin->hooks->connections; i++) {
		struct line *line = &origin->line[i];
		if (line->hook == NULL && line->watch.fd >= 0)
			return line;
		if (line->hook == NULL && closed == NULL)
			closed = line;
	}
	return closed;
}

static void
origin_serve(struct origin *origin)
{
	struct line *line;

	while (origin->first != NULL && (line = line_free_of(origin)) != NULL) {
		struct hook *hook = origin->first;
		origin->first = hook->next;
		if (origin->first == NULL)
			origin->tail = &origin->first;
		if (line->watch.fd < 0 && !line_open(line)) {
			hook_again(hook);
			continue;
		}
		line_start(line, hook);
	}
}

static struct origin *
origin_find(struct hooks *hooks, struct sockaddr_in address)
{
	for (int i = 0; i < hooks->origins; i++)
		if (hooks->origin[i]->address.sin_port == address.sin_port &&
		    hooks->origin[i]->address.sin_addr.s_addr == address.sin_addr.s_addr)
			return hooks->origin[i];
	if (hooks->origins == HOOK_ORIGINS)
		return hooks->origin[0];
	struct origin *origin = memory_new(sizeof(*origin));
	hooks->origin[hooks->origins++] = origin;
	origin->hooks = hooks;
	origin->address = address;
	origin->tail = &origin->first;
	for (int i = 0; i < HOOK_CONNECTIONS; i++) {
		origin->line[i].origin = origin;
		origin->line[i].watch.fd = -1;
	}
	return origin;
}

/* "http://127.0.0.1:8080/path" -> loopback address, host, and the path; false for any other host. */
static bool
read_url(struct view url, struct sockaddr_in *address, char host[128], struct view *path)
{
	const char *scheme = memmem(url.data, url.len, "://", 3);
	char name[112];
	int port = 80;

	*path = url;
	if (scheme == NULL)
		return false;
	struct view rest = {scheme + 3, url.len - (size_t)(scheme + 3 - url.data)};
	size_t len = 0;
	while (len < rest.len && rest.data[len] != '/' && rest.data[len] != '?')
		len++;
	*path = (struct view){rest.data + len, rest.len - len};
	snprintf(host, 128, "%.*s", (int)len, rest.data);
	if (sscanf(host, "%111[^:]:%d", name, &port) < 1 || url.data[4] == 's')
		return false;
	*address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	if (strcmp(name, "localhost") == 0)
		strcpy(name, "127.0.0.1");
	return inet_pton(AF_INET, name, &address->sin_addr) == 1 && ntohl(address->sin_addr.s_addr) >> 24 == 127;
}

struct hooks *
hooks_new(struct loop *loop, const char *url, int connections, struct err *err)
{
	struct hooks *hooks = memory_new(sizeof(*hooks));
	struct sockaddr_in address = {.sin_family = AF_INET};
	struct view path;

	hooks->loop = loop;
	hooks->connections = connections < 1 ? 1 : connections > HOOK_CONNECTIONS ? HOOK_CONNECTIONS : connections;
	snprintf(hooks->url, sizeof(hooks->url), "%s", url);
	size_t len = strlen(hooks->url);
	if (len > 0 && hooks->url[len - 1] == '/')
		hooks->url[len - 1] = '\0';
	if (!read_url(view_of(hooks->url), &address, hooks->host, &path)) {
		fail(err, ERR_INPUT, "%s: expected http:// and a loopback address", url);
		free(hooks);
		return NULL;
	}
	origin_find(hooks, address);
	return hooks;
}

const char *
hooks_url(const struct hooks *hooks)
{
	return hooks->url;
}

uint64_t
hooks_pending(const struct hooks *hooks)
{
	return hooks->pending;
}

void
hooks_reset(struct hooks *hooks)
{
	hooks->era++;
	hooks->pending = 0;
}

void
hooks_send(struct hooks *hooks, struct counts *counts, const struct hook_order *order, int64_t due)
{
	static struct buf text;
	struct sockaddr_in address;
	char host[128];
	struct view path;
	struct origin *origin = hooks->origin[0];

	snprintf(host, sizeof(host), "%s", hooks->host);
	if (read_url(order->url, &address, host, &path))
		origin = origin_find(hooks, address);
	buf_clear(&text);
	buf_add_text(&text, order->method);
	buf_add_text(&text, path.len > 0 && *path.data == '/' ? " " : " /");
	buf_add(&text, path.data, path.len);
	buf_add_text(&text, " HTTP/1.1\r\nHost: ");
	buf_add_text(&text, host);
	buf_add_text(&text, "\r\n");
	if (order->content_type != NULL) {
		buf_add_text(&text, "Content-Type: ");
		buf_add_text(&text, order->content_type);
		buf_add_text(&text, "\r\nContent-Length: ");
		buf_add_int(&text, (int64_t)order->body.len);
		buf_add_text(&text, "\r\n");
	}
	buf_add_text(&text, "\r\n");
	buf_add(&text, order->body.data, order->body.len);
	struct hook *hook = memory_new(sizeof(*hook) + text.len);
	memcpy(hook->bytes, text.data, text.len);
	hook->len = text.len;
	hook->origin = origin;
	hook->counts = counts;
	hook->forged = order->forged;
	hook->era = hooks->era;
	hook->timer.fire = hook_due;
	hooks->pending++;
	counts->hooks++;
	loop_at(hooks->loop, &hook->timer, due);
}

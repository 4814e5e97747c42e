/* inbox.c - webhooks as they came, written in batches. */
#include "web/inbox.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "web/problem.h"

enum { BATCH = 512 };

struct waiting {
	struct http_request *request;	/* its bytes are read at the flush */
	const struct hook *hook;
	const char *path;		/* after the provider's name, with the query */
	int64_t received_at;
};

struct inbox {
	struct site *site;
	struct event *turn;		/* active while something waits: runs after this turn's requests */
	int count;
	struct waiting waiting[BATCH];
	int64_t batches, written;
};

static void
turn(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	inbox_flush(arg);
}

struct inbox *
inbox_new(struct site *site)
{
	struct inbox *inbox = memory_new(sizeof(*inbox));

	inbox->site = site;
	inbox->turn = event_new(site->base, -1, 0, turn, inbox);
	must(inbox->turn != NULL);
	return inbox;
}

void *
inbox_free(struct inbox *inbox)
{
	if (inbox != NULL)
		event_free(inbox->turn);
	free(inbox);
	return NULL;
}

void
inbox_add(struct inbox *inbox, struct call *call, const struct hook *hook, const char *path)
{
	inbox->waiting[inbox->count++] = (struct waiting){call->request, hook, path, call->now};
	if (inbox->count == BATCH)
		inbox_flush(inbox);
	else if (inbox->count == 1)
		event_active(inbox->turn, EV_TIMEOUT, 0);
}

/* "Name: value\n" lines. */
static void
add_headers(struct args *args, const struct request_head *head)
{
	struct buf lines = {0};

	buf_init(&lines);
	for (int i = 0; i < head->headers; i++) {
		buf_add_text(&lines, head->header[i].name);
		buf_add_text(&lines, ": ");
		buf_add_text(&lines, head->header[i].value);
		buf_add_char(&lines, '\n');
	}
	args_array_text(args, lines.data);
	buf_release(&lines);
}

/* The arrays stand one after the other, so each is filled before the next begins. */
static void
put_args(const struct inbox *inbox, struct args *args)
{
	size_t count = (size_t)inbox->count;
	const struct waiting *end = inbox->waiting + inbox->count;

	args_init(args);
	args_array(args, ARRAY_TEXT, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		args_array_text(args, w->hook->provider);
	args_array(args, ARRAY_TEXT, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		args_array_text(args, w->path);
	args_array(args, ARRAY_TEXT, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		args_array_text(args, http_header(w->request, "Content-Type"));
	args_array(args, ARRAY_TEXT, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		add_headers(args, &w->request->head);
	args_array(args, ARRAY_BYTES, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		args_array_bytes(args, w->request->body.data, w->request->body.len);
	args_array(args, ARRAY_TIME, count);
	for (const struct waiting *w = inbox->waiting; w < end; w++)
		args_array_time(args, w->received_at);
}

static bool
write_batch(struct inbox *inbox, struct err *err)
{
	struct db *db = site_db(inbox->site, err);
	struct args args;

	if (db == NULL)
		return false;
	put_args(inbox, &args);
	bool written = db_run(db, QUERY_HOOK_ADD, &args, NULL, err);
	args_release(&args);
	return written;
}

/* Whatever the fault, the provider shall come again: 503, never an answer that makes it forget. */
static void
refuse(struct http_request *request, const struct err *err)
{
	problem_reply(request, 503, "%s", err->text);
}

void
inbox_flush(struct inbox *inbox)
{
	struct err err = {0};

	if (inbox->count == 0)
		return;
	bool written = write_batch(inbox, &err);
	if (!written)
		log_event(LOG_ERR, "inbox.not_written", "count=%d reason=\"%s\"", inbox->count, err.text);
	for (int i = 0; i < inbox->count; i++) {
		const struct hook *hook = inbox->waiting[i].hook;
		if (written)
			http_reply(inbox->waiting[i].request, 200, hook->content_type, view_of(hook->reply));
		else
			refuse(inbox->waiting[i].request, &err);
	}
	inbox->batches += written;
	inbox->written += written ? inbox->count : 0;
	inbox->count = 0;
}

int64_t
inbox_batches(const struct inbox *inbox)
{
	return inbox->batches;
}

int64_t
inbox_count(const struct inbox *inbox)
{
	return inbox->written;
}

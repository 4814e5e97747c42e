/* pipe.c - queries sent without waiting, on an event loop. */
#include "db/pipe.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "db/wire.h"

enum wanted_kind { WANTED_QUERY, WANTED_BEGIN, WANTED_COMMIT, WANTED_ROLLBACK, WANTED_SYNC };

/* One answer that is still to come. */
struct wanted {
	enum wanted_kind kind;
	const char *name;
	pipe_done *done;
	void *argument;
};

struct listener {
	char channel[32];
	pipe_told *told;
	void *argument;
};

struct pipe {
	PGconn *conn;
	struct event *readable;
	struct event *writable;
	struct event *soon;		/* a flush at the end of this turn of the loop */
	struct wanted *queue;		/* a ring */
	int size, first, count;
	struct listener listener[8];
	int listeners;
	bool alive;
	bool in_transaction;		/* as far as answers have come */
	bool failed;			/* the open transaction has had its error */
	struct err error;
};

static void
push(struct pipe *pipe, struct wanted wanted)
{
	if (pipe->count == pipe->size) {
		int size = pipe->size * 2;
		struct wanted *queue = memory_new((size_t)size * sizeof(*queue));
		for (int i = 0; i < pipe->count; i++)
			queue[i] = pipe->queue[(pipe->first + i) % pipe->size];
		free(pipe->queue);
		pipe->queue = queue;
		pipe->size = size;
		pipe->first = 0;
	}
	pipe->queue[(pipe->first + pipe->count++) % pipe->size] = wanted;
}

static struct wanted
pop(struct pipe *pipe)
{
	struct wanted wanted = pipe->queue[pipe->first];
	pipe->first = (pipe->first + 1) % pipe->size;
	pipe->count--;
	return wanted;
}

static void
tell(const struct wanted *wanted, PGresult *result, const struct err *err)
{
	struct rows rows = {result};
	if (wanted->done != NULL)
		wanted->done(wanted->argument, err ? NULL : &rows, err);
}

/* The connection is gone: each waiter is told, in order, and the owner makes a new pipe. */
static void
die(struct pipe *pipe)
{
	if (!pipe->alive)
		return;
	pipe->alive = false;
	event_del(pipe->readable);
	event_del(pipe->writable);
	fail(&pipe->error, ERR_RETRY, "database: connection lost: %s", PQerrorMessage(pipe->conn));
	while (pipe->count > 0) {
		struct wanted wanted = pop(pipe);
		tell(&wanted, NULL, &pipe->error);
	}
}

static void
flush(struct pipe *pipe)
{
	int left = PQflush(pipe->conn);
	if (left < 0)
		die(pipe);
	else if (left > 0)
		event_add(pipe->writable, NULL);
}

/* The server skips what follows an error up to the sync, a COMMIT too: the transaction is then still open. */
static void
end_transaction(struct pipe *pipe, const struct wanted *wanted, PGresult *result)
{
	bool skipped = PQresultStatus(result) != PGRES_COMMAND_OK;

	if (wanted->kind == WANTED_COMMIT && !skipped && strcmp(PQcmdStatus(result), "COMMIT") != 0 && !pipe->failed) {
		fail(&pipe->error, ERR_RETRY, "database: rolled back");
		pipe->failed = true;
	}
	bool failed = pipe->failed;
	pipe->failed = false;
	pipe->in_transaction = false;
	if (skipped && wanted->kind == WANTED_COMMIT)
		pipe_rollback(pipe);
	if (wanted->done != NULL)
		wanted->done(wanted->argument, NULL, failed ? &pipe->error : NULL);
}

static void
take_result(struct pipe *pipe, PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	struct wanted wanted = pop(pipe);

	if (wanted.kind == WANTED_SYNC) {
		must(status == PGRES_PIPELINE_SYNC);
		if (!pipe->in_transaction)
			pipe->failed = false;
		return;
	}
	if (wanted.kind == WANTED_BEGIN)
		pipe->in_transaction = true;
	if (status == PGRES_FATAL_ERROR && !pipe->failed) {
		wire_fail(&pipe->error, wanted.name, pipe->conn, result);
		pipe->failed = true;
	}
	if (wanted.kind == WANTED_COMMIT || wanted.kind == WANTED_ROLLBACK)
		end_transaction(pipe, &wanted, result);
	else
		tell(&wanted, result, pipe->failed ? &pipe->error : NULL);
}

static void
take_notifications(struct pipe *pipe)
{
	PGnotify *came;

	while (pipe->alive && (came = PQnotifies(pipe->conn)) != NULL) {
		for (int i = 0; i < pipe->listeners; i++)
			if (strcmp(pipe->listener[i].channel, came->relname) == 0)
				pipe->listener[i].told(pipe->listener[i].argument, came->relname, came->extra);
		PQfreemem(came);
	}
}

/* In pipeline mode a NULL stands between the results of two queries. */
static void
on_readable(evutil_socket_t fd, short what, void *argument)
{
	struct pipe *pipe = argument;

	(void)fd;
	(void)what;
	if (PQconsumeInput(pipe->conn) != 1) {
		die(pipe);
		return;
	}
	take_notifications(pipe);
	while (pipe->alive && pipe->count > 0 && !PQisBusy(pipe->conn)) {
		PGresult *result = PQgetResult(pipe->conn);
		if (result == NULL)
			continue;
		take_result(pipe, result);
		PQclear(result);
	}
	take_notifications(pipe);
	if (pipe->alive)
		flush(pipe);
}

static void
on_flush(evutil_socket_t fd, short what, void *argument)
{
	struct pipe *pipe = argument;

	(void)fd;
	(void)what;
	if (pipe->alive)
		flush(pipe);
}

struct pipe *
pipe_new(struct event_base *base, const char *dsn, struct err *err)
{
	struct pipe *pipe = memory_new(sizeof(*pipe));

	pipe->conn = PQconnectdb(dsn);
	pipe->size = 64;
	pipe->queue = memory_new((size_t)pipe->size * sizeof(*pipe->queue));
	if (PQstatus(pipe->conn) != CONNECTION_OK) {
		fail(err, ERR_RETRY, "database: %s", PQerrorMessage(pipe->conn));
		return pipe_free(pipe);
	}
	if (!wire_prepare_all(pipe->conn, err))
		return pipe_free(pipe);
	if (PQsetnonblocking(pipe->conn, 1) != 0 || PQenterPipelineMode(pipe->conn) != 1) {
		fail(err, ERR_RETRY, "database: no pipeline mode");
		return pipe_free(pipe);
	}
	pipe->alive = true;
	pipe->readable = event_new(base, PQsocket(pipe->conn), EV_READ | EV_PERSIST, on_readable, pipe);
	pipe->writable = event_new(base, PQsocket(pipe->conn), EV_WRITE, on_flush, pipe);
	pipe->soon = evtimer_new(base, on_flush, pipe);
	must(pipe->readable != NULL && pipe->writable != NULL && pipe->soon != NULL);
	event_add(pipe->readable, NULL);
	return pipe;
}

void *
pipe_free(struct pipe *pipe)
{
	if (pipe == NULL)
		return NULL;
	if (pipe->readable != NULL)
		event_free(pipe->readable);
	if (pipe->writable != NULL)
		event_free(pipe->writable);
	if (pipe->soon != NULL)
		event_free(pipe->soon);
	PQfinish(pipe->conn);
	free(pipe->queue);
	free(pipe);
	return NULL;
}

static void
send_word(struct pipe *pipe, const char *word, enum wanted_kind kind, pipe_done *done, void *argument)
{
	if (pipe->alive && PQsendQueryParams(pipe->conn, word, 0, NULL, NULL, NULL, NULL, 1) != 1)
		die(pipe);
	struct wanted wanted = {kind, word, done, argument};
	if (pipe->alive)
		push(pipe, wanted);
	else
		tell(&wanted, NULL, &pipe->error);
}

void
pipe_turn(struct pipe *pipe)
{
	static const struct timeval now = {0, 0};

	if (!pipe->alive)
		return;
	if (PQpipelineSync(pipe->conn) != 1) {
		die(pipe);
		return;
	}
	push(pipe, (struct wanted){WANTED_SYNC, "sync", NULL, NULL});
	event_add(pipe->soon, &now);
}

void
pipe_listen(struct pipe *pipe, const char *channel, pipe_told *told, void *argument)
{
	char sql[64];

	must(pipe->listeners < 8);
	struct listener *listener = &pipe->listener[pipe->listeners++];
	snprintf(listener->channel, sizeof(listener->channel), "%s", channel);
	listener->told = told;
	listener->argument = argument;
	snprintf(sql, sizeof(sql), "listen %s", channel);
	send_word(pipe, sql, WANTED_QUERY, NULL, NULL);
	pipe_turn(pipe);
}

void
pipe_begin(struct pipe *pipe)
{
	send_word(pipe, "begin", WANTED_BEGIN, NULL, NULL);
}

void
pipe_send(struct pipe *pipe, enum query query, const struct args *args, pipe_done *done, void *argument)
{
	struct wanted wanted = {WANTED_QUERY, query_text[query].name, done, argument};
	struct wire_args values;

	if (args != NULL)
		wire_args(args, &values);
	if (pipe->alive && PQsendQueryPrepared(pipe->conn, query_text[query].name, args ? args->count : 0, values.value,
	    args ? args->length : NULL, args ? args->format : NULL, 1) != 1)
		die(pipe);
	if (pipe->alive)
		push(pipe, wanted);
	else
		tell(&wanted, NULL, &pipe->error);
}

void
pipe_commit(struct pipe *pipe, pipe_done *done, void *argument)
{
	send_word(pipe, "commit", WANTED_COMMIT, done, argument);
	pipe_turn(pipe);
}

void
pipe_rollback(struct pipe *pipe)
{
	send_word(pipe, "rollback", WANTED_ROLLBACK, NULL, NULL);
	pipe_turn(pipe);
}

int
pipe_waiting(const struct pipe *pipe)
{
	return pipe->count;
}

bool
pipe_is_alive(const struct pipe *pipe)
{
	return pipe->alive;
}

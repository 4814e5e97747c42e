/*
 * pipe.h - queries sent without waiting, on an event loop: libpq's pipeline mode behind callbacks.
 *
 * pipe_send queues a named query; answers come in order, each to its
 * callback.  A transaction is pipe_begin .. pipe_commit: sent as far as the
 * caller has got, so that a read and the writes that follow from it cost two
 * turns on the wire and not ten.  After an error the rest of the transaction is
 * answered with that error too, and nothing of it is kept.
 */
#ifndef DB_PIPE_H
#define DB_PIPE_H

#include <event2/event.h>

#include "db/db.h"

struct pipe;
/* rows is NULL when err is not; both live until the callback returns. */
typedef void pipe_done(void *argument, const struct rows *rows, const struct err *err);
/* A notification on a channel that pipe_listen named. */
typedef void pipe_told(void *argument, const char *channel, const char *payload);

struct pipe *pipe_new(struct event_base *base, const char *dsn, struct err *err);
void *pipe_free(struct pipe *pipe);
void pipe_listen(struct pipe *pipe, const char *channel, pipe_told *told, void *argument);

void pipe_begin(struct pipe *pipe);
/* done may be NULL: an error then shows at the commit. */
void pipe_send(struct pipe *pipe, enum query query, const struct args *args, pipe_done *done, void *argument);
/* done gets rows NULL and err NULL when the transaction was kept. */
void pipe_commit(struct pipe *pipe, pipe_done *done, void *argument);
void pipe_rollback(struct pipe *pipe);
/* Ends a turn inside a transaction: what was sent so far is answered. */
void pipe_turn(struct pipe *pipe);

int pipe_waiting(const struct pipe *pipe);	/* answers not yet come */
bool pipe_is_alive(const struct pipe *pipe);	/* false: every callback was told; free it and make another */

#endif

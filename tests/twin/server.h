/*
 * server.h - our own keep-alive HTTP/1.1 server on the loop.
 *
 * A turn reads all that has come and processes it, then flushes the ledger's
 * log, then writes all answers: what was answered is always in the log.
 */
#ifndef TWIN_SERVER_H
#define TWIN_SERVER_H

#include "tests/twin/twin.h"

struct server;
struct server *server_new(struct twin *twin, int port, struct err *err);	/* 0: a free one */
void *server_free(struct server *server);	/* when the loop has ended */
int server_port(const struct server *server);
void server_turn_end(void *server);	/* for loop_run */

#endif

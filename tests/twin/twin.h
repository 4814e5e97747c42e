/*
 * twin.h - the provider twin: one process that plays every provider's part, and one exchange with it.
 *
 * Everything lives as long as the process; an exchange, its arena and all
 * views of a request live until its answer is written.
 */
#ifndef TWIN_TWIN_H
#define TWIN_TWIN_H

#include "tests/twin/fields.h"
#include "tests/twin/hooks.h"
#include "tests/twin/http.h"
#include "tests/twin/ledger.h"
#include "tests/twin/loop.h"
#include "tests/twin/script.h"

struct secrets {
#define SECRET(member, file, value) char member[128];
#include "tests/twin/secret.def"
#undef SECRET
};
bool secrets_read(const char *folder, struct secrets *out, struct err *err);	/* NULL: the values for tests */

enum { MESSAGES_KEPT = 64, MESSAGE_TEXT = 1024 };
struct message_kept {			/* what the subscriber's screen showed */
	enum part part;
	char address[128];
	char text[MESSAGE_TEXT];
};

struct twin {
	struct loop *loop;
	struct hooks *hooks;
	struct ledger *ledger;
	struct script *script;
	struct secrets secrets;
	uint64_t seed;
	int64_t delay;			/* microseconds before each provider's answer */
	uint64_t orders[PARTS];		/* valid orders so far: the script's n-th */
	uint64_t serial;		/* for ids that a provider gives */
	struct counts counts[PARTS];
	int64_t balance_since;		/* SMSC: more than ten balances a minute are an error */
	int balances;
	int url_check;			/* UniSender Go's GET of the webhook URL has been sent */
	struct buf heard;		/* webhooks that the twin has sent to itself, a line each */
	uint64_t messages;
	struct message_kept message[MESSAGES_KEPT];
};

enum delivery { DELIVER_WHOLE, DELIVER_NOTHING, DELIVER_HALF, DELIVER_NEVER };

struct exchange {
	struct twin *twin;
	const struct http_request *request;
	struct arena *arena;
	enum part part;
	struct counts *counts;
	int64_t now, realtime;		/* when the request was completely received, by the machine */
	int64_t stated;			/* the same by --clock: what the provider will say */
	int status;			/* the answer */
	const char *content_type;
	struct buf *headers;		/* "Name: value\r\n" more */
	struct buf *body;
	enum delivery delivery;
	int64_t hold;			/* microseconds until it may leave */
};

/* Finds the part by the path and lets it answer. */
void twin_exchange(struct exchange *exchange);
void answer(struct exchange *exchange, int status, const char *content_type, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same for a request that is the sender's mistake. */
void refuse(struct exchange *exchange, int status, const char *content_type, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Keeps the last messages as the subscriber saw them. */
void message_keep(struct exchange *exchange, struct view address, struct view text, bool garbled);

void api_exchange(struct exchange *exchange);
void mango_exchange(struct exchange *exchange);
void smsc_exchange(struct exchange *exchange);
void kannel_exchange(struct exchange *exchange);
void unisender_go_exchange(struct exchange *exchange);
void unisender_go_suppress(struct exchange *exchange);	/* its stop-list */
void control_exchange(struct exchange *exchange);

/* Signatures, lower-case hex; out has room for 65. */
void mango_sign(const char *key, struct view json, const char *salt, char out[65]);
void smsc_sign(struct view text, char out[65]);		/* md5 of "id:phone:status:secret" */
/* The whole body: {"auth":"<md5>" and the rest, which starts after that value. */
void unisender_go_sign(const char *key, struct view rest, struct buf *out);

int command_serve(int argc, char **argv);
int command_agents(int argc, char **argv);
int command_sign(int argc, char **argv);

#endif

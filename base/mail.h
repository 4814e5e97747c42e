/*
 * mail.h - one letter through an SMTP server, waited for: for the administrators' own business, never for people's messages.
 */
#ifndef BASE_MAIL_H
#define BASE_MAIL_H

#include "base/buf.h"
#include "base/err.h"

struct mail {
	const char *server;		/* smtp://HOST:PORT; smtps:// for TLS from the start */
	const char *from, *to;		/* to: addresses, commas between them */
	const char *subject;		/* ASCII */
	int64_t at;
	struct view body;		/* UTF-8 text; arrives byte for byte */
};

/* ERR_INPUT: an address or the subject cannot stand in a letter's head; ERR_RETRY: the server did not take it. */
bool mail_send(const struct mail *mail, struct err *err) warn_unused;

#endif

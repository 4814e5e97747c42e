/*
 * problem.h - errors as RFC 9457 problems: {"type","title","status","detail","instance"}.
 *
 * The type is urn:dozvon:problem:WORD, a stable list (problem.c); the detail
 * is a sentence for the person, Russian, or English with Accept-Language: en.
 */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H

#include "web/http_server.h"

/* Ends the request. */
void problem_reply(struct http_request *request, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* By the failure's kind: 400 mend, 404 absent, 409 reload, 503 later, 403 refused. */
void problem_reply_err(struct http_request *request, const struct err *err);

#endif

/*
 * http.h - HTTP/1.1 messages in memory: requests that came, answers to requests of ours.
 *
 * Views point into the given bytes.  Bodies of requests need a
 * Content-Length; answers may be chunked.
 */
#ifndef TWIN_HTTP_H
#define TWIN_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { HTTP_HEADERS = 48, HTTP_HEAD_MAX = 65536, HTTP_BODY_MAX = 10 << 20 };

struct http_request {
	struct view method;
	struct view path;		/* without the query */
	struct view query;		/* after '?', still encoded */
	struct view body;
	size_t size;			/* bytes of head and body */
	bool keep_alive;
	bool expects_continue;
	int headers;
	struct {
		struct view name, value;
	} header[HTTP_HEADERS];
};

enum http_read {
	HTTP_WHOLE,
	HTTP_PART,			/* read on; out->expects_continue is set when the head is here */
	HTTP_BROKEN,
	HTTP_NO_LENGTH,			/* 411 */
	HTTP_TOO_LARGE,			/* 413 */
};
enum http_read http_request_read(struct view bytes, struct http_request *out);
/* Empty view (data NULL) when there is none; the name in any case. */
struct view http_header(const struct http_request *request, const char *name);

struct http_answer {
	int status;
	size_t size;
	bool keep_alive;
};
/* `closed`: the other side has closed, which ends an answer without a length. */
enum http_read http_answer_read(struct view bytes, bool closed, struct http_answer *out);
const char *http_reason(int status);
bool view_is_word(struct view view, const char *word);	/* ASCII case does not count */
bool view_starts(struct view view, const char *text);

#endif

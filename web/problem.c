/* problem.c - errors as RFC 9457 problems. */
#include "web/problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/json.h"
#include "base/log.h"

static const struct kind {
	int status;
	const char *word;
	const char *title;
} kinds[] = {
	{400, "invalid", "the request is invalid"},
	{401, "unauthenticated", "it is not known who asks"},
	{403, "refused", "that is not allowed"},
	{404, "absent", "there is no such thing"},
	{405, "method", "this address does not know that method"},
	{409, "conflict", "things have changed meanwhile"},
	{413, "too-large", "the request is too large"},
	{429, "too-many", "too many tries"},
	{500, "bug", "a fault of ours"},
	{503, "away", "not available right now"},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const struct kind *
kind_of(int status)
{
	for (int i = 0; i < KINDS; i++)
		if (kinds[i].status == status)
			return &kinds[i];
	must(!"each status we reply with stands in the table");
	return NULL;
}

static void
write_problem(const struct kind *kind, const char *detail, struct buf *out)
{
	struct json json;
	char type[64];

	snprintf(type, sizeof(type), "urn:dozvon:problem:%s", kind->word);
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "type");
	json_text(&json, type);
	json_key(&json, "title");
	json_text(&json, say(kind->title));
	json_key(&json, "status");
	json_int(&json, kind->status);
	json_key(&json, "detail");
	json_text(&json, detail);
	json_end(&json);
}

static void
reply(struct http_request *request, int status, const char *detail)
{
	struct buf out = {0};

	write_problem(kind_of(status), detail, &out);
	http_reply_header(request, "Cache-Control", "no-store");
	if (status == 503)
		http_reply_header(request, "Retry-After", "1");
	if (status == 400 || status == 413)
		http_reply_header(request, "Connection", "close");
	http_reply(request, status, "application/problem+json", buf_view(&out));
	buf_release(&out);
}

void
problem_reply(struct http_request *request, int status, const char *format, ...)
{
	char detail[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(detail, sizeof(detail), say(format), arguments);
	va_end(arguments);
	reply(request, status, detail);
}

void
problem_reply_err(struct http_request *request, const struct err *err)
{
	static const int status[] = {
		[ERR_NONE] = 500, [ERR_INPUT] = 400, [ERR_ABSENT] = 404, [ERR_CONFLICT] = 409, [ERR_RETRY] = 503,
		[ERR_REFUSED] = 403, [ERR_SETTINGS] = 500,
	};

	if (err->kind == ERR_REFUSED || err->kind == ERR_RETRY || err->kind == ERR_NONE)
		log_event(LOG_WARNING, "request.failed", "status=%d reason=\"%s\"", status[err->kind], err->text);
	reply(request, status[err->kind], err->text);
}

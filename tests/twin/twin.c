/* twin.c - which part answers which path, and what the parts share in answering. */
#include "tests/twin/twin.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct route {
	const char *end;		/* of the path */
	enum part part;
	void (*exchange)(struct exchange *exchange);
} routes[] = {
	{"/api", PART_API, api_exchange},
	{"/send.php", PART_SMSC, smsc_exchange},
	{"/cgi-bin/sendsms", PART_KANNEL, kannel_exchange},
	{"/email/send.json", PART_UNISENDER_GO, unisender_go_exchange},
	{"/suppression/set.json", PART_UNISENDER_GO, unisender_go_suppress},
	{"/commands/callback", PART_MANGO, mango_exchange},
	{"/commands/callback_group", PART_MANGO, mango_exchange},
	{"/account/balance", PART_MANGO, mango_exchange},
	{"/status.php", PART_SMSC, smsc_exchange},
	{"/balance.php", PART_SMSC, smsc_exchange},
};

enum { HEARD_MAX = 4 << 20 };

/* The twin as its own listener, for tests of itself: "METHOD PATH?QUERY BODY". */
static void
hear(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	struct buf *heard = &exchange->twin->heard;

	if (heard->len + request->size < HEARD_MAX) {
		buf_add(heard, request->method.data, request->method.len);
		buf_add_char(heard, ' ');
		buf_add(heard, request->path.data, request->path.len);
		buf_add_char(heard, '?');
		buf_add(heard, request->query.data, request->query.len);
		buf_add_char(heard, ' ');
		buf_add(heard, request->body.data, request->body.len);
		buf_add_char(heard, '\n');
	}
	answer(exchange, 200, "text/plain", "heard\n");
}

static const struct route *
route_find(struct view path)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		size_t len = strlen(routes[i].end);
		if (path.len >= len && memcmp(path.data + path.len - len, routes[i].end, len) == 0)
			return &routes[i];
	}
	return NULL;
}

void
twin_exchange(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;

	arena_reset(exchange->arena, 4 * request->size + 4096);
	if (view_starts(request->path, "/twin/")) {
		control_exchange(exchange);
		return;
	}
	if (view_starts(request->path, "/hooks/") || view_starts(request->path, "/u/")) {
		hear(exchange);
		return;
	}
	const struct route *route = route_find(request->path);
	exchange->part = route ? route->part : PART_API;
	exchange->counts = &exchange->twin->counts[exchange->part];
	exchange->counts->requests++;
	exchange->counts->bytes += request->size;
	exchange->hold = exchange->twin->delay;
	if (route != NULL)
		route->exchange(exchange);
	else
		refuse(exchange, 404, "text/plain", "no provider has this path\n");
}

static void say_answer(struct exchange *exchange, int status, const char *content_type, const char *format,
    va_list arguments) __attribute__((format(printf, 4, 0)));

static void
say_answer(struct exchange *exchange, int status, const char *content_type, const char *format, va_list arguments)
{
	char text[2048];
	int len = vsnprintf(text, sizeof(text), format, arguments);

	exchange->status = status;
	exchange->content_type = content_type;
	must(len >= 0);
	buf_add(exchange->body, text, (size_t)len < sizeof(text) ? (size_t)len : sizeof(text) - 1);
}

void
answer(struct exchange *exchange, int status, const char *content_type, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say_answer(exchange, status, content_type, format, arguments);
	va_end(arguments);
}

void
refuse(struct exchange *exchange, int status, const char *content_type, const char *format, ...)
{
	va_list arguments;

	exchange->counts->refused++;
	va_start(arguments, format);
	say_answer(exchange, status, content_type, format, arguments);
	va_end(arguments);
}

void
message_keep(struct exchange *exchange, struct view address, struct view text, bool garbled)
{
	struct twin *twin = exchange->twin;
	struct message_kept *kept = &twin->message[twin->messages++ % MESSAGES_KEPT];

	kept->part = exchange->part;
	snprintf(kept->address, sizeof(kept->address), "%.*s", (int)address.len, address.data);
	snprintf(kept->text, sizeof(kept->text), "%.*s", (int)text.len, text.data);
	exchange->counts->garbled += garbled;
}

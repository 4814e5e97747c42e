/*
 * request_guard.h - which requests are well formed enough to be looked at.  Pure.
 *
 * evhttp forgives what two readers of one byte stream may read in two ways
 * (request smuggling); docs/libraries 3.3 has the list.  Everything it lets
 * pass is judged here, before any handler.
 */
#ifndef WEB_REQUEST_GUARD_H
#define WEB_REQUEST_GUARD_H

#include <stdbool.h>
#include <stddef.h>

enum { GUARD_HEADERS = 64, GUARD_HEADER_BYTES = 16 * 1024, GUARD_TARGET_BYTES = 8 * 1024, GUARD_BODY_BYTES = 1 << 20 };

struct header {
	const char *name;
	const char *value;
};

struct request_head {
	const char *target;		/* as in the request line: /path?query */
	int major, minor;		/* of HTTP */
	int headers;
	struct header header[GUARD_HEADERS];
	bool more_headers;		/* there were others that found no place */
};

/* NULL when it may be served; else what is wrong with it, English, to be said. */
const char *request_guard(const struct request_head *head);

#endif

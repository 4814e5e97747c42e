/*
 * route.h - the table of addresses: who answers what, and how it is described.
 *
 * routes.def is the one place where an address stands; dispatch and
 * /api/v1/openapi.json are both made from it.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "compliance/access_token_store.h"
#include "web/site.h"

enum { ROUTE_PARAMS = 2, RIGHT_PUBLIC = -1 };

/* One request on its way through its handler, which replies to it or keeps it for later. */
struct call {
	struct site *site;
	struct http_request *request;
	int64_t now;
	struct caller caller;			/* nobody at a public address */
	struct view param[ROUTE_PARAMS];	/* what stood for {...} in the pattern, in order; not decoded */
};
typedef void route_handler(struct call *call);

struct route {
	const char *method;
	const char *pattern;		/* /a/{b}/c; {b*} takes the rest, slashes too */
	route_handler *handle;
	int right;			/* enum right, or RIGHT_PUBLIC */
	const char *says;		/* English; for openapi.json */
	const char *wants;		/* schema of the body, or "" */
	const char *gives;		/* schema of the answer, or its media type */
};
const struct route *route_at(int i);	/* NULL after the last */

enum route_found { ROUTE_FOUND, ROUTE_OTHER_METHOD, ROUTE_ABSENT };
enum route_found route_find(const char *method, struct view path, const struct route **out,
    struct view param[ROUTE_PARAMS]);

/* A number in the path: ERR_ABSENT when it is none, as there is no such thing. */
bool call_id(const struct call *call, int param, int64_t *out, struct err *err) warn_unused;
/* 200 with JSON that is not kept by anybody. */
void call_reply_json(struct call *call, const struct buf *json);

#define ROUTE(method, pattern, handler, right, says, wants, gives) route_handler handler;
#include "web/routes.def"
#undef ROUTE

#endif

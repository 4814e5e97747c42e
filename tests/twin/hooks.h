/*
 * hooks.h - the twin as a client: webhooks, delivery reports and people's clicks, by keep-alive connections.
 *
 * A hook is a whole HTTP request, built when it is planned and sent when it
 * is due.  As providers do, the sender tries again after a 5xx, a 429 or a
 * broken connection.  Everything goes to the origin of --hooks, except what names a
 * loopback address of its own: the twin never talks to the outside.
 */
#ifndef TWIN_HOOKS_H
#define TWIN_HOOKS_H

#include "tests/twin/loop.h"
#include "tests/twin/script.h"

struct counts {
#define COUNT(name, meaning) uint64_t name;
#include "tests/twin/count.def"
#undef COUNT
};

struct hooks;
struct hooks *hooks_new(struct loop *loop, const char *url, int connections, struct err *err);
const char *hooks_url(const struct hooks *hooks);	/* without a slash at its end */
uint64_t hooks_pending(const struct hooks *hooks);	/* planned and not yet answered */
/* Forget what is planned; what is under way runs out uncounted. */
void hooks_reset(struct hooks *hooks);

struct hook_order {
	const char *method;		/* "POST" or "GET" */
	struct view url;		/* whole, or from the path on */
	const char *content_type;	/* of a body */
	struct view body;
	bool forged;
};
/* Copies all it needs; counts goes on being counted in. */
void hooks_send(struct hooks *hooks, struct counts *counts, const struct hook_order *order, int64_t due);

#endif

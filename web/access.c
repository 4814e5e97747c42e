/* access.c - who calls the API, and whether their role may. */
#include "web/access.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/client.h"
#include "web/guesses.h"
#include "web/problem.h"

/* The secret of "Bearer SECRET"; empty when the header is another or is not there. */
static struct view
bearer(const struct http_request *request)
{
	static const char scheme[] = "Bearer ";
	const char *field = http_header(request, "Authorization");

	return strncasecmp(field, scheme, sizeof(scheme) - 1) == 0 ? view_of(field + sizeof(scheme) - 1) : (struct view){0};
}

static bool
turn_away(struct call *call, enum access access, const char *from)
{
	static const char *const words[] = {[ACCESS_UNKNOWN] = "unknown", [ACCESS_EXPIRED] = "expired", [ACCESS_REVOKED] = "revoked"};

	log_event(LOG_WARNING, "access.refused", "reason=%s from=%s", words[access], from);
	http_reply_header(call->request, "WWW-Authenticate", "Bearer realm=\"dozvon\"");
	if (access == ACCESS_EXPIRED)
		problem_reply(call->request, 401, "this token has expired; an administrator issues another: dozvon staff token LOGIN");
	else
		problem_reply(call->request, 401, "say who you are: Authorization: Bearer TOKEN, from dozvon staff token LOGIN");
	return false;
}

static bool
find(struct call *call, enum access *access)
{
	struct err err = {0};
	struct db *db = site_db(call->site, &err);

	if (db != NULL && access_token_find(db, &call->site->key, bearer(call->request), call->now, access, &call->caller, &err))
		return true;
	problem_reply_err(call->request, &err);
	return false;
}

bool
access_admit(struct call *call, const struct route *route)
{
	char from[CLIENT_IP];
	enum access access = ACCESS_UNKNOWN;

	if (route->right == RIGHT_PUBLIC)
		return true;
	client_ip(call->request, from);
	if (guesses_are_many(call->site->guesses, from, clock_monotonic())) {
		http_reply_header(call->request, "Retry-After", "60");
		problem_reply(call->request, 429, "too many unknown tokens came from there; try again in a minute");
		return false;
	}
	if (bearer(call->request).len > 0 && !find(call, &access))
		return false;
	if (access == ACCESS_UNKNOWN && bearer(call->request).len > 0)
		guesses_count(call->site->guesses, from, clock_monotonic());
	if (access != ACCESS_HOLDS)
		return turn_away(call, access, from);
	struct err err = {0};
	if (right_must((enum right)route->right, call->caller.role, call->caller.login, &err))
		return true;
	problem_reply_err(call->request, &err);
	return false;
}

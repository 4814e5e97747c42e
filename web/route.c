/* route.c - the table of addresses. */
#include "web/route.h"

#include <stdlib.h>
#include <string.h>

static const struct route routes[] = {
#define ROUTE(method, pattern, handler, right, says, wants, gives) {method, pattern, handler, RIGHT_##right, says, wants, gives},
#include "web/routes.def"
#undef ROUTE
};
enum { ROUTES = sizeof(routes) / sizeof(routes[0]) };

const struct route *
route_at(int i)
{
	return i < ROUTES ? &routes[i] : NULL;
}

/* {name} takes one part of the path that is not empty, {name*} all that is left. */
static bool
matches(const char *pattern, struct view path, struct view param[ROUTE_PARAMS])
{
	const char *p = path.data, *end = path.data + path.len;
	int params = 0;

	while (*pattern != '\0') {
		if (*pattern != '{') {
			if (p == end || *p++ != *pattern++)
				return false;
			continue;
		}
		const char *close = strchr(pattern, '}');
		bool rest = close[-1] == '*';
		const char *from = p;
		while (p < end && (rest || *p != '/'))
			p++;
		if (p == from && !rest)
			return false;
		must(params < ROUTE_PARAMS);
		param[params++] = (struct view){from, (size_t)(p - from)};
		pattern = close + 1;
	}
	return p == end;
}

enum route_found
route_find(const char *method, struct view path, const struct route **out, struct view param[ROUTE_PARAMS])
{
	enum route_found found = ROUTE_ABSENT;

	for (int i = 0; i < ROUTES; i++) {
		if (!matches(routes[i].pattern, path, param))
			continue;
		if (strcmp(routes[i].method, method) == 0) {
			*out = &routes[i];
			return ROUTE_FOUND;
		}
		found = ROUTE_OTHER_METHOD;
	}
	return found;
}

bool
call_id(const struct call *call, int param, int64_t *out, struct err *err)
{
	struct view text = call->param[param];
	char digits[20];

	if (text.len == 0 || text.len > 18 || text.data[0] == '0')
		return fail(err, ERR_ABSENT, "\"%.*s\" is not a number of anything", (int)text.len, text.data);
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return fail(err, ERR_ABSENT, "\"%.*s\" is not a number of anything", (int)text.len, text.data);
	memcpy(digits, text.data, text.len);
	digits[text.len] = '\0';
	*out = strtoll(digits, NULL, 10);
	return true;
}

void
call_reply_json(struct call *call, const struct buf *json)
{
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply(call->request, 200, "application/json", buf_view(json));
}

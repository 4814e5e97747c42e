/* hook_route.c - /hooks/PROVIDER/...: a provider's report comes in.  Stored raw; the dispatcher verifies and reads it. */
#include <string.h>

#include "web/inbox.h"
#include "web/problem.h"
#include "web/query.h"

/* Some providers check the address once by asking us to repeat a word. */
static bool
is_echo(struct call *call, const struct hook *hook, char *word, size_t size)
{
	return hook->echo[0] != '\0' && strcmp(call->request->method, "GET") == 0 &&
	    query_field(call->request->query, hook->echo, word, size);
}

void
hook_take(struct call *call)
{
	const struct hook *hook = hook_find(call->site->hooks, call->param[0]);
	char word[256];

	if (hook == NULL) {
		problem_reply(call->request, 404, "we have no contract with \"%.*s\"", (int)call->param[0].len,
		    call->param[0].data);
		return;
	}
	if (is_echo(call, hook, word, sizeof(word))) {
		http_reply(call->request, 200, "text/plain; charset=utf-8", view_of(word));
		return;
	}
	inbox_add(call->site->inbox, call, hook, call->param[0].data + call->param[0].len);
}

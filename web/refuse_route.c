/*
 * refuse_route.c - /refuse: the page where anybody refuses without a link, a letter or a reason.
 *
 * No proof is asked for and no step persuades: no form may be imposed on a
 * refusal (W-01).  The answer is the same whether or not we know the address,
 * so the page tells nobody whom we know.
 */
#include <string.h>

#include "compliance/address.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/refusal_choice.h"
#include "web/refusal_queue.h"
#include "web/route.h"

void
refuse_show(struct call *call)
{
	struct buf body = {0};

	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\">\n<p><label>%s<br>"
	    "<input name=\"address\" required maxlength=\"250\" autocomplete=\"off\"></label></p>\n",
	    say("Your refusal takes effect at once. We ask for no reason and no proof."), say("Your phone number or e-mail:"));
	refusal_choice_buttons(&body);
	buf_add_text(&body, "</form>\n");
	page_reply(call->request, 200, say("Refusal of calls and messages"), buf_view(&body));
	buf_release(&body);
}

static bool
read_form(const struct call *call, struct address *address, enum scope *scope, struct err *err)
{
	char text[EMAIL_TEXT], word[16];
	const char *reason;

	if (!query_field(call->request->body, "address", text, sizeof(text)) ||
	    !query_field(call->request->body, "scope", word, sizeof(word)))
		return fail(err, ERR_INPUT, "expected an address and one of the page's buttons");
	*scope = refusal_choice_scope(word);
	if (*scope == SCOPE_UNKNOWN)
		return fail(err, ERR_INPUT, "expected an address and one of the page's buttons");
	return address_parse(view_of(text), &call->site->key, address, &reason) || fail(err, ERR_INPUT, "address: %s", say(reason));
}

void
refuse_take(struct call *call)
{
	struct address address;
	struct err err = {0};
	enum scope scope;

	if (!read_form(call, &address, &scope, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	struct suppression refusal = {.fact = {.scope = scope, .said_at = call->now}, .path = "web"};
	memcpy(refusal.token, address.token, TOKEN_SIZE);
	refusal_queue_take(call->site->refusals, call, &refusal, (struct uuid){{0}});
}

/*
 * refuse_route.c - /refuse: the page where anybody refuses without a link, a letter or a reason.
 *
 * No proof is asked for and no step persuades: no form may be imposed on a
 * refusal (W-01).  The answer is the same whether or not we know the address,
 * so the page tells nobody whom we know.
 */
#include <stdio.h>
#include <string.h>

#include "compliance/address.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/refusal_queue.h"
#include "web/route.h"

static const struct choice {
	const char *word;
	enum scope scope;
	const char *says;
} choices[] = {
	{"ads", SCOPE_ADS_ALL, "No more advertising"},
	{"calls", SCOPE_CALLS_ALL, "No more calls"},
	{"sms", SCOPE_SMS_ALL, "No more SMS"},
	{"email", SCOPE_EMAIL_ALL, "No more e-mails"},
	{"surveys", SCOPE_SURVEYS, "No more surveys"},
	{"all", SCOPE_ALL_CONTACT, "Send me nothing at all and never call"},
	{"stranger", SCOPE_WRONG_PERSON, "This is not the person you look for"},
};

void
refuse_show(struct call *call)
{
	struct buf body = {0};

	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\">\n<p><label>%s<br>"
	    "<input name=\"address\" required maxlength=\"250\" autocomplete=\"off\"></label></p>\n",
	    say("Your refusal takes effect at once. We ask for no reason and no proof."), say("Your phone number or e-mail:"));
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		buf_add_format(&body, "<button name=\"scope\" value=\"%s\"%s>%s</button>\n", choices[i].word,
		    i == 0 ? "" : " class=\"second\"", say(choices[i].says));
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
	*scope = SCOPE_UNKNOWN;
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (strcmp(choices[i].word, word) == 0)
			*scope = choices[i].scope;
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

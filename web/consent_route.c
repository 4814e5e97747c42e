/*
 * consent_route.c - /consent/FORM: boxes, an address, a code; and /confirm/TOKEN, the link of a letter.
 *
 * Strangers learn nothing: known or unknown, refused or not, too often or
 * not, the same page follows.  Nothing is consent before the code is entered
 * or the letter's button is pressed; opening a link changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "campaigns/visitor.h"
#include "compliance/consent_request.h"
#include "compliance/receipt.h"
#include "web/client.h"
#include "web/consent_page.h"
#include "web/consent_post.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/public_form.h"
#include "web/query.h"
#include "web/route.h"

void
consent_form_show(struct call *call)
{
	struct form form;
	struct db *db;

	if (!public_form_open(call, false, &db, &form))
		return;
	consent_page_form(call, &form, 200, NULL);
	form_release(&form);
}

static void
describe(const struct call *call, const struct form *form, const struct consent_post *post, struct consent_request *out)
{
	*out = (struct consent_request){.id = post->session, .form = form->id, .address = post->address, .items = post->items,
		.asked_at = call->now,
		.campaign = post->address.kind == ADDRESS_EMAIL ? form->email_campaign : form->sms_campaign};
	client_ip(call->request, out->ip);
	client_agent(call->request, out->user_agent);
}

static bool
put(struct call *call, struct db *db, const struct form *form, const struct consent_post *post,
    struct consent_request *request, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "person", .process = call->site->name};
	struct visitor visitor;

	if (!visitor_put(db, &call->site->key, &post->address, post->name, call->now, &visitor, err))
		return false;
	request->party = visitor.party;
	request->contact_point = visitor.contact_point;
	request->is_new = visitor.is_new;
	return consent_request_put(db, request, form->legal_entity_inn, &who, err);
}

/* Sent in twice is once; too often for one address is silence, so that nobody learns whose address it is. */
static bool
ask(struct call *call, struct db *db, const struct form *form, const struct consent_post *post, bool *too_often,
    struct err *err)
{
	struct consent_request request;
	int64_t of_address, of_ip;

	*too_often = false;
	if (consent_request_find(db, &call->site->key, post->session, &request, err))
		return true;
	if (err->kind != ERR_ABSENT)
		return false;
	describe(call, form, post, &request);
	if (!consent_request_count(db, post->address.token, request.ip, call->now - REQUEST_WINDOW, &of_address, &of_ip, err))
		return false;
	*too_often = of_ip >= REQUESTS_OF_IP;
	if (*too_often || of_address >= REQUESTS_OF_ADDRESS) {
		log_event(LOG_NOTICE, "consent.too_often", "form=%s of=%s", form->name, *too_often ? "ip" : "address");
		return true;
	}
	bool done = db_begin(db, err) && put(call, db, form, post, &request, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}

void
consent_form_take(struct call *call)
{
	struct consent_post post;
	struct err err = {0};
	struct form form;
	struct db *db;
	char page[LINK_TOKEN_TEXT];
	bool too_often;

	if (!public_form_open(call, false, &db, &form))
		return;
	enum post_fault fault = consent_post_read(call->request->body, &form, &call->site->key, call->now, &post);
	if (fault != POST_FINE) {
		consent_page_form(call, &form, 400, say(post_fault_text(fault)));
	} else if (!ask(call, db, &form, &post, &too_often, &err)) {
		problem_reply_err(call->request, &err);
	} else if (too_often) {
		consent_page_say(call, &form, 429, form.title, say("Too many forms came from your network. Please come back in an hour."));
	} else {
		page_token_make(&call->site->key, &form, post.session, page);
		consent_page_code(call, &form, page, post.address.kind == ADDRESS_EMAIL, NULL);
	}
	form_release(&form);
}

/* To the receipt; what cannot be recorded is told without a reason, which would be somebody's datum. */
static void
confirm(struct call *call, struct db *db, const struct consent_request *request, const struct form *form)
{
	struct entry who = {.at = call->now, .who_kind = "person", .process = call->site->name};
	struct captured captured;
	struct err err = {0};
	char token[LINK_TOKEN_TEXT], path[80];

	if (consent_request_confirm(db, request, form, &who, &captured, &err)) {
		receipt_token_make(&call->site->key, captured.receipt, token);
		snprintf(path, sizeof(path), "/receipt/%s", token);
		page_redirect(call->request, path);
		return;
	}
	if (err.kind == ERR_RETRY) {
		problem_reply_err(call->request, &err);
		return;
	}
	log_event(LOG_NOTICE, "consent.unconfirmed", "form=%s reason=\"%s\"", form->name, err.text);
	consent_page_say(call, form, 409, form->title, say("This could not be recorded. Please ask at the desk of the clinic."));
}

/* A wrong code, an old one, one too many, another session's: the same answer. */
static bool
code_is_right(struct call *call, struct db *db, const struct form *form, struct uuid session, struct view code,
    struct consent_request *request, struct err *err)
{
	static const struct uuid none;
	bool left;

	if (!consent_request_find(db, &call->site->key, session, request, err) ||
	    !consent_request_try(db, session, &left, err))
		return false;
	return left && request->form == form->id && request->confirmed_at == 0 && !uuid_equal(request->code_check, none) &&
	    request->address.kind == ADDRESS_PHONE && call->now >= request->code_sent_at &&
	    call->now - request->code_sent_at < CODE_LASTS && code_is(&call->site->key, request->code_check, code);
}

void
consent_code_take(struct call *call)
{
	struct consent_request request;
	struct err err = {0};
	struct form form;
	struct db *db;
	struct uuid session;
	char page[LINK_TOKEN_TEXT + 1] = "", code[16] = "";

	if (!public_form_open(call, false, &db, &form))
		return;
	if (!query_field(call->request->body, "page", page, sizeof(page)) ||
	    !page_token_read(&call->site->key, &form, view_of(page), &session))
		consent_page_form(call, &form, 400, say(post_fault_text(POST_STALE)));
	else if (query_field(call->request->body, "code", code, sizeof(code)) &&
	    code_is_right(call, db, &form, session, view_of(code), &request, &err))
		confirm(call, db, &request, &form);
	else if (err.kind == ERR_RETRY)
		problem_reply_err(call->request, &err);
	else
		consent_page_code(call, &form, page, false, say("The code is not right, or its time is over. After five tries a new form is needed."));
	form_release(&form);
}

/* False: replied to already. */
static bool
open_letter(struct call *call, struct db **db, struct consent_request *request, struct form *form)
{
	struct uuid attempt;
	struct err err = {0};

	if (!confirm_token_read(&call->site->key, call->param[0], &attempt)) {
		problem_reply(call->request, 404, "this link is not one of ours, or was cut short");
		return false;
	}
	*db = site_db(call->site, &err);
	bool found = *db != NULL && consent_request_of(*db, &call->site->key, attempt, request, &err);
	if (found && (call->now < request->code_sent_at || call->now - request->code_sent_at >= CONFIRM_LASTS ||
	    request->address.kind != ADDRESS_EMAIL || request->confirmed_at != 0 ||
	    !uuid_equal(request->code_check, attempt)))
		found = fail(&err, ERR_ABSENT, "this link is not one of ours, or its time is over");
	if (found && form_load_by_id(*db, request->form, form, &err))
		return true;
	problem_reply_err(call->request, &err);
	return false;
}

void
confirm_show(struct call *call)
{
	struct consent_request request;
	struct buf body = {0};
	struct form form;
	struct db *db;

	if (!open_letter(call, &db, &request, &form))
		return;
	buf_add_text(&body, "<p>");
	page_text(&body, form.entity);
	buf_add_text(&body, "</p>\n");
	for (int i = 0; i < form.items; i++)
		if (request.items & WORD_BIT(form.item[i].place)) {
			buf_add_text(&body, "<fieldset><p>");
			page_text(&body, form.item[i].body);
			buf_add_text(&body, "</p></fieldset>\n");
		}
	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\"><button name=\"act\" value=\"confirm\">%s</button></form>\n",
	    say("If it was not you who filled in the form, close this page: nothing is recorded."), say("Yes, I agree to this"));
	page_reply(call->request, 200, form.title, buf_view(&body));
	buf_release(&body);
	form_release(&form);
}

void
confirm_take(struct call *call)
{
	struct consent_request request;
	struct form form;
	struct db *db;

	if (!view_is(call->request->body, "act=confirm")) {
		problem_reply(call->request, 400, "expected the button of the page");
		return;
	}
	if (!open_letter(call, &db, &request, &form))
		return;
	confirm(call, db, &request, &form);
	form_release(&form);
}

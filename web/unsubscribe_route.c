/*
 * unsubscribe_route.c - /u/TOKEN: the link of our e-mails.
 *
 * Opening it changes nothing: mail programs and scanners open links by
 * themselves.  A POST refuses: the mail program's one click (RFC 8058), or one
 * of the page's two buttons.
 */
#include <stdio.h>
#include <string.h>

#include "compliance/unsubscribe_token.h"
#include "compliance/words.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/refusal.h"
#include "web/refusal_queue.h"
#include "web/route.h"

static const char ONE_CLICK[] = "List-Unsubscribe=One-Click";

struct mail {
	struct uuid attempt;
	bool known;		/* false: the person has been erased, there is nobody left to write to */
	uint8_t token[TOKEN_SIZE];
	enum purpose purpose;
	bool advertising;
	char sender[200];	/* the legal entity's name */
};

static bool
load_mail(struct db *db, struct mail *mail, struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_uuid(&args, mail->attempt);
	bool asked = db_run(db, QUERY_UNSUBSCRIBE_ATTEMPT, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	struct view token = rows_count(rows) == 1 ? rows_bytes(rows, 0, 0) : (struct view){0};
	mail->known = token.len == TOKEN_SIZE;
	if (mail->known) {
		memcpy(mail->token, token.data, TOKEN_SIZE);
		mail->purpose = purpose_find(view_of(rows_text(rows, 0, 3)));
		mail->advertising = strcmp(rows_text(rows, 0, 4), "AD") == 0;
		snprintf(mail->sender, sizeof(mail->sender), "%s", rows_text(rows, 0, 6));
	}
	rows_free(rows);
	return true;
}

/* law.md 10: the link of an advertising letter stops all advertising; of a survey, surveys; of any other, letters. */
static enum scope
scope_of(const struct mail *mail)
{
	if (mail->purpose == PURPOSE_SURVEY)
		return SCOPE_SURVEYS;
	if (mail->advertising || mail->purpose == PURPOSE_RECALL)
		return SCOPE_ADS_ALL;
	return SCOPE_EMAIL_ALL;
}

/* False: replied to already. */
static bool
open_link(struct call *call, struct mail *mail)
{
	struct err err = {0};

	*mail = (struct mail){0};
	if (!unsubscribe_token_read(&call->site->key, call->param[0], &mail->attempt)) {
		problem_reply(call->request, 404, "this link is not one of ours, or was cut short");
		return false;
	}
	struct db *db = site_db(call->site, &err);
	if (db != NULL && load_mail(db, mail, &err))
		return true;
	problem_reply_err(call->request, &err);
	return false;
}

static const char *
first_button(const struct mail *mail)
{
	switch (scope_of(mail)) {
	case SCOPE_SURVEYS:
		return "No more surveys";
	case SCOPE_ADS_ALL:
		return "No more advertising";
	default:
		return "No more e-mails";
	}
}

void
unsubscribe_show(struct call *call)
{
	struct mail mail;
	struct buf body = {0};

	if (!open_link(call, &mail))
		return;
	if (mail.sender[0] != '\0') {
		buf_add_format(&body, "<p>%s ", say("Sent by:"));
		page_text(&body, mail.sender);
		buf_add_text(&body, "</p>\n");
	}
	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\">\n"
	    "<button name=\"scope\" value=\"usual\">%s</button>\n"
	    "<button name=\"scope\" value=\"all\" class=\"second\">%s</button>\n</form>\n",
	    say("Choose what we shall stop. It takes effect at once."), say(first_button(&mail)),
	    say("Send me nothing at all and never call"));
	page_reply(call->request, 200, say("Refusal of messages"), buf_view(&body));
	buf_release(&body);
}

/* Exactly RFC 8058's body, or one of our two buttons. */
static bool
read_choice(const struct http_request *request, const struct mail *mail, enum scope *out)
{
	char word[16];

	if (view_is(request->body, ONE_CLICK)) {
		*out = scope_of(mail);
		return true;
	}
	if (!query_field(request->body, "scope", word, sizeof(word)))
		return false;
	*out = strcmp(word, "all") == 0 ? SCOPE_ALL_CONTACT : scope_of(mail);
	return strcmp(word, "all") == 0 || strcmp(word, "usual") == 0;
}

void
unsubscribe_take(struct call *call)
{
	struct suppression refusal;
	struct mail mail;
	enum scope scope;

	if (!open_link(call, &mail))
		return;
	if (!read_choice(call->request, &mail, &scope)) {
		problem_reply(call->request, 400, "expected List-Unsubscribe=One-Click or a button of the page");
		return;
	}
	if (!mail.known) {
		refusal_done(call->request);
		return;
	}
	refusal_of_link(mail.token, scope, mail.attempt, call->now, &refusal);
	refusal_queue_take(call->site->refusals, call, &refusal, mail.attempt);
}

/*
 * receipt_route.c - /receipt/TOKEN: what a person agreed to, how it stands now, one button to take it back.
 *
 * Opening changes nothing; no reason is asked and nothing is offered instead
 * (W-01).  The page names no person and shows no address.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/receipt.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/receipt_line.h"
#include "web/route.h"

/* False: replied to already. */
static bool
open_link(struct call *call, struct db **db, struct receipt_opened *receipt)
{
	struct err err = {0};
	struct uuid id;

	if (!receipt_token_read(&call->site->key, call->param[0], &id)) {
		problem_reply(call->request, 404, "this link is not one of ours, or its time is over");
		return false;
	}
	*db = site_db(call->site, &err);
	if (*db != NULL && receipt_open(*db, id, call->now, receipt, &err))
		return true;
	problem_reply_err(call->request, &err);
	return false;
}

static void
show(struct call *call, const struct receipt_opened *receipt, const char *done)
{
	struct buf body = {0};
	int open = 0;

	if (done != NULL)
		buf_add_format(&body, "<p class=\"wrong\" role=\"status\">%s</p>\n", done);
	for (int i = 0; i < receipt->lines; i++) {
		receipt_line_add(&body, &receipt->line[i], i + 1, call->now, "");
		open += receipt->line[i].given && !receipt->line[i].taken_back;
	}
	if (open > 1)
		buf_add_format(&body, "<form method=\"post\"><button name=\"withdraw\" value=\"all\" class=\"second\">%s</button></form>\n",
		    say("Take all of it back"));
	buf_add_format(&body, "<p><a href=\"/receipt/%.*s/json\">%s</a>. %s ", (int)call->param[0].len, call->param[0].data,
	    say("The same for programs (JSON)"), say("This link opens until"));
	page_day(&body, receipt->expires_at);
	buf_add_format(&body, ".</p>\n<form method=\"post\"><button name=\"withdraw\" value=\"link\" class=\"second\">%s</button></form>\n",
	    say("Close this link; change nothing else"));
	page_reply(call->request, 200, say("What you agreed to"), buf_view(&body));
	buf_release(&body);
}

void
receipt_show(struct call *call)
{
	struct receipt_opened receipt;
	struct db *db;

	if (!open_link(call, &db, &receipt))
		return;
	show(call, &receipt, NULL);
	receipt_close(&receipt);
}

void
receipt_json(struct call *call)
{
	struct receipt_opened receipt;
	struct db *db;

	if (!open_link(call, &db, &receipt))
		return;
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply(call->request, 200, "application/json", view_of(receipt.body));
	receipt_close(&receipt);
}

static void
take_back(struct call *call, struct db *db, struct receipt_opened *receipt, uint16_t lines)
{
	struct entry who = {.at = call->now, .who_kind = "person", .process = call->site->name};
	struct uuid id = receipt->id;
	struct err err = {0};
	int count;

	if (!receipt_withdraw(db, receipt, lines, &who, &count, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	receipt_close(receipt);
	if (receipt_open(db, id, call->now, receipt, &err))
		show(call, receipt, say("Taken back; it holds from this moment."));
	else
		problem_reply_err(call->request, &err);
}

void
receipt_take(struct call *call)
{
	struct receipt_opened receipt;
	struct err err = {0};
	struct db *db;
	char word[8] = "";

	if (!open_link(call, &db, &receipt))
		return;
	bool read = query_field(call->request->body, "withdraw", word, sizeof(word));
	uint16_t lines = read ? receipt_line_read(&receipt, word) : 0;
	if (lines != 0)
		take_back(call, db, &receipt, lines);
	else if (strcmp(word, "link") != 0)
		problem_reply(call->request, 400, "expected the button of the page");
	else if (receipt_revoke(db, receipt.id, call->now, &err))
		page_reply(call->request, 200, say("Done"), view_of(say("<p>The link is closed.</p>\n")));
	else
		problem_reply_err(call->request, &err);
	receipt_close(&receipt);
}

/* refusals.c - how people in a play refuse: by SMS, link, page, button, in their own words, by a key; and who is told. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/address.h"
#include "compliance/unsubscribe_token.h"
#include "tests/plays/play.h"
#include "tests/support/access.h"
#include "tests/support/http.h"

enum { BOUND_MS = 20000, LOOK_MS = 10 };

static void
request(struct stage *stage, const char *method, const char *target, const char *headers, const char *body)
{
	struct buf reply = {0};
	char all[300];

	snprintf(all, sizeof(all), "%s%s", headers, strncmp(target, "/api/", 5) == 0 ?
	    test_access(stage->database.db, &stage->key, "anna") : "");
	int status = test_http(stage->web_port, method, target, all, body, &reply);

	if (status != 200)
		play_stop("%s %s: %d %s", method, target, status, test_http_body(&reply));
	buf_release(&reply);
}

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define JSON "Content-Type: application/json\r\n"

static void
url_add(struct buf *out, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
		buf_add_format(out, "%%%02X", *p);
}

/* What stands behind the line's first two words. */
static const char *
words_of(const struct line *line)
{
	const char *rest = line->rest + strcspn(line->rest, " \t");

	return rest + strspn(rest, " \t");
}

/* reply ADDRESS [ahead=SECONDS] TEXT: an SMS comes in through SMSC, whose clock may be ahead of ours. */
void
play_reply(struct stage *stage, const struct line *line)
{
	struct buf body = {0};
	const char *text = words_of(line);
	char *behind = NULL;
	long long ahead = strncmp(text, "ahead=", 6) == 0 ? strtoll(text + 6, &behind, 10) : 0;

	buf_add_text(&body, "phone=");
	url_add(&body, line_word(line, 1) + 1);
	buf_add_text(&body, "&mes=");
	url_add(&body, behind ? behind + strspn(behind, " ") : text);
	buf_add_format(&body, "&to=79990000000&sms_id=%d&ts=%lld", ++stage->replies, (long long)(clock_read() / SECOND) + ahead);
	request(stage, "POST", "/hooks/smsc?token=testtoken", FORM, body.data);
	buf_release(&body);
}

/* click ADDRESS how=get|one_click|usual|all: the link of the newest e-mail. */
void
play_click(struct stage *stage, const struct line *line)
{
	const char *how = line_option(line, "how", "one_click");
	char token[UNSUBSCRIBE_TOKEN_TEXT], target[UNSUBSCRIBE_TOKEN_TEXT + 8], body[64] = "List-Unsubscribe=One-Click";
	struct uuid attempt;

	if (!uuid_parse(test_sql_text(&stage->database, "select decision_id from attempt where contact_point_id = %lld "
	    "order by cleared_at desc limit 1", (long long)play_point(stage, line_word(line, 1))), &attempt))
		play_stop("nothing was sent to %s", line_word(line, 1));
	unsubscribe_token_make(&stage->key, attempt, token);
	snprintf(target, sizeof(target), "/u/%s", token);
	if (strcmp(how, "one_click") != 0)
		snprintf(body, sizeof(body), "scope=%s", how);
	if (strcmp(how, "get") == 0)
		request(stage, "GET", target, "", NULL);
	else
		request(stage, "POST", target, FORM, body);
}

/* page ADDRESS scope=ads: the public page. */
void
play_page(struct stage *stage, const struct line *line)
{
	struct buf body = {0};

	request(stage, "GET", "/refuse", "", NULL);
	buf_add_text(&body, "address=");
	url_add(&body, line_word(line, 1));
	buf_add_format(&body, "&scope=%s", line_option(line, "scope", "all"));
	request(stage, "POST", "/refuse", FORM, body.data);
	buf_release(&body);
}

/* button ADDRESS scope=S [by=agent]: the agent's screen. */
void
play_button(struct stage *stage, const struct line *line)
{
	char body[300];

	snprintf(body, sizeof(body), "{\"contact_point\":%lld,\"scope\":\"%s\",\"path\":\"%s\"}",
	    (long long)play_point(stage, line_word(line, 1)), line_option(line, "scope", "ALL_CONTACT"),
	    line_option(line, "by", "agent"));
	request(stage, "POST", "/api/v1/refusals", JSON, body);
}

/* said ADDRESS WORDS: in a call, as the agent heard them. */
void
play_said(struct stage *stage, const struct line *line)
{
	char body[600];

	snprintf(body, sizeof(body), "{\"address\":\"%s\",\"words\":\"%s\"}", line_word(line, 1), words_of(line));
	request(stage, "POST", "/api/v1/refusals", JSON, body);
}

/* keys ADDRESS 9: pressed in the newest call, as Mango reports it. */
void
play_keys(struct stage *stage, const struct line *line)
{
	const char *entry = test_sql_text(&stage->database, "select provider_ref from attempt where contact_point_id = %lld and "
	    "provider = 'mango' order by cleared_at desc limit 1", (long long)play_point(stage, line_word(line, 1)));
	struct buf json = {0}, sign = {0}, body = {0};
	uint8_t hash[SHA256_SIZE];

	buf_add_format(&json, "{\"seq\":1,\"dtmf\":\"%s\",\"timestamp\":%lld,\"call_id\":\"c%d\",\"entry_id\":\"%s\",\"location\":\"ivr.1\"}",
	    line_word(line, 2), (long long)(clock_read() / SECOND), ++stage->replies, entry);
	buf_add_format(&sign, "testkey%stestsalt", json.data);
	sha256(sign.data, sign.len, hash);
	buf_clear(&sign);
	hex_add(&sign, hash, sizeof(hash));
	buf_add_format(&body, "vpbx_api_key=testkey&sign=%s&json=", sign.data);
	url_add(&body, json.data);
	request(stage, "POST", "/hooks/mango/events/dtmf", FORM, body.data);
	buf_release(&json);
	buf_release(&sign);
	buf_release(&body);
}

/* run COMMAND: what the desk does with dozvon. */
void
play_run(struct stage *stage, const struct line *line)
{
	const char *wrong = stage_run(stage, line->rest);

	if (wrong != NULL)
		play_stop("%s", wrong);
}

/* Providers are told what is due, until nothing is; whoever is away is put off once. */
void
play_push(struct stage *stage, const struct line *line)
{
	char now[28];
	struct err err;
	int waited = 0;

	(void)line;
	stage_providers(stage);
	do {
		if (!stop_pushes_turn(stage->pushes, &stage->reporter, clock_read(), &err))
			play_stop("%s", err.text);
		poll(NULL, 0, LOOK_MS);
		if ((waited += LOOK_MS) > BOUND_MS)
			play_stop("the pushes did not come to an end");
		instant_format(clock_read(), now);
	} while (stop_pushes_open(stage->pushes) > 0 ||
	    test_sql_int(&stage->database, "select count(*) from stop_push where state = 'due' and due_at <= '%s'", now) > 0);
	for (int i = 0; i < 3; i++)	/* the last answers are written, and who is late is told of */
		if (!stop_pushes_turn(stage->pushes, &stage->reporter, clock_read() + i * MINUTE / 60, &err))
			play_stop("%s", err.text);
}

/* visits.c - a visitor of the clinic's pages: fills in the form of consents, asks why; reads the code that came, enters it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/why.h"
#include "tests/plays/play.h"
#include "tests/support/http.h"

enum { PAGE = 43 };
static char page[PAGE + 1];

/* The last campaign sends the codes. */
static void
add_codes(struct stage *stage)
{
	struct db *db = stage->database.db;

	test_sql(db, "insert into numbering_range values (79160000000, 79169999999, 77, 7743895280, 'carrier') on conflict do nothing");
	test_sql(db, "update campaign set body = 'Код {{code}}', text_sha256 = campaign_text_sha256(subject, 'Код {{code}}') where id = %lld", (long long)stage->campaign);
}

static void
add_form(struct stage *stage, const char *name, bool shows)
{
	add_codes(stage);
	test_sql(stage->database.db, "insert into consent_form (name, legal_entity_id, title, sms_campaign_id, created_at, shows) values "
	    "('%s', 1, 'Форма', %lld, '2026-11-01Z', %s)", name, (long long)stage->campaign, shows ? "true" : "false");
}

/* The form "site" has one text. */
static void
add_text(struct stage *stage)
{
	struct db *db = stage->database.db;

	test_sql(db, "insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, "
	    "created_at) values (1, 'AD_CHANNEL', 'ad', 1, 'Согласен.', sha256(convert_to('Согласен.', 'UTF8')), true, false, false, "
	    "'2026-11-01Z')");
	test_sql(db, "insert into consent_form_item (form_id, place, wording_id, channels, purposes, created_at) "
	    "values (1, 1, 1, 4, 1, '2026-11-01Z')");
}

void
play_visit(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};
	char body[300];

	if (test_sql_int(&stage->database, "select count(*) from consent_form") == 0) {
		add_form(stage, "site", false);
		add_text(stage);
	}
	int status = test_http(stage->web_port, "GET", "/consent/site", "", NULL, &reply);
	const char *at = status == 200 ? strstr(reply.data, "name=\"page\" value=\"") : NULL;
	if (at == NULL)
		play_stop("the form answers %d", status);
	memcpy(page, at + 19, PAGE);
	snprintf(body, sizeof(body), "page=%s&name=Anna&address=%%2B%s&box1=yes", page, line_word(line, 1) + 1);
	status = test_http(stage->web_port, "POST", "/consent/site", "", body, &reply);
	if (status != 200)
		play_stop("the form was answered with %d", status);
	buf_release(&reply);
}

/* The code of the newest message that the twin took for this address. */
static const char *
code_of(const struct stage *stage, const char *address)
{
	static char digits[7];
	struct buf reply = {0};
	char wanted[100];
	const char *code = NULL;

	snprintf(wanted, sizeof(wanted), "%s Код ", address + 1);
	test_http(stage->twin_port, "GET", "/twin/messages", "", NULL, &reply);
	for (const char *at = reply.data; (at = strstr(at, wanted)) != NULL; at++)
		code = at + strlen(wanted);
	if (code == NULL)
		play_stop("no code has come: %.300s", test_http_body(&reply));
	snprintf(digits, sizeof(digits), "%.6s", code);
	buf_release(&reply);
	return digits;
}

void
play_enter(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};
	char body[200];

	snprintf(body, sizeof(body), "page=%s&code=%s", page, code_of(stage, line_word(line, 1)));
	int status = test_http(stage->web_port, "POST", "/consent/site/code", "", body, &reply);
	if (status != 303)
		play_stop("the code was answered with %d", status);
	buf_release(&reply);
}

enum { COOKIE = 64 };
static char cookie[COOKIE + 1];

/* One request of the page "Why did you contact me?", whose cookie is taken over when it brings one. */
static void
request_why(const struct stage *stage, const char *method, const char *rest, const char *body, int wanted, struct buf *reply)
{
	char target[40], header[100] = "";

	snprintf(target, sizeof(target), "/why/why%s", rest);
	if (cookie[0] != '\0')
		snprintf(header, sizeof(header), "Cookie: why=%s\r\n", cookie);
	int status = test_http(stage->web_port, method, target, header, body, reply);
	if (status != wanted)
		play_stop("%s %s was answered with %d", method, target, status);
	const char *at = strstr(reply->data, "Set-Cookie: why=");
	if (at != NULL)
		snprintf(cookie, sizeof(cookie), "%.64s", at + 16);
}

/* why ADDRESS: somebody asks, and the janitor looks. */
void
play_why(struct stage *stage, const struct line *line)
{
	struct entry who = {.at = clock_read(), .who_kind = "process", .process = "janitor"};
	struct buf reply = {0};
	struct err err;
	char body[60];
	int64_t codes;

	if (test_sql_int(&stage->database, "select count(*) from consent_form where name = 'why'") == 0)
		add_form(stage, "why", true);
	cookie[0] = '\0';
	snprintf(body, sizeof(body), "address=%%2B%s", line_word(line, 1) + 1);
	request_why(stage, "POST", "", body, 200, &reply);
	buf_release(&reply);
	if (!why_answer(stage->janitor, &who, &codes, &err))
		play_stop("%s", err.text);
}

/* open ADDRESS WORDS: the code that came is entered; the page says the words. */
void
play_open(struct stage *stage, const struct line *line)
{
	const char *words = line->rest + strcspn(line->rest, " ") + 1;
	struct buf reply = {0};
	char body[60];

	snprintf(body, sizeof(body), "code=%s", code_of(stage, line_word(line, 1)));
	request_why(stage, "POST", "/code", body, 303, &reply);
	request_why(stage, "GET", "/page", NULL, 200, &reply);
	if (strstr(reply.data, words) == NULL)
		play_stop("the page does not say \"%s\": %s", words, test_http_body(&reply));
	const char *at = strstr(reply.data, "name=\"page\" value=\"");
	if (at == NULL)
		play_stop("the page has no button");
	memcpy(page, at + 19, PAGE);
	buf_release(&reply);
}

/* choose scope=: a button of the page that is open. */
void
play_choose(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};
	char body[100];

	snprintf(body, sizeof(body), "page=%s&scope=%s", page, line_option(line, "scope", "all"));
	request_why(stage, "POST", "/page", body, 200, &reply);
	buf_release(&reply);
}

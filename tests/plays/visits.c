/* visits.c - a visitor of the clinic's page: fills in the form of consents, reads the code that came, enters it. */
#include <stdio.h>
#include <string.h>

#include "tests/plays/play.h"
#include "tests/support/http.h"

enum { PAGE = 43 };
static char page[PAGE + 1];

/* The last campaign sends the codes of the form "site", which has one text. */
static void
add_form(struct stage *stage)
{
	struct db *db = stage->database.db;

	test_sql(db, "insert into numbering_range values (79160000000, 79169999999, 77, 7743895280, 'carrier') on conflict do nothing");
	test_sql(db, "update campaign set body = 'Код {{code}}', text_sha256 = campaign_text_sha256(subject, 'Код {{code}}') where id = %lld", (long long)stage->campaign);
	test_sql(db, "insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, "
	    "created_at) values (1, 'AD_CHANNEL', 'ad', 1, 'Согласен.', sha256(convert_to('Согласен.', 'UTF8')), true, false, false, "
	    "'2026-11-01Z')");
	test_sql(db, "insert into consent_form (name, legal_entity_id, title, sms_campaign_id, created_at) values "
	    "('site', 1, 'Согласие', %lld, '2026-11-01Z')", (long long)stage->campaign);
	test_sql(db, "insert into consent_form_item (form_id, place, wording_id, channels, purposes, created_at) "
	    "values (1, 1, 1, 4, 1, '2026-11-01Z')");
}

void
play_visit(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};
	char body[300];

	if (test_sql_int(&stage->database, "select count(*) from consent_form") == 0)
		add_form(stage);
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
void
play_enter(struct stage *stage, const struct line *line)
{
	struct buf reply = {0};
	char body[200], wanted[100];
	const char *code = NULL;

	snprintf(wanted, sizeof(wanted), "%s Код ", line_word(line, 1) + 1);
	test_http(stage->twin_port, "GET", "/twin/messages", "", NULL, &reply);
	for (const char *at = reply.data; (at = strstr(at, wanted)) != NULL; at++)
		code = at + strlen(wanted);
	if (code == NULL)
		play_stop("no code has come: %.300s", test_http_body(&reply));
	snprintf(body, sizeof(body), "page=%s&code=%.6s", page, code);
	int status = test_http(stage->web_port, "POST", "/consent/site/code", "", body, &reply);
	if (status != 303)
		play_stop("the code was answered with %d", status);
	buf_release(&reply);
}

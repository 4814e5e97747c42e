/* web_test.c - the web process as clients see it: routes, problems, cards and presses, refusals, webhooks, the log. */
#include "web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compliance/reason.h"
#include "compliance/unsubscribe_token.h"
#include "tests/support/web_process.h"

#include <cmocka.h>

static struct test_web web;
static struct buf reply;

static int
start(void **state)
{
	(void)state;
	test_web_start(&web, 5);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	buf_release(&reply);
	return test_web_stop(&web);
}

static int
get_as(const char *login, const char *target)
{
	return test_web_ask(&web, login, "GET", target, "", NULL, &reply);
}

static int
post_as(const char *login, const char *target, const char *body)
{
	return test_web_ask(&web, login, "POST", target, "", body, &reply);
}

/* The compliance officer, where it does not matter. */
static int
get(const char *target)
{
	return get_as("vera", target);
}

static int
post(const char *target, const char *body)
{
	return post_as("vera", target, body);
}

static void
says(const char *text)
{
	if (strstr(reply.data, text) == NULL)
		fail_msg("expected \"%s\" in:\n%s", text, reply.data);
}

static void
addresses_answer(void **state)
{
	(void)state;
	assert_int_equal(get("/healthz"), 200);
	says("\"status\":\"ok\"");
	assert_int_equal(get("/metrics"), 200);
	says("dozvon_targets{campaign=\"1\",state=\"card\"} 5");
	says("dozvon_database_up 1");
	assert_int_equal(get("/api/v1/openapi.json"), 200);
	says("\"openapi\":\"3.1.0\"");
	says("/api/v1/campaigns/{id}/presses");
	assert_int_equal(get("/api/v1/campaigns"), 200);
	says("\"name\":\"Обзвон\"");
	assert_int_equal(get("/api/v1/campaigns/1"), 200);
	says("\"by_state\":{\"card\":5}");
	assert_int_equal(test_http(web.port, "HEAD", "/healthz", "", NULL, &reply), 200);
	assert_string_equal(test_http_body(&reply), "");
}

/* Whoever watches sees at once that nothing is signed any more. */
static void
a_log_that_is_refused_is_told(void **state)
{
	char path[300];
	struct err err;

	(void)state;
	assert_int_equal(get("/metrics"), 200);
	says("dozvon_log_refused 0");
	says("dozvon_log_unsealed_entries 0");
	snprintf(path, sizeof(path), "%s/log/refused.sealer", web.folder);
	assert_true(file_write_whole(path, "two histories\n", 14, &err));
	assert_int_equal(get("/healthz"), 200);
	says("\"status\":\"log_refused\"");
	assert_int_equal(get("/metrics"), 200);
	says("dozvon_log_refused 1");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(get("/healthz"), 200);
	says("\"status\":\"ok\"");
}

static void
progress_names_what_excluded(void **state)
{
	(void)state;
	test_sql(web.database.db, "update target set state = 'excluded', reasons = '\\x0801' where campaign_id = 2 and "
	    "contact_point_id = 1005");
	assert_int_equal(get("/api/v1/campaigns/2"), 200);
	says("\"excluded\":1");
	says("\"excluded_by\":{\"");
}

#define REVIEW "{\"campaign\":2,\"rule\":\"G-02\",\"reason\":\"CONSENT_LEGACY\",\"decision\":\"%s\",\"says\":\"листы сверены\"%s}"

/* What the officer decides over the API: G-02 (2) for CONSENT_LEGACY, of two targets of campaign 2. */
static void
the_officer_decides(void **state)
{
	char body[400];

	(void)state;
	test_sql(web.database.db, "update target set state = 'review', reasons = '\\x02%02x' where campaign_id = 2 and "
	    "contact_point_id in (1001, 1002)", REASON_CONSENT_LEGACY);
	assert_int_equal(get("/api/v1/reviews"), 400);
	assert_int_equal(get("/api/v1/reviews?campaign=2"), 200);
	says("\"rule\":\"G-02\",\"reason\":\"CONSENT_LEGACY\"");
	says("\"targets\":2,\"contact_points\":[1001,1002],\"one_by_one\":false");
	snprintf(body, sizeof(body), REVIEW, "allow", "");
	assert_int_equal(post_as("boris", "/api/v1/reviews", body), 403);
	snprintf(body, sizeof(body), REVIEW, "maybe", "");
	assert_int_equal(post("/api/v1/reviews", body), 400);
	snprintf(body, sizeof(body), REVIEW, "allow", ",\"contact_point\":1003");
	assert_int_equal(post("/api/v1/reviews", body), 404);
	snprintf(body, sizeof(body), REVIEW, "deny", ",\"contact_point\":1001");
	assert_int_equal(post("/api/v1/reviews", body), 200);
	says("\"targets\":1");
	snprintf(body, sizeof(body), REVIEW, "allow", "");
	assert_int_equal(post("/api/v1/reviews", body), 200);
	says("\"targets\":1");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from target where campaign_id = 2 and state = 'denied'"), 1);
	assert_string_equal(test_sql_text(&web.database, "select state from target where campaign_id = 2 and contact_point_id = 1002"), "due");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') ~ 'review.(allowed|denied)'"), 2);
	test_sql(web.database.db, "update target set state = 'due', reasons = '' where campaign_id = 2 and contact_point_id < 1003");
}

static void
problems_are_told_in_the_language_asked_for(void **state)
{
	(void)state;
	assert_int_equal(get("/nowhere"), 404);
	says("application/problem+json");
	says("\"type\":\"urn:dozvon:problem:absent\"");
	says("такого адреса нет");
	assert_int_equal(test_http(web.port, "GET", "/nowhere", "Accept-Language: en-GB,ru;q=0.5\r\n", NULL, &reply), 404);
	says("there is no such address");
	assert_int_equal(test_http(web.port, "DELETE", "/api/v1/campaigns/1", "", NULL, &reply), 405);
	assert_int_equal(get("/api/v1/campaigns/99"), 404);
	assert_int_equal(get("/api/v1/campaigns/x"), 404);
	assert_int_equal(get("/api/v1/campaigns/01"), 404);
	assert_int_equal(get_as("boris", "/api/v1/campaigns/1/cards"), 403);
	assert_int_equal(post("/api/v1/refusals", "{\"scope\":1"), 400);
	assert_int_equal(post("/api/v1/refusals", "{\"scope\":\"X\",\"skope\":\"X\"}"), 400);
	says("skope");
	assert_int_equal(post("/api/v1/refusals", "{\"scope\":\"ADS_ALL\",\"scope\":\"SMS_ALL\"}"), 400);
}

static void
press_body(char out[400], const char *sha, int contact_point, const char *nonce)
{
	snprintf(out, 400, "{\"contact_point\":%d,\"card_sha256\":\"%s\",\"session\":\"s1\","
	    "\"nonce\":\"%s\"}", contact_point, sha, nonce);
}

static void
a_card_is_shown_and_pressed_once(void **state)
{
	char sha[65] = "", body[400];

	(void)state;
	assert_int_equal(get_as("anna", "/api/v1/campaigns/1/cards?limit=2"), 200);
	assert_int_equal(get_as("anna", "/api/v1/campaigns/1/cards"), 200);
	says("\"contact_point\":1,");
	says("\"local_time\":\"14:00\"");
	assert_null(strstr(reply.data, "+79160000001"));
	/* Two agents who take the first card do not take the same. */
	test_sql(web.database.db, "insert into staff (login, name, role, created_at) values ('oleg', 'Олег', 'agent', '2026-11-01Z')");
	struct buf hers = {0};
	buf_add_text(&hers, test_http_body(&reply));
	assert_int_equal(get_as("oleg", "/api/v1/campaigns/1/cards"), 200);
	assert_int_not_equal(atoi(strstr(hers.data, "contact_point\":") + 15), atoi(strstr(reply.data, "contact_point\":") + 15));
	buf_release(&hers);
	memcpy(sha, strstr(strstr(reply.data, "\"contact_point\":1,"), "card_sha256\":\"") + 14, 64);
	press_body(body, "0000000000000000000000000000000000000000000000000000000000000000", 1,
	    "01900000-0000-7000-8000-000000000001");
	assert_int_equal(post_as("anna", "/api/v1/campaigns/1/presses", body), 409);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from press"), 0);
	press_body(body, sha, 1, "01900000-0000-7000-8000-000000000001");
	assert_int_equal(post_as("anna", "/api/v1/campaigns/1/presses", body), 200);
	says("\"pressed_at\":\"2026-11-23T11:00:00.000000Z\"");
	assert_int_equal(post_as("anna", "/api/v1/campaigns/1/presses", body), 200);	/* the same one again */
	assert_int_equal(test_sql_int(&web.database, "select count(*) from press"), 1);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where encode(body, 'escape') like "
	    "'%%card.pressed%%'"), 1);
	assert_string_equal(test_sql_text(&web.database, "select state from target where campaign_id = 1 and "
	    "contact_point_id = 1"), "due");
	press_body(body, sha, 1, "01900000-0000-7000-8000-000000000002");
	assert_int_equal(post_as("anna", "/api/v1/campaigns/1/presses", body), 409);
	press_body(body, sha, 2, "01900000-0000-7000-8000-000000000001");
	assert_int_equal(post_as("anna", "/api/v1/campaigns/1/presses", body), 409);
	test_sql(web.database.db, "update campaign set state = 'paused' where id = 1");
	assert_int_equal(get_as("anna", "/api/v1/campaigns/1/cards"), 409);
	test_sql(web.database.db, "update campaign set state = 'running' where id = 1");
}

static void
campaigns_are_moved_by_people(void **state)
{
	(void)state;
	assert_int_equal(post("/api/v1/campaigns/2/resume", "{}"), 409);
	assert_int_equal(post("/api/v1/campaigns/2/pause", "{}"), 200);
	says("\"state\":\"paused\"");
	assert_int_equal(post("/api/v1/campaigns/2/pause", "{\"login\":\"boris\"}"), 400);
	assert_int_equal(post("/api/v1/campaigns/99/pause", "{}"), 404);
	assert_int_equal(post("/api/v1/campaigns/2/resume", "{}"), 200);
	says("\"state\":\"running\"");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') ~ "
	    "'\"process\":\"web\".*campaign.(paused|resumed)'"), 2);
}

static void
a_refusal_stops_targets(void **state)
{
	(void)state;
	assert_int_equal(post_as("anna", "/api/v1/refusals", "{\"contact_point\":3,\"scope\":\"ALL_CONTACT\",\"path\":\"agent\"}"), 200);
	says("\"added\":1");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where scope = 'ALL_CONTACT'"), 1);
	assert_string_equal(test_sql_text(&web.database, "select state from target where campaign_id = 1 and "
	    "contact_point_id = 3"), "stopped");
	assert_int_equal(post("/api/v1/refusals", "{\"address\":\"8 916 000-00-04\",\"scope\":\"ADS_CHANNEL\","
	    "\"channel\":\"SMS\",\"path\":\"desk\"}"), 200);
	assert_int_equal(post("/api/v1/refusals", "{\"address\":\"rubbish\",\"scope\":\"ADS_ALL\",\"path\":\"desk\"}"), 400);
	assert_int_equal(post("/api/v1/refusals", "{\"contact_point\":99,\"scope\":\"ADS_ALL\",\"path\":\"desk\"}"), 404);
	assert_int_equal(post("/api/v1/refusals", "{\"contact_point\":4,\"scope\":\"ADS_ALL\",\"path\":\"dream\"}"), 400);
	assert_int_equal(post("/api/v1/refusals", "{\"scope\":\"ADS_ALL\",\"path\":\"desk\"}"), 400);
}

/* Words as an agent heard them are read, or held until an officer has read them. */
static void
words_are_read_or_held(void **state)
{
	int64_t id;
	char target[64];

	(void)state;
	assert_int_equal(post_as("anna", "/api/v1/refusals", "{\"contact_point\":5,\"words\":\"не звоните мне с рекламой\"}"), 200);
	says("\"class\":\"refusal\"");
	says("\"scope\":\"ADS_ALL\"");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'phrase' and evidence ? 'words_version'"), 1);
	assert_int_equal(post("/api/v1/refusals", "{\"contact_point\":5,\"words\":\"хорошо, приду\"}"), 200);
	says("\"class\":\"none\"");
	assert_int_equal(post("/api/v1/refusals", "{\"contact_point\":5,\"words\":\"стоп\",\"scope\":\"ADS_ALL\"}"), 400);
	assert_int_equal(post("/api/v1/refusals", "{\"contact_point\":5,\"scope\":\"ALL_CONTACT\",\"path\":\"hold\"}"), 400);
	assert_int_equal(post("/api/v1/refusals", "{\"address\":\"+79160000005\",\"words\":\"надоели\"}"), 200);
	says("\"class\":\"unclear\"");
	id = test_sql_int(&web.database, "select max(id) from unclear_reply");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'hold'"), 1);
	assert_int_equal(get("/api/v1/unclear"), 200);
	says("надоели");
	says("+7916***0005");
	snprintf(target, sizeof(target), "/api/v1/unclear/%lld", (long long)id);
	assert_int_equal(post_as("anna", target, "{\"scope\":\"none\",\"reason\":\"r\"}"), 403);	/* an agent */
	assert_int_equal(post(target, "{\"scope\":\"SOON\",\"reason\":\"r\"}"), 400);
	assert_int_equal(post(target, "{\"scope\":\"none\",\"reason\":\" \"}"), 400);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'hold'"), 1);
	assert_int_equal(post(target, "{\"scope\":\"none\",\"reason\":\"Иванова шутила\"}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'hold'"), 0);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from unclear_reply where words is not null"), 0);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%Иванова%%'"), 0);
	assert_int_equal(post(target, "{\"scope\":\"none\",\"reason\":\"r\"}"), 409);	/* once */
	assert_int_equal(post("/api/v1/unclear/999", "{\"scope\":\"none\",\"reason\":\"r\"}"), 404);
}

/* No refusal goes by the door of the holds, and none is changed. */
static void
only_holds_go(void **state)
{
	struct err err = {0};

	(void)state;
	assert_true(test_sql_int(&web.database, "select count(*) from suppression where path <> 'hold'") > 0);
	assert_false(db_script(web.database.db, "delete from suppression where path <> 'hold'", &err));
	assert_false(db_script(web.database.db, "update suppression set scope = 'SURVEYS'", &err));
	assert_false(db_script(web.database.db, "truncate suppression", &err));
}

static void
anybody_refuses_on_the_page(void **state)
{
	static const char form[] = "Content-Type: application/x-www-form-urlencoded\r\n";

	(void)state;
	int64_t before = test_sql_int(&web.database, "select count(*) from suppression");
	assert_int_equal(get("/refuse"), 200);
	says("Объяснять его или подтверждать не нужно");
	assert_null(strstr(reply.data, "<script"));
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression"), before);
	assert_int_equal(test_http(web.port, "POST", "/refuse", form, "address=8+916+777-77-01&scope=calls", &reply), 200);
	assert_int_equal(test_http(web.port, "POST", "/refuse", form, "address=nobody%40example.ru&scope=all", &reply), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'web'"), 2);
	assert_int_equal(test_http(web.port, "POST", "/refuse", form, "address=rubbish&scope=all", &reply), 400);
	assert_int_equal(test_http(web.port, "POST", "/refuse", form, "address=nobody%40example.ru&scope=hold", &reply), 400);
	assert_int_equal(test_http(web.port, "POST", "/refuse", form, "scope=all", &reply), 400);
}

/* W-01: a limit makes refusals cheap, it turns none away, and its page is the same. */
static void
a_crowd_of_refusals_is_recorded_whole(void **state)
{
	static const char form[] = "Content-Type: application/x-www-form-urlencoded\r\nX-Forwarded-For: 198.51.100.77\r\n";
	char body[64];

	(void)state;
	for (int i = 0; i < 24; i++) {
		snprintf(body, sizeof(body), "address=crowd%d%%40example.ru&scope=%s", i, i % 2 ? "all" : "ads");
		assert_int_equal(test_http(web.port, "POST", "/refuse", form, body, &reply), 200);
		says("Отказ записан");
	}
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'web' and scope in ('ADS_ALL', 'ALL_CONTACT') "
	    "and id > (select max(id) - 24 from suppression)"), 24);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where path = 'web'"),
	    test_sql_int(&web.database, "select count(*) from entry where encode(body, 'escape') like '%%\"path\":\"web\"%%suppression.added%%'"));
	assert_int_equal(get("/metrics"), 200);
	says("dozvon_web_refusals_gathered_total 4\n");
}

static void
the_kill_switch_is_thrown_and_lifted_by_people(void **state)
{
	(void)state;
	assert_int_equal(post_as("anna", "/api/v1/kill-switches", "{\"purpose\":\"AD_PROMO\",\"state\":\"off\",\"reason\":\"r\"}"), 403);
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"LUCK\",\"state\":\"on\",\"reason\":\"r\"}"), 400);
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"AD_PROMO\",\"state\":\"on\",\"reason\":\"wrong price\"}"), 200);
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"AD_PROMO\",\"state\":\"on\",\"reason\":\"r\"}"), 409);
	assert_int_equal(get("/api/v1/kill-switches"), 200);
	says("\"purpose\":\"AD_PROMO\"");
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"AD_PROMO\",\"state\":\"off\",\"reason\":\"corrected\"}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from kill_switch"), 0);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') ~ "
	    "'kill_switch.(thrown|lifted)'"), 2);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from act_reason where reason in ('wrong price', 'corrected')"), 2);
	/* All of them at once, whatever was thrown before. */
	assert_int_equal(post_as("anna", "/api/v1/kill-switches", "{\"purpose\":\"SURVEY\",\"state\":\"on\",\"reason\":\"r\"}"), 200);
	assert_int_equal(post_as("anna", "/api/v1/kill-switches", "{\"purpose\":\"ALL\",\"state\":\"on\",\"reason\":\"r\"}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from kill_switch"), 8);
	assert_int_equal(post_as("anna", "/api/v1/kill-switches", "{\"purpose\":\"ALL\",\"state\":\"on\",\"reason\":\"r\"}"), 409);
	assert_int_equal(post_as("anna", "/api/v1/kill-switches", "{\"purpose\":\"ALL\",\"state\":\"off\",\"reason\":\"r\"}"), 403);
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"ALL\",\"state\":\"off\",\"reason\":\"r\"}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from kill_switch"), 0);
	assert_int_equal(post("/api/v1/kill-switches", "{\"purpose\":\"ALL\",\"state\":\"off\",\"reason\":\"r\"}"), 409);
}

static void
opening_an_unsubscribe_link_changes_nothing(void **state)
{
	struct uuid attempt = {{1, 2, 3}};
	char token[UNSUBSCRIBE_TOKEN_TEXT], id[UUID_TEXT], target[80];

	(void)state;
	unsubscribe_token_make(&web.key, attempt, token);
	uuid_format(attempt, id);
	test_sql(web.database.db, "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, "
	    "policy_sha256, decided_at) values ('%s', 2, 1002, 2, 'ALLOW', '', '{}', '', '2026-11-23Z')", id);
	test_sql(web.database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, "
	    "dispatcher, cleared_at, expires_at, changed_at) values ('%s', 2, 1002, 2, 'mango', 'd', '2026-11-23Z', "
	    "'2026-11-23Z', '2026-11-23Z')", id);
	int64_t before = test_sql_int(&web.database, "select count(*) from suppression");
	int64_t entries = test_sql_int(&web.database, "select count(*) from entry");
	snprintf(target, sizeof(target), "/u/%s", token);
	assert_int_equal(get(target), 200);
	says("default-src 'none'");
	says("Ромашка&quot;");
	says("Не присылать рекламу");
	assert_null(strstr(reply.data, "<script"));
	assert_int_equal(test_http(web.port, "HEAD", target, "", NULL, &reply), 200);
	assert_int_equal(test_http(web.port, "POST", target, "", "List-Unsubscribe=One-Click&x=1", &reply), 400);
	assert_int_equal(test_http(web.port, "POST", target, "", "", &reply), 400);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression"), before);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry"), entries);
	target[10] ^= 1;
	assert_int_equal(get(target), 404);
	target[10] ^= 1;
	assert_int_equal(test_http(web.port, "POST", target, "", "List-Unsubscribe=One-Click", &reply), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where scope = 'ADS_ALL' and path = 'link'"),
	    1);
	assert_int_equal(test_http(web.port, "POST", target, "", "scope=all", &reply), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from suppression where scope = 'ALL_CONTACT' and "
	    "path = 'link'"), 1);
	assert_string_equal(test_sql_text(&web.database, "select state from target where campaign_id = 2 and "
	    "contact_point_id = 1002"), "stopped");
}

static void
webhooks_are_kept_as_they_came(void **state)
{
	(void)state;
	assert_int_equal(test_http(web.port, "POST", "/hooks/smsru/status/tok?x=1", "X-Sign: abc\r\n", "data[0]=\xff", &reply),
	    200);
	assert_string_equal(test_http_body(&reply), "100");
	assert_string_equal(test_sql_text(&web.database, "select path || '|' || encode(body, 'hex') from inbox where "
	    "provider = 'smsru'"), "/status/tok?x=1|646174615b305d3dff");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from inbox where headers like '%%X-Sign: abc%%' and "
	    "handled_at is null"), 1);
	assert_int_equal(get("/hooks/mango/events?a=b"), 200);
	assert_int_equal(get("/hooks/mango?token=c"), 200);
	assert_string_equal(test_sql_text(&web.database, "select path from inbox where path like '?%%'"), "?token=c");
	assert_int_equal(test_sql_int(&web.database, "select count(*) from inbox where provider = 'mango'"), 2);
	assert_int_equal(get("/hooks/zadarma/x?zd_echo=hello%20you"), 200);
	assert_string_equal(test_http_body(&reply), "hello you");
	assert_int_equal(get("/hooks/stranger/x"), 404);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from inbox"), 3);
}

static void
the_log_is_public(void **state)
{
	(void)state;
	assert_int_equal(get("/log/checkpoint"), 200);
	says("text/plain");
	assert_string_equal(test_http_body(&reply), "dozvon.local/log\n1\n");
	assert_int_equal(get("/log/tile/0/x001/067"), 200);
	says("application/octet-stream");
	says("immutable");
	assert_int_equal(get("/log/tile/0/x001/068"), 404);
	assert_int_equal(get("/log/tile/0/x001"), 404);
	assert_int_equal(get("/log/tile/../checkpoint"), 400);
	assert_int_equal(get("/log/key"), 404);
	assert_int_equal(get("/log/key/1"), 200);
	assert_int_equal(get("/log/key/2"), 404);
	assert_int_equal(get("/log/key/1x"), 404);
}

static void
a_lost_database_is_told_and_found_again(void **state)
{
	(void)state;
	test_sql(web.database.db, "select pg_terminate_backend(pid) from pg_stat_activity "
	    "where usename = 'dozvon_web' and datname = current_database()");
	int status = post("/hooks/mango/late", "{}");
	assert_true(status == 503 || status == 200);
	for (int i = 0; i < 50 && status != 200; i++) {
		usleep(100000);
		status = get("/healthz");
	}
	assert_int_equal(status, 200);
}

/* A browser on this machine shows pages of others; they must not dial. */
static void
pages_of_others_are_refused(void **state)
{
	static const struct line {
		const char *headers;
		int status;
	} lines[] = {
		{"Host: localhost\r\n", 200}, {"Host: LOCALHOST:8080\r\n", 200}, {"Host: 127.0.0.1:1\r\n", 200},
		{"Host: [::1]:80\r\n", 200}, {"Host: evil.example\r\n", 403}, {"Host: localhost.evil.example\r\n", 403},
		{"Host: localhost\r\nOrigin: http://localhost:8080\r\n", 200},
		{"Host: localhost\r\nOrigin: https://evil.example\r\n", 403}, {"Host: localhost\r\nOrigin: null\r\n", 403},
		{"Host: localhost\r\nOrigin: https://localhost.evil.example\r\n", 403},
		{"Host: localhost\r\nSec-Fetch-Site: cross-site\r\n", 403},
		{"Host: localhost\r\nSec-Fetch-Site: same-origin\r\n", 200},
	};
	char request[300];
	bool closed;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		int len = snprintf(request, sizeof(request), "GET /api/v1/campaigns HTTP/1.1\r\nConnection: close\r\n%s%s\r\n",
		    test_access(web.database.db, &web.key, "vera"), lines[i].headers);
		if (test_http_raw(web.port, request, (size_t)len, 2000, &reply, &closed) != lines[i].status)
			fail_msg("%s", lines[i].headers);
	}
}

static void
only_this_machine_is_local(void **state)
{
	(void)state;
	assert_true(web_address_is_local("127.0.0.1"));
	assert_true(web_address_is_local("127.9.9.9"));
	assert_true(web_address_is_local("::1"));
	assert_false(web_address_is_local("0.0.0.0"));
	assert_false(web_address_is_local("::"));
	assert_false(web_address_is_local("192.168.0.1"));
	assert_false(web_address_is_local("localhost.example.ru"));
}

static int
deed_as(const char *login, int64_t matter, const char *what, const char *body)
{
	char target[128];

	snprintf(target, sizeof(target), "/api/v1/matters/%lld/%s", (long long)matter, what);
	return post_as(login, target, body);
}

static int
deed(int64_t matter, const char *what, const char *body)
{
	return deed_as("vera", matter, what, body);
}

static int64_t
open_matter(const char *body)
{
	assert_int_equal(post("/api/v1/matters", body), 200);
	return test_sql_int(&web.database, "select max(id) from matter");
}

/* Identified, corrected, a task done; a leak counted and drafted; an access request answered: by the officer and nobody else. */
static void
rights(void)
{
	test_sql(web.database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, cleared_at, "
	    "expires_at, changed_at) values (gen_random_uuid(), 1, 4, 4, 'mango', 'completed', 'd', '2026-11-02', '2026-11-02', '2026-11-02')");
	test_sql(web.database.db, "select setval('contact_point_id_seq', 100001)");
	int64_t id = open_matter("{\"kind\":\"CORRECTION\",\"path\":\"desk\",\"party\":4}");
	assert_int_equal(deed(id, "correct", "{\"name\":\"Анна Верная\"}"), 403);
	assert_int_equal(deed_as("anna", id, "identify", "{\"says\":\"паспорт\"}"), 403);
	assert_int_equal(deed(id, "identify", "{\"says\":\"паспорт\"}"), 200);
	assert_int_equal(deed(id, "correct", "{}"), 400);
	assert_int_equal(deed(id, "correct", "{\"name\":\"Анна Верная\",\"to_address\":\"n99@example.ru\",\"from_address\":\"n4@example.ru\"}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from party p join contact_point c on c.party_id = p.id where p.name = 'Анна Верная' "
	    "and c.address = 'n99@example.ru'"), 1);
	char target[64];
	snprintf(target, sizeof(target), "/api/v1/matters/%lld/tasks", (long long)id);
	assert_int_equal(get(target), 200);
	says("\"deed\":\"copy\",\"place_kind\":\"processor\",\"place\":\"mango\",\"done_at\":null");
	snprintf(target, sizeof(target), "tasks/%lld", (long long)test_sql_int(&web.database, "select max(id) from matter_task"));
	assert_int_equal(deed(id, target, "{\"says\":\"письмо\"}"), 200);
	says("\"lacks\":null");
	assert_int_equal(deed(id, "draft", "{}"), 200);
	assert_non_null(strstr(reply.data, "%PDF-"));
	id = open_matter("{\"kind\":\"LEAK\",\"path\":\"desk\"}");
#define LEAK "{\"incident\":\"а\",\"cause\":\"б\",\"harm\":\"в\",\"measures\":\"г\",\"contact\":\"д\""
	assert_int_equal(deed(id, "leak", LEAK "}"), 400);
	assert_int_equal(deed(id, "leak", LEAK ",\"scope\":\"list\",\"number\":77}"), 404);
	assert_int_equal(deed(id, "leak", LEAK ",\"scope\":\"campaign\",\"number\":1}"), 200);
	assert_int_equal(test_sql_int(&web.database, "select (affected = (select count(distinct party_id) from target where campaign_id = 1))::int from matter "
	    "where id = %d", (int)id), 1);
	assert_int_equal(deed(id, "meet", "{\"clock\":\"ACCESS_ANSWER\"}"), 400);
	assert_int_equal(deed(id, "meet", "{\"clock\":\"LEAK_NOTICE\"}"), 200);
	says("\"state\":\"met\"");
	test_sql(web.database.db, "update legal_entity set address = 'Москва'");
	id = open_matter("{\"kind\":\"ACCESS\",\"path\":\"desk\",\"address\":\"+79160000003\"}");
	assert_int_equal(deed(id, "answer", "{}"), 403);
	assert_int_equal(deed(id, "identify", "{\"says\":\"паспорт\",\"party\":3}"), 200);
	assert_int_equal(deed_as("boris", id, "answer", "{}"), 403);
	assert_int_equal(deed(id, "answer", "{}"), 200);
	assert_memory_equal(test_http_body(&reply), "PK", 2);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from matter where id = %d and closed_at is not null", (int)id), 1);
	test_sql(web.database.db, "delete from attempt where party_id = 4");
}

/* A demand by the API refuses at once and runs its clock; closing it takes what the law asks for. */
static void
matters(void **state)
{
	(void)state;
	assert_int_equal(post_as("anna", "/api/v1/matters", "{\"kind\":\"STOP_PROCESSING\",\"path\":\"desk\"}"), 400);
	assert_int_equal(post_as("anna", "/api/v1/matters", "{\"kind\":\"NOTHING\",\"path\":\"desk\"}"), 400);
	assert_int_equal(post_as(NULL, "/api/v1/matters", "{\"kind\":\"ACCESS\",\"path\":\"desk\"}"), 401);
	assert_int_equal(post_as("anna", "/api/v1/matters", "{\"kind\":\"STOP_PROCESSING\",\"path\":\"letter\","
	    "\"address\":\"+79160000005\",\"received_at\":\"2026-11-20T09:00:00+03:00\"}"), 200);
	says("\"due\":\"2026-12-04T21:00:00.000000Z\"");
	says("\"state\":\"running\"");
	assert_null(strstr(reply.data, "79160000005"));
	assert_int_equal(post_as("anna", "/api/v1/matters", "{\"kind\":\"STOP_PROCESSING\",\"path\":\"desk\","
	    "\"address\":\"+79160000005\"}"), 409);
	int64_t id = test_sql_int(&web.database, "select max(id) from matter where kind = 'STOP_PROCESSING'");
	char target[64];
	snprintf(target, sizeof(target), "/api/v1/matters/%lld/close", (long long)id);
	assert_int_equal(post(target, "{}"), 403);
	test_sql(web.database.db, "update matter_task set done_at = '2026-11-23Z'");
	assert_int_equal(post_as("boris", target, "{}"), 403);
	assert_int_equal(get("/api/v1/matters?kind=STOP_PROCESSING"), 200);
	says("\"lacks\":null");
	assert_int_equal(post(target, "{}"), 200);
	says("\"state\":\"met\"");
	assert_int_equal(get("/api/v1/matters?kind=STOP_PROCESSING"), 200);
	snprintf(target, sizeof(target), "\"id\":%lld,", (long long)id);
	assert_null(strstr(reply.data, target));
	assert_int_equal(get("/api/v1/matters/999"), 404);
	assert_int_equal(post_as("anna", "/api/v1/matters", "{\"kind\":\"ACCESS\",\"path\":\"desk\","
	    "\"received_at\":\"2026-11-01T09:00:00+03:00\"}"), 200);
	says("\"state\":\"overdue\"");
	id = test_sql_int(&web.database, "select max(id) from matter");
	snprintf(target, sizeof(target), "/api/v1/matters/%lld/extend", (long long)id);
	assert_int_equal(post(target, "{\"says\":\"x\"}"), 403);	/* too late */
	rights();
	test_sql(web.database.db, "insert into document (kind, number, legal_entity_inn, valid_from, valid_until, owner_id, created_at) "
	    "values ('LICENCE', 'Л-1', 7701234567, '2020-01-01', '2026-01-01', 3, '2020-01-01')");
	assert_int_equal(get("/api/v1/documents"), 200);
	says("\"state\":\"overdue\"");
	for (int i = 0; i < 50 && (get("/metrics") != 200 || strstr(reply.data, "dozvon_documents_overdue 1") == NULL); i++)
		usleep(100000);	/* numbers are asked for once a second */
	says("dozvon_matters_overdue{kind=\"ACCESS\"} 1");
	says("dozvon_documents_overdue 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_this_machine_is_local),
		cmocka_unit_test(addresses_answer),
		cmocka_unit_test(a_log_that_is_refused_is_told),
		cmocka_unit_test(progress_names_what_excluded),
		cmocka_unit_test(the_officer_decides),
		cmocka_unit_test(problems_are_told_in_the_language_asked_for),
		cmocka_unit_test(a_card_is_shown_and_pressed_once),
		cmocka_unit_test(campaigns_are_moved_by_people),
		cmocka_unit_test(a_refusal_stops_targets),
		cmocka_unit_test(opening_an_unsubscribe_link_changes_nothing),
		cmocka_unit_test(words_are_read_or_held),
		cmocka_unit_test(only_holds_go),
		cmocka_unit_test(anybody_refuses_on_the_page), cmocka_unit_test(a_crowd_of_refusals_is_recorded_whole),
		cmocka_unit_test(the_kill_switch_is_thrown_and_lifted_by_people),
		cmocka_unit_test(webhooks_are_kept_as_they_came),
		cmocka_unit_test(the_log_is_public),
		cmocka_unit_test(pages_of_others_are_refused),
		cmocka_unit_test(matters),
		cmocka_unit_test(a_lost_database_is_told_and_found_again),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, stop);
}

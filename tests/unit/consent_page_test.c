/* consent_page_test.c - forms of consents over real HTTP: boxes, codes, links, receipts, and what strangers try. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/visitor.h"
#include "compliance/code_check.h"
#include "compliance/form.h"
#include "compliance/receipt.h"
#include "compliance/wording_store.h"
#include "dialer/campaign_report.h"
#include "tests/support/http.h"
#include "tests/support/web_process.h"
#include "web/consent_post.h"

#include <cmocka.h>

enum { SMS_CAMPAIGN = 3, EMAIL_CAMPAIGN = 4 };

static struct test_web web;
static struct buf reply;
static int next_attempt = 1;

static int64_t
count(const char *sql)
{
	return test_sql_int(&web.database, "%s", sql);
}

static void
add_wording(enum consent_code code, const char *name, const char *body)
{
	struct entry who = {.at = day_number(2026, 11, 1) * DAY, .who_kind = "process", .process = "test"};
	struct wording wording = {.legal_entity_inn = 7701234567, .code = code, .name = name, .version = 1, .body = body,
		.standalone = true, .language = "ru", .purposes = WORD_BIT(PURPOSE_AD_PROMO), .author = "boris"};
	const struct wording_key key = {.legal_entity_inn = 7701234567, .name = name, .version = 1};
	struct err err;
	bool approved;
	int approvals;

	test_sql(web.database.db, "insert into staff (login, name, role, created_at) values ('boris', 'B', 'marketer', '2026-01-01'), "
	    "('vera', 'V', 'compliance', '2026-01-01'), ('petr', 'P', 'administrator', '2026-01-01') on conflict do nothing");
	assert_true(wording_add(web.database.db, &wording, &who, &err));
	assert_true(wording_approve(web.database.db, &key, "vera", &who, &approved, &approvals, &err));
	assert_true(wording_approve(web.database.db, &key, "petr", &who, &approved, &approvals, &err));
}

static void
add_item(int64_t wording, uint16_t channels, int64_t months)
{
	struct entry who = {.at = day_number(2026, 11, 1) * DAY, .who_kind = "process", .process = "test"};
	struct form_item_new item = {.form = "site", .wording_id = wording, .channels = channels,
		.purposes = WORD_BIT(PURPOSE_AD_PROMO), .processors = "[\"mango\"]", .months = months};
	struct err err;
	int64_t place;

	assert_true(form_item_add(web.database.db, &item, &who, &place, &err));
}

static void
add_campaign(const char *name, const char *channel)
{
	test_sql(web.database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, "
	    "body, lists, state, author_id, approver_id, created_at) values ('%s', 1, 1, 'CONTRACT', '%s', 'SERVICE', "
	    "'mango', 'Код {{code}}', '{}', 'running', 2, 3, '2026-11-01Z')", name, channel);
}

static int
start(void **state)
{
	struct entry who = {.at = day_number(2026, 11, 1) * DAY, .who_kind = "process", .process = "test"};
	struct form_new form = {.name = "site", .title = "Согласия", .legal_entity_inn = 7701234567,
		.sms_campaign = SMS_CAMPAIGN, .email_campaign = EMAIL_CAMPAIGN, .frame_origins = "https://clinic.example"};
	struct err err;

	(void)state;
	test_web_start(&web, 5);
	/* the clinic's people have numbered themselves */
	test_sql(web.database.db, "select nextval('party_id_seq'), nextval('contact_point_id_seq'), nextval('contact_point_id_seq')");
	add_campaign("Коды", "SMS");
	add_campaign("Ссылки", "EMAIL");
	add_wording(CONSENT_AD_CHANNEL, "ad", "Согласен получать рекламу <по SMS>.");
	add_wording(CONSENT_PD_PROMO, "pd", "Согласен на обработку данных для продвижения.");
	assert_true(form_add(web.database.db, &form, &who, &err));
	add_item(1, WORD_BIT(CHANNEL_SMS) | WORD_BIT(CHANNEL_EMAIL), 12);
	add_item(2, WORD_BIT(CHANNEL_SMS) | WORD_BIT(CHANNEL_EMAIL), 0);
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
get(const char *target)
{
	return test_web_ask(&web, strncmp(target, "/api/", 5) == 0 ? "anna" : NULL, "GET", target, "", NULL, &reply);
}

static int
post_from(const char *ip, const char *target, const char *body)
{
	char headers[200];

	snprintf(headers, sizeof(headers), "User-Agent: Лиса 1\r\nX-Forwarded-For: 203.0.113.9, %s\r\n", ip);
	return test_http(web.port, "POST", target, headers, body, &reply);
}

static int
post(const char *target, const char *body)
{
	return post_from("198.51.100.7", target, body);
}

static bool
says(const char *text)
{
	return strstr(reply.data, text) != NULL;
}

/* The page's token out of the last reply. */
static const char *
page_of_reply(void)
{
	static char page[LINK_TOKEN_TEXT];
	const char *at = strstr(reply.data, "name=\"page\" value=\"");

	assert_non_null(at);
	memcpy(page, at + 19, LINK_TOKEN_TEXT - 1);
	return page;
}

static const char *
fill(const char *page, const char *address, const char *boxes)
{
	static char body[600];

	snprintf(body, sizeof(body), "page=%s&name=%%D0%%90%%D0%%BD%%D0%%BD%%D0%%B0&address=%s%s", page, address, boxes);
	return body;
}

static const char *
open_page(void)
{
	assert_int_equal(get("/consent/site"), 200);
	return page_of_reply();
}

/* What the dispatcher would have done: a decision, an attempt, so long before now. */
static struct uuid
sent(int campaign, int seconds_ago)
{
	struct uuid attempt = {{1, 2, 3, (uint8_t)next_attempt++}};
	char id[UUID_TEXT];

	uuid_format(attempt, id);
	test_sql(web.database.db, "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, "
	    "policy_sha256, decided_at) select '%s', %d, contact_point_id, party_id, 'ALLOW', '', '{}', '', asked_at from "
	    "consent_request order by id desc limit 1", id, campaign);
	test_sql(web.database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, dispatcher, "
	    "cleared_at, expires_at, changed_at, state) select '%s', %d, contact_point_id, party_id, 'mango', 'd', '2026-11-23T11:00:00Z'::"
	    "timestamptz - interval '%d seconds', '2026-11-23Z', '2026-11-23Z', 'accepted' from consent_request "
	    "order by id desc limit 1", id, campaign, seconds_ago);
	test_sql(web.database.db, "update consent_request set asked_at = least(asked_at, '2026-11-23T11:00:00Z'::timestamptz - "
	    "interval '%d seconds') where id = (select id from consent_request order by id desc limit 1)", seconds_ago);
	return attempt;
}

static int
enter(const char *page, const char *code)
{
	char body[200];

	snprintf(body, sizeof(body), "page=%s&code=%s", page, code);
	return post("/consent/site/code", body);
}

static void
the_page_is_plain_and_unticked(void **state)
{
	(void)state;
	assert_int_equal(get("/consent/site"), 200);
	assert_true(says("default-src 'none'; form-action 'self'; frame-ancestors https://clinic.example;"));
	assert_true(says("Согласен получать рекламу &lt;по SMS&gt;."));
	assert_true(says("name=\"box1\"") && says("name=\"box2\""));
	assert_false(says("<script") || says("checked") || says("http://") || says("Set-Cookie"));
	assert_int_equal(get("/consent/nowhere"), 404);
	assert_int_equal(get("/consent/a-name-that-is-much-longer-than-any-form-may-have"), 404);
}

static void
what_is_not_ours_is_nobodys_act(void **state)
{
	static const char *const boxes[] = {"", "&box1=no", "&box3=yes", "&box1=", "&Box1=yes"};
	struct uuid old = uuid_new((day_number(2026, 11, 23) * 24 + 8) * HOUR);
	char page[LINK_TOKEN_TEXT], forged[LINK_TOKEN_TEXT];
	struct form form;
	struct err err;

	(void)state;
	strcpy(page, open_page());
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		assert_int_equal(post("/consent/site", fill(page, "%2B79161110001", boxes[i])), 400);
	assert_int_equal(post("/consent/site", fill("", "%2B79161110001", "&box1=yes")), 400);
	assert_true(says("прочтите их, пожалуйста, ещё раз"));
	strcpy(forged, page);
	forged[20] = forged[20] == 'A' ? 'B' : 'A';
	assert_int_equal(post("/consent/site", fill(forged, "%2B79161110001", "&box1=yes")), 400);
	assert_true(form_load(web.database.db, "site", &form, &err));
	page_token_make(&web.key, &form, old, forged);
	assert_int_equal(post("/consent/site", fill(forged, "%2B79161110001", "&box1=yes")), 400);
	form.item[0].sha256[0] ^= 1;	/* a page of other texts */
	page_token_make(&web.key, &form, uuid_new((day_number(2026, 11, 23) * 24 + 11) * HOUR), forged);
	assert_int_equal(post("/consent/site", fill(forged, "%2B79161110001", "&box1=yes")), 400);
	form_release(&form);
	assert_int_equal(post("/consent/site", fill(page, "12", "&box1=yes")), 400);
	assert_int_equal(post("/consent/site", fill(page, "%2B79161110001%00", "&box1=yes")), 400);
	assert_int_equal(post("/consent/site/code", "page=x&code=123456"), 400);
	assert_int_equal(count("select count(*) from consent_request"), 0);
	assert_int_equal(count("select count(*) from party"), 5);
}

static void
a_code_gives_consents_and_a_receipt(void **state)
{
	char page[LINK_TOKEN_TEXT], code[CODE_TEXT], body[700];

	(void)state;
	strcpy(page, open_page());
	strcpy(body, fill(page, "8+916+111-00-01", "&box1=yes"));
	assert_int_equal(post("/consent/site", body), 200);
	assert_true(says("Код из сообщения"));
	assert_int_equal(count("select count(*) from consent_event"), 0);
	assert_int_equal(count("select count(*) from target where campaign_id = 3 and state = 'due'"), 1);
	assert_int_equal(count("select count(*) from basis_event where kind = 'CODE_REQUEST' and valid_until = "
	    "valid_from + interval '10 minutes'"), 1);
	assert_int_equal(count("select count(*) from contact_point where address = '+79161110001' and source = 'person'"), 1);
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') like '%%code.asked%%'"), 1);
	assert_int_equal(post("/consent/site", body), 200);	/* the same page sent in twice */
	assert_int_equal(count("select count(*) from consent_request"), 1);
	assert_int_equal(enter(page, "000000"), 400);		/* nothing has been sent yet */
	struct uuid attempt = sent(SMS_CAMPAIGN, 30);
	code_make(&web.key, attempt, code);
	code[0] = code[0] == '9' ? '0' : (char)(code[0] + 1);
	assert_int_equal(enter(page, code), 400);
	assert_int_equal(count("select count(*) from consent_event"), 0);
	code_make(&web.key, attempt, code);
	assert_int_equal(enter(page, code), 303);
	assert_true(says("Location: /receipt/"));
	assert_int_equal(count("select count(*) from consent_event where act = 'given' and proven and code = 'AD_CHANNEL' "
	    "and identity_level = 'CODE_SMS' and signature_kind = 'TICK' and valid_until = '2027-11-23T11:00:00Z'"), 1);
	assert_string_equal(test_sql_text(&web.database, "select (evidence - 'session_id' - 'code_check_id' - 'text_sha256')::text "
	    "from consent_event"), "{\"ip\": \"198.51.100.7\", \"act\": \"code_entered\", \"form_id\": \"site\", \"text_id\": 1, "
	    "\"language\": \"ru\", \"preticked\": false, \"local_zone\": \"Europe/Moscow\", \"user_agent\": \"???????? 1\", "
	    "\"code_sent_at\": \"2026-11-23T10:59:30.000000Z\", \"text_version\": 1, \"code_entered_at\": "
	    "\"2026-11-23T11:00:00.000000Z\", \"collection_point\": \"web_form\"}");
	assert_int_equal(count("select count(*) from consent_event e join wording w on w.id = e.wording_id where "
	    "evidence->>'text_sha256' = encode(w.sha256, 'hex') and evidence ? 'session_id' and evidence ? 'code_check_id'"), 1);
	assert_int_equal(count("select count(*) from contact_point where address = '+79161110001' and length(consents) > 0 "
	    "and verified_at is not null and confirmed_at = verified_at"), 1);
	assert_int_equal(enter(page, code), 400);		/* replayed */
	assert_int_equal(count("select count(*) from consent_event"), 1);
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') ~ '9161110001|198.51.100'"), 0);
}

static void
codes_end(void **state)
{
	char page[LINK_TOKEN_TEXT], other[LINK_TOKEN_TEXT], code[CODE_TEXT];

	(void)state;
	int64_t before = count("select count(*) from consent_event");
	strcpy(page, open_page());
	assert_int_equal(post("/consent/site", fill(page, "%2B79161110002", "&box1=yes")), 200);
	code_make(&web.key, sent(SMS_CAMPAIGN, 601), code);
	assert_int_equal(enter(page, code), 400);		/* ten minutes are over */
	struct uuid fresh = sent(SMS_CAMPAIGN, 60);
	for (int i = 0; i < 4; i++)
		assert_int_equal(enter(page, "12345"), 400);
	code_make(&web.key, fresh, code);
	assert_int_equal(enter(page, code), 400);		/* the sixth try */
	strcpy(other, open_page());
	assert_int_equal(post("/consent/site", fill(other, "%2B79161110003", "&box1=yes")), 200);
	assert_int_equal(enter(other, code), 400);		/* a code of another address */
	assert_int_equal(count("select count(*) from consent_event"), before);
}

static void
strangers_learn_nothing(void **state)
{
	char known[4000], page[LINK_TOKEN_TEXT];
	size_t len;

	(void)state;
	strcpy(page, open_page());
	assert_int_equal(post("/consent/site", fill(page, "%2B79160000001", "&box1=yes")), 200);
	len = strlen(test_http_body(&reply));
	assert_true(len < sizeof(known));
	strcpy(known, test_http_body(&reply));
	for (int i = 0; i < 5; i++) {		/* more than one address may have in an hour */
		strcpy(page, open_page());
		assert_int_equal(post("/consent/site", fill(page, "%2B79161110004", "&box1=yes")), 200);
		assert_int_equal(strlen(test_http_body(&reply)), len);
	}
	assert_int_equal(count("select count(*) from consent_request r join contact_point c on c.id = r.contact_point_id "
	    "where c.address = '+79161110004'"), 3);
	assert_int_equal(count("select count(*) from contact_point where address = '+79160000001'"), 1);
}

static void
one_network_cannot_ask_for_all(void **state)
{
	char address[32];
	int status = 200, asked = 0;

	(void)state;
	for (; asked < 40 && status == 200; asked++) {
		snprintf(address, sizeof(address), "%%2B7916222%04d", asked);
		const char *page = open_page();
		status = post_from("192.0.2.77", "/consent/site", fill(page, address, "&box1=yes"));
	}
	assert_int_equal(status, 429);
	assert_int_equal(asked, 21);
}

static void
a_letter_is_confirmed_by_its_button(void **state)
{
	char token[LINK_TOKEN_TEXT], target[80];
	const char *page = open_page();

	(void)state;
	assert_int_equal(post("/consent/site", fill(page, "Vera%40example.ru", "&box1=yes&box2=yes")), 200);
	assert_false(says("name=\"code\""));
	confirm_token_make(&web.key, sent(EMAIL_CAMPAIGN, 3600), token);
	int64_t events = count("select count(*) from consent_event");
	snprintf(target, sizeof(target), "/confirm/%s", token);
	assert_int_equal(get(target), 200);
	assert_true(says("Согласен на обработку данных"));
	assert_int_equal(post(target, ""), 400);
	assert_int_equal(count("select count(*) from consent_event"), events);
	assert_int_equal(post(target, "act=confirm"), 303);
	assert_int_equal(count("select count(*) from consent_event where identity_level = 'DOUBLE_OPT_IN' and proven and "
	    "evidence->>'act' = 'link_confirmed'"), 2);
	assert_int_equal(post(target, "act=confirm"), 404);
	assert_int_equal(get(target), 404);
	target[12] ^= 1;
	assert_int_equal(get(target), 404);
	assert_int_equal(count("select count(*) from consent_event"), events + 2);
	page = open_page();
	assert_int_equal(post("/consent/site", fill(page, "late%40example.ru", "&box1=yes")), 200);
	confirm_token_make(&web.key, sent(EMAIL_CAMPAIGN, 86401), token);
	snprintf(target, sizeof(target), "/confirm/%s", token);
	assert_int_equal(post(target, "act=confirm"), 404);
}

/* The receipt of vera@example.ru, from the test before. */
static void
a_receipt_takes_back(void **state)
{
	char token[LINK_TOKEN_TEXT], target[100], json[110];
	struct uuid id;

	(void)state;
	assert_true(uuid_parse(test_sql_text(&web.database, "select id::text from consent_receipt order by id desc limit 1"), &id));
	receipt_token_make(&web.key, id, token);
	snprintf(target, sizeof(target), "/receipt/%s", token);
	snprintf(json, sizeof(json), "/receipt/%s/json", token);
	int64_t entries = count("select count(*) from entry");
	assert_int_equal(get(target), 200);
	assert_true(says("Действует") && says("Отозвать всё") && says("frame-ancestors 'none'"));
	assert_false(says("example.ru") || says("<script"));
	assert_int_equal(get(json), 200);
	assert_true(says("\"dpv:ConsentGiven\"") && says("application/json"));
	assert_int_equal(count("select count(*) from entry"), entries);
	assert_int_equal(post(target, ""), 400);
	assert_int_equal(post(target, "withdraw=3"), 400);
	assert_int_equal(post(target, "withdraw=0"), 400);
	assert_int_equal(post(target, "withdraw=1x"), 400);
	assert_int_equal(count("select count(*) from entry"), entries);
	assert_int_equal(post(target, "withdraw=1"), 200);
	assert_true(says("Вы отозвали это согласие"));
	assert_int_equal(count("select count(*) from consent_event where act = 'withdrawn' and code = 'AD_CHANNEL'"), 1);
	assert_int_equal(count("select count(*) from suppression where scope = 'ADS_CHANNEL' and path = 'web' and "
	    "legal_entity_inn = 7701234567"), 2);
	assert_int_equal(post(target, "withdraw=1"), 200);	/* again is nothing new */
	assert_int_equal(post(target, "withdraw=all"), 200);
	assert_int_equal(count("select count(*) from consent_event where act = 'withdrawn'"), 2);
	assert_int_equal(count("select count(*) from suppression where scope = 'ADS_ALL' and path = 'web'"), 1);
	assert_int_equal(post(target, "withdraw=link"), 200);
	assert_int_equal(get(target), 404);
	assert_int_equal(get(json), 404);
	assert_int_equal(post(target, "withdraw=all"), 404);
}

/* A scan or a recording in the evidence store; its hash as hexadecimal digits. */
static const char *
keep(const char *kind, int n)
{
	test_sql(web.database.db, "insert into evidence (sha256, size, kind, class, wrapped_key, key_id, retention_until, added_at) "
	    "values (sha256('%d'), 96000, '%s', 'CONSENT', decode(repeat('00', 60), 'hex'), decode(repeat('00', 8), 'hex'), "
	    "'2036-01-01', '2026-11-01')", n, kind);
	return test_sql_text(&web.database, "select encode(sha256('%d'), 'hex')", n);
}

static int
capture(const char *way, const char *address, const char *boxes, const char *file, const char *more)
{
	char body[800];

	snprintf(body, sizeof(body), "{\"form\":\"site\",\"way\":\"%s\",\"address\":\"%s\",%s,"
	    "\"file_sha256\":\"%s\"%s}", way, address, boxes, file, more);
	return test_web_ask(&web, "anna", "POST", "/api/v1/captures", "", body, &reply);
}

static void
the_desk_takes_paper(void **state)
{
	static const char shown[] = ",\"identity_shown\":\"паспорт\"";
	char scan[65];

	(void)state;
	snprintf(scan, sizeof(scan), "%s", keep("PDF", 1));
	assert_int_equal(get("/api/v1/forms/site/paper"), 200);
	assert_true(says("%PDF-1.") && says("application/pdf"));
	assert_int_equal(get("/api/v1/forms/none/paper"), 404);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"1\",\"no\":\"2\"", scan, ""), 400);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"1\",\"no\":\"1\"", scan, shown), 400);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"3\"", scan, shown), 400);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"1,\"", scan, shown), 400);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"1\"", "00000000000000000000000000000000"
	    "00000000000000000000000000000000", shown), 404);
	assert_int_equal(count("select count(*) from consent_event where contact_point_id = 2"), 0);
	assert_int_equal(capture("paper", "+79160000002", "\"yes\":\"1\",\"no\":\"2\"", scan, shown), 200);
	assert_true(says("\"recorded\":2,\"refused\":1,\"unproven\":0") && says("\"receipt\":\"/receipt/"));
	assert_int_equal(count("select count(*) from consent_event where contact_point_id = 2 and act = 'given' and proven and "
	    "identity_level = 'DESK' and signature_kind = 'PAPER_SCAN' and evidence->>'staff_id' = '1' and "
	    "evidence->>'identity_shown' = 'паспорт'"), 1);
	assert_int_equal(count("select count(*) from consent_event where contact_point_id = 2 and act = 'refused' and "
	    "code = 'PD_PROMO'"), 1);
	assert_int_equal(count("select count(*) from evidence_consent where sha256 = sha256('1')"), 2);
	assert_int_equal(capture("paper", "+79169999999", "\"yes\":\"1\"", scan, shown), 404);
}

static void
a_mark_in_a_call_never_brings_back(void **state)
{
	char recording[65], scan[65];

	(void)state;
	snprintf(recording, sizeof(recording), "%s", keep("WAV", 2));
	snprintf(scan, sizeof(scan), "%s", keep("PDF", 3));
	assert_int_equal(capture("voice", "+79160000003", "\"yes\":\"1\"", recording, ""), 400);
	assert_int_equal(capture("voice", "+79160000003", "\"yes\":\"1\"", scan, ",\"offset_ms\":0"), 404);
	assert_int_equal(capture("voice", "+79160000003", "\"yes\":\"1\"", recording, ",\"offset_ms\":0"), 200);
	assert_int_equal(capture("voice", "+79160000003", "\"no\":\"1\"", recording, ",\"offset_ms\":24001"), 400);	/* behind its end */
	assert_int_equal(count("select count(*) from evidence_consent where sha256 = sha256('2')"), 1);
	assert_int_equal(capture("voice", "+79160000003", "\"yes\":\"1\"", recording, ",\"offset_ms\":24000"), 200);
	assert_true(says("\"unproven\":1"));	/* C-06: a voice does not say whose number it is */
	assert_int_equal(count("select count(*) from consent_event where contact_point_id = 3 and not proven and "
	    "signature_kind = 'VOICE' and (evidence->>'offset_ms')::int = 0"), 1);
	assert_int_equal(capture("voice", "+79160000003", "\"no\":\"1\"", recording, ",\"offset_ms\":7000"), 200);
	assert_int_equal(capture("voice", "+79160000003", "\"yes\":\"1\"", recording, ",\"offset_ms\":9000"), 403);
	assert_int_equal(capture("voice", "+79160000002", "\"yes\":\"2\"", recording, ",\"offset_ms\":1"), 403);
	assert_int_equal(test_web_ask(&web, "anna", "POST", "/api/v1/refusals", "", "{\"address\":\"+79160000004\",\"scope\":\"SMS_ALL\",\"path\":\"desk\"}", &reply), 200);
	assert_int_equal(capture("voice", "n4%40example.ru", "\"yes\":\"1\"", recording, ",\"offset_ms\":1"), 400);
	assert_int_equal(capture("voice", "n4@example.ru", "\"yes\":\"1\"", recording, ",\"offset_ms\":1"), 403);
	/* the person's own signature does */
	assert_int_equal(capture("paper", "+79160000003", "\"yes\":\"1\"", scan, ",\"identity_shown\":\"паспорт\""), 200);
	assert_true(says("\"unproven\":0") && says("\"raised\":0"));	/* what was spoken before the refusal stays what it was */
}

static void
a_minor_does_not_decide(void **state)
{
	static const char shown[] = ",\"identity_shown\":\"паспорт матери\"";
	static const char mother[] = ",\"identity_shown\":\"паспорт матери\",\"representative\":1,"
	    "\"authority\":\"свидетельство о рождении\"";
	static const char other[] = ",\"identity_shown\":\"паспорт\",\"representative\":2,\"authority\":\"доверенность\"";
	static const char nobody[] = ",\"identity_shown\":\"паспорт\",\"representative\":77,\"authority\":\"доверенность\"";
	char scan[65];

	(void)state;
	snprintf(scan, sizeof(scan), "%s", keep("JPEG", 4));
	test_sql(web.database.db, "update party set birth_date = '2008-11-24' where id = 5");	/* 18 tomorrow */
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"1\"", scan, shown), 403);
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"1\"", scan, ",\"representative\":1,"
	    "\"identity_shown\":\"паспорт\""), 400);
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"1\"", scan, nobody), 404);
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"1\"", scan, mother), 200);
	assert_int_equal(count("select count(*) from party where id = 5 and representative_id = 1 and representative_document = "
	    "'свидетельство о рождении'"), 1);
	assert_int_equal(count("select count(*) from consent_event where party_id = 5 and evidence->>'representative_id' = '1' and "
	    "evidence->>'authority_document' = 'свидетельство о рождении'"), 1);
	assert_int_equal(capture("paper", "+79160000005", "\"no\":\"1\"", scan, other), 403);
	test_sql(web.database.db, "update party set birth_date = null, birth_year = 2008 where id = 5");	/* until the year ends */
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"2\"", scan, shown), 403);
	test_sql(web.database.db, "update party set birth_year = null, paediatric = true where id = 5");
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"2\"", scan, shown), 403);
	test_sql(web.database.db, "update party set birth_date = '2008-11-23' where id = 5");	/* 18 today */
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"2\"", scan, shown), 200);
}

/* Nobody of them stands on a list of the campaign, which has none, and every one stands in its report. */
static void
the_campaign_of_a_form_adds_up(void **state)
{
	struct campaign_report report;
	struct err err;

	(void)state;
	assert_true(campaign_report_load(web.database.db, SMS_CAMPAIGN, &report, &err));
	assert_true(report.visitors > 0 && report.visitors == report.audience);
	assert_true(campaign_report_adds_up(&report));
	assert_true(campaign_report_load(web.database.db, 1, &report, &err));
	assert_true(report.visitors == 0 && report.audience > 0);	/* no form names that one: whoever is on no list shows as a fault */
}

/* Of all forms of these tests; asked at 11:00, and some an hour or a day before. */
static void
who_never_confirmed_is_forgotten(void **state)
{
	struct entry who = {.at = day_number(2026, 11, 25) * DAY, .who_kind = "process", .process = "janitor"};
	int64_t forgotten, confirmed = count("select count(*) from consent_request where confirmed_at is not null");
	struct err err;

	(void)state;
	assert_true(visitor_forget(web.database.db, day_number(2026, 11, 1) * DAY, &who, &forgotten, &err));
	assert_int_equal(forgotten, 0);
	assert_int_equal(count("select count(*) from contact_point where address = '+79161110004'"), 1);
	assert_true(visitor_forget(web.database.db, day_number(2026, 11, 24) * DAY, &who, &forgotten, &err));
	assert_int_equal(forgotten, 24);	/* twenty of one network, 0002, 0003, 0004, late@ */
	assert_int_equal(count("select count(*) from contact_point where address in ('+79161110004', 'late@example.ru')"), 0);
	assert_int_equal(count("select count(*) from contact_point where lower(address) in ('+79161110001', 'vera@example.ru')"), 2);
	assert_int_equal(count("select count(*) from consent_request"), confirmed);
	assert_int_equal(count("select count(*) from party where id <= 5"), 5);	/* who was there before stays */
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') like '%%visitors.forgotten%%'"), 1);
	assert_true(visitor_forget(web.database.db, day_number(2026, 11, 24) * DAY, &who, &forgotten, &err));
	assert_int_equal(forgotten, 0);
}

/* C-06: the code of an SMS, then a signature, prove what was said in a call; what they do not cover stays unproven. */
static void
what_follows_a_call_proves_it(void **state)
{
	char recording[65], scan[65], page[LINK_TOKEN_TEXT], code[CODE_TEXT];

	(void)state;
	snprintf(recording, sizeof(recording), "%s", keep("WAV", 8));
	snprintf(scan, sizeof(scan), "%s", keep("PDF", 9));
	assert_int_equal(capture("voice", "+79160000005", "\"yes\":\"1,2\"", recording, ",\"offset_ms\":0"), 200);
	assert_true(says("\"unproven\":2"));
	strcpy(page, open_page());
	assert_int_equal(post("/consent/site", fill(page, "%2B79160000005", "&box1=yes")), 200);
	code_make(&web.key, sent(SMS_CAMPAIGN, 30), code);
	assert_int_equal(enter(page, code), 303);
	assert_int_equal(count("select count(*) from consent_event a join consent_event g using (consent_id) where "
	    "a.contact_point_id = 5 and a.act = 'evidence_added' and a.proven and a.identity_level = 'CODE_SMS' and "
	    "g.act = 'given' and g.signature_kind = 'VOICE' and g.code = 'AD_CHANNEL' and a.wording_id = g.wording_id"), 1);
	assert_int_equal(count("select count(*) from consent_event where contact_point_id = 5 and act = 'evidence_added'"), 1);
	assert_int_equal(capture("paper", "+79160000005", "\"yes\":\"1,2\"", scan, ",\"identity_shown\":\"паспорт\""), 200);
	assert_true(says("\"raised\":1"));		/* the other; the first is proven already */
}

/* A campaign that is over would never send the code that the page promises. */
static void
a_form_names_no_campaign_that_is_over(void **state)
{
	struct entry who = {.at = day_number(2026, 11, 1) * DAY, .who_kind = "process", .process = "test"};
	struct form_new form = {.name = "late", .title = "Согласия", .legal_entity_inn = 7701234567, .sms_campaign = SMS_CAMPAIGN,
		.email_campaign = EMAIL_CAMPAIGN, .frame_origins = ""};
	struct err err = {0};

	(void)state;
	test_sql(web.database.db, "update campaign set state = 'finished' where id = %d", EMAIL_CAMPAIGN);
	assert_false(form_add(web.database.db, &form, &who, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	test_sql(web.database.db, "update campaign set state = 'running' where id = %d", EMAIL_CAMPAIGN);
	assert_true(form_add(web.database.db, &form, &who, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_is_plain_and_unticked),
		cmocka_unit_test(what_is_not_ours_is_nobodys_act),
		cmocka_unit_test(a_code_gives_consents_and_a_receipt),
		cmocka_unit_test(codes_end),
		cmocka_unit_test(strangers_learn_nothing),
		cmocka_unit_test(one_network_cannot_ask_for_all),
		cmocka_unit_test(a_letter_is_confirmed_by_its_button),
		cmocka_unit_test(a_receipt_takes_back),
		cmocka_unit_test(the_desk_takes_paper),
		cmocka_unit_test(a_mark_in_a_call_never_brings_back), cmocka_unit_test(what_follows_a_call_proves_it),
		cmocka_unit_test(a_minor_does_not_decide),
		cmocka_unit_test(the_campaign_of_a_form_adds_up),
		cmocka_unit_test(who_never_confirmed_is_forgotten),
		cmocka_unit_test(a_form_names_no_campaign_that_is_over),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, stop);
}

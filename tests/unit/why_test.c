/* why_test.c - "Why did you contact me?" over real HTTP: what strangers try, what a person sees and does. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/facts_pack.h"
#include "compliance/gate.h"
#include "compliance/why.h"
#include "tests/support/http.h"
#include "tests/support/pack.h"
#include "tests/support/situation.h"
#include "tests/support/web_process.h"

#include <cmocka.h>

enum { SMS_CAMPAIGN = 3, EMAIL_CAMPAIGN = 4, NEWS = 5, COOKIE = 64 };

static struct test_web web;
static struct db *janitor;
static struct buf reply;
static char cookie[COOKIE + 1];
static int next_attempt = 1, next_network = 1;
static int64_t now;

static int64_t
count(const char *sql)
{
	return test_sql_int(&web.database, "%s", sql);
}

static void
add_campaign(const char *name, const char *channel, const char *purpose, const char *class, const char *body)
{
	test_sql(web.database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, "
	    "body, lists, state, author_id, approver_id, created_at) values ('%s', 1, 1, '%s', '%s', '%s', "
	    "'mango', '%s', '{}', 'running', 2, 3, '2026-11-01Z')", name, purpose, channel, class, body);
}

static void
add_form(const char *name, bool shows)
{
	struct entry who = {.at = now - DAY, .who_kind = "process", .process = "test"};
	struct form_new form = {.name = name, .title = shows ? "Почему вы со мной связались?" : "Согласия", .legal_entity_inn = 7701234567,
		.sms_campaign = SMS_CAMPAIGN, .email_campaign = EMAIL_CAMPAIGN, .frame_origins = "", .shows = shows};
	struct err err;

	assert_true(form_add(web.database.db, &form, &who, &err));
}

static int
start(void **state)
{
	char dsn[400];
	struct err err;

	(void)state;
	test_web_start(&web, 9);
	now = (day_number(2026, 11, 23) * 24 + 11) * HOUR;
	test_pack_in_force(web.database.db, now - DAY, "boris", "vera");
	add_campaign("Коды", "SMS", "CONTRACT", "SERVICE", "Код {{code}}");
	add_campaign("Коды письмом", "EMAIL", "CONTRACT", "SERVICE", "Код {{code}}");
	add_campaign("Новости", "SMS", "AD_PROMO", "AD", "{{name}}, чистка зубов <дешевле>.");
	add_form("see", true);
	add_form("site", false);
	test_sql(web.database.db, "update legal_entity set address = 'Москва, ул. Ленина, 1', ogrn = 1027700132195");
	test_sql(web.database.db, "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256) "
	    "values ('зубы.csv', 1, 'договор 7', 'Справочник города', 'Борис', '2026-10-01', '')");
	test_sql(web.database.db, "insert into list_row (list_id, party_id, contact_point_id, row_no) select 1, 1, 1, 1");
	snprintf(dsn, sizeof(dsn), "%s user=dozvon_janitor", web.database.words);
	janitor = db_open(dsn, &err);
	assert_non_null(janitor);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	buf_release(&reply);
	db_close(janitor);
	return test_web_stop(&web);
}

/* From a network of its own, so that limits of one test are not another's. */
static int
ask_with(const char *method, const char *target, const char *ip, const char *with, const char *body)
{
	char headers[300];

	snprintf(headers, sizeof(headers), "X-Forwarded-For: %s\r\n%s%s%s", ip, with[0] ? "Cookie: a=b; why=" : "", with, with[0] ? "\r\n" : "");
	return test_http(web.port, method, target, headers, body, &reply);
}

static const char *
own_network(void)
{
	static char ip[32];

	snprintf(ip, sizeof(ip), "198.51.100.%d", next_network);
	return ip;
}

static int
get(const char *target)
{
	return ask_with("GET", target, own_network(), cookie, NULL);
}

static int
post(const char *target, const char *body)
{
	return ask_with("POST", target, own_network(), cookie, body);
}

static bool
says(const char *text)
{
	return strstr(reply.data, text) != NULL;
}

static void
keep_cookie(void)
{
	const char *at = strstr(reply.data, "Set-Cookie: why=");

	assert_non_null(at);
	memcpy(cookie, at + 16, COOKIE);
	cookie[COOKIE] = '\0';
	at += 16 + COOKIE;
	assert_memory_equal(at, "; Path=/why; Max-Age=900; HttpOnly; SameSite=Strict", 51);
}

static int
ask(const char *address)
{
	char body[100];

	cookie[0] = '\0';
	snprintf(body, sizeof(body), "address=%s", address);
	int status = post("/why/see", body);
	assert_int_equal(status, 200);
	keep_cookie();
	return status;
}

static int64_t
answer(void)
{
	struct entry who = {.at = now, .who_kind = "process", .process = "janitor"};
	int64_t codes;
	struct err err;

	assert_true(why_answer(janitor, &who, &codes, &err));
	return codes;
}

/* What the dispatcher would have done: a decision on real facts, an attempt, so long before now. */
static struct uuid
sent(int campaign, int point, int seconds_ago, const char *state)
{
	struct uuid attempt = {{1, 2, 3, (uint8_t)next_attempt++}};
	struct buf packed = {0}, hex = {0};
	struct policy *policy = situation_policy();
	uint8_t reasons[2 * RULES_MAX];
	struct verdict verdict;
	struct facts facts;
	char id[UUID_TEXT];

	uuid_format(attempt, id);
	situation_facts(situation_find("ad_sms"), &facts);
	gate_judge(&facts, policy, &verdict);
	facts_pack(&facts, &packed);
	hex_add(&hex, packed.data, packed.len);
	buf_add_text(&hex, "', '\\x");
	hex_add(&hex, reasons, (size_t)verdict_reasons(&verdict, reasons));
	test_sql(web.database.db, "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, facts, reasons, "
	    "policy_sha256, decided_at) select '%s', %d, %d, party_id, '%s', '\\x%s', (select sha256 from policy_pack limit 1), "
	    "'2026-11-23T11:00:00Z'::timestamptz - interval '%d seconds' from contact_point where id = %d", id, campaign, point,
	    outcome_name(verdict.outcome), hex.data, seconds_ago, point);
	if (state != NULL)
		test_sql(web.database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, dispatcher, "
		    "cleared_at, sent_at, expires_at, changed_at, state) select id, campaign_id, contact_point_id, party_id, 'mango', 'd', decided_at, "
		    "decided_at, decided_at, decided_at, '%s' from decision where id = '%s'", state, id);
	buf_release(&packed);
	buf_release(&hex);
	policy_free(policy);
	return attempt;
}

static int
enter(const char *code)
{
	char body[100];

	snprintf(body, sizeof(body), "code=%s", code);
	return post("/why/see/code", body);
}

/* The whole way, to an open page. */
static void
open_page(const char *address, int campaign, int point)
{
	char code[CODE_TEXT];

	next_network++;
	assert_int_equal(ask(address), 200);
	assert_int_equal(answer(), 1);
	code_make(&web.key, sent(campaign, point, 5, "accepted"), code);
	assert_int_equal(enter(code), 303);
	assert_true(says("Location: /why/see/page\r\n"));
	keep_cookie();
	assert_int_equal(get("/why/see/page"), 200);
}

/* The hidden field of the last page. */
static const char *
button(void)
{
	static char page[LINK_TOKEN_TEXT];
	const char *at = strstr(reply.data, "name=\"page\" value=\"");

	assert_non_null(at);
	memcpy(page, at + 19, LINK_TOKEN_TEXT - 1);
	return page;
}

static int
press(const char *page, const char *what)
{
	char body[300];

	snprintf(body, sizeof(body), "page=%s&%s", page, what);
	return post("/why/see/page", body);
}

/* All that differs is the cookie and the clock. */
static void
blank(const char *name, size_t len)
{
	char *at = strstr(reply.data, name);

	if (at != NULL)
		memset(at + strlen(name), '#', len);
}

static void
the_same_bytes_for_every_address(void **state)
{
	static const char *const addresses[] = {"%2B79160000001", "8+(999)+111-22-33", "%2B79160000002", "%2B79160007777", "n3%40example.ru",
		"nobody%40example.ru", "%2B79160000001", "%2B79160000001", "%2B79160000001"};
	struct buf first = {0};
	int64_t parties = count("select count(*) from party"), entries = count("select count(*) from entry");
	int asked = (int)(sizeof(addresses) / sizeof(addresses[0]));

	(void)state;
	test_sql(web.database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ALL_CONTACT', 'web', "
	    "'2026-11-21Z', '2026-11-21Z' from contact_point where id = 2");	/* refused */
	test_sql(web.database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select decode('%s', 'hex'), "
	    "'ALL_CONTACT', 'erasure', '2026-11-21Z', '2026-11-21Z'", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
	for (int i = 0; i < asked + 8; i++) {	/* the last ones are over the network's limit */
		assert_int_equal(ask(addresses[i % asked]), 200);
		blank("Set-Cookie: why=", COOKIE);
		blank("Date: ", 29);
		if (i == 0)
			buf_add(&first, reply.data, reply.len);
		assert_int_equal(reply.len, first.len);
		assert_memory_equal(reply.data, first.data, first.len);
	}
	assert_int_equal(count("select count(*) from why_request"), 10);
	assert_int_equal(count("select count(*) from entry"), entries + 10);
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') like '%%why.asked%%'"), 10);
	/* 1 three times of five, 2 once, n3 once: only these are held by somebody and below the limit */
	assert_int_equal(answer(), 5);
	assert_int_equal(answer(), 0);
	assert_int_equal(count("select count(*) from target where campaign_id = 3 and contact_point_id in (1, 2) and state = 'due'"), 2);
	assert_int_equal(count("select count(*) from target where campaign_id = 4 and contact_point_id = 1003 and state = 'due'"), 1);
	assert_int_equal(count("select count(*) from target where campaign_id in (3, 4)"), 3);
	assert_int_equal(count("select count(*) from party"), parties);		/* a stranger's number leaves a token, for a day */
	assert_int_equal(count("select count(*) from why_request where contact_point_id is null"), 5);
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') ~ '916000000|99911122'"), 0);
	buf_release(&first);
}

static void
a_wrong_code_says_the_same(void **state)
{
	struct buf first = {0};

	(void)state;
	next_network++;
	assert_int_equal(ask("%2B79160000004"), 200);
	assert_int_equal(answer(), 1);
	sent(SMS_CAMPAIGN, 4, 5, "accepted");
	assert_int_equal(enter("000000"), 400);
	blank("Date: ", 29);
	buf_add(&first, reply.data, reply.len);
	assert_int_equal(ask("%2B79995554433"), 200);		/* nobody's */
	answer();
	assert_int_equal(enter("000000"), 400);
	blank("Date: ", 29);
	assert_int_equal(reply.len, first.len);
	assert_memory_equal(reply.data, first.data, first.len);
	cookie[0] = '\0';					/* no cookie at all */
	assert_int_equal(enter("000000"), 400);
	blank("Date: ", 29);
	assert_memory_equal(reply.data, first.data, first.len);
	buf_release(&first);
}

static void
codes_cannot_be_guessed(void **state)
{
	char code[CODE_TEXT], wrong[CODE_TEXT], none[CODE_TEXT], old[CODE_TEXT], kept[COOKIE + 1];

	(void)state;
	next_network++;
	assert_int_equal(ask("%2B79160000005"), 200);
	code_make(&web.key, (struct uuid){{0}}, none);
	assert_int_equal(enter(none), 400);			/* nothing has been sent yet */
	assert_int_equal(answer(), 1);
	code_make(&web.key, sent(SMS_CAMPAIGN, 6, 5, "accepted"), wrong);
	assert_int_equal(enter(wrong), 400);			/* the code of another address */
	code_make(&web.key, sent(SMS_CAMPAIGN, 5, 600, "accepted"), old);
	assert_int_equal(enter(old), 400);			/* ten minutes are over */
	code_make(&web.key, sent(SMS_CAMPAIGN, 5, 5, "dropped"), wrong);
	assert_int_equal(enter(wrong), 400);
	code_make(&web.key, sent(SMS_CAMPAIGN, 5, 5, "accepted"), code);
	assert_int_equal(enter("12345"), 400);
	assert_int_equal(enter(code), 400);			/* right, and the sixth try */
	strcpy(kept, cookie);
	for (int i = 0; i < 2; i++) {				/* other askings for it: ten tries more, then none for an hour */
		assert_int_equal(ask("%2B79160000005"), 200);
		assert_int_equal(answer(), 1);
		for (int k = 0; k < CODE_TRIES; k++)
			assert_int_equal(enter("99999"), 400);
	}
	next_network++;
	assert_int_equal(ask("%2B79160000005"), 200);		/* the fourth of this hour brings no code and opens with none */
	assert_int_equal(answer(), 0);
	assert_int_equal(enter(code), 400);
	assert_int_equal(count("select sum(tries) from why_request w where token = (select token from contact_point where id = 5)"),
	    WHY_TRIES_IN_AN_HOUR);
	assert_int_equal(count("select count(*) from why_request where opened_at is not null"), 0);
	memset(cookie, 'a', COOKIE);
	assert_int_equal(enter(code), 400);
	assert_int_equal(get("/why/see/page"), 400);
	strcpy(cookie, kept);					/* asked, not opened */
	assert_int_equal(get("/why/see/page"), 400);
}

static void
who_only_guesses_is_not_listened_to(void **state)
{
	char code[CODE_TEXT], right[COOKIE + 1];

	(void)state;
	next_network++;
	assert_int_equal(ask("%2B79160000006"), 200);
	assert_int_equal(answer(), 1);
	code_make(&web.key, sent(SMS_CAMPAIGN, 6, 5, "accepted"), code);
	strcpy(right, cookie);
	memset(cookie, 'b', COOKIE);
	for (int i = 0; i < 20; i++)
		assert_int_equal(enter("111111"), 400);
	strcpy(cookie, right);
	assert_int_equal(enter(code), 400);			/* from this network, for a minute */
	next_network++;
	assert_int_equal(enter(code), 303);
}

static void
a_person_sees_what_hangs_on_the_address(void **state)
{
	int64_t reads = count("select count(*) from read_act where reading = 'why.page'");
	char cookie_before[COOKIE + 1];

	(void)state;
	sent(NEWS, 7, 86400, "delivered");
	sent(NEWS, 7, 3600, NULL);				/* decided, and nobody was contacted */
	test_sql(web.database.db, "insert into list_row (list_id, party_id, contact_point_id, row_no) values (1, 7, 7, 7)");
	open_page("%2B79160000007", SMS_CAMPAIGN, 7);
	assert_true(says("ООО &quot;Ромашка&quot;") && says("1027700132195") && says("Москва, ул. Ленина, 1"));
	assert_true(says("+79160000007") && says("Справочник города") && says("договор 7"));
	assert_true(says("реклама и акции") && says("доставлено") && says("чистка зубов &lt;дешевле&gt;."));
	assert_true(says("G-08") && says("Обращения не последовало"));
	assert_false(says("ВНИМАНИЕ") || says("Иван") || says("n7@example.ru") || says("<script") || says("http"));
	assert_true(says("Cache-Control: no-store") && says("default-src 'none'") && says("form-action 'self'"));
	assert_int_equal(count("select count(*) from read_act where reading = 'why.page'"), reads + 1);
	assert_int_equal(count("select count(*) from person_read p join read_act r on r.id = p.read_id where r.reading = 'why.page' "
	    "and r.who_kind = 'person' and p.token = (select token from contact_point where id = 7)"), reads + 1);
	assert_int_equal(count("select count(*) from entry where encode(body, 'escape') like '%%why.opened%%' and subject = "
	    "(select token from contact_point where id = 7)"), 1);
	assert_int_equal(get("/why/see/page"), 200);
	assert_true(says("когда: 23.11.2026 11:00") && says("кто: сам человек") && says("что показано: страница"));		/* X-03: the person sees its own look */
	strcpy(cookie_before, cookie);
	cookie[0] = '\0';
	assert_int_equal(get("/why/see/page"), 400);
	strcpy(cookie, cookie_before);
	test_sql(web.database.db, "update why_request set ends_at = '2026-11-23T11:00:00Z' where opened_at is not null");
	assert_int_equal(get("/why/see/page"), 400);
}

static void
a_code_opens_once(void **state)
{
	char code[CODE_TEXT], before[COOKIE + 1], after[COOKIE + 1];

	(void)state;
	next_network++;
	assert_int_equal(ask("%2B79160000008"), 200);
	assert_int_equal(answer(), 1);
	code_make(&web.key, sent(SMS_CAMPAIGN, 8, 5, "accepted"), code);
	strcpy(before, cookie);
	assert_int_equal(enter(code), 303);
	keep_cookie();
	strcpy(after, cookie);
	strcpy(cookie, before);
	assert_int_equal(enter(code), 400);			/* the cookie was exchanged */
	assert_int_equal(get("/why/see/page"), 400);
	strcpy(cookie, after);
	assert_int_equal(get("/why/see/page"), 200);
	assert_int_equal(press(button(), "close=yes"), 200);
	assert_int_equal(get("/why/see/page"), 400);
	assert_int_equal(ask("%2B79160000008"), 200);
	assert_int_equal(answer(), 1);
	assert_int_equal(enter(code), 400);
}

static void
a_shared_address_names_nobody(void **state)
{
	(void)state;
	test_sql(web.database.db, "insert into contact_point (id, party_id, kind, address, token, created_at) select 77, 2, kind, address, "
	    "token, created_at from contact_point where id = 9");
	test_sql(web.database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'SURVEYS', 'desk', "
	    "'2026-11-21Z', '2026-11-21Z' from contact_point where id = 9");
	sent(NEWS, 9, 7200, "delivered");
	sent(NEWS, 77, 7100, NULL);
	open_page("%2B79160000009", SMS_CAMPAIGN, 9);
	assert_true(says("нескольких людей") && says("чистка зубов") && says("опросы"));
	assert_false(says("на стойке") || says("21.11.2026") || says("не последовало") || says("Запросы и требования"));
}

static void
refusals_and_withdrawals_go_from_the_page(void **state)
{
	char page[LINK_TOKEN_TEXT], other[LINK_TOKEN_TEXT], seen[100], body[300];

	(void)state;
	test_sql(web.database.db, "insert into consent_event (consent_id, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, act, valid_from, recorded_at, evidence, identity_level, signature_kind, standalone, proven, processors) "
	    "select '00000000-0000-7000-8000-000000000001', 3, 1003, token, 'AD_CHANNEL', 8, 1, 7701234567, 'given', '2026-11-02Z', "
	    "'2026-11-02Z', '{}', 'DESK', 'PAPER_SCAN', true, true, '{}' from contact_point where id = 1003");
	open_page("n3%40EXAMPLE.ru", EMAIL_CAMPAIGN, 1003);
	strcpy(page, button());
	assert_true(says("Отозвать") && says("получение рекламы"));
	strcpy(other, page);
	other[20] = other[20] == 'A' ? 'B' : 'A';
	assert_int_equal(press(other, "scope=ads"), 400);
	assert_int_equal(press("", "scope=ads"), 400);
	assert_int_equal(press(page, "scope=none"), 400);
	assert_int_equal(count("select count(*) from suppression where token = (select token from contact_point where id = 1003)"), 0);
	assert_int_equal(press(page, "withdraw=1"), 200);	/* without what was seen: shown anew */
	assert_true(says("Список изменился"));
	snprintf(body, sizeof(body), "withdraw=1&seen=00000000-0000-7000-8000-00000000000%d", 2);
	assert_int_equal(press(page, body), 200);
	assert_int_equal(count("select count(*) from consent_event where act = 'withdrawn'"), 0);
	snprintf(seen, sizeof(seen), "withdraw=1&seen=00000000-0000-7000-8000-00000000000%d", 1);
	assert_int_equal(press(page, seen), 200);
	assert_true(says("Вы отозвали это согласие"));
	assert_int_equal(count("select count(*) from consent_event where act = 'withdrawn' and consent_id = "
	    "'00000000-0000-7000-8000-000000000001'"), 1);
	assert_int_equal(count("select count(*) from suppression where scope = 'ADS_CHANNEL' and channel = 'EMAIL' and path = 'web'"), 1);
	assert_int_equal(press(page, "scope=surveys"), 200);
	assert_true(says("действует с этой минуты"));
	assert_int_equal(count("select count(*) from suppression where scope = 'SURVEYS' and path = 'web' and token = "
	    "(select token from contact_point where id = 1003)"), 1);
	assert_int_equal(get("/why/see/page"), 200);
	assert_true(says("опросы"));
}

/* W-02: the whole consent is taken back where the address is proven, and only there; its clock runs from that moment. */
static void
processing_is_withdrawn_from_the_page(void **state)
{
	static const char WITHDRAWN[] = "select count(*) from suppression where scope = 'PD_WITHDRAWAL' and path = 'web' and said_at = "
	    "'2026-11-23T11:00:00Z' and token = (select token from contact_point where id = 2)";

	(void)state;
	next_network++;
	assert_int_equal(get("/refuse"), 200);
	assert_false(says("withdrawal"));
	assert_int_equal(post("/refuse", "address=%2B79160000002&scope=withdrawal"), 400);
	open_page("%2B79160000002", SMS_CAMPAIGN, 2);
	assert_true(says("Отозвать согласие на обработку") && says("30 дней"));
	assert_int_equal(count(WITHDRAWN), 0);
	assert_int_equal(press(button(), "scope=withdrawal"), 200);
	assert_true(says("действует с этой минуты"));
	assert_int_equal(count(WITHDRAWN), 1);
	assert_int_equal(count("select count(*) from matter where kind = 'WITHDRAWAL' and path = 'web' and opened_at = "
	    "'2026-11-23T11:00:00Z' and subject = (select token from contact_point where id = 2)"), 1);
	assert_int_equal(get("/why/see/page"), 200);
	assert_true(says("вид: отзыв согласия на обработку") && says("действие: открыто") && says("дело: уничтожить"));
	assert_true(says("где: резервные копии") && !says("WITHDRAWAL") && !says("destroy"));
}

/* WCAG 2.1, 1.4.11: the ring around what has the keyboard is told from the white beneath it by 3 to 1. */
static bool
focus_is_seen(void)
{
	const char *at = strstr(reply.data, "outline:3px solid #");
	unsigned red, green, blue;

	if (at == NULL || sscanf(at + 19, "%2x%2x%2x", &red, &green, &blue) != 3)
		return false;
	double light = 0.2126 * pow(red / 255.0, 2.2) + 0.7152 * pow(green / 255.0, 2.2) + 0.0722 * pow(blue / 255.0, 2.2);
	return 1.05 / (light + 0.05) >= 3;
}

static void
the_page_is_reached(void **state)
{
	(void)state;
	cookie[0] = '\0';
	next_network++;
	assert_int_equal(get("/why"), 303);
	assert_true(says("Location: /why/see\r\n"));
	assert_int_equal(get("/why/see"), 200);
	assert_true(says("Телефон или эл. почта") && says("action=\"/why/see\"") && !says("Set-Cookie"));
	assert_int_equal(get("/why/see?lang=en"), 200);
	assert_true(focus_is_seen());
	assert_true(says("<html lang=\"en\">") && says("Get a code") && says("action=\"/why/see?lang=en\""));
	assert_true(says("href=\"/why/see?lang=ru\" lang=\"ru\">По-русски"));
	assert_int_equal(test_http(web.port, "GET", "/why/see?lang=ru", "Accept-Language: en\r\n", NULL, &reply), 200);
	assert_true(says("<html lang=\"ru\">") && says("action=\"/why/see?lang=ru\"") && says("/refuse?lang=ru") && says(">In English<"));
	assert_int_equal(test_http(web.port, "GET", "/why", "Accept-Language: en\r\n", NULL, &reply), 303);
	assert_true(says("Location: /why/see\r\n"));
	assert_int_equal(get("/why/site"), 404);		/* a form of consents shows nothing */
	assert_int_equal(get("/consent/see"), 404);		/* and this one takes none */
	assert_int_equal(post("/why/see", "address=12"), 400);
	assert_int_equal(post("/why/see", ""), 400);
	assert_int_equal(post("/why/see/page", "scope=ads"), 400);
	assert_true(says("href=\"/refuse\""));			/* a refusal is never turned away */
	add_form("other", true);
	assert_int_equal(get("/why"), 200);
	assert_true(says("href=\"/why/other\""));
}

static void
yesterdays_askers_are_forgotten(void **state)
{
	(void)state;
	now += DAY + HOUR;
	answer();
	assert_int_equal(count("select count(*) from why_request"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_bytes_for_every_address),
		cmocka_unit_test(a_wrong_code_says_the_same),
		cmocka_unit_test(codes_cannot_be_guessed),
		cmocka_unit_test(who_only_guesses_is_not_listened_to),
		cmocka_unit_test(a_person_sees_what_hangs_on_the_address),
		cmocka_unit_test(a_code_opens_once),
		cmocka_unit_test(a_shared_address_names_nobody),
		cmocka_unit_test(refusals_and_withdrawals_go_from_the_page),
		cmocka_unit_test(processing_is_withdrawn_from_the_page),
		cmocka_unit_test(the_page_is_reached),
		cmocka_unit_test(yesterdays_askers_are_forgotten),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, stop);
}

/* people.c - who is in the play: campaigns, their targets with consents, and what people do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/campaign.h"
#include "compliance/address.h"
#include "compliance/basis.h"
#include "compliance/consent.h"
#include "compliance/suppression_store.h"
#include "tests/plays/play.h"
#include "tests/support/checked_text.h"
#include "tests/support/pack.h"
#include "tests/support/process.h"
#include "web/card_store.h"

#define CLINIC_INN INT64_C(7701234560)

static bool
is_call(const char *channel)
{
	return strncmp(channel, "CALL", 4) == 0;
}

static const char *
provider_of(const char *channel)
{
	return is_call(channel) ? "mango" : strcmp(channel, "EMAIL") == 0 ? "unisender-go" : "smsc";
}

static void
add_clinic(struct db *db)
{
	test_sql(db, "insert into legal_entity (inn, name, licence, created_at) values (%lld, 'ООО Клиника', 'Л041-01137-77/00368513', '2026-11-01Z') on conflict do nothing",
	    (long long)CLINIC_INN);
	test_sql(db, "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'Главный', 'Europe/Moscow', '2026-11-01Z') "
	    "on conflict do nothing");
	test_sql(db, "insert into staff (login, name, role, extension, created_at) values ('author', 'А', 'marketer', null, '2026-11-01Z'), "
	    "('second', 'Б', 'compliance', null, '2026-11-01Z'), ('anna', 'Анна', 'agent', '101', '2026-11-01Z') on conflict do nothing");
	test_pack_in_force(db, clock_read(), "author", "second");
	test_sql(db, "insert into caller_number (number, owner_inn, label, label_category, label_contract, label_until, created_at) "
	    "values ('+74951234567', %lld, 'Клиника', 'медицина', 'Д-1', '2027-12-31Z', '2026-11-01Z') on conflict do nothing",
	    (long long)CLINIC_INN);
}

void
play_campaign(struct stage *stage, const struct line *line)
{
	struct db *db = stage->database.db;
	const char *channel = line_option(line, "channel", "SMS"), *purpose = line_option(line, "purpose", "AD_PROMO");
	bool advertising = strcmp(purpose, "AD_PROMO") == 0 || strcmp(purpose, "B2B_OFFER") == 0;
	const char *mode = line_option(line, "mode", is_call(channel) ? "PREVIEW" : NULL);

	add_clinic(db);
	test_sql(db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, provider, "
	    "caller_number_id, sender, subject, body, lists, redials, redial_after, state, author_id, approver_id, approved_at, created_at) "
	    "values ('%s', 1, 1, '%s', '%s', nullif('%s', '')::dial_mode, '%s', '%s', %s, '%s', 'Клиника', "
	    "'Осмотр. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП. {{unsubscribe}}', '{}', %s, %s, '%s', 1, 2, "
	    "'2026-11-01Z', '2026-11-01Z')", line_word(line, 1), purpose, channel, mode ? mode : "",
	    line_option(line, "class", advertising ? "AD" : "SERVICE"), line_option(line, "provider", provider_of(channel)),
	    is_call(channel) ? "1" : "null", strcmp(channel, "EMAIL") == 0 ? "clinic@example.ru" : "CLINIC",
	    line_option(line, "redials", "0"), line_option(line, "redial_after", "3600"), line_option(line, "state", "running"));
	test_text_checked(db);
	stage->campaign = test_sql_int(&stage->database, "select max(id) from campaign");
}

int64_t
play_campaign_id(struct stage *stage, const char *name)
{
	if (name == NULL)
		return stage->campaign;
	int64_t id = test_sql_int(&stage->database, "select coalesce(max(id), 0) from campaign where name = '%s'", name);
	if (id == 0)
		play_stop("there is no campaign %s", name);
	return id;
}

static void
parse_address(const struct stage *stage, const char *text, struct address *out)
{
	const char *reason;

	if (!address_parse(view_of(text), &stage->key, out, &reason))
		play_stop("%s: %s", text, reason);
}

static int64_t
find_point(struct stage *stage, const char *text)
{
	return test_sql_int(&stage->database, "select coalesce(max(id), 0) from contact_point where address = '%s'", text);
}

int64_t
play_point(struct stage *stage, const char *text)
{
	int64_t id = find_point(stage, text);

	if (id == 0)
		play_stop("nobody has the address %s", text);
	return id;
}

/* "PD_PROMO,AD_CHANNEL": each for all purposes and the channels that it can be given for, of the clinic, thirty days old unless it says since when. */
static void
pack_consents(const char *names, const char *granted, struct buf *hex)
{
	int64_t granted_at = clock_read() - 30 * DAY;
	struct consent_fact consent[8];
	struct buf packed = {0};
	int count = 0;
	char list[200];

	if (granted != NULL && !instant_parse(granted, &granted_at))
		play_stop("no date: %s", granted);
	snprintf(list, sizeof(list), "%s", names);
	for (char *rest = NULL, *name = strtok_r(list, ",", &rest); name != NULL && count < 8; name = strtok_r(NULL, ",", &rest)) {
		enum consent_code code = consent_code_find(view_of(name));
		if (code == 0)
			play_stop("there is no consent %s", name);
		consent[count] = (struct consent_fact){.code = code, .state = CONSENT_STATE_ACTIVE, .channels = 0,
			.purposes = 0xff, .legal_entity_inn = CLINIC_INN, .granted_at = granted_at,
			.identity = IDENTITY_CODE_SMS, .signature = SIGNATURE_TICK, .standalone = TRI_YES, .number = count + 1};
		if (code != CONSENT_PD_PROMO)
			consent[count].channels = WORD_BIT(CHANNEL_SMS) | WORD_BIT(CHANNEL_EMAIL) |
			    WORD_BIT(CHANNEL_CALL_OPERATOR) | WORD_BIT(CHANNEL_CALL_ROBOT);
		count++;
	}
	consent_pack(consent, count, &packed);
	hex_add(hex, packed.data ? packed.data : "", packed.len);
	buf_release(&packed);
}

static int64_t
add_party(struct stage *stage, const struct line *line)
{
	struct basis_fact basis = {.kind = BASIS_CONTRACT, .purposes = 0xff, .legal_entity_inn = CLINIC_INN,
		.valid_from = clock_read() - 90 * DAY};
	struct buf packed = {0}, hex = {0};

	stage->party++;
	basis_pack(&basis, 1, &packed);
	hex_add(&hex, packed.data, packed.len);
	test_sql(stage->database.db, "insert into party (id, kind, identity, name, region, zone, salt, bases, created_at) values "
	    "(%lld, 'PERSON', decode(md5('%lld'), 'hex'), 'Иван', null, '%s', '\\x00', '\\x%s', '2026-11-01Z')",
	    (long long)stage->party, (long long)stage->party, line_option(line, "zone", "Europe/Moscow"),
	    strcmp(line_option(line, "basis", "yes"), "no") == 0 ? "" : hex.data);
	buf_release(&packed);
	buf_release(&hex);
	return stage->party;
}

static int64_t
add_point(struct stage *stage, const struct line *line, const struct address *address)
{
	const char *of = line_option(line, "of", NULL);
	int64_t party = of ? test_sql_int(&stage->database, "select party_id from contact_point where address = '%s'", of) :
	    add_party(stage, line);
	struct buf token = {0}, consents = {0};
	bool is_phone = address->kind == ADDRESS_PHONE;

	hex_add(&token, address->token, TOKEN_SIZE);
	pack_consents(line_option(line, "consent", ""), line_option(line, "granted", NULL), &consents);
	test_sql(stage->database.db, "insert into contact_point (id, party_id, kind, address, token, region, carrier_inn, verified_at, "
	    "consents, created_at) values (%lld, %lld, '%s', '%s', '\\x%s', %s, %s, '2026-11-01Z', '\\x%s', '2026-11-01Z')",
	    (long long)++stage->contact_point, (long long)party, is_phone ? "PHONE" : "EMAIL", address->text, token.data,
	    is_phone ? line_option(line, "region", "77") : "null", is_phone ? "7743895280" : "null", consents.data ? consents.data : "");
	buf_release(&token);
	buf_release(&consents);
	return stage->contact_point;
}

void
play_target(struct stage *stage, const struct line *line)
{
	struct address address;
	int64_t campaign = play_campaign_id(stage, line_option(line, "in", NULL));

	parse_address(stage, line_word(line, 1), &address);
	int64_t point = find_point(stage, address.text);
	if (point == 0)
		point = add_point(stage, line, &address);
	const char *mode = test_sql_text(&stage->database, "select coalesce(dial_mode::text, '') from campaign where id = %lld",
	    (long long)campaign);
	bool by_hand = strcmp(mode, "PREVIEW") == 0 || strcmp(mode, "MANUAL") == 0;
	test_sql(stage->database.db, "insert into target (campaign_id, contact_point_id, party_id, state, not_before) "
	    "select %lld, id, party_id, '%s', '2026-11-01Z' from contact_point where id = %lld", (long long)campaign,
	    line_option(line, "state", by_hand ? "card" : "due"), (long long)point);
}

void
play_refuse(struct stage *stage, const struct line *line)
{
	struct suppression suppression = {0};
	struct suppression_effect effect = {0};
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = clock_read(), .who_kind = "person", .process = "play"};
	struct address address;
	struct err err;

	parse_address(stage, line_word(line, 1), &address);
	memcpy(suppression.token, address.token, TOKEN_SIZE);
	suppression.fact.scope = scope_find(view_of(line_option(line, "scope", "ALL_CONTACT")));
	suppression.fact.said_at = clock_read();
	snprintf(suppression.path, sizeof(suppression.path), "%s", line_option(line, "by", "web"));
	if (!suppression_add(stage->database.db, &suppression, 1, &who, &effect, &err))
		play_stop("%s", err.text);
}

static void
approve(struct stage *stage, int64_t id, const char *login)
{
	struct err err;
	struct lint *found = memory_new(sizeof(*found));
	struct content_words *words = content_words_load("config/content-words.yaml", &err);

	if (words == NULL || !campaign_approve(stage->database.db, id, login, NULL, words, clock_read(), "play", found, &err))
		play_stop("%s", err.text);
	content_words_free(words);
	free(found);
}

void
play_move(struct stage *stage, const struct line *line)
{
	static const struct {
		const char *word;
		bool (*move)(struct db *, int64_t, const char *, int64_t, const char *, struct err *);
	} moves[] = {{"pause", campaign_pause}, {"resume", campaign_resume}, {"stop", campaign_stop},
	    {"start", campaign_start}};
	int64_t id = play_campaign_id(stage, line_word(line, 2));
	struct err err;

	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++)
		if (strcmp(moves[i].word, line_word(line, 1)) == 0) {
			if (!moves[i].move(stage->database.db, id, line_option(line, "by", "second"), clock_read(), "play", &err))
				play_stop("%s", err.text);
			return;
		}
	if (strcmp("approve", line_word(line, 1)) == 0) {
		approve(stage, id, line_option(line, "by", "second"));
		return;
	}
	play_stop("a campaign cannot be moved by \"%s\"", line_word(line, 1));
}

/* kill PURPOSE [off=yes]: by the officer, with the command. */
void
play_kill(struct stage *stage, const struct line *line)
{
	bool off = strcmp(line_option(line, "off", "no"), "yes") == 0;
	char command[200];

	snprintf(command, sizeof(command), "kill %s --purpose %s --as second --reason play", off ? "off" : "on", line_word(line, 1));
	const char *wrong = stage_run(stage, command);
	if (wrong != NULL)
		play_stop("%s", wrong);
}

/* review ADDRESS|all RULE REASON allow|deny by=LOGIN [fails=TEXT]: what the real command does, or why not. */
void
play_review(struct stage *stage, const struct line *line)
{
	const char *fails = line_option(line, "fails", NULL), *whom = line_word(line, 1);
	char command[300], point[40] = "", said[600];

	if (strcmp(whom, "all") != 0)
		snprintf(point, sizeof(point), " --contact-point %lld", (long long)play_point(stage, whom));
	snprintf(command, sizeof(command), "review decide --campaign %lld --rule %s --reason %s%s --%s --says play --as %s",
	    (long long)play_campaign_id(stage, line_option(line, "in", NULL)), line_word(line, 2), line_word(line, 3), point,
	    line_word(line, 4), line_option(line, "by", "second"));
	bool done = stage_ask(stage, command, said, sizeof(said)) == 0;
	if (done == (fails != NULL) || (fails != NULL && strstr(said, fails) == NULL))
		play_stop("%s", said);
}

/* The agent's screen lists the cards, shows one, and the agent presses: the same path as the API's. */
void
play_press(struct stage *stage, const struct line *line)
{
	int64_t campaign = play_campaign_id(stage, line_option(line, "in", NULL)), now = clock_read();
	int64_t point = play_point(stage, line_word(line, 1));
	struct press press = {.campaign = campaign, .contact_point = point, .session = "play", .nonce = uuid_new(now), .pressed_at = now};
	struct regions *regions;
	struct rows *rows;
	struct card card;
	struct err err;
	bool found = false;

	regions = regions_load("config/regions.yaml", &err);
	must(regions != NULL);
	press.agent = test_sql_int(&stage->database, "select id from staff where login = '%s'", line_option(line, "agent", "anna"));
	if (!cards_load(stage->database.db, campaign, press.agent, now, CARDS_MAX, &rows, &err))
		play_stop("%s", err.text);
	for (int i = 0; i < rows_count(rows) && !found; i++) {
		card_read(rows, i, campaign, regions, now, &card);
		found = rows_int(rows, i, 0) == point;
	}
	rows_free(rows);
	memcpy(press.card_sha256, card.sha256, SHA256_SIZE);
	bool pressed = found && press_commit(stage->database.db, regions, "play", &press, &err);
	regions_free(regions);
	if (!pressed)
		play_stop("%s", found ? err.text : "there is no such card");
}

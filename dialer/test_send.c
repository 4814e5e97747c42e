/*
 * test_send.c - one request made by hand, in the dispatcher's order: lock, read, judge, record, commit, send, settle.
 *
 * It asks with the dispatcher's own queries, so that what is true of a target is true here.
 */
#include "dialer/test_send.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/address.h"
#include "compliance/entry.h"
#include "compliance/facts_pack.h"
#include "compliance/facts_store.h"
#include "compliance/holder_store.h"
#include "compliance/suppression_store.h"
#include "dialer/filled_order.h"
#include "dialer/provider_refusal.h"

enum { EXTRA_TOKEN = FACT_COLUMNS, EXTRA_ADDRESS, EXTRA_EXTENSION, EXTRA_NAME };
enum { MARKS_MAX = 1000, ASK_AFTER_SECONDS = 10 };

static bool
query_about(struct db *db, enum query query, const int64_t *ids, int64_t since, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_INT8, 1);
	args_array_int(&args, *ids);
	if (since != 0)
		args_time(&args, since);
	bool run = db_run(db, query, &args, rows, err);
	args_release(&args);
	return run;
}

/* Everybody who holds the address is locked, as a refusal locks them; it must be one contact's. */
static bool
lock_contact(struct test_send *send, const char *text, struct err *err)
{
	struct holders holders = {0};
	struct address address;
	const char *reason = NULL;

	if (!address_parse(view_of(text), send->key, &address, &reason))
		return fail(err, ERR_INPUT, "the order's address: %s", reason);
	memcpy(send->token, address.token, TOKEN_SIZE);
	if (!holders_lock(send->db, (struct view){(const char *)address.token, TOKEN_SIZE}, &holders, err))
		return false;
	bool one = holders.count == 1;
	if (one) {
		send->contact_point = holders.list[0].contact_point;
		send->party = holders.list[0].party;
	} else if (holders.count == 0) {
		fail(err, ERR_ABSENT, "nobody in the database has this address: nothing is known of them, and nothing is sent");
	} else {
		fail(err, ERR_CONFLICT, "%zu contacts have this address: a test send needs one that is one person's", holders.count);
	}
	holders_release(&holders);
	return one;
}

static bool
read_press(struct test_send *send, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (send->campaign.mode != MODE_MANUAL && send->campaign.mode != MODE_PREVIEW)
		return true;
	args_init(&args);
	args_int(&args, send->campaign.id);
	args_array(&args, ARRAY_INT8, 1);
	args_array_int(&args, send->contact_point);
	bool run = db_run(send->db, QUERY_PRESS_NEWEST, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	if (rows_count(rows) == 1) {
		send->facts.pressed_at = rows_time(rows, 0, 1);
		send->facts.agent = send->agent = rows_int(rows, 0, 2);
		snprintf(send->agent_extension, sizeof(send->agent_extension), "%s", rows_text(rows, 0, 3));
	}
	rows_free(rows);
	return true;
}

static bool
read_marks(struct test_send *send, struct err *err)
{
	struct mark mark[MARKS_MAX];
	struct rows *rows;

	if (!query_about(send->db, QUERY_ATTEMPTS_OF_PARTIES, &send->party, send->now - FREQUENCY_DAYS * DAY, &rows, err))
		return false;
	int count = rows_count(rows) < MARKS_MAX ? rows_count(rows) : MARKS_MAX;
	for (int i = 0; i < count; i++)
		mark[i] = (struct mark){rows_time(rows, i, 1), channel_find(view_of(rows_text(rows, i, 2))), rows_bool(rows, i, 3),
			rows_bool(rows, i, 4)};
	facts_take_marks(mark, (size_t)count, &send->facts);
	rows_free(rows);
	return true;
}

/* The contact's part of the facts; the first row makes them, others bring more refusals. */
static bool
read_contact(struct test_send *send, struct err *err)
{
	struct copy_field row[FACT_COLUMNS];
	struct rows *rows;

	if (!query_about(send->db, QUERY_FACTS_OF_TARGETS, &send->contact_point, 0, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		for (int column = 0; column < FACT_COLUMNS; column++)
			row[column] = rows_field(rows, i, column);
		if (i == 0)
			facts_take_contact(row, send->regions, &send->facts);
		else
			facts_take_suppression(row, &send->facts);
	}
	bool found = rows_count(rows) > 0 || fail(err, ERR_ABSENT, "the contact has gone");
	if (found) {
		snprintf(send->address, sizeof(send->address), "%s", rows_text(rows, 0, EXTRA_ADDRESS));
		snprintf(send->extension, sizeof(send->extension), "%s", rows_text(rows, 0, EXTRA_EXTENSION));
		snprintf(send->name, sizeof(send->name), "%s", rows_text(rows, 0, EXTRA_NAME));
	}
	rows_free(rows);
	return found;
}

static bool
read_facts(struct test_send *send, struct err *err)
{
	const struct contract *contract = provider_contract(send->provider);

	campaign_facts(&send->campaign, send->now, &send->facts);
	campaign_provider_facts(&send->campaign, contract, &send->facts);
	if (!read_contact(send, err) || !read_marks(send, err) || !read_press(send, err))
		return false;
	campaign_contact_facts(contract, &send->facts);
	return true;
}

static struct entry
entry_by(const struct test_send *send, enum entry_what what, int64_t now)
{
	return (struct entry){.what = what, .at = now, .subject = send->token,
		.legal_entity_inn = send->campaign.legal_entity_inn, .who_kind = send->staff ? "staff" : "process",
		.who_id = send->staff, .process = "cli"};
}

/* As the dispatcher's, and that it was a test. */
static bool
write_decision_entry(const struct test_send *send, struct view facts, struct view reasons, struct err *err)
{
	struct entry entry = entry_by(send, entry_of_decision(send->verdict.outcome), send->now);
	uint8_t hash[SHA256_SIZE];
	struct buf data = {0};
	struct json json;
	char id[UUID_TEXT];

	sha256(facts.data, facts.len, hash);
	uuid_format(send->decision, id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, send->campaign.id);
	json_key(&json, "decision");
	json_text(&json, id);
	json_key(&json, "facts");
	json_hex(&json, hash, SHA256_SIZE);
	json_key(&json, "policy");
	json_hex(&json, send->policy->sha256, 8);
	json_key(&json, "reasons");
	json_hex(&json, reasons.data, reasons.len);
	json_key(&json, "test");
	json_bool(&json, true);
	json_end(&json);
	bool added = entry_add(send->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
write_decision(const struct test_send *send, struct view facts, struct view reasons, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_UUID, 1);
	args_array_uuid(&args, &send->decision);
	args_array(&args, ARRAY_INT8, 1);
	args_array_int(&args, send->contact_point);
	args_array(&args, ARRAY_INT8, 1);
	args_array_int(&args, send->party);
	args_array(&args, ARRAY_TEXT, 1);
	args_array_text(&args, outcome_name(send->verdict.outcome));
	args_array(&args, ARRAY_TIME, 1);
	args_array_time(&args, send->verdict.outcome == OUTCOME_DEFER ? send->verdict.until : 0);
	args_array(&args, ARRAY_BYTES, 1);
	args_array_bytes(&args, reasons.data, reasons.len);
	args_array(&args, ARRAY_BYTES, 1);
	args_array_bytes(&args, facts.data, facts.len);
	args_int(&args, send->campaign.id);
	args_bytes(&args, send->policy->sha256, SHA256_SIZE);
	args_time(&args, send->now);
	args_text(&args, send->campaign.provider);
	args_text(&args, "cli");
	args_time(&args, send->now + CLEARANCE_SECONDS * SECOND);
	bool added = db_run(send->db, QUERY_DECISION_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

static bool
record(struct test_send *send, struct err *err)
{
	uint8_t reasons[2 * RULES_MAX];
	struct buf facts = {0};
	struct view said = {(const char *)reasons, (size_t)verdict_reasons(&send->verdict, reasons)};

	facts_pack(&send->facts, &facts);
	bool recorded = write_decision(send, buf_view(&facts), said, err) &&
	    write_decision_entry(send, buf_view(&facts), said, err);
	buf_release(&facts);
	return recorded;
}

static bool
load_campaign(struct test_send *send, int64_t campaign, struct err *err)
{
	const char *provider = provider_contract(send->provider)->provider;

	if (!campaign_load(send->db, campaign, &send->campaign, err))
		return false;
	return strcmp(send->campaign.provider, provider) == 0 ||
	    fail(err, ERR_INPUT, "campaign %lld is sent by %s, not by %s", (long long)campaign, send->campaign.provider, provider);
}

bool
test_send_clear(struct test_send *send, int64_t campaign, const char *address, struct err *err)
{
	if (db_begin(send->db, err) && db_run(send->db, QUERY_KILL_HOLD, NULL, NULL, err) && lock_contact(send, address, err) && load_campaign(send, campaign, err) &&
	    read_facts(send, err)) {
		gate_judge(&send->facts, send->policy, &send->verdict);
		send->decision = uuid_new(send->now);
		if (record(send, err) && db_commit(send->db, err)) {
			send->clearance = gate_clear(&send->verdict, &send->facts, send->decision, send->address);
			return true;
		}
	}
	db_rollback(send->db);
	return false;
}

struct request *
test_send_request(struct test_send *send, const char *public_url, struct err *err)
{
	struct recipient recipient = {.decision = send->decision, .address = send->address, .extension = send->extension,
		.name = send->name, .agent = send->agent_extension};
	struct filled_order filled;

	order_fill(&send->campaign, send->key, public_url, &recipient, &filled);
	struct request *request = request_new(send->provider, send->clearance, &filled.order, send->now, err);
	filled_order_release(&filled);
	return request;
}

/* The provider knows of a refusal that we did not: it is ours from now on. */
static bool
take_refusal(struct test_send *send, bool by_carrier, int64_t now, struct err *err)
{
	struct suppression refusal;
	struct suppression_effect effect;
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = now, .who_kind = "provider", .process = "cli"};

	provider_refusal(send->campaign.provider, send->campaign.channel, by_carrier, send->token, now, &refusal);
	bool taken = suppression_put(send->db, &refusal, 1, &who, &effect, err);
	suppression_release(&refusal);
	return taken;
}

static bool
write_attempt(struct test_send *send, const struct provider_answer *answer, enum attempt_state state, int64_t sent_at,
    int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_UUID, 1);
	args_array_uuid(&args, &send->decision);
	args_array(&args, ARRAY_TEXT, 1);
	args_array_text(&args, attempt_state_name(state));
	args_array(&args, ARRAY_TIME, 1);
	args_array_time(&args, sent_at);
	args_array(&args, ARRAY_TEXT, 1);
	args_array_text(&args, answer->provider_ref[0] ? answer->provider_ref : NULL);
	args_array(&args, ARRAY_TEXT, 1);
	args_array_text(&args, answer->code[0] ? answer->code : NULL);
	args_time(&args, now);
	bool written = db_run(send->db, QUERY_ATTEMPT_SETTLE, &args, NULL, err);
	args_clear(&args);
	args_array(&args, ARRAY_UUID, 1);
	args_array_uuid(&args, &send->decision);
	args_time(&args, now + ASK_AFTER_SECONDS * SECOND);
	if (written && state == ATTEMPT_UNKNOWN)
		written = db_run(send->db, QUERY_QUESTION_ADD, &args, NULL, err);
	args_release(&args);
	return written;
}

static bool
write_settled_entry(struct test_send *send, const struct provider_answer *answer, enum attempt_state state, int64_t now,
    struct err *err)
{
	struct entry entry = entry_by(send, ENTRY_ATTEMPT_SETTLED, now);
	struct buf data = {0};
	struct json json;
	char id[UUID_TEXT];

	uuid_format(send->decision, id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, answer->code);
	json_key(&json, "decision");
	json_text(&json, id);
	json_key(&json, "provider");
	json_text(&json, send->campaign.provider);
	json_key(&json, "state");
	json_text(&json, attempt_state_name(state));
	json_end(&json);
	bool added = entry_add(send->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
test_send_settle(struct test_send *send, const struct provider_answer *answer, enum attempt_state state, int64_t sent_at,
    int64_t now, struct err *err)
{
	if (db_begin(send->db, err) && (state != ATTEMPT_OPTED_OUT || take_refusal(send, answer->by_carrier, now, err)) &&
	    write_attempt(send, answer, state, sent_at, now, err) && write_settled_entry(send, answer, state, now, err) &&
	    db_commit(send->db, err))
		return true;
	db_rollback(send->db);
	return false;
}

void
test_send_release(struct test_send *send)
{
	send->clearance = clearance_free(send->clearance);
	campaign_release(&send->campaign);
}

/* Nothing between the host and the path but a port: "http://localhost@elsewhere/" goes elsewhere. */
bool
request_stays_here(const struct request *request)
{
	static const char *const hosts[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		size_t len = strlen(hosts[i]);
		if (request->url.len < len || memcmp(request->url.data, hosts[i], len) != 0)
			continue;
		const char *rest = request->url.data + len;
		if (*rest == ':')
			rest += 1 + strspn(rest + 1, "0123456789");
		return *rest == '/' || *rest == '\0';
	}
	return false;
}

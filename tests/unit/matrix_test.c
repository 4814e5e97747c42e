/*
 * matrix_test.c - the decision matrix of law.md section 3, cell by cell, with and without each condition.
 *
 * tests/cases/matrix.tsv says what each cell needs; what it does not name
 * must not matter, and every fault of a needed consent must count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/gate.h"
#include "tests/support/situation.h"

#include <cmocka.h>

struct cell {
	int line;
	char row[4];
	struct situation situation;
	enum outcome whole, old;
	char needs[160];
};

static const struct policy *pack;
static int failures, cells, rows_seen;

static void
check(const struct cell *cell, const char *what, const char *which, const struct facts *facts, enum outcome expected)
{
	struct verdict verdict;

	gate_judge(facts, pack, &verdict);
	if (verdict.outcome == expected)
		return;
	fprintf(stderr, "matrix.tsv:%d: row %s %s, %s%s: %s and not %s\n", cell->line, cell->row,
	    channel_name(cell->situation.channel), what, which, outcome_name(verdict.outcome), outcome_name(expected));
	failures++;
}

/* ---- conditions, each of which can be taken away ---- */

static void
drop_consent(struct facts *f, enum consent_code code)
{
	for (int i = 0; i < f->consents; i++)
		if (f->consent[i].code == code)
			f->consent[i] = f->consent[--f->consents];
}

static void drop_pd(struct facts *f) { drop_consent(f, CONSENT_PD_PROMO); }
static void drop_ad(struct facts *f) { drop_consent(f, CONSENT_AD_CHANNEL); }
static void drop_sms(struct facts *f) { drop_consent(f, CONSENT_COMM_SMS); }
static void drop_autocall(struct facts *f) { drop_consent(f, CONSENT_COMM_AUTOCALL); }
static void drop_health(struct facts *f) { drop_consent(f, CONSENT_HEALTH_WRITTEN); }
static void drop_basis(struct facts *f) { f->bases = 0; }
static void drop_click(struct facts *f) { f->pressed_at = f->agent = 0; }
static void drop_label(struct facts *f) { f->label[0] = '\0'; }
static void drop_carrier(struct facts *f) { f->carrier_covered = TRI_NO; }
static void drop_verified(struct facts *f) { f->verified = TRI_NO; }

static const struct {
	const char *name;
	void (*drop)(struct facts *);
	enum consent_code code;
} conditions[] = {
	{"PD_PROMO", drop_pd, CONSENT_PD_PROMO},
	{"AD_CHANNEL", drop_ad, CONSENT_AD_CHANNEL},
	{"COMM_SMS", drop_sms, CONSENT_COMM_SMS},
	{"COMM_AUTOCALL", drop_autocall, CONSENT_COMM_AUTOCALL},
	{"HEALTH_WRITTEN", drop_health, CONSENT_HEALTH_WRITTEN},
	{"basis", drop_basis, CONSENT_UNKNOWN},
	{"click", drop_click, CONSENT_UNKNOWN},
	{"label", drop_label, CONSENT_UNKNOWN},
	{"carrier", drop_carrier, CONSENT_UNKNOWN},
	{"verified", drop_verified, CONSENT_UNKNOWN},
};
enum { CONDITIONS = sizeof(conditions) / sizeof(conditions[0]) };

static bool
is_needed(const struct cell *cell, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = cell->needs; (at = strstr(at, name)) != NULL; at += len)
		if ((at == cell->needs || at[-1] == ',') && (at[len] == ',' || at[len] == '\0'))
			return true;
	return false;
}

/* ---- what can be wrong with a consent ---- */

static void wrong_channel(struct facts *f, struct consent_fact *c) { (void)f; c->channels = 0x8000; }
static void wrong_purpose(struct facts *f, struct consent_fact *c) { (void)f; c->purposes = 0x8000; }
static void wrong_entity(struct facts *f, struct consent_fact *c) { (void)f; c->legal_entity_inn = SITUATION_OTHER_INN; }
static void unproven(struct facts *f, struct consent_fact *c) { (void)f; c->state = CONSENT_STATE_UNPROVEN; }
static void withdrawn(struct facts *f, struct consent_fact *c) { (void)f; c->state = CONSENT_STATE_WITHDRAWN; }
static void refused(struct facts *f, struct consent_fact *c) { (void)f; c->state = CONSENT_STATE_REFUSED; }
static void invalid(struct facts *f, struct consent_fact *c) { (void)f; c->state = CONSENT_STATE_INVALID; }
static void expired(struct facts *f, struct consent_fact *c) { (void)f; c->valid_until = c->granted_at + DAY; }
static void unidentified(struct facts *f, struct consent_fact *c) { (void)f; c->identity = IDENTITY_NONE; }
static void unsigned_(struct facts *f, struct consent_fact *c) { (void)f; c->signature = SIGNATURE_UNKNOWN; }
static void undated(struct facts *f, struct consent_fact *c) { (void)f; c->granted_at = 0; }
/* The address is still verified, by the longest months; the consent is not, by the calendar's. */
static void stale(struct facts *f, struct consent_fact *c) { c->granted_at = f->confirmed_at = f->now - 24 * 31 * DAY + DAY; }

static void (*const faults[])(struct facts *, struct consent_fact *) = {
	wrong_channel, wrong_purpose, wrong_entity, unproven, withdrawn, refused, invalid, expired, unidentified, unsigned_,
	undated, stale,
};
static const char *const fault_names[] = {
	"wrong channel", "wrong purpose", "wrong entity", "unproven", "withdrawn", "refused", "invalid", "expired",
	"unidentified", "unsigned", "undated", "stale",
};

static void
check_consents(const struct cell *cell, const struct facts *whole)
{
	struct facts f;

	for (int i = 0; i < CONDITIONS && conditions[i].code != CONSENT_UNKNOWN; i++)
		for (size_t fault = 0; fault < sizeof(faults) / sizeof(faults[0]); fault++) {
			f = *whole;
			faults[fault](&f, situation_consent(&f, conditions[i].code));
			check(cell, fault_names[fault], conditions[i].name, &f,
			    is_needed(cell, conditions[i].name) ? OUTCOME_DENY : cell->whole);
		}
	f = *whole;
	for (int i = 0; i < f.consents; i++)
		f.consent[i].granted_at -= 300 * DAY;
	check(cell, "old consents", "", &f, cell->old);
}

/* What every cell needs, whatever it is: the common conditions of the matrix. */
static void
check_common(const struct cell *cell, const struct facts *whole)
{
	struct facts f = *whole;

	f.party_state = STATE_DECEASED, check(cell, "deceased", "", &f, OUTCOME_DENY), f = *whole;
	f.party_state = STATE_BLOCKED, check(cell, "blocked", "", &f, OUTCOME_DENY), f = *whole;
	f.owner = OWNER_SHARED, check(cell, "shared address", "", &f, OUTCOME_DENY), f = *whole;
	f.quarantined = TRI_YES, check(cell, "quarantine", "", &f, OUTCOME_DENY), f = *whole;
	f.approved = TRI_NO, check(cell, "not approved", "", &f, OUTCOME_DENY), f = *whole;
	f.killed = TRI_YES, check(cell, "kill switch", "", &f, OUTCOME_DENY), f = *whole;
	f.order_present = TRI_NO, check(cell, "no order", "", &f, OUTCOME_DENY), f = *whole;
	f.consents_read = TRI_NO, check(cell, "consents unread", "", &f, OUTCOME_DENY), f = *whole;
	f.suppressions_read = TRI_NO, check(cell, "stop-list unread", "", &f, OUTCOME_DENY), f = *whole;
	f.bases_read = TRI_NO, check(cell, "bases unread", "", &f, OUTCOME_DENY), f = *whole;
	f.suppressions = 1;
	f.suppression[0] = (struct suppression_fact){.scope = SCOPE_WRONG_PERSON};
	check(cell, "wrong person", "", &f, OUTCOME_DENY);
	f = *whole;
	f.frequency.calls_day = f.frequency.messages_day = 2;
	check(cell, "cap", "", &f, cell->whole == OUTCOME_ALLOW ? OUTCOME_DEFER : cell->whole);
}

static void
check_cell(const struct cell *cell)
{
	struct facts whole, f;

	situation_facts(&cell->situation, &whole);
	check(cell, "whole", "", &whole, cell->whole);
	for (int i = 0; i < CONDITIONS; i++) {
		f = whole;
		conditions[i].drop(&f);
		check(cell, "without ", conditions[i].name, &f,
		    is_needed(cell, conditions[i].name) ? OUTCOME_DENY : cell->whole);
	}
	check_consents(cell, &whole);
	check_common(cell, &whole);
	cells++;
}

static bool
read_cell(char *text, struct cell *cell)
{
	char purpose[32], party[32], channel[32], mode[32], flags[32], whole[16], old[16];

	if (sscanf(text, "%3s %31s %31s %31s %31s %31s %15s %159s %15s", cell->row, purpose, party, channel, mode, flags, whole,
	    cell->needs, old) != 9)
		return false;
	cell->whole = outcome_find(view_of(whole));
	cell->old = outcome_find(view_of(old));
	cell->situation = (struct situation){
		.name = cell->row, .purpose = purpose_find(view_of(purpose)), .channel = channel_find(view_of(channel)),
		.mode = dial_mode_find(view_of(mode)), .party = party_kind_find(view_of(party)),
		.care_plan = strstr(flags, "plan") != NULL, .inquiry = strstr(flags, "inquiry") != NULL,
		.health = strstr(flags, "health") != NULL,
	};
	return cell->whole != OUTCOME_UNKNOWN && cell->old != OUTCOME_UNKNOWN && cell->situation.purpose != PURPOSE_UNKNOWN &&
	    cell->situation.channel != CHANNEL_UNKNOWN && cell->situation.party != PARTY_UNKNOWN;
}

static void
test_matrix(void **state)
{
	char text[512];
	FILE *file = fopen("tests/cases/matrix.tsv", "r");

	(void)state;
	assert_non_null(file);
	for (int line = 1; fgets(text, sizeof(text), file) != NULL; line++) {
		struct cell cell = {.line = line};
		if (text[0] == '#' || strncmp(text, "row", 3) == 0)
			continue;
		if (!read_cell(text, &cell)) {
			fprintf(stderr, "matrix.tsv:%d: not a cell\n", line);
			failures++;
			continue;
		}
		rows_seen |= 1 << (cell.row[0] - '0');
		check_cell(&cell);
	}
	fclose(file);
	assert_int_equal(failures, 0);
	assert_int_equal(rows_seen, 0xFE);	/* rows 1 to 7 */
	print_message("%d cells\n", cells);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_matrix)};
	struct policy *loaded = situation_policy();
	pack = loaded;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(loaded);
	return failed;
}

/*
 * edges_test.c - the last instant at which a rule still says one thing and the first at which it says another, rule by rule.
 *
 * The cases ask the whole gate; here one rule is asked by itself, so that no
 * other one hides what it says.  Most were written because a mutant lived.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/gate.h"
#include "compliance/rule.h"
#include "compliance/zone_window.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct policy *pack;
static struct facts f;

static int64_t
instant(const char *text)
{
	int64_t out;

	assert_true(instant_parse(text, &out));
	return out;
}

static void
take(const char *situation)
{
	situation_facts(situation_find(situation), &f);
}

static struct answer
ask(const char *id)
{
	return rule_find(rule_number_of(id))->check(&f, pack);
}

#define SAYS(id, expected_outcome, expected_reason) do { \
	struct answer said = ask(id); \
	assert_string_equal(outcome_name((enum outcome)said.outcome), outcome_name(expected_outcome)); \
	assert_string_equal(reason_name((enum reason)said.reason), reason_name(expected_reason)); \
} while (0)
#define ALLOWS(id) SAYS(id, OUTCOME_ALLOW, REASON_NONE)
#define DENIES(id, reason) SAYS(id, OUTCOME_DENY, reason)

static void
only_basis(enum basis_kind kind)
{
	f.basis[0] = (struct basis_fact){.kind = kind, .purposes = 0xFFFF, .legal_entity_inn = SITUATION_INN, .valid_from = 1};
	f.bases = 1;
}

static void
test_basis(void **state)
{
	(void)state;
	take("contract_email");
	only_basis(BASIS_CONTRACT);
	ALLOWS("G-01");
	f.basis[0].valid_from = 0;
	DENIES("G-01", REASON_BASIS_TIME);
	f.basis[0].valid_from = f.now;
	ALLOWS("G-01");
	f.basis[0].valid_from = f.now + 1;
	DENIES("G-01", REASON_BASIS_TIME);
	f.purpose = PURPOSE_COUNT;
	f.basis[0].valid_from = 1;
	DENIES("G-01", REASON_BASIS_PURPOSE);	/* a purpose that is none has no basis */
	take("contract_call");
	only_basis(BASIS_CONTRACT);
	f.basis[1] = f.basis[0];
	f.basis[0].kind = BASIS_CODE_REQUEST;
	f.bases = 2;
	ALLOWS("G-01");				/* the one behind it carries */
	f.basis[0] = f.basis[1];
	f.basis[0].valid_until = f.now;
	f.basis[1].legal_entity_inn = SITUATION_OTHER_INN;
	DENIES("G-01", REASON_BASIS_TIME);	/* the nearest miss, not the last */
}

/* Each purpose by each kind of basis alone. */
static void
test_kinds(void **state)
{
	static const struct { const char *situation; unsigned kinds; } carried[] = {
		{"reminder_call", 1 << BASIS_CONTRACT | 1 << BASIS_OWN_REQUEST}, {"waiting_call", 1 << BASIS_OWN_REQUEST},
		{"survey_call", 1 << BASIS_CONTRACT | 1 << BASIS_OWN_REQUEST}, {"recall_call", 1 << BASIS_CARE_PLAN},
		{"contract_call", 1 << BASIS_CONTRACT | 1 << BASIS_LAW}, {"notice_call", 1 << BASIS_CONTRACT | 1 << BASIS_LAW},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(carried) / sizeof(carried[0]); i++)
		for (unsigned kind = 1; kind < BASIS_COUNT; kind++) {
			take(carried[i].situation);
			only_basis((enum basis_kind)kind);
			assert_int_equal(ask("G-01").outcome, carried[i].kinds >> kind & 1 ? OUTCOME_ALLOW : OUTCOME_DENY);
		}
}

static void
test_press(void **state)
{
	(void)state;
	take("reminder_call");
	f.pressed_at = f.now - 60 * SECOND;
	ALLOWS("G-05");
	f.pressed_at--;
	DENIES("G-05", REASON_CLICK_STALE);
	f.pressed_at = f.now;
	ALLOWS("G-05");
	f.now = f.pressed_at = 1;
	ALLOWS("G-05");
	f.pressed_at = 0;
	DENIES("G-05", REASON_CLICK_MISSING);
}

static void
refuse(enum scope scope)
{
	f.suppressions = 1;
	f.suppression[0] = (struct suppression_fact){.scope = scope};
}

/* A carrier's bar is G-09's word and not the person's; it is the person's only of an inquiry. */
static void
test_refusals(void **state)
{
	(void)state;
	take("reminder_sms");
	refuse(SCOPE_CARRIER_SMS);
	ALLOWS("G-08");
	DENIES("G-09", REASON_CARRIER_BLOCKED);
	take("reminder_robot");
	refuse(SCOPE_CARRIER_CALLS);
	ALLOWS("G-08");
	DENIES("G-09", REASON_CARRIER_BLOCKED);
	take("inquiry_call");
	refuse(SCOPE_CARRIER_CALLS);
	DENIES("G-08", REASON_OPTOUT);
	take("contract_sms");
	f.class = CLASS_AD;
	refuse(SCOPE_ADS_CHANNEL);
	DENIES("G-08", REASON_OPTOUT);
	ALLOWS("W-04");
	ALLOWS("G-09");
	refuse(SCOPE_UNKNOWN);
	ALLOWS("G-08");
	SAYS("W-04", OUTCOME_REVIEW, REASON_ALL_CONTACT_STATUTE);
}

static void
test_entity(void **state)
{
	(void)state;
	take("ad_sms");
	f.consent[f.consents] = *situation_consent(&f, CONSENT_AD_CHANNEL);
	f.consent[f.consents++].legal_entity_inn = SITUATION_OTHER_INN;
	ALLOWS("G-10");				/* another's beside our own */
	situation_consent(&f, CONSENT_AD_CHANNEL)->legal_entity_inn = SITUATION_OTHER_INN;
	DENIES("G-10", REASON_WRONG_ENTITY);
	f.consent[f.consents] = *situation_consent(&f, CONSENT_AD_CHANNEL);
	f.consent[f.consents].legal_entity_inn = SITUATION_INN;
	DENIES("G-10", REASON_WRONG_ENTITY);	/* what lies behind the list is not in it */
	take("reminder_email");
	f.consents = 0;
	f.legal_entity_inn = 1;
	ALLOWS("G-10");
	f.legal_entity_inn = 0;
	DENIES("G-10", REASON_ENTITY_UNKNOWN);
}

static void
test_owner(void **state)
{
	(void)state;
	take("b2b_email");
	for (unsigned party = 1; party < PARTY_COUNT; party++) {
		f.party = (enum party_kind)party;
		f.owner = OWNER_COMPANY;
		assert_int_equal(ask("G-12").outcome, party == PARTY_PERSON ? OUTCOME_DENY : OUTCOME_ALLOW);
		f.owner = OWNER_REPRESENTATIVE;
		assert_int_equal(ask("G-12").outcome, party == PARTY_PERSON ? OUTCOME_ALLOW : OUTCOME_DENY);
	}
}

static void
test_age(void **state)
{
	(void)state;
	take("reminder_email");
	f.birth_year = 2008;
	f.now = instant("2026-12-31T23:59:59Z");
	DENIES("G-13", REASON_MINOR_OWN);
	f.now = instant("2027-01-01T00:00:00Z");
	ALLOWS("G-13");
	f.now--;
	DENIES("G-13", REASON_MINOR_OWN);
	f.birth_date = 20081231;
	f.birth_year = 0;
	f.now = instant("2027-01-01T00:00:00Z");
	ALLOWS("G-13");
	f.now--;
	DENIES("G-13", REASON_MINOR_OWN);
	f.birth_date = INT64_C(1) << 60;
	DENIES("G-13", REASON_MINOR_OWN);
	f.now = day_number(9019, 1, 1) * DAY;	/* the whole range of dates, so that each constant tells */
	f.birth_date = 90001231;
	ALLOWS("G-13");
	f.now = day_number(10018, 1, 1) * DAY;
	f.birth_date = 99991231;
	ALLOWS("G-13");
	f.now = day_number(10018, 1, 1) * DAY + DAY;
	f.birth_date++;
	DENIES("G-13", REASON_MINOR_OWN);
}

/* The calendar ends with the year: what would come after it is nobody's to promise. */
static void
test_calendar_ends(void **state)
{
	struct policy whole = *pack;

	(void)state;
	for (pack->years = 0; pack->calendar[pack->years].year <= 2026;)
		pack->years++;
	take("reminder_call");
	f.now = instant("2026-12-31T20:00:00Z");
	SAYS("G-16", OUTCOME_REVIEW, REASON_NO_WINDOW);
	ALLOWS("G-17");
	f.address_zones.count = f.number_zones.count = 0;
	SAYS("G-17", OUTCOME_REVIEW, REASON_ZONE_UNKNOWN);
	ALLOWS("G-16");
	pack->calendar[pack->years - 1].day_off[364 / 8] &= (uint8_t)~(1u << 364 % 8);	/* were the 31st a working day */
	SAYS("G-17", OUTCOME_REVIEW, REASON_ZONE_UNKNOWN);
	f.now = instant("2026-12-31T06:00:00Z");
	SAYS("G-17", OUTCOME_DEFER, REASON_QUIET_ANYWHERE);
	*pack = whole;
	pack->anywhere_workdays = (struct hours){0, 60};
	f.now = instant("2026-11-22T12:00:00Z");	/* a Sunday: midnight is tomorrow's */
	SAYS("G-17", OUTCOME_REVIEW, REASON_ZONE_UNKNOWN);
	take("reminder_call");		/* the same where the zone is known and the day begins at midnight */
	pack->workdays = (struct hours){0, 60};
	pack->days_off = (struct hours){60, 60};
	f.now = instant("2026-11-22T12:00:00Z");
	SAYS("G-16", OUTCOME_DEFER, REASON_QUIET_HOURS);
	assert_true(ask("G-16").until == instant("2026-11-22T21:00:00Z"));
	*pack = whole;
}

/* When a cap is free again: its own window from its oldest contact, or from now where that is not known. */
static void
free_at(int *count, int64_t *oldest, int most, int64_t window)
{
	const struct rule *rule = rule_find(rule_number_of("G-18"));

	*count = most - 1;
	ALLOWS("G-18");
	*count = most;
	*oldest = 0;
	assert_true(rule->next(&f, pack, f.now) == f.now + window);
	*oldest = f.now - window + 7;
	assert_true(rule->next(&f, pack, f.now) == f.now + 7);
	*oldest = f.now - window;	/* it has left: then it is not the oldest of these */
	assert_true(rule->next(&f, pack, f.now) == f.now + window);
	*oldest = f.now + MINUTE;	/* clocks of two hosts */
	assert_true(rule->next(&f, pack, f.now) == f.now + MINUTE + window);
	*oldest = f.now + MINUTE + 1;
	assert_true(rule->next(&f, pack, f.now) == f.now + window);
	*count = 0;
	assert_true(rule->next(&f, pack, f.now + 5) == f.now + 5);
}

static void
test_caps(void **state)
{
	(void)state;
	take("ad_call");
	free_at(&f.frequency.ad_day, &f.oldest.ad_day, 1, DAY);
	free_at(&f.frequency.ad_week, &f.oldest.ad_week, 2, 7 * DAY);
	free_at(&f.frequency.ad_month, &f.oldest.ad_month, 4, 30 * DAY);
	free_at(&f.frequency.calls_day, &f.oldest.calls_day, 1, DAY);
	free_at(&f.frequency.calls_week, &f.oldest.calls_week, 2, 7 * DAY);
	free_at(&f.frequency.calls_month, &f.oldest.calls_month, 8, 30 * DAY);
	take("reminder_sms");
	free_at(&f.frequency.service_day, &f.oldest.service_day, 2, DAY);
	free_at(&f.frequency.service_week, &f.oldest.service_week, 6, 7 * DAY);
	free_at(&f.frequency.messages_day, &f.oldest.messages_day, 2, DAY);
	free_at(&f.frequency.messages_week, &f.oldest.messages_week, 4, 7 * DAY);
	free_at(&f.frequency.messages_month, &f.oldest.messages_month, 16, 30 * DAY);
}

/* Whom nobody reached is taken off where the pack says so; how many is not known: nobody. */
static void
test_missed(void **state)
{
	uint16_t counted = pack->counted;

	(void)state;
	take("reminder_sms");
	f.frequency.service_week = 6;
	f.missed.service_week = 1;
	assert_int_equal(ask("G-18").outcome, OUTCOME_DEFER);
	pack->counted &= (uint16_t)~WORD_BIT(ENDED_MISSED);
	ALLOWS("G-18");
	f.missed.service_week = 0;
	assert_int_equal(ask("G-18").outcome, OUTCOME_DEFER);
	f.frequency.service_week = 5;
	f.missed.service_week = -1;
	ALLOWS("G-18");
	pack->counted = counted;
}

static void
test_label(void **state)
{
	(void)state;
	take("reminder_call");
	memset(f.label, 0x80, sizeof(f.label));	/* nothing but bytes that continue a character, and no end */
	DENIES("G-19", REASON_LABEL_LONG);
	memset(f.label, 0, sizeof(f.label));
	memset(f.label, 'x', 32);
	ALLOWS("G-19");
	f.label[32] = 'x';
	DENIES("G-19", REASON_LABEL_LONG);
	f.label[32] = '\0';
	f.label_until = f.now;
	DENIES("G-19", REASON_LABEL_EXPIRED);
	f.label_until = f.now + 1;
	ALLOWS("G-19");
}

static void
test_missing(void **state)
{
	(void)state;
	take("reminder_sms");
	f.now = pack->valid_from;
	ALLOWS("G-21");
	f.now--;
	DENIES("G-21", REASON_PACK_NOT_VALID);
	f.now = 1;
	DENIES("G-21", REASON_PACK_NOT_VALID);
	f.now = 0;
	DENIES("G-21", REASON_NOW_UNKNOWN);
	take("reminder_sms");
	f.carrier_inn = 1;
	ALLOWS("G-21");
	f.carrier_inn = 0;
	DENIES("G-21", REASON_CARRIER_UNKNOWN);
	take("reminder_email");
	f.purpose = PURPOSE_COUNT;
	DENIES("G-21", REASON_PURPOSE_UNKNOWN);
	take("reminder_email");
	f.channel = CHANNEL_COUNT;
	DENIES("G-21", REASON_CHANNEL_UNKNOWN);
}

/* A list as long as it can be is read to its end; one that is longer permits nothing and forbids all it can. */
static void
test_full(void **state)
{
	uint8_t *counts[] = {&f.consents, &f.suppressions, &f.bases, &f.reviews, &f.address_zones.count, &f.number_zones.count,
		&f.clinic_zones.count};
	static const uint8_t most[] = {FACTS_CONSENTS, FACTS_SUPPRESSIONS, FACTS_BASES, FACTS_REVIEWS, FACTS_ZONES, FACTS_ZONES,
		FACTS_ZONES};

	(void)state;
	for (int i = 0; i < 7; i++) {
		take("reminder_sms");
		*counts[i] = most[i];
		ALLOWS("G-21");
		*counts[i] = (uint8_t)(most[i] + 1);
		DENIES("G-21", REASON_FACTS_DAMAGED);
	}
}

static void
test_full_lists(void **state)
{
	(void)state;
	take("ad_sms");
	for (f.suppressions = 0; f.suppressions < FACTS_SUPPRESSIONS - 1; f.suppressions++)
		f.suppression[f.suppressions] = (struct suppression_fact){SCOPE_ADS_ALL, CHANNEL_UNKNOWN, SITUATION_OTHER_INN, 1};
	ALLOWS("G-08");				/* the place behind the last is nobody's refusal */
	take("ad_sms");
	f.consent[FACTS_CONSENTS - 1] = *situation_consent(&f, CONSENT_AD_CHANNEL);
	memset(f.consent, 0, (FACTS_CONSENTS - 1) * sizeof(f.consent[0]));
	f.consents = FACTS_CONSENTS;
	ALLOWS("G-02");
	f.consents++;
	DENIES("G-02", REASON_NO_AD_CONSENT);
	f.consent[0] = f.consent[FACTS_CONSENTS - 1];
	DENIES("G-02", REASON_NO_AD_CONSENT);
	take("reminder_email");
	only_basis(BASIS_CONTRACT);
	f.basis[FACTS_BASES - 1] = f.basis[0];
	f.basis[0].kind = BASIS_LAW;
	f.bases = FACTS_BASES;
	ALLOWS("G-01");
	f.bases++;
	DENIES("G-01", REASON_NO_BASIS);
	f.basis[0].kind = BASIS_CONTRACT;
	DENIES("G-01", REASON_NO_BASIS);
	take("ad_sms");
	memset(f.basis, 0, sizeof(f.basis));
	for (int i = 0; i < FACTS_SUPPRESSIONS; i++)
		f.suppression[i] = (struct suppression_fact){.scope = SCOPE_EMAIL_ALL};
	f.suppressions = FACTS_SUPPRESSIONS + 1;
	ALLOWS("G-08");
	f.suppression[FACTS_SUPPRESSIONS - 1].scope = SCOPE_SMS_ALL;
	DENIES("G-08", REASON_OPTOUT);
	f.suppressions = FACTS_SUPPRESSIONS;
	DENIES("G-08", REASON_OPTOUT);
}

/* An approval opens, so of a damaged list there is none. */
static void
test_full_reviews(void **state)
{
	struct verdict verdict;

	(void)state;
	take("inquiry_call");
	f.review[FACTS_REVIEWS - 1] = (struct review_fact){2, REASON_INQUIRY, f.now - DAY, f.now + DAY, 3};
	f.reviews = FACTS_REVIEWS;
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
	f.review[0] = f.review[FACTS_REVIEWS - 1];
	f.reviews = FACTS_REVIEWS + 1;
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.answer[1].outcome, OUTCOME_REVIEW);
	assert_int_equal(verdict.outcome, OUTCOME_DENY);
}

/* Twenty-four months by the calendar, to the instant, from the later of giving and confirmed contact. */
static void
test_stale(void **state)
{
	struct consent_fact *c;

	(void)state;
	take("ad_email");
	c = situation_consent(&f, CONSENT_AD_CHANNEL);
	c->granted_at = f.confirmed_at = instant("2024-11-23T09:00:00Z");
	DENIES("G-02", REASON_CONSENT_EXPIRED);
	c->granted_at++;
	ALLOWS("G-02");
	c->granted_at = f.confirmed_at;
	f.confirmed_at++;
	ALLOWS("G-02");
	c->granted_at = f.confirmed_at = instant("2024-11-23T09:00:00Z") - DAY;
	DENIES("G-02", REASON_CONSENT_EXPIRED);
	f.now = instant("2026-12-05T09:00:00Z");
	c->granted_at = f.confirmed_at = instant("2024-12-05T09:00:00Z") + 1;
	ALLOWS("G-02");
	c->granted_at = f.confirmed_at = instant("2024-12-05T09:00:00Z");
	DENIES("G-02", REASON_CONSENT_EXPIRED);
}

static void
test_other_law(void **state)
{
	struct policy whole = *pack;

	(void)state;
	memset(pack->needs, 0, sizeof(pack->needs));
	take("reminder_call");
	f.consents = 0;
	ALLOWS("US-2");
	f.mode = MODE_UNKNOWN;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.mode = MODE_COUNT;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.mode = MODE_MANUAL;
	f.channel = CHANNEL_UNKNOWN;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.channel = CHANNEL_COUNT;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.channel = CHANNEL_SMS;
	ALLOWS("US-2");
	pack->needs[PURPOSE_SERVICE_REMINDER][CHANNEL_SMS][MODE_UNKNOWN] = WORD_BIT(CONSENT_COMM_SMS);
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);	/* a message has no mode */
	f.mode = MODE_UNKNOWN;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.channel = CHANNEL_EMAIL;
	ALLOWS("US-2");
	f.purpose = PURPOSE_UNKNOWN;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	f.purpose = PURPOSE_COUNT;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	take("ad_call");	/* with every consent there is */
	ALLOWS("US-2");
	f.mode = MODE_UNKNOWN;
	DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	take("ad_call");
	pack->needs[f.purpose][f.channel][f.mode] = WORD_BIT(CONSENT_PD_PROMO);
	ALLOWS("US-2");
	pack->needs[f.purpose][f.channel][f.mode] |= WORD_BIT(CONSENT_AD_CHANNEL);
	situation_consent(&f, CONSENT_AD_CHANNEL)->state = CONSENT_STATE_WITHDRAWN;
	DENIES("US-2", REASON_CONSENT_ENDED);	/* each of them, not the first */
	take("ad_call");
	situation_consent(&f, CONSENT_PD_PROMO)->state = CONSENT_STATE_WITHDRAWN;
	DENIES("US-2", REASON_CONSENT_ENDED);
	take("ad_call");
	f.purpose = PURPOSE_COUNT;
	f.class = CLASS_SERVICE;
	for (unsigned channel = 1; channel < CHANNEL_COUNT; channel++) {
		f.channel = (enum channel)channel;
		DENIES("US-2", REASON_NO_NEEDED_CONSENT);
	}
	*pack = whole;
}

static void
test_register(void **state)
{
	int days = pack->register_days;

	(void)state;
	pack->register_days = 31;
	take("ad_call");
	DENIES("US-4", REASON_REGISTER_UNREAD);
	f.register_listed = TRI_NO;
	DENIES("US-4", REASON_REGISTER_UNREAD);
	f.register_read_at = 1;
	DENIES("US-4", REASON_REGISTER_STALE);
	f.register_read_at = f.now;
	ALLOWS("US-4");
	f.register_read_at = f.now + 1;
	DENIES("US-4", REASON_REGISTER_UNREAD);
	f.register_read_at = f.now - 31 * DAY;
	ALLOWS("US-4");
	f.register_read_at--;
	DENIES("US-4", REASON_REGISTER_STALE);
	f.register_listed = TRI_UNKNOWN;
	DENIES("US-4", REASON_REGISTER_UNREAD);
	f.register_listed = TRI_YES;
	DENIES("US-4", REASON_REGISTER_LISTED);
	pack->register_days = days;
}

static void
test_caller(void **state)
{
	(void)state;
	take("ad_call");
	f.caller_owner_inn = f.legal_entity_inn = 1;
	ALLOWS("P-06");
	f.caller_owner_inn = f.legal_entity_inn = 0;
	DENIES("P-06", REASON_CALLER_OWNER);
}

/* Only health data need a consent that names the processor; old and new ones alike. */
static void
test_unnamed(void **state)
{
	(void)state;
	take("ad_sms");
	for (int i = 0; i < f.consents; i++)
		f.consent[i].names_processor = TRI_NO;
	ALLOWS("G-02");
	ALLOWS("C-10");
	situation_consent(&f, CONSENT_AD_CHANNEL)->granted_at = pack->legacy_before - 1;
	SAYS("C-10", OUTCOME_REVIEW, REASON_CONSENT_LEGACY);
	situation_consent(&f, CONSENT_AD_CHANNEL)->number = 0;
	ALLOWS("G-02");				/* a number that is not known was refused by nobody */
}

static void
refuse_to(enum scope scope, int64_t inn, int64_t said_at)
{
	f.suppression[f.suppressions++] = (struct suppression_fact){scope, CHANNEL_UNKNOWN, inn, said_at};
}

static void
test_scopes(void **state)
{
	(void)state;
	take("survey_sms");
	f.class = CLASS_SERVICE;
	refuse_to(SCOPE_SURVEYS, 0, 1);
	DENIES("G-08", REASON_OPTOUT);
	f.purpose = PURPOSE_CONTRACT;
	ALLOWS("G-08");
	f.class = CLASS_SURVEY;
	DENIES("G-08", REASON_OPTOUT);
	take("reminder_sms");
	refuse_to(SCOPE_SMS_ALL, SITUATION_OTHER_INN, 1);
	ALLOWS("G-08");				/* said to another */
	f.legal_entity_inn = 1;
	ALLOWS("G-08");
	f.legal_entity_inn = 0;			/* who asks is not known */
	DENIES("G-08", REASON_OPTOUT);
	f.legal_entity_inn = SITUATION_INN;
	refuse_to(SCOPE_SMS_ALL, SITUATION_INN, 1);
	DENIES("G-08", REASON_OPTOUT);		/* the one behind it holds */
	take("reminder_sms");
	refuse_to(SCOPE_COUNT, 0, 1);		/* words nobody understood mean everything */
	DENIES("W-04", REASON_OPTOUT);
}

/* A stranger's word is outlived by the pack's months and not an instant before; without a date it stands. */
static void
test_outlived(void **state)
{
	int months = pack->wrong_person_months;

	(void)state;
	pack->wrong_person_months = 12;
	take("reminder_sms");
	refuse_to(SCOPE_WRONG_PERSON, 0, 1);
	ALLOWS("G-08");
	f.suppression[0].said_at = 0;
	assert_int_equal(ask("G-08").outcome, OUTCOME_DENY);
	f.suppression[0].said_at = f.now - 12 * 31 * DAY;
	assert_int_equal(ask("G-08").outcome, OUTCOME_DENY);
	f.suppression[0].said_at--;
	ALLOWS("G-08");
	pack->wrong_person_months = months;
}

/* A word beyond the mask has no bit; the sixteenth has the last. */
static void
test_bits(void **state)
{
	uint16_t advertising = pack->advertising;

	(void)state;
	take("reminder_sms");
	f.warning = TRI_NO;
	for (unsigned beyond = 17; beyond < 70; beyond += 16) {
		f.purpose = (enum purpose)beyond;
		ALLOWS("M-02");
	}
	pack->advertising = 1 << 15;
	f.purpose = (enum purpose)16;
	DENIES("M-02", REASON_NO_WARNING);
	pack->advertising = advertising;
}

/* A robot's call is a mass one, and so is one in a mode that nobody stated, whatever modes the pack names. */
static void
test_modes(void **state)
{
	uint16_t modes = pack->mass_modes;

	(void)state;
	take("reminder_call");
	f.carrier_covered = TRI_NO;
	pack->mass_modes = 0;
	for (unsigned mode = MODE_UNKNOWN; mode < MODE_COUNT; mode++) {
		f.mode = (enum dial_mode)mode;
		assert_int_equal(ask("P-02").outcome, mode == MODE_UNKNOWN || mode == MODE_ROBOT ? OUTCOME_DENY : OUTCOME_ALLOW);
	}
	pack->mass_modes = modes;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_basis), cmocka_unit_test(test_kinds), cmocka_unit_test(test_press), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_entity), cmocka_unit_test(test_owner), cmocka_unit_test(test_age),
		cmocka_unit_test(test_calendar_ends), cmocka_unit_test(test_caps), cmocka_unit_test(test_missed),
		cmocka_unit_test(test_label), cmocka_unit_test(test_missing), cmocka_unit_test(test_full), cmocka_unit_test(test_full_lists),
		cmocka_unit_test(test_stale), cmocka_unit_test(test_full_reviews), cmocka_unit_test(test_other_law), cmocka_unit_test(test_register), cmocka_unit_test(test_caller),
		cmocka_unit_test(test_unnamed), cmocka_unit_test(test_scopes), cmocka_unit_test(test_outlived),
		cmocka_unit_test(test_bits), cmocka_unit_test(test_modes),
	};
	pack = situation_policy();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(pack);
	return failed;
}

/*
 * gate_property_test.c - what must hold of the gate whatever the facts, over random ones.
 *
 * Facts start in order and are then disturbed a few times at random.  The
 * seed is printed; SEED=n repeats a run, DOZVON_PROPERTY_FACTS=n sets how many; `make proof` takes ten million.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "compliance/rule.h"
#include "tests/support/situation.h"

#include <cmocka.h>

enum { DEFAULT_SECONDS = 8 };

static struct policy *pack;
static uint64_t seed, state_of_chance;
static int64_t rounds;	/* 0: as many as fit into DEFAULT_SECONDS of this processor */
static const struct zone *zones[6];

static uint64_t
chance(void)
{
	uint64_t z = state_of_chance += 0x9E3779B97F4A7C15;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

static unsigned
below(unsigned n)
{
	return (unsigned)(chance() % n);
}

/* ---- the law's words, written down a second time and apart from the code under test ---- */

static bool
is_ad(const struct facts *f)
{
	if (f->purpose == PURPOSE_B2B_OFFER && f->inquiry == TRI_YES && f->class != CLASS_AD)
		return false;
	return f->purpose == PURPOSE_AD_PROMO || f->purpose == PURPOSE_B2B_OFFER || f->class == CLASS_AD ||
	    (f->purpose == PURPOSE_RECALL && f->care_plan != TRI_YES);
}

static bool
is_phone_call(const struct facts *f)
{
	return f->channel == CHANNEL_CALL_OPERATOR || f->channel == CHANNEL_CALL_ROBOT;
}

static bool
is_mass(const struct facts *f)
{
	return is_phone_call(f) && (is_ad(f) || f->purpose == PURPOSE_SURVEY || f->channel == CHANNEL_CALL_ROBOT ||
	    f->mode == MODE_PROGRESSIVE || f->mode == MODE_PREDICTIVE || f->mode == MODE_ROBOT);
}

static bool
needs_carrier(const struct facts *f)
{
	return f->channel == CHANNEL_SMS || is_mass(f);
}

static bool
is_by_hand(const struct facts *f)
{
	return f->channel == CHANNEL_CALL_OPERATOR && (f->mode == MODE_MANUAL || f->mode == MODE_PREVIEW);
}

static bool
is_for_care(const struct facts *f)
{
	return !is_ad(f) && f->purpose != PURPOSE_SURVEY && f->purpose != PURPOSE_B2B_OFFER;
}

static bool
needs_consent(const struct facts *f, enum consent_code code)
{
	switch (code) {
	case CONSENT_AD_CHANNEL:
		return is_ad(f);
	case CONSENT_PD_PROMO:
		return is_ad(f) && !(f->party == PARTY_COMPANY && f->owner == OWNER_COMPANY && f->corporate == TRI_YES);
	case CONSENT_COMM_SMS:
		return f->channel == CHANNEL_SMS;
	case CONSENT_COMM_AUTOCALL:
		return is_mass(f);
	default:
		return f->health == TRI_YES && !is_for_care(f);
	}
}

static bool
has_hours(const struct facts *f)
{
	return f->channel != CHANNEL_EMAIL || is_ad(f) || f->purpose == PURPOSE_SURVEY;
}

static bool
wants_neutral(const struct facts *f)
{
	if (f->party != PARTY_PERSON)
		return false;
	if (is_ad(f))
		return f->health == TRI_YES;
	return f->channel != CHANNEL_CALL_OPERATOR || f->verified != TRI_YES ||
	    f->now - f->confirmed_at >= pack->number_months * 31 * DAY;
}

static bool
wants_stop_path(const struct facts *f)
{
	return !is_phone_call(f) && (is_ad(f) || f->purpose == PURPOSE_SURVEY);
}

/* ---- random facts ---- */

static void
random_zones(struct zone_set *set, bool may_be_empty)
{
	set->count = (uint8_t)(below(3) + !may_be_empty);
	for (int i = 0; i < set->count; i++)
		set->zone[i] = zones[below(6)];
}

static void
random_suppression(struct suppression_fact *out)
{
	*out = (struct suppression_fact){
		.scope = (enum scope)below(SCOPE_COUNT), .channel = (enum channel)below(CHANNEL_COUNT),
		.legal_entity_inn = below(3) == 0 ? SITUATION_OTHER_INN : below(2) ? SITUATION_INN : 0,
	};
}

static void
disturb_consent(struct facts *f)
{
	if (f->consents == 0)
		return;
	struct consent_fact *c = &f->consent[below(f->consents)];
	switch (below(12)) {
	case 10: c->names_processor = (enum tri)below(3); break;
	case 11: c->agreement = (enum tri)below(3); break;
	case 0: c->state = (enum consent_state)below(CONSENT_STATE_COUNT); break;
	case 1: c->channels = (uint16_t)below(16); break;
	case 2: c->purposes = (uint16_t)below(256); break;
	case 3: c->legal_entity_inn = SITUATION_OTHER_INN; break;
	case 4: c->granted_at = f->now - (int64_t)below(1000) * DAY; break;
	case 5: c->valid_until = f->now + ((int64_t)below(3) - 1) * SECOND; break;
	case 6: c->identity = (enum identity_level)below(IDENTITY_COUNT); break;
	case 7: c->signature = (enum signature_kind)below(SIGNATURE_COUNT); break;
	case 8: c->standalone = (enum tri)below(3); break;
	default: f->consents--; break;
	}
}

static void
disturb_campaign(struct facts *f)
{
	switch (below(9)) {
	case 0: f->purpose = (enum purpose)below(PURPOSE_COUNT); break;
	case 1: f->channel = (enum channel)below(CHANNEL_COUNT); break;
	case 2: f->mode = (enum dial_mode)below(MODE_COUNT); break;
	case 3: f->class = (enum message_class)below(CLASS_COUNT); break;
	case 4: f->running = (enum tri)below(3); break;
	case 5: f->killed = (enum tri)below(3); break;
	case 6: f->inquiry = (enum tri)below(3); break;
	case 7: f->care_plan = (enum tri)below(3); break;
	default: f->health = (enum tri)below(3); break;
	}
}

static void
disturb_text(struct facts *f)
{
	switch (below(12)) {
	case 0: f->text_checked = (enum tri)below(3); break;
	case 1: f->text_kept = (enum tri)below(3); break;
	case 2: f->warning = (enum tri)below(3); break;
	case 3: f->neutral = (enum tri)below(3); break;
	case 4: f->stop_path = (enum tri)below(3); break;
	case 5: f->human_key = (enum tri)below(3); break;
	case 6: f->professionals = (enum tri)below(3); break;
	case 7: f->offer_until = f->now + ((int64_t)below(3) - 1) * SECOND; break;
	case 8: f->licence = (enum tri)below(3); break;
	case 9: f->licence_until = f->now + ((int64_t)below(3) - 1) * SECOND; break;
	case 10: f->sms_category = (enum sms_category)below(CATEGORY_COUNT); break;
	default: f->carrier_template = (enum tri)below(3); break;
	}
}

static void
disturb_person(struct facts *f)
{
	switch (below(9)) {
	case 0: f->birth_year = 2000 + below(20); break;
	case 1: f->birth_date = 20080000 + 100 * (1 + below(12)) + 1 + below(28); break;
	case 2: f->birth_year = 0; f->paediatric = (enum tri)below(3); break;
	case 3: f->owner = OWNER_REPRESENTATIVE; f->authority = (enum tri)below(3); break;
	case 4: f->confirmed_at = f->now - (int64_t)below(1500) * DAY; break;
	case 5: f->published = (enum tri)below(3); break;
	case 6: f->corporate = (enum tri)below(3); break;
	case 7: f->state_clinic = (enum tri)below(3); break;
	default: f->party_quarantined = (enum tri)below(3); break;
	}
}

static void
disturb_provider(struct facts *f)
{
	switch (below(4)) {
	case 0: strcpy(f->provider_country, below(2) ? "DE" : ""); break;
	case 1: f->payload_minimal = (enum tri)below(3); break;
	case 2: f->processor_inn = below(2) ? 0 : SITUATION_OTHER_INN; break;
	default: f->caller_owner_inn = below(2) ? SITUATION_PROCESSOR_INN : SITUATION_OTHER_INN; break;
	}
}

static void
disturb_party(struct facts *f)
{
	switch (below(7)) {
	case 0: f->party = (enum party_kind)below(PARTY_COUNT); break;
	case 1: f->party_state = (enum party_state)below(STATE_COUNT); break;
	case 2: f->owner = (enum address_owner)below(OWNER_COUNT); break;
	case 3: f->verified = (enum tri)below(3); break;
	case 4: f->carrier_inn = 0; break;
	case 5: f->carrier_covered = (enum tri)below(3); break;
	default: f->bases = (uint8_t)below(SITUATION_BASES + 1); break;
	}
}

static void
disturb(struct facts *f)
{
	switch (below(12)) {
	case 9: disturb_text(f); break;
	case 10: disturb_person(f); break;
	case 11: disturb_provider(f); break;
	case 0:
	case 1: disturb_consent(f); break;
	case 2: disturb_campaign(f); break;
	case 3: disturb_party(f); break;
	case 4: random_zones(&f->number_zones, true); break;
	case 5: random_zones(&f->address_zones, true); break;
	case 6: random_zones(&f->clinic_zones, true); break;
	case 7: f->frequency.service_day = (int)below(3); f->frequency.calls_week = (int)below(3); break;
	default: random_suppression(&f->suppression[0]); f->suppressions = 1; break;
	}
}

static void
random_facts(struct facts *f)
{
	static int count;
	while (situations[count].name != NULL)
		count++;
	situation_facts(&situations[below((unsigned)count)], f);
	if (below(2)) {
		f->now += (int64_t)below(60 * 24) * HOUR + (int64_t)below(3600) * SECOND;
		f->pressed_at = f->pressed_at ? f->now - (int64_t)below(70) * SECOND : 0;
	}
	for (unsigned times = below(4); times > 0; times--)
		disturb(f);
}

/* ---- what is told when a property does not hold ---- */

static void
broken(const char *property, const char *what, const struct facts *before, const struct facts *after)
{
	struct buf text = {0};
	struct verdict verdict;

	facts_write_json(before, &text);
	fprintf(stderr, "SEED=%llu: %s %s\nbefore: %s\n", (unsigned long long)seed, property, what, text.data);
	buf_clear(&text);
	facts_write_json(after, &text);
	gate_judge(after, pack, &verdict);
	fprintf(stderr, "after: %s\nverdict: %s\n", text.data, outcome_name(verdict.outcome));
	fail();
}

static enum outcome
outcome_of(const struct facts *f)
{
	struct verdict verdict;

	gate_judge(f, pack, &verdict);
	return verdict.outcome;
}

/* ---- blanking one fact of an ALLOW ---- */

#define FACT(member) {#member, offsetof(struct facts, member), sizeof(((struct facts *)0)->member)

static bool if_call(const struct facts *f) { return is_phone_call(f); }
static bool if_b2b(const struct facts *f) { return f->purpose == PURPOSE_B2B_OFFER; }
static bool if_recall(const struct facts *f) { return f->purpose == PURPOSE_RECALL; }
static bool if_not_care(const struct facts *f) { return !is_for_care(f); }
static bool if_ad(const struct facts *f) { return is_ad(f); }
static bool if_carrier(const struct facts *f) { return needs_carrier(f); }
static bool if_by_hand(const struct facts *f) { return is_by_hand(f); }
static bool if_not_ad(const struct facts *f) { return !is_ad(f); }
static bool if_robot(const struct facts *f) { return f->channel == CHANNEL_CALL_ROBOT; }
static bool if_sms(const struct facts *f) { return f->channel == CHANNEL_SMS; }
static bool if_warned(const struct facts *f) { return is_ad(f) && f->professionals != TRI_YES; }
static bool if_neutral(const struct facts *f) { return wants_neutral(f); }
static bool if_stop_path(const struct facts *f) { return wants_stop_path(f); }
static bool if_undated(const struct facts *f) { return f->party != PARTY_COMPANY && f->birth_year == 0 && f->birth_date == 0; }
static bool if_represented(const struct facts *f) { return f->owner == OWNER_REPRESENTATIVE; }

static bool
if_consent(const struct facts *f)
{
	for (int code = 1; code < CONSENT_COUNT; code++)
		if (needs_consent(f, (enum consent_code)code))
			return true;
	return false;
}

/*
 * Every fact, and when the matrix needs it.  Not here, because without them
 * nothing is unknown: label_until, licence_until, valid_until (no end), oldest
 * (the whole window then), missed (all count then), birth_date and birth_year
 * (paediatric decides), professionals, border_notice and border_decision (a
 * way out that is then closed), suppressions (an empty list is an answer),
 * published and corporate (what they open is shut).  Zones are below.
 */
static const struct {
	const char *name;
	size_t offset, size;
	bool (*is_needed)(const struct facts *);
} facts_needed[] = {
	FACT(now), NULL}, FACT(purpose), NULL}, FACT(channel), NULL}, FACT(mode), if_call}, FACT(class), NULL},
	FACT(legal_entity_inn), NULL}, FACT(approved), NULL}, FACT(running), NULL}, FACT(killed), NULL},
	FACT(inquiry), if_b2b}, FACT(care_plan), if_recall}, FACT(health), if_not_care}, FACT(party), NULL},
	FACT(party_state), NULL}, FACT(address), NULL}, FACT(owner), NULL}, FACT(verified), if_ad}, FACT(quarantined), NULL},
	FACT(carrier_inn), if_carrier}, FACT(carrier_covered), if_carrier}, FACT(consents_read), NULL},
	FACT(consents), if_consent}, FACT(suppressions_read), NULL}, FACT(bases_read), NULL}, FACT(bases), if_not_ad},
	FACT(frequency), NULL}, FACT(order_present), NULL}, FACT(order_until), NULL}, FACT(label), if_call},
	FACT(label_contract), if_call}, FACT(caller_owner_inn), if_call}, FACT(pressed_at), if_by_hand},
	FACT(agent), if_by_hand}, FACT(text_checked), NULL}, FACT(text_kept), NULL}, FACT(warning), if_warned},
	FACT(neutral), if_neutral}, FACT(stop_path), if_stop_path}, FACT(human_key), if_robot}, FACT(offer_until), if_ad},
	FACT(licence), if_ad}, FACT(sender_named), if_sms}, FACT(sms_category), if_sms}, FACT(carrier_template), if_sms},
	FACT(confirmed_at), if_ad}, FACT(party_quarantined), NULL}, FACT(paediatric), if_undated}, FACT(authority), if_represented},
	FACT(processor_inn), if_ad}, FACT(provider_country), NULL}, FACT(payload_minimal), NULL},
};

/* Every fourth of them, from a random one on: a million facts blank each of them tens of thousands of times. */
static void
check_blanks(const struct facts *allowed)
{
	for (size_t i = below(4); i < sizeof(facts_needed) / sizeof(facts_needed[0]); i += 4) {
		struct facts f = *allowed;
		bool counters = facts_needed[i].offset == offsetof(struct facts, frequency);
		memset((char *)&f + facts_needed[i].offset, counters ? 0xFF : 0, facts_needed[i].size);
		if (facts_needed[i].is_needed != NULL && !facts_needed[i].is_needed(allowed))
			continue;
		if (outcome_of(&f) == OUTCOME_ALLOW)
			broken("a missing fact allowed:", facts_needed[i].name, allowed, &f);
	}
}

static void
check_counters(const struct facts *allowed)
{
	struct facts f = *allowed;
	int *counter = (int *)&f.frequency + below(sizeof(f.frequency) / sizeof(int));

	*counter = -1;
	if (outcome_of(&f) == OUTCOME_ALLOW)
		broken("a missing counter allowed", "", allowed, &f);
}

/* Without any zone only 07-08 UTC of a working day is open everywhere. */
static void
check_zones(const struct facts *allowed)
{
	struct facts f = *allowed;
	int hour = (int)(f.now % DAY / HOUR);

	f.address_zones.count = f.number_zones.count = f.clinic_zones.count = 0;
	bool open = hour == 7 && policy_is_day_off(pack, f.now / DAY) == TRI_NO;
	if (has_hours(allowed) && (outcome_of(&f) == OUTCOME_ALLOW) != open)
		broken("a missing zone", open ? "closed" : "opened", allowed, &f);
}

static void
check_consent_fields(const struct facts *allowed)
{
	for (int i = 0; i < allowed->consents; i++) {
		struct facts f = *allowed;
		struct consent_fact *c = &f.consent[i];
		bool alone = c->code == CONSENT_AD_CHANNEL || c->code == CONSENT_PD_PROMO;
		if (!needs_consent(allowed, c->code))
			continue;
		switch (below(8)) {
		case 0: c->code = CONSENT_UNKNOWN; break;
		case 1: c->state = CONSENT_STATE_UNKNOWN; break;
		case 2: c->purposes = 0; break;
		case 3: c->legal_entity_inn = 0; break;
		case 4: c->granted_at = 0; break;
		case 5: c->identity = IDENTITY_UNKNOWN; break;
		case 6: c->signature = SIGNATURE_UNKNOWN; break;
		default:
			if (!alone || c->granted_at < pack->standalone_since)
				continue;
			c->standalone = TRI_UNKNOWN;
			break;
		}
		if (outcome_of(&f) == OUTCOME_ALLOW)
			broken("a missing field of a consent allowed", consent_code_name(allowed->consent[i].code), allowed, &f);
	}
}

/* ---- restrictions ---- */

static void
restrict_consents(struct facts *f)
{
	if (f->consents == 0 || f->consents >= FACTS_CONSENTS)
		return;
	struct consent_fact *c = &f->consent[below(f->consents)];
	switch (below(3)) {
	case 0:
		f->consent[f->consents] = *c;
		f->consent[f->consents].state = below(2) ? CONSENT_STATE_WITHDRAWN : CONSENT_STATE_REFUSED;
		f->consent[f->consents].number = (int64_t)below(300);
		f->consents++;
		break;
	case 1: c->state = CONSENT_STATE_WITHDRAWN; break;
	default: c->valid_until = f->now; break;
	}
}

static void
add_zone(struct zone_set *set)
{
	if (set->count > 0 && set->count < FACTS_ZONES)
		set->zone[set->count++] = zones[below(6)];
}

static void
restrict_facts(struct facts *f)
{
	switch (below(24)) {
	case 14: f->party_quarantined = TRI_YES; break;
	case 15: f->text_kept = TRI_NO; break;
	case 16: f->warning = TRI_NO; break;
	case 17: f->neutral = TRI_NO; break;
	case 18: f->stop_path = TRI_NO; break;
	case 19: f->offer_until = f->now; break;
	case 20: strcpy(f->provider_country, "DE"); break;
	case 21: f->payload_minimal = TRI_NO; break;
	case 22: f->birth_date = f->birth_date || f->birth_year ? 20200101 : 0; break;	/* a date where none was known is no restriction */
	case 23: f->caller_owner_inn = 1; break;	/* nobody of ours */
	case 0: f->party_state = below(2) ? STATE_DECEASED : STATE_BLOCKED; break;
	case 1: f->killed = TRI_YES; break;
	case 2: f->running = TRI_NO; break;
	case 3: f->approved = TRI_NO; break;
	case 4: f->quarantined = TRI_YES; break;
	case 5: f->owner = OWNER_SHARED; break;
	case 6: f->verified = TRI_NO; break;
	case 7: f->order_until = f->now; break;
	case 8: f->carrier_covered = TRI_NO; break;
	case 9: f->label[0] = '\0'; break;
	case 10: f->bases = 0; break;
	case 11: f->pressed_at = 0; break;
	case 12: add_zone(&f->number_zones); break;
	default: restrict_consents(f); break;
	}
}

static void
raise_counters(struct facts *f)
{
	int *counter = (int *)&f->frequency + below(sizeof(f->frequency) / sizeof(int));
	if (*counter >= 0)
		*counter += 1 + (int)below(4);
}

static void
check_restrictions(const struct facts *before, enum outcome outcome)
{
	struct facts f = *before;

	restrict_facts(&f);
	if (outcome_of(&f) < outcome)
		broken("a restriction opened", "", before, &f);
	f = *before;
	raise_counters(&f);
	if (outcome_of(&f) < outcome)
		broken("another contact opened", "", before, &f);
	f = *before;
	random_suppression(&f.suppression[f.suppressions++]);
	if (outcome_of(&f) < outcome)
		broken("a refusal opened", "", before, &f);
}

/* ---- consents ---- */

/* Advertising rests on two consents and neither stands for the other; any consent it needs, given to another entity, is none. */
static void
check_consents(const struct facts *allowed)
{
	for (int i = 0; i < allowed->consents; i++) {
		enum consent_code code = allowed->consent[i].code;
		if (!needs_consent(allowed, code))
			continue;
		struct facts without = *allowed, crossed = *allowed;
		without.consents = 0;
		for (const struct consent_fact *c = allowed->consent; c < allowed->consent + allowed->consents; c++)
			if (c->code != code)
				without.consent[without.consents++] = *c;
		for (struct consent_fact *c = crossed.consent; c < crossed.consent + crossed.consents; c++)
			if (c->code == code)
				c->legal_entity_inn = SITUATION_OTHER_INN;
		if (outcome_of(&without) != OUTCOME_DENY)
			broken("allowed without", consent_code_name(code), allowed, &without);
		if (outcome_of(&crossed) != OUTCOME_DENY)
			broken("another entity's consent allowed:", consent_code_name(code), allowed, &crossed);
	}
}

/* ---- the gate as a whole ---- */

/* Whoever said no to everything is contacted by nobody, unless the contract or a statute asks: then a person decides. */
static void
check_refusal(const struct facts *before)
{
	static const enum scope everything[] = {SCOPE_ALL_CONTACT, SCOPE_PD_WITHDRAWAL, SCOPE_WRONG_PERSON, SCOPE_UNKNOWN};
	struct facts f = *before;
	bool weighed = f.purpose == PURPOSE_CONTRACT || f.purpose == PURPOSE_LEGAL_NOTICE;

	f.suppressions = 1;
	f.suppression[0] = (struct suppression_fact){.scope = everything[below(4)], .said_at = f.now - (int64_t)below(2) * DAY};
	weighed &= f.suppression[0].scope != SCOPE_WRONG_PERSON;
	if (outcome_of(&f) < (weighed ? OUTCOME_REVIEW : OUTCOME_DENY))
		broken("a refusal did not dominate:", scope_name(f.suppression[0].scope), before, &f);
}

static void
narrow(struct hours *hours)
{
	hours->from += (int)below(60);
	hours->until -= (int)below(60);
}

/* A stricter pack opens nothing: shorter hours, lower caps, more that is mass or advertising, shorter memories. */
static void
check_stricter(const struct facts *before, enum outcome outcome)
{
	struct policy strict = *pack;
	struct verdict verdict;

	switch (below(8)) {
	case 0: narrow(&strict.workdays); narrow(&strict.days_off); narrow(&strict.anywhere_workdays); break;
	case 1: strict.ad_day = strict.service_day = strict.calls_day = strict.messages_day = (int)below(2); break;
	case 2: strict.mass_purposes |= (uint16_t)below(256); break;
	case 3: strict.mass_modes |= (uint16_t)below(32); break;
	case 4: strict.press_seconds = (int)below(60); break;
	case 5: strict.confirm_months = 1 + (int)below(23); strict.number_months = 1 + (int)below(23); break;
	case 6: strict.channels &= (uint16_t)below(16); strict.label_max = (int)below(32); break;
	default: strict.strict_list = 1; break;
	}
	gate_judge(before, &strict, &verdict);
	if (verdict.outcome < outcome)
		broken("a stricter pack opened", "", before, before);
}

/* A rule on trial leaves the others' say alone, and the verdict is that of the rest; a rule that counts is never marked. */
static void
check_observed(const struct facts *f, const struct verdict *verdict)
{
	int n = (int)below((unsigned)rule_count);
	struct policy trial = *pack;
	struct verdict other;
	enum outcome rest = OUTCOME_ALLOW;

	trial.observed[rules[n]->number] = true;
	gate_judge(f, &trial, &other);
	for (int i = 0; i < rule_count; i++) {
		bool differs = other.answer[i].outcome != verdict->answer[i].outcome;
		if (differs || (other.answer[i].observed && i != n))
			broken("a rule on trial moved another:", rules[i]->id, f, f);
		if (i != n && verdict->answer[i].outcome > rest)
			rest = (enum outcome)verdict->answer[i].outcome;
	}
	if (other.outcome != rest && !(rest == OUTCOME_DEFER && other.outcome == OUTCOME_REVIEW && other.until == 0))
		broken("a rule on trial opened more than itself:", rules[n]->id, f, f);
}

static void
check_unread(const struct facts *before)
{
	struct facts f = *before;
	enum tri unread = below(2) ? TRI_NO : TRI_UNKNOWN;

	switch (below(3)) {
	case 0: f.consents_read = unread; break;
	case 1: f.suppressions_read = unread; break;
	default: f.bases_read = unread; break;
	}
	if (outcome_of(&f) != OUTCOME_DENY)
		broken("an unread store did not deny", "", before, &f);
}

static void
check_pack(const struct facts *before)
{
	struct policy spoilt = *pack;
	struct verdict verdict;

	switch (below(4)) {
	case 0: spoilt.years = 0; break;
	case 1: spoilt.valid_to = before->now; break;
	case 2: spoilt.reviewed = false; break;
	default: spoilt.change_at = before->now; break;
	}
	gate_judge(before, &spoilt, &verdict);
	if (verdict.outcome != OUTCOME_DENY)
		broken("a spoilt pack did not deny", "", before, before);
}

static void
check_advertising_robot(const struct facts *before)
{
	static const enum purpose purposes[] = {PURPOSE_AD_PROMO, PURPOSE_B2B_OFFER, PURPOSE_RECALL, PURPOSE_SERVICE_REMINDER};
	struct facts f = *before;

	f.purpose = purposes[below(4)];
	f.class = f.purpose == PURPOSE_SERVICE_REMINDER ? CLASS_AD : f.class;
	f.care_plan = f.purpose == PURPOSE_RECALL ? (enum tri)below(2) : f.care_plan;
	if (below(2))
		f.channel = CHANNEL_CALL_ROBOT;
	else
		f.mode = MODE_ROBOT;
	if (outcome_of(&f) != OUTCOME_DENY)
		broken("a robot may advertise", "", before, &f);
}

static void
shuffle(int order[], int count)
{
	for (int i = 0; i < count; i++) {
		int at = (int)below((unsigned)i + 1);
		order[i] = order[at];
		order[at] = i;
	}
}

/* The rules one by one, in an order drawn by lot, say what they said together; the severest is the verdict. */
static void
check_order(const struct facts *f, const struct verdict *verdict)
{
	int order[RULES_MAX];
	enum outcome severest = OUTCOME_ALLOW;

	shuffle(order, rule_count);
	for (int i = 0; i < rule_count; i++) {
		int n = order[i];
		if (!pack->asked[rules[n]->number])
			continue;	/* of another law */
		struct answer a = rules[n]->check(f, pack);
		if (a.outcome != verdict->answer[n].outcome || a.reason != verdict->answer[n].reason ||
		    a.until != verdict->answer[n].until)
			broken("the order of the rules matters:", rules[n]->id, f, f);
		if (a.outcome == OUTCOME_DEFER && (a.until <= f->now || rules[n]->next(f, pack, a.until) != a.until))
			broken("a rule does not allow when it said it would:", rules[n]->id, f, f);
		severest = a.outcome > severest ? (enum outcome)a.outcome : severest;
	}
	bool unnamed = severest == OUTCOME_DEFER && verdict->outcome == OUTCOME_REVIEW && verdict->until == 0;
	if (verdict->outcome != severest && !unnamed)
		broken("the severest answer did not win", "", f, f);
}

/* At the instant that a DEFER names the hours are open and no cap is left; a second before, some rule still deferred. */
static void
check_until(const struct facts *before, const struct verdict *verdict)
{
	struct facts f = *before;

	if (verdict->until <= before->now)
		broken("until is not later than now", "", before, before);
	f.now = verdict->until;
	f.pressed_at = f.pressed_at ? f.now : 0;
	memset(&f.frequency, 0, sizeof(f.frequency));
	struct verdict later;
	gate_judge(&f, pack, &later);
	for (int i = 0; i < rule_count; i++)
		if (later.answer[i].outcome == OUTCOME_DEFER)
			broken("still deferred at until:", rules[i]->id, before, &f);
}

static void
check_json(const struct facts *f)
{
	struct buf text = {0}, again = {0};
	struct facts read;
	struct err err = {0};

	facts_write_json(f, &text);
	if (!facts_read_json(buf_view(&text), &read, &err))
		broken("not read again:", err.text, f, f);
	facts_write_json(&read, &again);
	if (strcmp(text.data, again.data) != 0 || outcome_of(&read) != outcome_of(f))
		broken("JSON changed the facts", "", f, &read);
	buf_release(&text);
	buf_release(&again);
}

static bool
is_another(int64_t i)
{
	struct timespec used;

	if (rounds != 0)
		return i < rounds;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return used.tv_sec < DEFAULT_SECONDS;
}

static void
test_properties(void **state)
{
	int64_t outcomes[OUTCOME_COUNT] = {0};
	struct facts f;
	struct verdict verdict;

	(void)state;
	int64_t i = 0;
	for (; is_another(i); i++) {
		random_facts(&f);
		gate_judge(&f, pack, &verdict);
		outcomes[verdict.outcome]++;
		check_order(&f, &verdict);
		check_restrictions(&f, verdict.outcome);
		check_unread(&f);
		check_pack(&f);
		check_advertising_robot(&f);
		check_refusal(&f);
		check_stricter(&f, verdict.outcome);
		check_observed(&f, &verdict);
		if (verdict.outcome == OUTCOME_DEFER)
			check_until(&f, &verdict);
		if (verdict.outcome == OUTCOME_ALLOW) {
			check_blanks(&f);
			check_counters(&f);
			check_zones(&f);
			check_consent_fields(&f);
			check_consents(&f);
		}
		if (i % 64 == 0)
			check_json(&f);
	}
	print_message("seed %llu: %lld facts: allow %lld, defer %lld, review %lld, deny %lld\n", (unsigned long long)seed,
	    (long long)i, (long long)outcomes[OUTCOME_ALLOW], (long long)outcomes[OUTCOME_DEFER],
	    (long long)outcomes[OUTCOME_REVIEW], (long long)outcomes[OUTCOME_DENY]);
	assert_true(outcomes[OUTCOME_ALLOW] > i / 20 && outcomes[OUTCOME_DEFER] > i / 20);
}

int
main(void)
{
	static const char *const names[] = {
		"Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok", "Asia/Kamchatka"};
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_properties)};

	seed = getenv("SEED") ? strtoull(getenv("SEED"), NULL, 10) : (uint64_t)clock_read();
	state_of_chance = seed;
	rounds = getenv("DOZVON_PROPERTY_FACTS") ? atoll(getenv("DOZVON_PROPERTY_FACTS")) : 0;
	for (int i = 0; i < 6; i++)
		zones[i] = zone_find(names[i]);
	pack = situation_policy();
	pack->change_at = 0;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(pack);
	return failed;
}

/* situation.c - facts in which everything is in order. */
#include "tests/support/situation.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"

#define CELL(name, purpose, channel, mode, party, ...) \
	{name, PURPOSE_##purpose, CHANNEL_##channel, MODE_##mode, PARTY_##party, __VA_ARGS__}

const struct situation situations[] = {
	CELL("ad_call", AD_PROMO, CALL_OPERATOR, PREVIEW, PERSON, false, false, false),
	CELL("ad_sms", AD_PROMO, SMS, UNKNOWN, PERSON, false, false, false),
	CELL("ad_email", AD_PROMO, EMAIL, UNKNOWN, PERSON, false, false, false),
	CELL("ad_health_sms", AD_PROMO, SMS, UNKNOWN, PERSON, false, false, true),
	CELL("reminder_call", SERVICE_REMINDER, CALL_OPERATOR, MANUAL, PERSON, false, false, true),
	CELL("reminder_paced", SERVICE_REMINDER, CALL_OPERATOR, PROGRESSIVE, PERSON, false, false, true),
	CELL("reminder_robot", SERVICE_REMINDER, CALL_ROBOT, ROBOT, PERSON, false, false, true),
	CELL("reminder_sms", SERVICE_REMINDER, SMS, UNKNOWN, PERSON, false, false, true),
	CELL("reminder_email", SERVICE_REMINDER, EMAIL, UNKNOWN, PERSON, false, false, true),
	CELL("waiting_call", WAITING_LIST, CALL_OPERATOR, PREVIEW, PERSON, false, false, false),
	CELL("waiting_sms", WAITING_LIST, SMS, UNKNOWN, PERSON, false, false, false),
	CELL("survey_call", SURVEY, CALL_OPERATOR, PREVIEW, PERSON, false, false, false),
	CELL("survey_sms", SURVEY, SMS, UNKNOWN, PERSON, false, false, false),
	CELL("survey_email", SURVEY, EMAIL, UNKNOWN, PERSON, false, false, false),
	CELL("recall_call", RECALL, CALL_OPERATOR, PREVIEW, PERSON, true, false, false),
	CELL("recall_robot", RECALL, CALL_ROBOT, ROBOT, PERSON, true, false, false),
	CELL("recall_sms", RECALL, SMS, UNKNOWN, PERSON, true, false, false),
	CELL("recall_ad_call", RECALL, CALL_OPERATOR, PREVIEW, PERSON, false, false, false),
	CELL("recall_ad_sms", RECALL, SMS, UNKNOWN, PERSON, false, false, false),
	CELL("recall_ad_email", RECALL, EMAIL, UNKNOWN, PERSON, false, false, false),
	CELL("b2b_call", B2B_OFFER, CALL_OPERATOR, MANUAL, COMPANY, false, false, false),
	CELL("b2b_email", B2B_OFFER, EMAIL, UNKNOWN, COMPANY, false, false, false),
	CELL("b2b_person_email", B2B_OFFER, EMAIL, UNKNOWN, CONTACT_PERSON, false, false, false),
	CELL("b2b_trader_sms", B2B_OFFER, SMS, UNKNOWN, SOLE_TRADER, false, false, false),
	CELL("inquiry_call", B2B_OFFER, CALL_OPERATOR, MANUAL, COMPANY, false, true, false),
	CELL("contract_call", CONTRACT, CALL_OPERATOR, MANUAL, PERSON, false, false, false),
	CELL("contract_robot", CONTRACT, CALL_ROBOT, ROBOT, PERSON, false, false, false),
	CELL("contract_sms", CONTRACT, SMS, UNKNOWN, PERSON, false, false, false),
	CELL("contract_email", CONTRACT, EMAIL, UNKNOWN, PERSON, false, false, false),
	CELL("contract_company_email", CONTRACT, EMAIL, UNKNOWN, COMPANY, false, false, false),
	CELL("notice_call", LEGAL_NOTICE, CALL_OPERATOR, MANUAL, PERSON, false, false, false),
	CELL("notice_email", LEGAL_NOTICE, EMAIL, UNKNOWN, PERSON, false, false, false),
	{.name = NULL},
};

static int64_t
instant(const char *text)
{
	int64_t out;
	must(instant_parse(text, &out));
	return out;
}

const struct situation *
situation_find(const char *name)
{
	for (const struct situation *s = situations; s->name != NULL; s++)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

struct consent_fact *
situation_consent(struct facts *facts, enum consent_code code)
{
	for (int i = 0; i < facts->consents; i++)
		if (facts->consent[i].code == code)
			return &facts->consent[i];
	return NULL;
}

static enum message_class
class_of(const struct situation *s)
{
	static const enum message_class classes[PURPOSE_COUNT] = {
		[PURPOSE_AD_PROMO] = CLASS_AD, [PURPOSE_SERVICE_REMINDER] = CLASS_SERVICE,
		[PURPOSE_WAITING_LIST] = CLASS_SERVICE, [PURPOSE_SURVEY] = CLASS_SURVEY, [PURPOSE_RECALL] = CLASS_SERVICE,
		[PURPOSE_B2B_OFFER] = CLASS_AD, [PURPOSE_CONTRACT] = CLASS_SERVICE,
		[PURPOSE_LEGAL_NOTICE] = CLASS_LEGAL_NOTICE,
	};
	if (s->purpose == PURPOSE_RECALL && !s->care_plan)
		return CLASS_AD;
	return s->inquiry ? CLASS_SERVICE : classes[s->purpose];
}

static void
add_campaign(const struct situation *s, struct facts *f)
{
	f->purpose = s->purpose;
	f->channel = s->channel;
	f->mode = s->mode;
	f->class = class_of(s);
	f->legal_entity_inn = SITUATION_INN;
	f->approved = f->running = TRI_YES;
	f->killed = TRI_NO;
	f->inquiry = tri_of(s->inquiry);
	f->care_plan = tri_of(s->care_plan);
	f->health = tri_of(s->health);
}

static void
add_text(const struct situation *s, struct facts *f)
{
	f->text_checked = f->text_kept = TRI_YES;
	f->warning = f->neutral = f->stop_path = f->human_key = TRI_YES;
	f->professionals = TRI_NO;
	f->offer_until = instant("2026-12-31T21:00:00Z");
	f->licence = TRI_YES;
	f->state_clinic = TRI_NO;
	f->sender_named = f->carrier_template = TRI_YES;
	f->sms_category = s->channel != CHANNEL_SMS ? CATEGORY_UNKNOWN :
	    f->class == CLASS_AD ? CATEGORY_advertising : CATEGORY_service;
}

static void
add_provider(struct facts *f)
{
	f->order_present = TRI_YES;
	f->order_until = instant("2027-06-01T00:00:00Z");
	f->carrier_covered = TRI_YES;
	f->processor_inn = SITUATION_PROCESSOR_INN;
	strcpy(f->provider_country, "RU");
	f->payload_minimal = TRI_YES;
}

static void
add_party(const struct situation *s, struct facts *f)
{
	const struct zone *moscow = zone_find("Europe/Moscow");

	must(moscow != NULL);
	f->party = s->party;
	f->party_state = STATE_ACTIVE;
	f->address = s->channel == CHANNEL_EMAIL ? ADDRESS_EMAIL : ADDRESS_PHONE;
	f->owner = s->party == PARTY_COMPANY ? OWNER_COMPANY : OWNER_OWN;
	f->verified = TRI_YES;
	f->confirmed_at = instant("2026-03-02T10:00:00Z");
	f->published = f->corporate = tri_of(s->party == PARTY_COMPANY);
	f->quarantined = f->party_quarantined = TRI_NO;
	f->birth_year = s->party == PARTY_COMPANY ? 0 : 1984;
	f->paediatric = f->authority = TRI_NO;
	f->carrier_inn = f->address == ADDRESS_PHONE ? SITUATION_CARRIER_INN : 0;
	f->address_zones = f->clinic_zones = (struct zone_set){1, {moscow}};
	if (f->address == ADDRESS_PHONE)
		f->number_zones = f->clinic_zones;
}

static void
add_consents(struct facts *f)
{
	f->consents_read = TRI_YES;
	for (int code = 1; code < CONSENT_COUNT; code++)
		f->consent[f->consents++] = (struct consent_fact){
			.code = (enum consent_code)code, .state = CONSENT_STATE_ACTIVE, .channels = 0xF, .purposes = 0xFF,
			.legal_entity_inn = SITUATION_INN, .granted_at = instant("2026-03-02T10:00:00Z"),
			.identity = IDENTITY_DESK, .signature = SIGNATURE_PAPER_SCAN, .standalone = TRI_YES,
			.number = 100 + code, .names_processor = TRI_YES,
		};
}

static void
add_bases(struct facts *f)
{
	f->bases_read = TRI_YES;
	for (int kind = 1; kind < BASIS_COUNT; kind++)
		f->basis[f->bases++] = (struct basis_fact){
			.kind = (enum basis_kind)kind, .purposes = 0xFF, .legal_entity_inn = SITUATION_INN,
			.valid_from = instant("2026-01-12T00:00:00Z"),
		};
}

void
situation_facts(const struct situation *s, struct facts *f)
{
	facts_init(f, instant(SITUATION_NOW));
	add_campaign(s, f);
	add_text(s, f);
	add_party(s, f);
	add_consents(f);
	add_bases(f);
	f->suppressions_read = TRI_YES;
	memset(&f->frequency, 0, sizeof(f->frequency));
	add_provider(f);
	strcpy(f->label, "Клиника Здоровье");
	f->label_contract = TRI_YES;
	f->caller_owner_inn = SITUATION_INN;
	if (s->mode == MODE_MANUAL || s->mode == MODE_PREVIEW) {
		f->pressed_at = f->now - 3 * SECOND;
		f->agent = 7;
	}
}

struct policy *
situation_policy(void)
{
	struct err err = {0};
	struct policy *policy = policy_load("config/policies/ru.yaml", instant(SITUATION_NOW), &err);

	if (policy == NULL)
		fprintf(stderr, "%s\n", err.text);
	must(policy != NULL);
	return policy;
}

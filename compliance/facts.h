/*
 * facts.h - everything a rule may know about one target at one instant, as plain data.
 *
 * A zeroed struct means that nothing is known, and nothing unknown ever
 * allows: enumerations have UNKNOWN at 0, instants and numbers are 0 when
 * unknown, counters are -1 (facts_init sets them).  Facts are loaded from the
 * database by facts_store.h, read from JSON by facts_json.h, and stored with
 * each decision, so that it can be judged again years later.
 */
#ifndef COMPLIANCE_FACTS_H
#define COMPLIANCE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"
#include "compliance/words.h"

enum { FACTS_CONSENTS = 24, FACTS_SUPPRESSIONS = 16, FACTS_BASES = 8, FACTS_ZONES = 12, LABEL_MAX = 32, FACTS_PROCESSORS = 6,
	FACTS_REVIEWS = 8 };

/* One consent in its newest state (compliance/consent.h derives it from the events). */
struct consent_fact {
	enum consent_code code;
	enum consent_state state;	/* EXPIRED and LEGACY follow from the instants below */
	uint16_t channels;		/* WORD_BIT(CHANNEL_...) */
	uint16_t purposes;		/* WORD_BIT(PURPOSE_...) */
	int64_t legal_entity_inn;	/* whom the person agreed with */
	int64_t granted_at;
	int64_t valid_until;		/* 0: no term was named */
	enum identity_level identity;
	enum signature_kind signature;
	enum tri standalone;		/* a document of its own: C-01 */
	int64_t number;			/* consent_event.id of the giving: for the person who asks which one */
	enum tri agreement;		/* C-04: that a code from SMS counts as a signature; on record */
	enum tri names_processor;	/* C-09: this campaign's provider is among those it names */
	uint8_t processors;		/* whom it names, as config/processor.h keys; more than fit are not named */
	uint64_t processor[FACTS_PROCESSORS];
};

struct suppression_fact {
	enum scope scope;
	enum channel channel;		/* of ADS_CHANNEL */
	int64_t legal_entity_inn;	/* 0: all entities of the installation */
	int64_t said_at;
};

struct basis_fact {
	enum basis_kind kind;
	uint16_t purposes;
	int64_t legal_entity_inn;
	int64_t valid_from;
	int64_t valid_until;		/* 0: no end */
};

/* A REVIEW answer that the compliance officer approved for this target: exactly this rule's, for exactly this reason. */
struct review_fact {
	int64_t rule, reason;		/* numbers: rule.h, reason.h */
	int64_t decided_at, until;
	int64_t staff;
};

struct zone_set {
	uint8_t count;
	const struct zone *zone[FACTS_ZONES];
};

/* How often this person was contacted, over all campaigns and channels; -1 when the counters could not be read. */
struct frequency {
	int ad_day, ad_week, ad_month;			/* advertising, any channel */
	int service_day, service_week;			/* everything else */
	int calls_day, calls_week, calls_month;		/* of any purpose */
	int messages_day, messages_week, messages_month;	/* SMS and e-mail, of any purpose */
};

/* When the oldest contact of each window was: a cap is free again when it leaves.  0 when not known. */
struct frequency_oldest {
	int64_t ad_day, ad_week, ad_month;
	int64_t service_day, service_week;
	int64_t calls_day, calls_week, calls_month;
	int64_t messages_day, messages_week, messages_month;
};

struct facts {
	int64_t now;

	/* the campaign */
	enum purpose purpose;
	enum channel channel;
	enum dial_mode mode;		/* calls only; UNKNOWN for SMS and EMAIL */
	enum message_class class;
	int64_t legal_entity_inn;	/* the advertiser and operator */
	enum tri approved;		/* by a second person */
	enum tri running;		/* started, not paused, inside its own dates */
	enum tri killed;		/* the kill switch of this purpose is thrown */
	enum tri inquiry;		/* asks whom to write to; no offer */
	enum tri care_plan;		/* a doctor set the follow-up in this patient's plan */
	enum tri health;		/* segment, script or text uses a HEALTH field */

	/* its text, as the linter read it at approval */
	enum tri text_checked;		/* M-01: it was read, and a second person approved its class */
	enum tri text_kept;		/* this very text is on record */
	enum tri warning;		/* M-02: contraindications, large enough */
	enum tri neutral;		/* M-04: text, subject and sender say nothing of doctor, specialty, diagnosis, result */
	enum tri stop_path;		/* it says how to refuse */
	enum tri human_key;		/* robots: a key for a person and a key for stop */
	enum tri professionals;		/* the audience is medical workers only */
	int64_t offer_until;		/* M-05: the terms it offers hold until then */
	enum tri licence;		/* M-05: the legal entity's, on record */
	int64_t licence_until;		/* 0: no end */
	enum tri state_clinic;		/* G-20: a state's or a city's own */
	enum tri sender_named;		/* M-09: SMS comes under a sender name */
	enum sms_category sms_category;
	enum tri carrier_template;	/* M-09: registered with the carriers */

	/* the party and the contact point */
	enum party_kind party;
	enum party_state party_state;
	enum address_kind address;
	enum address_owner owner;
	enum tri verified;
	int64_t confirmed_at;		/* the newest contact that proved whose the address is: C-11 */
	enum tri published;		/* the company published this address itself */
	enum tri corporate;		/* judged: the company's address and no single person's: I-06 */
	enum tri quarantined;		/* I-02, I-03: its list is from an open source, or notice not sent */
	enum tri party_quarantined;	/* the same of this party alone */
	int64_t carrier_inn;		/* of the called number; 0 when not resolved */
	int64_t birth_date;		/* 20110214; 0 not known.  A number, since before 1970 there are no instants */
	int64_t birth_year;
	enum tri paediatric;		/* from a children's card */
	enum tri authority;		/* a representative is on record, with the document that makes one */

	/* where the person may be: each that is known; all empty means anywhere in Russia */
	struct zone_set address_zones;	/* of the stated address or region */
	struct zone_set number_zones;	/* of the number's region */
	struct zone_set clinic_zones;

	enum tri consents_read;		/* YES: the store answered, an empty list is an answer */
	uint8_t consents;
	struct consent_fact consent[FACTS_CONSENTS];

	enum tri suppressions_read;
	uint8_t suppressions;
	struct suppression_fact suppression[FACTS_SUPPRESSIONS];

	enum tri bases_read;
	uint8_t bases;
	struct basis_fact basis[FACTS_BASES];

	struct frequency frequency;
	struct frequency missed;	/* of these, the contacts that reached nobody */
	struct frequency_oldest oldest;

	/* the provider as a processor */
	enum tri order_present;		/* P-01: a processing order is on record */
	int64_t order_until;
	enum tri carrier_covered;	/* P-02: its contracts cover the called carrier */
	int64_t processor_inn;		/* P-05: who processes for us, as the order names it */
	char provider_country[3];	/* P-03: where it processes; "" not known */
	enum tri border_notice;		/* P-03: notice of the transfer abroad, on record */
	enum tri border_decision;	/* P-03: and the decision on it */
	enum tri payload_minimal;	/* P-04: it gets no more than the order names */

	/* the number that calls: G-19 */
	char label[LABEL_MAX * 4 + 1];	/* UTF-8; "" when none is registered */
	enum tri label_contract;
	int64_t label_until;		/* 0: no end */
	int64_t caller_owner_inn;

	/* the human act: MANUAL and PREVIEW */
	int64_t pressed_at;
	int64_t agent;			/* staff id; 0 nobody */

	/* what the compliance officer approved: review.h */
	uint8_t reviews;
	struct review_fact review[FACTS_REVIEWS];

	/* a state register of people who want no calls, where the law keeps one: do_not_call.c */
	enum tri register_listed;
	int64_t register_read_at;
};

/* Nothing known at all, as of now. */
void facts_init(struct facts *facts, int64_t now);

#endif

/* facts_member.c - the members of facts as a table. */
#include "compliance/facts_member.h"

#include <string.h>

#define LIST(type, prefix) static const char *const type##_list[] = {NULL,
#define WORD(prefix, name, russian) #name,
#define END(type, prefix) }; \
	static const struct member_words type##_words __attribute__((unused)) = {type##_list, prefix##_COUNT};
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

#define IN(of, field) .name = #field, .offset = offsetof(struct of, field)
#define WORDS(of, field, list) {IN(of, field), .kind = MEMBER_WORD, .words = &list##_words}
#define MASK(of, field, list) {IN(of, field), .kind = MEMBER_MASK, .words = &list##_words}
#define STATED(of, field, prose) {IN(of, field), .kind = MEMBER_TRI, .says = prose}
#define NUMBER(of, field, prose) {IN(of, field), .kind = MEMBER_NUMBER, .says = prose}
#define INSTANT(of, field, prose) {IN(of, field), .kind = MEMBER_INSTANT, .says = prose}
#define COUNTER(field) {IN(frequency, field), .kind = MEMBER_COUNTER}
#define OLDEST(field) {IN(frequency_oldest, field), .kind = MEMBER_INSTANT}
#define ZONES(field, prose) {IN(facts, field), .kind = MEMBER_ZONES, .says = prose}
#define OBJECT(field, table, prose) {IN(facts, field), .kind = MEMBER_OBJECT, .inner = table, .says = prose}
#define SEVERAL(plural, field, type, table, most, prose) \
	{.name = #plural, .kind = MEMBER_LIST, .offset = offsetof(struct facts, field), .inner = table, \
	    .count_offset = offsetof(struct facts, plural), .stride = sizeof(struct type), .max = most, .says = prose}

static const struct member consent_members[] = {
	STATED(consent_fact, agreement, "that a code from SMS counts as a signature, on record"),
	MASK(consent_fact, channels, channel),
	WORDS(consent_fact, code, consent_code),
	INSTANT(consent_fact, granted_at, "when the person agreed"),
	WORDS(consent_fact, identity, identity_level),
	NUMBER(consent_fact, legal_entity_inn, "whom the person agreed with"),
	STATED(consent_fact, names_processor, "names this campaign's provider"),
	NUMBER(consent_fact, number, "consent_event.id of the giving"),
	MASK(consent_fact, purposes, purpose),
	WORDS(consent_fact, signature, signature_kind),
	STATED(consent_fact, standalone, "a document of its own"),
	WORDS(consent_fact, state, consent_state),
	INSTANT(consent_fact, valid_until, "absent: no term was named"),
	{.name = NULL},
};

static const struct member suppression_members[] = {
	WORDS(suppression_fact, channel, channel),
	NUMBER(suppression_fact, legal_entity_inn, "absent: all entities of the installation"),
	INSTANT(suppression_fact, said_at, "when the person refused"),
	WORDS(suppression_fact, scope, scope),
	{.name = NULL},
};

static const struct member basis_members[] = {
	WORDS(basis_fact, kind, basis_kind),
	NUMBER(basis_fact, legal_entity_inn, "whose basis it is"),
	MASK(basis_fact, purposes, purpose),
	INSTANT(basis_fact, valid_from, NULL),
	INSTANT(basis_fact, valid_until, "absent: no end"),
	{.name = NULL},
};

static const struct member review_members[] = {
	INSTANT(review_fact, decided_at, "when the officer approved"),
	NUMBER(review_fact, reason, "exactly this reason"),
	NUMBER(review_fact, rule, "of exactly this rule"),
	NUMBER(review_fact, staff, "the officer"),
	INSTANT(review_fact, until, "the approval's end"),
	{.name = NULL},
};

static const struct member frequency_members[] = {
	COUNTER(ad_day), COUNTER(ad_month), COUNTER(ad_week),
	COUNTER(calls_day), COUNTER(calls_month), COUNTER(calls_week),
	COUNTER(messages_day), COUNTER(messages_month), COUNTER(messages_week),
	COUNTER(service_day), COUNTER(service_week),
	{.name = NULL},
};

static const struct member oldest_members[] = {
	OLDEST(ad_day), OLDEST(ad_month), OLDEST(ad_week),
	OLDEST(calls_day), OLDEST(calls_month), OLDEST(calls_week),
	OLDEST(messages_day), OLDEST(messages_month), OLDEST(messages_week),
	OLDEST(service_day), OLDEST(service_week),
	{.name = NULL},
};

const struct member facts_members[] = {
	WORDS(facts, address, address_kind),
	ZONES(address_zones, "of the stated address or region"),
	NUMBER(facts, agent, "staff id of whoever pressed Call"),
	STATED(facts, approved, "a second person approved the campaign"),
	STATED(facts, authority, "a representative is on record, with the document that makes one"),
	SEVERAL(bases, basis, basis_fact, basis_members, FACTS_BASES, "legal bases other than consent"),
	STATED(facts, bases_read, "the store answered"),
	NUMBER(facts, birth_date, "like 20110214"),
	NUMBER(facts, birth_year, "where the date is not known"),
	STATED(facts, border_decision, "the decision on the transfer abroad is on record"),
	STATED(facts, border_notice, "the notice of the transfer abroad is on record"),
	NUMBER(facts, caller_owner_inn, "owner of the number that calls"),
	STATED(facts, care_plan, "a doctor set the follow-up in this patient's plan"),
	STATED(facts, carrier_covered, "the provider's contracts cover the called carrier"),
	NUMBER(facts, carrier_inn, "carrier of the called number"),
	STATED(facts, carrier_template, "the SMS template is registered with the carriers"),
	WORDS(facts, channel, channel),
	WORDS(facts, class, message_class),
	ZONES(clinic_zones, "of the clinic"),
	INSTANT(facts, confirmed_at, "the newest contact that proved whose the address is"),
	SEVERAL(consents, consent, consent_fact, consent_members, FACTS_CONSENTS, "each consent in its newest state"),
	STATED(facts, consents_read, "the store answered"),
	STATED(facts, corporate, "the company's address and no single person's"),
	OBJECT(frequency, frequency_members, "how often the person was contacted; absent: could not be counted"),
	STATED(facts, health, "segment, script or text uses a health field"),
	STATED(facts, human_key, "the robot offers a key for a person and a key for stop"),
	STATED(facts, inquiry, "asks whom to write to, offers nothing"),
	STATED(facts, killed, "the kill switch of this purpose is thrown"),
	{IN(facts, label), .kind = MEMBER_TEXT, .stride = sizeof(((struct facts *)0)->label), .says = "of the number that calls"},
	STATED(facts, label_contract, "a display contract lists the number"),
	INSTANT(facts, label_until, "absent: no end"),
	NUMBER(facts, legal_entity_inn, "the advertiser and operator"),
	STATED(facts, licence, "the legal entity's medical licence is on record"),
	INSTANT(facts, licence_until, "absent: no end"),
	OBJECT(missed, frequency_members, "of frequency, the contacts that reached nobody; absent: all count"),
	WORDS(facts, mode, dial_mode),
	STATED(facts, neutral, "text, subject and sender say nothing of doctor, specialty, diagnosis, result"),
	INSTANT(facts, now, "the instant that is judged"),
	ZONES(number_zones, "of the number's region"),
	INSTANT(facts, offer_until, "the terms that the text offers hold until then"),
	OBJECT(oldest, oldest_members, "the oldest contact in each window of frequency"),
	STATED(facts, order_present, "a processing order is on record"),
	INSTANT(facts, order_until, "end of the processing order"),
	WORDS(facts, owner, address_owner),
	STATED(facts, paediatric, "from a children's card"),
	WORDS(facts, party, party_kind),
	STATED(facts, party_quarantined, "this party alone is in quarantine"),
	WORDS(facts, party_state, party_state),
	STATED(facts, payload_minimal, "the provider gets no more than the order names"),
	INSTANT(facts, pressed_at, "when the agent pressed Call"),
	NUMBER(facts, processor_inn, "who processes for us, as the order names it"),
	STATED(facts, professionals, "the audience is medical workers only"),
	{IN(facts, provider_country), .kind = MEMBER_TEXT, .stride = sizeof(((struct facts *)0)->provider_country), .says = "two letters"},
	STATED(facts, published, "the company published this address itself"),
	WORDS(facts, purpose, purpose),
	STATED(facts, quarantined, "the list is from an open source, or the person was not told"),
	STATED(facts, register_listed, "stands in a state register of people who want no calls"),
	INSTANT(facts, register_read_at, "when that register was read last"),
	SEVERAL(reviews, review, review_fact, review_members, FACTS_REVIEWS, "REVIEW answers that the officer approved"),
	STATED(facts, running, "started, not paused, inside its own dates"),
	STATED(facts, sender_named, "SMS comes under a sender name"),
	WORDS(facts, sms_category, sms_category),
	STATED(facts, state_clinic, "a state's or a city's own clinic"),
	STATED(facts, stop_path, "the text says how to refuse"),
	SEVERAL(suppressions, suppression, suppression_fact, suppression_members, FACTS_SUPPRESSIONS, "refusals on record"),
	STATED(facts, suppressions_read, "the store answered"),
	STATED(facts, text_checked, "the linter read the text and a second person approved its class"),
	STATED(facts, text_kept, "this very text is on record"),
	STATED(facts, verified, "the address was shown to be the person's"),
	STATED(facts, warning, "the contraindications warning is there and large enough"),
	{.name = NULL},
};

unsigned
member_word(const char *place)
{
	unsigned value;
	memcpy(&value, place, sizeof(value));
	return value;
}

static bool
is_object_known(const struct member *members, const char *base)
{
	for (; members->name != NULL; members++)
		if (member_is_known(members, base))
			return true;
	return false;
}

bool
member_is_known(const struct member *member, const char *base)
{
	const char *place = base + member->offset;
	int64_t number;
	uint16_t bits;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
		return member_word(place) - 1 < (unsigned)member->words->count - 1;
	case MEMBER_TRI:
		return member_word(place) == TRI_NO || member_word(place) == TRI_YES;
	case MEMBER_NUMBER:
	case MEMBER_INSTANT:
		memcpy(&number, place, sizeof(number));
		return number > 0;
	case MEMBER_COUNTER:
		memcpy(&count, place, sizeof(count));
		return count >= 0;
	case MEMBER_TEXT:
	case MEMBER_ZONES:		/* its count stands first */
		return *place != '\0';
	case MEMBER_MASK:
		memcpy(&bits, place, sizeof(bits));
		return bits != 0;
	case MEMBER_LIST:
		return base[member->count_offset] != 0;
	case MEMBER_OBJECT:
		return is_object_known(member->inner, place);
	}
	return false;
}

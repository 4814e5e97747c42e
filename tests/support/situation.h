/*
 * situation.h - facts in which everything is in order, for tests to take something away from.
 *
 * Every consent, basis, label, order and read store is there, whether the
 * purpose needs it or not; it is Monday noon in Moscow.
 */
#ifndef TESTS_SUPPORT_SITUATION_H
#define TESTS_SUPPORT_SITUATION_H

#include "compliance/facts.h"
#include "compliance/policy.h"

#define SITUATION_NOW "2026-11-23T09:00:00Z"
enum { SITUATION_BASES = 4, SITUATION_CONSENTS = 5 };
#define SITUATION_INN INT64_C(7701234567)
#define SITUATION_OTHER_INN INT64_C(7809876543)
#define SITUATION_PROCESSOR_INN INT64_C(7743895280)
#define SITUATION_CARRIER_INN INT64_C(7740000076)

struct situation {
	const char *name;
	enum purpose purpose;
	enum channel channel;
	enum dial_mode mode;
	enum party_kind party;
	bool care_plan, inquiry, health;
};

extern const struct situation situations[];	/* ends with a NULL name */
const struct situation *situation_find(const char *name);
void situation_facts(const struct situation *situation, struct facts *out);
struct consent_fact *situation_consent(struct facts *facts, enum consent_code code);	/* NULL: none */
/* config/policies/ru.yaml as of SITUATION_NOW; stops the test when it does not load. */
struct policy *situation_policy(void);

#endif

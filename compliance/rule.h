/*
 * rule.h - one rule of the law as a value: what it says, where it stands, since when, and its test.
 *
 * A rule reads facts and policy and nothing else.  It must refuse by itself
 * where a fact it needs is missing; G-21 refuses once more and names the fact.
 */
#ifndef COMPLIANCE_RULE_H
#define COMPLIANCE_RULE_H

#include <stddef.h>
#include <stdint.h>

#include "compliance/facts.h"
#include "compliance/policy.h"
#include "compliance/reason.h"
#include "compliance/verdict.h"

/* First instant (UTC) of a date, as a constant expression; year 1970 and later. */
#define RULE_MARCH_YEAR(y, m) ((y) - ((m) <= 2))
#define RULE_DATE(y, m, d) \
	((365LL * RULE_MARCH_YEAR(y, m) + RULE_MARCH_YEAR(y, m) / 4 - RULE_MARCH_YEAR(y, m) / 100 + \
	    RULE_MARCH_YEAR(y, m) / 400 + (153 * ((m) > 2 ? (m) - 3 : (m) + 9) + 2) / 5 + (d) - 1 - 719468) * 86400000000LL)

/* Rules from this number on are not of Russian law: only a pack of another law asks them. */
enum { RULE_FOREIGN = 200 };

struct rule {
	/* What is read of every rule for every contact stands first, in one line of the cache. */
	_Alignas(64) struct answer (*check)(const struct facts *facts, const struct policy *policy);
	int64_t since, until;		/* in force; until 0: no end */
	uint8_t number;			/* stored in decisions: never changed, never given again */
	/*
	 * For rules that defer: the earliest instant, from `from` on, at which this rule allows as
	 * far as is known; 0 when none is known.
	 */
	int64_t (*next)(const struct facts *facts, const struct policy *policy, int64_t from);
	const char *id;			/* "G-16", as in law.md */
	const char *law;
	const char *russian;		/* one plain sentence */
	const char *english;
	const char *reading;		/* what is our policy and not the law's letter, in Russian; or NULL */
};

#define RULE(noun) extern const struct rule rule_##noun;
#include "compliance/rules.def"
#undef RULE

extern const struct rule *const rules[];		/* rule_count of them, and NULL */
extern const int rule_count;
extern const struct rule *const timed_rules[];	/* those that know of time, which have a next; ends with NULL */
const struct rule *rule_find(uint8_t number);	/* NULL: no such rule */
uint8_t rule_number_of(const char *id);		/* 0: no such rule */

static inline struct answer
allow(void)
{
	return (struct answer){.outcome = OUTCOME_ALLOW};
}

static inline struct answer
deny(enum reason reason)
{
	return (struct answer){.outcome = OUTCOME_DENY, .reason = (uint8_t)reason};
}

static inline struct answer
review(enum reason reason)
{
	return (struct answer){.outcome = OUTCOME_REVIEW, .reason = (uint8_t)reason};
}

static inline struct answer
defer(enum reason reason, int64_t until)
{
	return (struct answer){.outcome = OUTCOME_DEFER, .reason = (uint8_t)reason, .until = until};
}

#endif

/*
 * gate.c - may we?  Every rule is asked, and the severest answer wins.
 *
 * OUTCOME_ALLOW < DEFER < REVIEW < DENY, so the severest is the largest; an
 * answer that is none of them counts as DENY.
 */
#include "compliance/gate.h"

#include "compliance/review.h"
#include "compliance/rule.h"

enum { TURNS = 16 };

/*
 * The earliest instant at which all rules that know of time allow: each moves
 * it on until a whole turn leaves it where it is.  0 when none is known.
 */
static int64_t
all_allow(const struct facts *facts, const struct policy *policy)
{
	int64_t at = facts->now;

	for (int turn = 0; turn < TURNS; turn++) {
		int64_t before = at;
		for (const struct rule *const *rule = timed_rules; *rule != NULL; rule++) {
			if (!policy_counts(policy, (*rule)->number))
				continue;
			at = (*rule)->next(facts, policy, at);
			if (at == 0)
				return 0;
		}
		if (at == before)
			return at;
	}
	return 0;
}

/* Where the time itself is not known, every rule is taken to be in force. */
static bool
is_in_force(const struct rule *rule, int64_t now)
{
	return now <= 0 || (now >= rule->since && (rule->until == 0 || now < rule->until));
}

static struct answer
ask(const struct rule *rule, const struct facts *facts, const struct policy *policy)
{
	if (!is_in_force(rule, facts->now) || !number_is_in(policy->asked, rule->number))
		return allow();
	return rule->check(facts, policy);
}

/* An answer that the pack only observes, or that the officer approved, is kept and does not count. */
static uint8_t
weigh(const struct rule *rule, const struct facts *facts, const struct policy *policy, struct answer *answer)
{
	if (answer->outcome == OUTCOME_UNKNOWN || answer->outcome > OUTCOME_DENY)
		answer->outcome = OUTCOME_DENY;
	if (answer->outcome == OUTCOME_REVIEW && review_is_approved(facts, rule->number, answer->reason))
		answer->outcome = OUTCOME_ALLOW;
	answer->observed = answer->outcome != OUTCOME_ALLOW && number_is_in(policy->observed, rule->number);
	return answer->observed ? OUTCOME_ALLOW : answer->outcome;
}

/* A time that cannot be named is a person's to decide. */
static void
set_until(const struct facts *facts, const struct policy *policy, struct verdict *out)
{
	out->until = all_allow(facts, policy);
	if (out->until == 0)
		out->outcome = OUTCOME_REVIEW;
}

void
gate_judge(const struct facts *facts, const struct policy *policy, struct verdict *out)
{
	uint8_t severest = OUTCOME_ALLOW;

	for (int i = 0; i < rule_count; i++) {
		out->answer[i] = ask(rules[i], facts, policy);
		if (out->answer[i].outcome == OUTCOME_ALLOW)
			continue;
		uint8_t outcome = weigh(rules[i], facts, policy, &out->answer[i]);
		if (outcome > severest)
			severest = outcome;
	}
	out->rules = rule_count;
	out->outcome = (enum outcome)severest;
	out->until = 0;
	if (severest == OUTCOME_DEFER)
		set_until(facts, policy, out);
}

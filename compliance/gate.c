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
all_allow(const struct rule *const *timed, const struct facts *facts, const struct policy *policy)
{
	int64_t at = facts->now;

	for (int turn = 0; turn < TURNS; turn++) {
		int64_t before = at;
		for (const struct rule *const *rule = timed; *rule != NULL; rule++) {
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

static bool
is_asked(const struct rule *rule, const struct facts *facts, const struct policy *policy)
{
	return is_in_force(rule, facts->now) && policy->asked[rule->number];
}

/* Of an answer that is not ALLOW: what is none is DENY.  One that the pack only observes, or that the officer approved, is kept and does not count. */
static void
weigh(const struct rule *rule, const struct facts *facts, const struct policy *policy, struct answer *answer)
{
	if (answer->outcome != OUTCOME_DEFER && answer->outcome != OUTCOME_REVIEW)
		answer->outcome = OUTCOME_DENY;
	if (answer->outcome == OUTCOME_REVIEW && review_is_approved(facts, rule->number, answer->reason))
		answer->outcome = OUTCOME_ALLOW;
	answer->observed = answer->outcome != OUTCOME_ALLOW && policy->observed[rule->number];
}

/* A time that cannot be named is a person's to decide. */
static void
set_until(const struct rule *const *timed, const struct facts *facts, const struct policy *policy, struct verdict *out)
{
	out->until = all_allow(timed, facts, policy);
	if (out->until == 0)
		out->outcome = OUTCOME_REVIEW;
}

void
gate_judge_by(struct rule_table table, const struct facts *facts, const struct policy *policy, struct verdict *out)
{
	uint8_t severest = OUTCOME_ALLOW;

	for (int i = 0; i < table.count; i++) {
		const struct rule *rule = table.rules[i];
		struct answer *answer = &out->answer[i];
		if (!is_asked(rule, facts, policy)) {
			*answer = allow();
			continue;
		}
		*answer = rule->check(facts, policy);
		if (answer->outcome == OUTCOME_ALLOW)
			continue;
		weigh(rule, facts, policy, answer);
		if (answer->outcome > severest && !answer->observed)
			severest = answer->outcome;
	}
	out->rules = table.count;
	out->outcome = (enum outcome)severest;
	out->until = 0;
	if (severest == OUTCOME_DEFER)
		set_until(table.timed, facts, policy, out);
}

void
gate_judge(const struct facts *facts, const struct policy *policy, struct verdict *out)
{
	gate_judge_by((struct rule_table){rules, rule_count, timed_rules}, facts, policy, out);
}

/* review_test.c - an approval counts exactly one REVIEW answer, for its time, and no refusal since. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/gate.h"
#include "compliance/protection_level.h"
#include "compliance/replay.h"
#include "compliance/facts_pack.h"
#include "compliance/review.h"
#include "compliance/rule.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct policy *pack;

/* A robot's recall on a care plan: in order but for G-04's REVIEW. */
static struct facts
recall(void)
{
	struct facts f;

	situation_facts(situation_find("recall_robot"), &f);
	f.review[f.reviews++] = (struct review_fact){.rule = rule_robot_ban.number, .reason = REASON_RECALL_ROBOT,
		.decided_at = f.now - DAY, .until = f.now + DAY, .staff = 3};
	return f;
}

static enum outcome
outcome_of(const struct facts *f)
{
	struct verdict verdict;
	gate_judge(f, pack, &verdict);
	return verdict.outcome;
}

static void
exactly_one_answer(void **state)
{
	struct facts f = recall();
	struct verdict verdict;

	(void)state;
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
	f.reviews = 0;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f = recall();
	f.review[0].rule = rule_ad_consent.number;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f = recall();
	f.review[0].reason = REASON_CONSENT_LEGACY;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f = recall();
	f.review[0].staff = 0;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
}

static void
in_its_time(void **state)
{
	struct facts f = recall();

	(void)state;
	f.review[0].until = f.now;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.review[0].until = f.now + 1;
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
	f.review[0].decided_at = f.now + 1;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.review[0].decided_at = 0;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
}

/* Whatever else refuses goes on refusing, even by the same rule for another reason. */
static void
a_refusal_beats_it(void **state)
{
	struct facts f = recall();

	(void)state;
	f.class = CLASS_AD;
	f.review[f.reviews++] = (struct review_fact){.rule = rule_robot_ban.number, .reason = REASON_AD_ROBOT,
		.decided_at = f.now - DAY, .until = f.now + DAY, .staff = 3};
	assert_int_equal(outcome_of(&f), OUTCOME_DENY);
	f = recall();
	f.suppression[f.suppressions++] = (struct suppression_fact){.scope = SCOPE_SURVEYS, .said_at = f.now - 2 * DAY};
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);	/* an older one, of something else */
	f.suppression[0].said_at = f.review[0].decided_at;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.suppression[0].said_at = 0;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.suppression[0] = (struct suppression_fact){.scope = SCOPE_AUTOCALL, .said_at = f.now - 2 * DAY};
	assert_int_equal(outcome_of(&f), OUTCOME_DENY);
}

/* Recorded, packed, read back and judged again, it is the same; under a pack that asks more it flips. */
static void
judged_again(void **state)
{
	struct facts f = recall();
	struct buf packed = {0}, says = {0};
	struct verdict verdict, again;
	uint8_t reasons[2 * RULES_MAX];
	struct err err = {0};

	(void)state;
	f.frequency.calls_day = 9;
	gate_judge(&f, pack, &verdict);
	facts_pack(&f, &packed);
	struct past_decision past = {.outcome = verdict.outcome, .until = verdict.until, .facts = buf_view(&packed)};
	past.reasons = (struct view){(const char *)reasons, (size_t)verdict_reasons(&verdict, reasons)};
	assert_int_equal(past.outcome, OUTCOME_DEFER);
	assert_int_equal(replay_rule(past.reasons), rule_frequency_cap.number);
	assert_true(replay_judge(&past, pack, &again, &err));
	assert_true(replay_agrees(&past, &again, &says));
	past.until++;
	assert_false(replay_agrees(&past, &again, &says));
	past.until--;
	past.reasons.len = 0;
	assert_false(replay_agrees(&past, &again, &says));
	assert_non_null(strstr(says.data, "G-18:FREQUENCY_CALLS"));
	past.facts.len--;
	assert_false(replay_judge(&past, pack, &again, &err));
	buf_release(&packed);
	buf_release(&says);
}

static void
levels_of_protection(void **state)
{
	(void)state;
	assert_int_equal(protection_level(0, false), 4);
	assert_int_equal(protection_level(100000, false), 4);
	assert_int_equal(protection_level(100001, false), 3);
	assert_int_equal(protection_level(100000, true), 3);
	assert_int_equal(protection_level(100001, true), 2);
}

/* Approved at this very instant it counts; so does one of the first minute of all times, and an older refusal of any time that is known. */
static void
edges_of_an_approval(void **state)
{
	struct facts f = recall();

	(void)state;
	f.review[0].staff = 1;
	f.review[0].decided_at = f.now;
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
	f.suppression[f.suppressions++] = (struct suppression_fact){.scope = SCOPE_SURVEYS, .said_at = f.now - 1};
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
	f.suppression[0].said_at = 1;
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
	f.suppression[1] = (struct suppression_fact){.scope = SCOPE_SURVEYS, .said_at = f.now};
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);	/* behind the list */
	f.suppressions = 0;
	f.review[0].decided_at = 1;
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
	f.review[1] = f.review[0];
	f.reviews = 0;
	f.review[0].staff = 0;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.reviews = 1;
	assert_int_equal(outcome_of(&f), OUTCOME_REVIEW);
	f.reviews = 2;
	assert_int_equal(outcome_of(&f), OUTCOME_ALLOW);
}

/* Which reasons one may approve is in their code; one of them only singly. */
static void
reasons_to_approve(void **state)
{
	int may = 0;

	(void)state;
	for (int reason = 0; reason < REASON_COUNT; reason++) {
		bool begins = strstr(reason_code((enum reason)reason), "REVIEW_") == reason_code((enum reason)reason);
		assert_int_equal(review_may((enum reason)reason), begins);
		assert_int_equal(review_is_single((enum reason)reason), reason == REASON_ALL_CONTACT_STATUTE);
		may += begins;
	}
	assert_true(may > 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_one_answer), cmocka_unit_test(in_its_time), cmocka_unit_test(a_refusal_beats_it),
		cmocka_unit_test(judged_again), cmocka_unit_test(levels_of_protection), cmocka_unit_test(edges_of_an_approval),
		cmocka_unit_test(reasons_to_approve),
	};
	pack = situation_policy();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(pack);
	return failed;
}

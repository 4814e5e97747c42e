/* gate_test.c - the loop over the rules: when one is in force, is asked, counts, and what instant a DEFER names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/gate.h"
#include "compliance/rule.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static const struct policy *pack;

static int
place(const char *id)
{
	int i = 0;

	while (strcmp(rules[i]->id, id) != 0)
		i++;
	return i;
}

static int64_t
instant(const char *text)
{
	int64_t out;

	assert_true(instant_parse(text, &out));
	return out;
}

static void
flip(bool set[POLICY_RULES], const char *id)
{
	uint8_t number = rules[place(id)]->number;
	set[number] = !set[number];
}

/* G-19 has an end as well as a beginning. */
static void
test_in_force(void **state)
{
	static const struct {
		const char *now;
		enum outcome expected;
	} edges[] = {
		{"2025-08-31T23:59:59Z", OUTCOME_ALLOW}, {"2025-09-01T00:00:00Z", OUTCOME_DENY},
		{"2031-08-31T23:59:59Z", OUTCOME_DENY}, {"2031-09-01T00:00:00Z", OUTCOME_ALLOW},
	};
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("reminder_call"), &f);
	f.label[0] = '\0';
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		f.now = instant(edges[i].now);
		gate_judge(&f, pack, &verdict);
		assert_int_equal(verdict.answer[place("G-19")].outcome, edges[i].expected);
	}
	f.now = 0;	/* unknown: every rule is in force */
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.answer[place("G-19")].outcome, OUTCOME_DENY);
	f.now = 1;
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.answer[place("G-19")].outcome, OUTCOME_ALLOW);
	assert_int_equal(verdict.rules, rule_count);
}

/* Observed: the answer is kept and marked, and does not count; beside one that counts it opens nothing. */
static void
test_observed(void **state)
{
	struct policy trial = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("reminder_call"), &f);
	flip(trial.observed, "G-19");
	gate_judge(&f, &trial, &verdict);
	assert_false(verdict.answer[place("G-19")].observed);
	f.label[0] = '\0';
	gate_judge(&f, &trial, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
	assert_int_equal(verdict.answer[place("G-19")].outcome, OUTCOME_DENY);
	assert_true(verdict.answer[place("G-19")].observed);
	f.party_state = STATE_BLOCKED;
	gate_judge(&f, &trial, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_DENY);
	assert_false(verdict.answer[place("G-15")].observed);
}

static void
test_not_asked(void **state)
{
	struct policy other = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("reminder_call"), &f);
	f.label[0] = '\0';
	flip(other.asked, "G-19");
	gate_judge(&f, &other, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
	assert_int_equal(verdict.answer[place("G-19")].outcome, OUTCOME_ALLOW);
}

/* A cap that frees at night waits for the morning; a rule on trial does not move the instant. */
static void
test_until(void **state)
{
	struct policy trial = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("reminder_call"), &f);
	gate_judge(&f, pack, &verdict);
	assert_true(verdict.outcome == OUTCOME_ALLOW && verdict.until == 0);
	f.frequency.service_day = 2;
	f.oldest.service_day = instant("2026-11-22T20:00:00Z");
	gate_judge(&f, pack, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_DEFER);
	assert_true(verdict.until == instant("2026-11-24T06:00:00Z"));
	flip(trial.observed, "G-16");
	gate_judge(&f, &trial, &verdict);
	assert_true(verdict.until == instant("2026-11-23T20:00:00Z"));
	trial = *pack;
	flip(trial.asked, "G-16");
	gate_judge(&f, &trial, &verdict);
	assert_true(verdict.until == instant("2026-11-23T20:00:00Z"));
}

/* An instant that the calendar does not reach cannot be named: a person decides. */
static void
test_no_until(void **state)
{
	struct policy short_pack = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("reminder_call"), &f);
	f.now = instant("2026-12-31T18:00:00Z");
	f.pressed_at = f.now;
	f.frequency.service_week = 6;
	for (short_pack.years = 0; short_pack.calendar[short_pack.years].year <= 2026;)
		short_pack.years++;
	gate_judge(&f, &short_pack, &verdict);
	assert_int_equal(verdict.answer[place("G-18")].outcome, OUTCOME_DEFER);
	assert_true(verdict.outcome == OUTCOME_REVIEW && verdict.until == 0);
	f.now = instant("2026-12-30T10:00:00Z");	/* open now, and free again next year: no rule but the cap speaks */
	f.pressed_at = f.now;
	gate_judge(&f, &short_pack, &verdict);
	for (int i = 0; i < verdict.rules; i++)
		assert_true(verdict.answer[i].outcome == OUTCOME_ALLOW || i == place("G-18"));
	assert_true(verdict.outcome == OUTCOME_REVIEW && verdict.until == 0);
}

/* A pack that asks one rule gets that rule's answer and no other. */
static void
test_one_asked(void **state)
{
	struct policy one = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	facts_init(&f, 0);	/* nothing known: nearly every rule refuses */
	for (int i = 0; i < rule_count; i++) {
		memset(one.asked, 0, sizeof(one.asked));
		flip(one.asked, rules[i]->id);
		gate_judge(&f, &one, &verdict);
		for (int j = 0; j < rule_count; j++)
			assert_int_equal(verdict.answer[j].outcome, j == i ? rules[i]->check(&f, &one).outcome : OUTCOME_ALLOW);
	}
}

/* An approved answer is an ALLOW and nothing else: not one that a pack on trial only observes. */
static void
test_approved(void **state)
{
	struct policy trial = *pack;
	struct facts f;
	struct verdict verdict;

	(void)state;
	situation_facts(situation_find("inquiry_call"), &f);
	f.review[f.reviews++] = (struct review_fact){2, REASON_INQUIRY, f.now - DAY, f.now + DAY, 3};
	flip(trial.observed, "G-02");
	for (int i = 0; i < 2; i++) {
		gate_judge(&f, i == 0 ? pack : &trial, &verdict);
		assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
		assert_int_equal(verdict.answer[place("G-02")].outcome, OUTCOME_ALLOW);
		assert_false(verdict.answer[place("G-02")].observed);
	}
}

static struct answer said;
static int moves;

static struct answer
say_it(const struct facts *f, const struct policy *p)
{
	(void)f;
	(void)p;
	return said;
}

/* A second on, so many times. */
static int64_t
move(const struct facts *f, const struct policy *p, int64_t from)
{
	(void)p;
	return from < f->now + moves * SECOND ? from + SECOND : from;
}

/* A rule that no law has: what is no answer forbids, and a time that does not settle is none. */
static void
test_odd_rule(void **state)
{
	static const struct rule odd = {.id = "G-01", .number = 1, .check = say_it, .next = move};
	static const struct rule *const list[] = {&odd, NULL};
	const struct rule_table table = {list, 1, list};
	struct facts f;
	struct verdict verdict;

	(void)state;
	facts_init(&f, pack->valid_from + DAY);
	for (int outcome = 0; outcome < 256; outcome++) {
		bool none = outcome < OUTCOME_ALLOW || outcome > OUTCOME_DENY;
		said = (struct answer){.outcome = (uint8_t)outcome};
		gate_judge_by(table, &f, pack, &verdict);
		assert_int_equal(verdict.outcome, none ? OUTCOME_DENY : outcome);
		assert_int_equal(verdict.answer[0].outcome, verdict.outcome);
	}
	said = (struct answer){.outcome = OUTCOME_DEFER};
	for (moves = 0; moves < 20; moves++) {
		gate_judge_by(table, &f, pack, &verdict);
		assert_int_equal(verdict.outcome, moves < 16 ? OUTCOME_DEFER : OUTCOME_REVIEW);
		assert_true(verdict.until == (moves < 16 ? f.now + moves * SECOND : 0));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_force), cmocka_unit_test(test_observed), cmocka_unit_test(test_not_asked),
		cmocka_unit_test(test_until), cmocka_unit_test(test_no_until), cmocka_unit_test(test_approved), cmocka_unit_test(test_one_asked),
		cmocka_unit_test(test_odd_rule),
	};
	struct policy *loaded = situation_policy();
	pack = loaded;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(loaded);
	return failed;
}

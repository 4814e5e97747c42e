/* clearance_test.c - a clearance comes from an allow only, serves once, and not for long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/clearance.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

static const int64_t now = 1795251600 * SECOND;

static struct clearance *
clear(enum outcome outcome, enum outcome of_a_rule)
{
	struct verdict verdict = {.outcome = outcome, .rules = 2};
	struct facts facts;
	facts_init(&facts, now);
	facts.channel = CHANNEL_SMS;
	verdict.answer[0].outcome = OUTCOME_ALLOW;
	verdict.answer[1].outcome = (uint8_t)of_a_rule;
	return gate_clear(&verdict, &facts, uuid_new(now), "+79161234567");
}

static void
only_an_allow_clears(void **unused)
{
	(void)unused;
	for (enum outcome outcome = OUTCOME_UNKNOWN; outcome < OUTCOME_COUNT; outcome++)
		for (enum outcome rule = OUTCOME_UNKNOWN; rule < OUTCOME_COUNT; rule++) {
			struct clearance *clearance = clear(outcome, rule);
			assert_int_equal(clearance != NULL, outcome == OUTCOME_ALLOW && rule == OUTCOME_ALLOW);
			clearance_free(clearance);
		}
}

/* Nothing is cleared for no channel, at no time or to no address; an answer that is only observed, and what lies behind the last, stop nothing. */
static void
what_is_missing_clears_nothing(void **unused)
{
	(void)unused;
	struct verdict verdict = {.outcome = OUTCOME_ALLOW, .rules = 1};
	struct facts facts;
	facts_init(&facts, 1);
	verdict.answer[0] = (struct answer){.outcome = OUTCOME_DENY, .observed = true};
	verdict.answer[1].outcome = OUTCOME_DENY;
	for (enum channel channel = CHANNEL_UNKNOWN; channel < CHANNEL_COUNT; channel++) {
		facts.channel = channel;
		struct clearance *clearance = gate_clear(&verdict, &facts, uuid_new(now), "+");
		assert_int_equal(clearance != NULL, channel != CHANNEL_UNKNOWN);
		clearance_free(clearance);
	}
	assert_null(gate_clear(&verdict, &facts, uuid_new(now), ""));
	verdict.answer[0].observed = false;
	assert_null(gate_clear(&verdict, &facts, uuid_new(now), "+"));
	verdict.answer[0].observed = true;
	facts.now = 0;
	assert_null(gate_clear(&verdict, &facts, uuid_new(now), "+"));
}

static void
it_lives_for_seconds(void **unused)
{
	(void)unused;
	struct clearance *clearance = clear(OUTCOME_ALLOW, OUTCOME_ALLOW);
	assert_true(clearance_is_fresh(clearance, now));
	assert_false(clearance_is_fresh(clearance, now - 1));
	assert_true(clearance_is_fresh(clearance, now + CLEARANCE_SECONDS * SECOND - 1));
	assert_false(clearance_is_fresh(clearance, now + CLEARANCE_SECONDS * SECOND));
	assert_false(clearance_spend(clearance, now + CLEARANCE_SECONDS * SECOND));
	assert_string_equal(clearance_address(clearance), "+79161234567");
	assert_int_equal(clearance_channel(clearance), CHANNEL_SMS);
	clearance_free(clearance);
}

static void
spending_it_twice_stops_the_process(void **unused)
{
	(void)unused;
	struct clearance *clearance = clear(OUTCOME_ALLOW, OUTCOME_ALLOW);
	int status;
	assert_true(clearance_spend(clearance, now + 1));
	assert_false(clearance_is_fresh(clearance, now + 1));
	pid_t child = fork();
	if (child == 0) {
		close(2);
		clearance_spend(clearance, now + 2);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_BUG);
	clearance_free(clearance);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_an_allow_clears),
	    cmocka_unit_test(what_is_missing_clears_nothing),
	    cmocka_unit_test(it_lives_for_seconds),
	    cmocka_unit_test(spending_it_twice_stops_the_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* attempt_state_test.c - every cell of the table, and what must hold of all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "dialer/attempt_state.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

#define EACH(x) for (enum attempt_state x = ATTEMPT_NONE; x < ATTEMPT_STATES; x++)

/* How far along a state is; written down here a second time, by another thought than the table. */
static int
rank(enum attempt_state state)
{
	switch (state) {
	case ATTEMPT_NONE:
	case ATTEMPT_CLEARED:
		return 0;
	case ATTEMPT_SENT:
		return 1;
	case ATTEMPT_UNKNOWN:
		return 2;
	case ATTEMPT_ACCEPTED:
		return 3;
	case ATTEMPT_RINGING:
		return 4;
	case ATTEMPT_ANSWERED:
		return 5;
	case ATTEMPT_OPTED_OUT:
		return 7;
	default:
		return 6;
	}
}

/* What the paper says, as rules instead of cells. */
static bool
fits(enum attempt_state state, enum attempt_state reported)
{
	if (state == ATTEMPT_NONE || state == ATTEMPT_DROPPED || reported == ATTEMPT_NONE)
		return false;
	if (reported == ATTEMPT_DROPPED)
		return state == ATTEMPT_CLEARED || state == ATTEMPT_SENT;
	return rank(reported) > rank(state);
}

static void
each_cell_is_as_the_paper_says(void **unused)
{
	(void)unused;
	EACH(state)
		EACH(reported)
			assert_int_equal(attempt_state_after(state, reported), fits(state, reported) ? reported : state);
}

static void
state_moves_only_forward(void **unused)
{
	(void)unused;
	EACH(state)
		EACH(reported) {
			enum attempt_state after = attempt_state_after(state, reported);
			assert_true(after == state || rank(after) > rank(state));
			assert_int_equal(attempt_state_after(after, reported), after);
		}
}

static void
what_is_final_stays_but_for_a_refusal(void **unused)
{
	(void)unused;
	EACH(state)
		EACH(reported)
			if (attempt_state_is_final(state) && reported != ATTEMPT_OPTED_OUT)
				assert_int_equal(attempt_state_after(state, reported), state);
	assert_int_equal(attempt_state_after(ATTEMPT_DELIVERED, ATTEMPT_OPTED_OUT), ATTEMPT_OPTED_OUT);
	assert_int_equal(attempt_state_after(ATTEMPT_COMPLETED, ATTEMPT_OPTED_OUT), ATTEMPT_OPTED_OUT);
}

/* The order in which two final reports come may matter, but never lets a refusal be lost. */
static void
a_refusal_is_never_lost(void **unused)
{
	(void)unused;
	EACH(state)
		EACH(reported) {
			enum attempt_state one = attempt_state_after(attempt_state_after(state, ATTEMPT_OPTED_OUT), reported);
			if (state != ATTEMPT_NONE && state != ATTEMPT_DROPPED)
				assert_int_equal(one, ATTEMPT_OPTED_OUT);
		}
}

static void
unknown_can_be_learned(void **unused)
{
	(void)unused;
	EACH(reported)
		if (attempt_state_is_final(reported) && reported != ATTEMPT_DROPPED)
			assert_int_equal(attempt_state_after(ATTEMPT_UNKNOWN, reported), reported);
	assert_false(attempt_state_is_final(ATTEMPT_UNKNOWN));
	assert_int_equal(attempt_state_after(ATTEMPT_UNKNOWN, ATTEMPT_SENT), ATTEMPT_UNKNOWN);
	assert_int_equal(attempt_state_after(ATTEMPT_ACCEPTED, ATTEMPT_UNKNOWN), ATTEMPT_ACCEPTED);
}

static void
names_read_back(void **unused)
{
	(void)unused;
	EACH(state)
		assert_int_equal(attempt_state_find(view_of(attempt_state_name(state))), state);
	assert_int_equal(attempt_state_find(view_of("lost")), ATTEMPT_NONE);
	EACH(state)
		if (attempt_state_may_redial(state))
			assert_true(attempt_state_is_final(state));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_cell_is_as_the_paper_says),
	    cmocka_unit_test(state_moves_only_forward),
	    cmocka_unit_test(what_is_final_stays_but_for_a_refusal),
	    cmocka_unit_test(a_refusal_is_never_lost),
	    cmocka_unit_test(unknown_can_be_learned),
	    cmocka_unit_test(names_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

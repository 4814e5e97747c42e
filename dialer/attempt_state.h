/*
 * attempt_state.h - the life of an attempt, as one table: [state][event] -> state.
 *
 * State moves only forward; a report that does not fit changes nothing.
 * Every cell of attempt_state.def is answered; the test walks all of them.
 */
#ifndef DIALER_ATTEMPT_STATE_H
#define DIALER_ATTEMPT_STATE_H

#include <stdbool.h>

#include "base/buf.h"

/* In the order of the database's type attempt_state. */
enum attempt_state {
	ATTEMPT_NONE, ATTEMPT_CLEARED, ATTEMPT_DROPPED, ATTEMPT_SENT, ATTEMPT_ACCEPTED, ATTEMPT_RINGING,
	ATTEMPT_ANSWERED, ATTEMPT_DELIVERED, ATTEMPT_COMPLETED, ATTEMPT_BUSY, ATTEMPT_NO_ANSWER, ATTEMPT_REJECTED,
	ATTEMPT_UNREACHABLE, ATTEMPT_BAD_RECIPIENT, ATTEMPT_OPTED_OUT, ATTEMPT_FAILED, ATTEMPT_EXPIRED,
	ATTEMPT_UNKNOWN, ATTEMPT_STATES
};

const char *attempt_state_name(enum attempt_state state);	/* "cleared" */
const char *attempt_state_russian(enum attempt_state state);
enum attempt_state attempt_state_find(struct view name);	/* ATTEMPT_NONE: not in the list */
bool attempt_state_is_final(enum attempt_state state);		/* unknown is not: it may still be learned */
/* What the state becomes when the provider reports `reported`; the same when that does not fit. */
enum attempt_state attempt_state_after(enum attempt_state state, enum attempt_state reported);
/* Whether a redial may follow: busy, no_answer, unreachable, failed, expired. */
bool attempt_state_may_redial(enum attempt_state state);

#endif

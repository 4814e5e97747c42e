/* attempt_state.c - the life of an attempt, read from its table. */
#include "dialer/attempt_state.h"

#include <string.h>

#include "base/err.h"

static const struct state_word {
	const char *name;
	const char *russian;
	bool final;
	bool redial;
} words[ATTEMPT_STATES] = {
#define STATE(upper, lower, russian, final, redial, ...) [ATTEMPT_##upper] = {#lower, russian, final, redial},
#include "dialer/attempt_state.def"
#undef STATE
};

enum { o = false, T = true };

static const bool takes[ATTEMPT_STATES][ATTEMPT_STATES] = {
#define STATE(upper, lower, russian, final, redial, ...) [ATTEMPT_##upper] = {__VA_ARGS__},
#include "dialer/attempt_state.def"
#undef STATE
};

/* Each row answers each column: the compiler would fill a short one up silently. */
#define STATE(upper, lower, russian, final, redial, ...) \
	_Static_assert(sizeof((const bool[]){__VA_ARGS__}) == ATTEMPT_STATES, #lower ": a cell is missing");
#include "dialer/attempt_state.def"
#undef STATE

static const struct state_word *
word_of(enum attempt_state state)
{
	must((unsigned)state < ATTEMPT_STATES);
	return &words[state];
}

const char *
attempt_state_name(enum attempt_state state)
{
	return word_of(state)->name;
}

const char *
attempt_state_russian(enum attempt_state state)
{
	return word_of(state)->russian;
}

enum attempt_state
attempt_state_find(struct view name)
{
	for (int i = ATTEMPT_NONE + 1; i < ATTEMPT_STATES; i++)
		if (view_is(name, words[i].name))
			return (enum attempt_state)i;
	return ATTEMPT_NONE;
}

bool
attempt_state_is_final(enum attempt_state state)
{
	return word_of(state)->final;
}

enum attempt_state
attempt_state_after(enum attempt_state state, enum attempt_state reported)
{
	must((unsigned)state < ATTEMPT_STATES && (unsigned)reported < ATTEMPT_STATES);
	return takes[state][reported] ? reported : state;
}

bool
attempt_state_may_redial(enum attempt_state state)
{
	return word_of(state)->redial;
}

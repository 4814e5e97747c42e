/* reason.c - the names and sentences of the reasons. */
#include "compliance/reason.h"

static const struct {
	const char *name;
	const char *code;
	const char *russian;
	const char *english;
} reasons[REASON_COUNT] = {
	[REASON_NONE] = {"", "", "", ""},
#define REASON(name, code, russian, english) [REASON_##name] = {#name, code, russian, english},
#include "compliance/reasons.def"
#undef REASON
};
_Static_assert(REASON_COUNT <= 256, "a reason is stored in one byte");

static enum reason
known(enum reason reason)
{
	return (unsigned)reason < REASON_COUNT ? reason : REASON_NONE;
}

const char *
reason_name(enum reason reason)
{
	return reasons[known(reason)].name;
}

const char *
reason_code(enum reason reason)
{
	return reasons[known(reason)].code;
}

const char *
reason_says(enum reason reason, enum lang lang)
{
	return lang == LANG_EN ? reasons[known(reason)].english : reasons[known(reason)].russian;
}

enum reason
reason_find(struct view name)
{
	for (int i = 1; i < REASON_COUNT; i++)
		if (view_is(name, reasons[i].name))
			return (enum reason)i;
	return REASON_NONE;
}

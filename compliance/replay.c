/* replay.c - a recorded decision judged again from what it knew. */
#include "compliance/replay.h"

#include <string.h>

#include "base/clock.h"
#include "compliance/facts_pack.h"
#include "compliance/rule.h"

bool
replay_erased(const struct past_decision *past)
{
	return past->facts.len == 0;
}

bool
replay_judge(const struct past_decision *past, const struct policy *policy, struct verdict *out, struct err *err)
{
	struct facts facts;

	if (replay_erased(past))
		return fail(err, ERR_ABSENT, "the facts were erased with the person; outcome and reasons stand as recorded");
	if (!facts_unpack(past->facts, &facts, err))
		return false;
	gate_judge(&facts, policy, out);
	return true;
}

uint8_t
replay_rule(struct view reasons)
{
	return reasons.len >= 2 ? (uint8_t)reasons.data[0] : 0;
}

uint8_t
replay_flip(const struct verdict *was, const struct verdict *is)
{
	uint8_t bytes[2 * RULES_MAX];

	return replay_rule((struct view){(const char *)bytes, (size_t)verdict_reasons(is->outcome == OUTCOME_ALLOW ? was : is, bytes)});
}

static void
add_instant(int64_t instant, struct buf *out)
{
	char text[28];

	instant_format(instant, text);
	buf_add_text(out, instant != 0 ? text : "-");
}

/* "G-16:QUIET_HOURS W-04:..."; what was only observed stands in brackets. */
static void
add_reasons(struct view reasons, struct buf *out)
{
	bool observed = false;

	for (size_t i = 0; i + 1 < reasons.len; i += 2) {
		uint8_t number = (uint8_t)reasons.data[i], reason = (uint8_t)reasons.data[i + 1];
		const struct rule *rule = rule_find(number);
		if (number == 0)
			observed = true;
		else
			buf_add_format(out, observed ? " (%s:%s)" : " %s:%s", rule ? rule->id : "?", reason_name((enum reason)reason));
	}
}

bool
replay_agrees(const struct past_decision *past, const struct verdict *verdict, struct buf *says)
{
	uint8_t bytes[2 * RULES_MAX];
	struct view reasons = {(const char *)bytes, (size_t)verdict_reasons(verdict, bytes)};
	int64_t until = verdict->outcome == OUTCOME_DEFER ? verdict->until : 0;

	if (past->outcome == verdict->outcome && past->until == until && past->reasons.len == reasons.len &&
	    (reasons.len == 0 || memcmp(past->reasons.data, reasons.data, reasons.len) == 0))
		return true;
	buf_add_format(says, "%s", outcome_name(past->outcome));
	add_reasons(past->reasons, says);
	buf_add_text(says, " until ");
	add_instant(past->until, says);
	buf_add_format(says, " -> %s", outcome_name(verdict->outcome));
	add_reasons(reasons, says);
	buf_add_text(says, " until ");
	add_instant(until, says);
	return false;
}

/* verdict.c - how a verdict is stored. */
#include "compliance/verdict.h"

#include "base/err.h"
#include "compliance/rule.h"

static int
add_pairs(const struct verdict *verdict, bool observed, uint8_t *out)
{
	int bytes = 0;

	for (uint8_t outcome = OUTCOME_DENY; outcome > OUTCOME_ALLOW; outcome--)
		for (int i = 0; i < verdict->rules; i++)
			if (verdict->answer[i].outcome == outcome && verdict->answer[i].observed == observed) {
				out[bytes++] = rules[i]->number;
				out[bytes++] = verdict->answer[i].reason;
			}
	return bytes;
}

int
verdict_reasons(const struct verdict *verdict, uint8_t out[2 * RULES_MAX])
{
	must(verdict->rules == rule_count);
	int counted = add_pairs(verdict, false, out);
	int observed = add_pairs(verdict, true, out + counted + 2);

	if (observed == 0)
		return counted;
	out[counted] = out[counted + 1] = 0;
	return counted + 2 + observed;
}

/* verdict.c - how a verdict is stored. */
#include "compliance/verdict.h"

#include "base/err.h"
#include "compliance/rule.h"

/* The rules that did not simply allow, in their order: few, of many that are walked but once. */
static int
find_spoken(const struct verdict *verdict, uint8_t spoken[RULES_MAX])
{
	int count = 0;

	for (int i = 0; i < verdict->rules; i++)
		if (verdict->answer[i].outcome > OUTCOME_ALLOW)
			spoken[count++] = (uint8_t)i;
	return count;
}

static int
add_pairs(const struct verdict *verdict, const uint8_t *spoken, int count, bool observed, uint8_t *out)
{
	int bytes = 0;

	for (uint8_t outcome = OUTCOME_DENY; outcome > OUTCOME_ALLOW; outcome--)
		for (int i = 0; i < count; i++) {
			const struct answer *answer = &verdict->answer[spoken[i]];
			if (answer->outcome == outcome && answer->observed == observed) {
				out[bytes++] = rules[spoken[i]]->number;
				out[bytes++] = answer->reason;
			}
		}
	return bytes;
}

int
verdict_reasons(const struct verdict *verdict, uint8_t out[2 * RULES_MAX])
{
	uint8_t spoken[RULES_MAX];

	must(verdict->rules == rule_count);
	int count = find_spoken(verdict, spoken);
	int counted = add_pairs(verdict, spoken, count, false, out);
	int observed = add_pairs(verdict, spoken, count, true, out + counted + 2);

	if (observed == 0)
		return counted;
	out[counted] = out[counted + 1] = 0;
	return counted + 2 + observed;
}

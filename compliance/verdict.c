/* verdict.c - how a verdict is stored. */
#include "compliance/verdict.h"

#include "base/err.h"
#include "compliance/rule.h"

int
verdict_reasons(const struct verdict *verdict, uint8_t out[2 * RULES_MAX])
{
	int bytes = 0;

	must(verdict->rules == rule_count);
	for (uint8_t outcome = OUTCOME_DENY; outcome > OUTCOME_ALLOW; outcome--)
		for (int i = 0; i < verdict->rules; i++)
			if (verdict->answer[i].outcome == outcome) {
				out[bytes++] = rules[i]->number;
				out[bytes++] = verdict->answer[i].reason;
			}
	return bytes;
}

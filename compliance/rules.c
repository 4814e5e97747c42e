/* rules.c - the table of all rules. */
#include "compliance/rule.h"

#include <string.h>

const struct rule *const rules[] = {
#define RULE(noun) &rule_##noun,
#include "compliance/rules.def"
#undef RULE
};
const int rule_count = (int)(sizeof(rules) / sizeof(rules[0]));
_Static_assert(sizeof(rules) / sizeof(rules[0]) < RULES_MAX, "more rules than a stored verdict holds, with its pair of zeros");

const struct rule *const timed_rules[] = {&rule_quiet_hours, &rule_zone_unknown, &rule_frequency_cap, NULL};

const struct rule *
rule_find(uint8_t number)
{
	for (int i = 0; i < rule_count; i++)
		if (rules[i]->number == number)
			return rules[i];
	return NULL;
}

uint8_t
rule_number_of(const char *id)
{
	for (int i = 0; i < rule_count; i++)
		if (strcmp(rules[i]->id, id) == 0)
			return rules[i]->number;
	return 0;
}

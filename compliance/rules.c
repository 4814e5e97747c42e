/* rules.c - the table of all rules. */
#include "compliance/rule.h"

#include <string.h>

const struct rule *const rules[] = {
#define RULE(noun) &rule_##noun,
#include "compliance/rules.def"
#undef RULE
	NULL
};
const int rule_count = (int)(sizeof(rules) / sizeof(rules[0])) - 1;
_Static_assert(sizeof(rules) / sizeof(rules[0]) <= RULES_MAX, "more rules than a stored verdict holds, with its pair of zeros");

const struct rule *const timed_rules[] = {&rule_quiet_hours, &rule_zone_unknown, &rule_frequency_cap, NULL};

const struct rule *
rule_find(uint8_t number)
{
	for (const struct rule *const *rule = rules; *rule != NULL; rule++)
		if ((*rule)->number == number)
			return *rule;
	return NULL;
}

uint8_t
rule_number_of(const char *id)
{
	for (const struct rule *const *rule = rules; *rule != NULL; rule++)
		if (strcmp((*rule)->id, id) == 0)
			return (*rule)->number;
	return 0;
}

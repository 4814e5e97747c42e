/* deadline.c - the table of deadlines, with the pack's figures put into it. */
#include "compliance/deadline.h"

static const struct deadline_rule rules[DEADLINE_COUNT] = {
#define DEADLINE(name, key, unit, most, more, rule, russian) \
	[DEADLINE_##name] = {#name, #key, TERM_##unit, most, more, rule, russian},
#include "compliance/deadline.def"
#undef DEADLINE
};

const struct deadline_rule *
deadline_rule(enum deadline deadline)
{
	must((unsigned)deadline < DEADLINE_COUNT);
	return &rules[deadline];
}

enum deadline
deadline_find(struct view name)
{
	int i = 0;

	while (i < DEADLINE_COUNT && !view_is(name, rules[i].name))
		i++;
	return (enum deadline)i;
}

static bool
value_of(const struct policy *policy, enum deadline deadline, const struct deadline_value **out, struct err *err)
{
	*out = &policy->deadlines[deadline];
	return (*out)->term.count > 0 ||
	    fail(err, ERR_INPUT, "the policy pack does not state the deadline %s; add it to \"deadlines\"", rules[deadline].key);
}

bool
deadline_end(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t from, bool extended,
    int64_t *out, struct err *err)
{
	const struct deadline_value *value;

	if (!value_of(policy, deadline, &value, err))
		return false;
	struct term term = {value->term.unit, value->term.count + (extended ? value->more : 0)};
	return term_end(policy, zone, from, term, out, err);
}

bool
deadline_reminder(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t from, int n,
    int64_t *out, struct err *err)
{
	const struct deadline_value *value;

	if (!value_of(policy, deadline, &value, err))
		return false;
	must(n >= 0 && n < value->reminders);
	return term_last_day(policy, zone, from, (struct term){value->term.unit, value->remind[n]}, out, err);
}

bool
deadline_cutoff(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t now, int64_t *out,
    struct err *err)
{
	const struct deadline_value *value;

	return value_of(policy, deadline, &value, err) && term_cutoff(policy, zone, now, value->term, out, err);
}

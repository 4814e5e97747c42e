/*
 * policy_deadlines.c - the section of deadlines of a policy pack.
 *
 * Each key is one of deadline.def; its figure may be stricter than the law
 * and never laxer.
 */
#include <string.h>

#include "base/clock.h"
#include "compliance/deadline.h"
#include "compliance/policy_parts.h"

static bool
read_reminders(const struct yaml *node, int most, struct deadline_value *out, struct err *err)
{
	int64_t number;

	if (node == NULL)
		return true;
	if (node->kind != YAML_LIST || yaml_count(node) > DEADLINE_REMINDERS)
		return yaml_wrong(node, err, "expected a list of at most %d numbers like [5, 8]", DEADLINE_REMINDERS);
	for (const struct yaml *item = node->first; item != NULL; item = item->next) {
		if (!yaml_int(item, 1, most, &number, err))
			return false;
		out->remind[out->reminders++] = (int)number;
	}
	return true;
}

static bool
read_deadline(const struct yaml *node, const struct deadline_rule *rule, int64_t now, struct deadline_value *out,
    struct err *err)
{
	static const char *const known[] = {"count", "more", "remind", "since", "source", NULL};
	const struct yaml *count, *since, *more = yaml_find(node, "more");
	const char *source;
	int64_t number, extra = 0, from;

	if (!yaml_all_known(node, known, err) || !yaml_get(node, "count", &count, err) ||
	    !yaml_int(count, 1, rule->most, &number, err) ||
	    (more != NULL && !yaml_int(more, 0, rule->more_most, &extra, err)) || !yaml_get(node, "since", &since, err) ||
	    !yaml_instant(since, &from, err) || !policy_source(node, &source, err))
		return false;
	if (from > now)
		return yaml_wrong(since, err, "is not in force yet; state the figure of today");
	*out = (struct deadline_value){.term = {rule->unit, (int)number}, .more = (int)extra};
	return read_reminders(yaml_find(node, "remind"), (int)number, out, err);
}

bool
policy_read_deadlines(const struct yaml *root, int64_t now, struct policy *out, struct err *err)
{
	const struct yaml *section = yaml_find(root, "deadlines"), *node;
	const char *known[DEADLINE_COUNT + 1];

	if (section == NULL)
		return true;
	for (int i = 0; i < DEADLINE_COUNT; i++) {
		const struct deadline_rule *rule = deadline_rule((enum deadline)i);
		known[i] = rule->key;
		if (!yaml_get(section, rule->key, &node, err) || !read_deadline(node, rule, now, &out->deadlines[i], err))
			return false;
	}
	known[DEADLINE_COUNT] = NULL;
	return yaml_all_known(section, known, err);
}

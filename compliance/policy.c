/*
 * policy.c - the policy pack as a whole: whether it may be used, and where its parts are.
 *
 * The figures are read by policy_values.c, the days off by policy_calendar.c,
 * which rules it switches on by policy_rules.c.
 */
#include "compliance/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "compliance/policy_parts.h"

enum { POLICY_MAX = 1 << 20 };
#define EASTERNMOST (12 * HOUR)		/* UTC+12 */

enum tri
policy_is_day_off(const struct policy *policy, int64_t day)
{
	for (int i = 0; i < policy->years; i++) {
		const struct calendar_year *year = &policy->calendar[i];
		int64_t n = day - year->first_day;
		if (n >= 0 && n < year->days)
			return tri_of((year->day_off[n / 8] >> (n % 8)) & 1);
	}
	return TRI_UNKNOWN;
}

void *
policy_free(struct policy *policy)
{
	for (int i = 0; policy != NULL && i < policy->words; i++) {
		free(policy->rule_words[i].law);
		free(policy->rule_words[i].says);
	}
	if (policy != NULL)
		buf_release(&policy->body);
	free(policy);
	return NULL;
}

const char *
policy_law_name(enum policy_law law)
{
	static const char *const names[LAW_COUNT] = {"RU", "US"};
	return names[law];
}

const struct rule_words *
policy_rule_words(const struct policy *policy, uint8_t number)
{
	for (int i = 0; i < policy->words; i++)
		if (policy->rule_words[i].number == number)
			return &policy->rule_words[i];
	return NULL;
}

/* A pack that names no law states ours. */
static bool
read_law(const struct yaml *root, struct policy *out, struct err *err)
{
	const struct yaml *node = yaml_find(root, "law");
	const char *text;

	if (node == NULL)
		return true;
	if (!yaml_text(node, &text, err))
		return false;
	for (out->law = 0; out->law < LAW_COUNT; out->law++)
		if (strcmp(text, policy_law_name(out->law)) == 0)
			return true;
	return yaml_wrong(node, err, "expected RU or US");
}

static bool
read_name(const struct yaml *root, const char *key, char *out, size_t size, struct err *err)
{
	const struct yaml *node;
	const char *text;

	if (!yaml_get(root, key, &node, err) || !yaml_text(node, &text, err))
		return false;
	if (text[0] == '\0' || strlen(text) >= size)
		return yaml_wrong(node, err, "expected 1 to %d bytes", (int)size - 1);
	snprintf(out, size, "%s", text);
	return true;
}

static bool
read_instant(const struct yaml *map, const char *key, int64_t *out, struct err *err)
{
	const struct yaml *node;
	return yaml_get(map, key, &node, err) && yaml_instant(node, out, err);
}

static bool
read_validity(const struct yaml *root, int64_t now, struct policy *out, struct err *err)
{
	const struct yaml *end;

	if (!read_instant(root, "valid_from", &out->valid_from, err) || !yaml_get(root, "valid_to", &end, err) ||
	    !yaml_instant(end, &out->valid_to, err))
		return false;
	out->ends_at = out->valid_to;
	if (out->valid_to <= out->valid_from)
		return yaml_wrong(end, err, "must be later than valid_from");
	if (now < out->valid_from || now >= out->valid_to)
		return yaml_wrong(end, err,
		    "the pack is not valid today; take a newer pack, or have it reviewed and move valid_to");
	return true;
}

/* Who signed, and when; without both nobody has. */
static bool
read_review(const struct yaml *root, int64_t now, int64_t *on, struct err *err)
{
	const struct yaml *review, *by;
	static const char *const known[] = {"by", "on", "says", NULL};
	const char *text;

	if (!yaml_get(root, "review", &review, err) || !yaml_all_known(review, known, err) ||
	    !yaml_get(review, "by", &by, err) || !yaml_text(by, &text, err) || !read_instant(review, "on", on, err))
		return false;
	if (text[0] == '\0')
		return yaml_wrong(by, err, "nobody has signed the pack; write who reviewed it");
	if (*on > now)
		return yaml_wrong(review, err, "the review lies in the future; sign it when it is done");
	return true;
}

/*
 * A change of the law after the review shuts the pack on its day, which begins
 * where the sun rises first: in Kamchatka it is nine in the morning, the hour of
 * the first calls, when in UTC the day is yet to come.
 */
static bool
read_change(const struct yaml *change, int64_t reviewed_on, int64_t now, struct policy *out, struct err *err)
{
	static const char *const known[] = {"on", "what", "source", NULL};
	const struct yaml *what;
	const char *source, *text;
	int64_t on;

	if (!yaml_all_known(change, known, err) || !read_instant(change, "on", &on, err) ||
	    !yaml_get(change, "what", &what, err) || !yaml_text(what, &text, err) || !policy_source(change, &source, err))
		return false;
	if (on <= reviewed_on)
		return true;
	on -= EASTERNMOST;
	if (now >= on)
		return yaml_wrong(what, err, "the law has changed since the review; review the pack and set review.on");
	if (out->change_at == 0 || on < out->change_at)
		out->change_at = on;
	return true;
}

static bool
read_changes(const struct yaml *root, int64_t now, struct policy *out, struct err *err)
{
	const struct yaml *changes;
	int64_t reviewed_on;

	if (!read_review(root, now, &reviewed_on, err) || !yaml_get(root, "changes", &changes, err))
		return false;
	if (changes->kind != YAML_LIST)
		return yaml_wrong(changes, err, "expected a list of changes, or [] when none is known");
	for (const struct yaml *change = changes->first; change != NULL; change = change->next)
		if (!read_change(change, reviewed_on, now, out, err))
			return false;
	out->reviewed = true;
	return true;
}

/* The hours open in all of the law's zones at once, in UTC, on every day of the pack's time: whenever it begins, no season is passed over. */
static struct hours
common_hours(const struct policy *p, const struct hours *local)
{
	struct hours common = {0, 24 * 60};

	for (int i = 0; i < p->anywheres; i++)
		for (int64_t day = p->valid_from; day <= p->ends_at; day += DAY) {
			int east = zone_offset(p->anywhere[i], day) / 60;
			if (local->from - east > common.from)
				common.from = local->from - east;
			if (local->until - east < common.until)
				common.until = local->until - east;
		}
	return common;
}

static bool
add_anywhere(const struct yaml *node, const char *name, struct policy *out, struct err *err)
{
	const struct zone *zone = zone_find(name);

	if (zone == NULL)
		return yaml_wrong(node, err, "the system has no time zone %s; install tzdata", name);
	if (out->anywheres == POLICY_ANYWHERE)
		return yaml_wrong(node, err, "more than %d zones", POLICY_ANYWHERE);
	out->anywhere[out->anywheres++] = zone;
	return true;
}

/* Without any zone every hour would be open in all of them. */
static bool
read_anywhere(const struct yaml *zones, struct policy *out, struct err *err)
{
	if (zones->kind != YAML_LIST || zones->first == NULL)
		return yaml_wrong(zones, err, "expected a list of zones like [America/New_York]");
	for (const struct yaml *node = zones->first; node != NULL; node = node->next) {
		if (node->kind != YAML_TEXT)
			return yaml_wrong(zones, err, "expected a list of zones like [America/New_York]");
		if (!add_anywhere(zones, node->text, out, err))
			return false;
	}
	return true;
}

/* From UTC+2 to UTC+12, unless the pack names the zones of its country. */
static bool
find_anywhere(const struct yaml *root, struct policy *out, struct err *err)
{
	const struct yaml *zones = yaml_find(root, "zones");
	char name[16];

	if ((zones != NULL) != (out->law != LAW_RU))
		return yaml_wrong(zones ? zones : root, err, "a pack of another law than the Russian names the \"zones\" of its country, and only such a pack");
	if (zones != NULL && !read_anywhere(zones, out, err))
		return false;
	for (int east = 2; zones == NULL && east <= 12; east++) {
		snprintf(name, sizeof(name), "Etc/GMT-%d", east);
		if (!add_anywhere(root, name, out, err))
			return false;
	}
	out->anywhere_workdays = common_hours(out, &out->workdays);
	out->anywhere_days_off = common_hours(out, &out->days_off);
	return true;
}

static bool
read_pack(const struct yaml *root, int64_t now, struct policy *out, struct err *err)
{
	static const char *const known[] = {
		"name", "version", "law", "valid_from", "valid_to", "review", "changes", "rules", "observe", "needs", "zones",
		"parameters", "deadlines", "calendar", NULL};
	const struct yaml *parameters, *calendar;

	if (root->kind != YAML_MAP)
		return yaml_wrong(root, err, "a policy pack is a map of name, version, valid_from and so on");
	return yaml_all_known(root, known, err) && read_name(root, "name", out->name, sizeof(out->name), err) &&
	    read_name(root, "version", out->version, sizeof(out->version), err) && read_law(root, out, err) &&
	    read_validity(root, now, out, err) && policy_read_rules(root, now, out, err) && policy_read_needs(root, out, err) &&
	    read_changes(root, now, out, err) && yaml_get(root, "parameters", &parameters, err) &&
	    policy_read_values(parameters, now, out, err) && policy_read_deadlines(root, now, out, err) && yaml_get(root, "calendar", &calendar, err) &&
	    policy_read_calendar(calendar, out, err) && find_anywhere(root, out, err);
}

struct policy *
policy_read(const char *name, struct view body, int64_t now, struct err *err)
{
	struct policy *policy = memory_new(sizeof(*policy));
	struct yaml *root = yaml_read(name, body, err);

	bool read = root != NULL && read_pack(root, now, policy, err);
	yaml_free(root);
	if (!read)
		return policy_free(policy);
	buf_add(&policy->body, body.data, body.len);
	sha256(body.data, body.len, policy->sha256);
	return policy;
}

struct policy *
policy_read_ahead(const char *name, struct view body, int64_t now, struct err *err)
{
	struct yaml *root = yaml_read(name, body, err);
	int64_t from = now;

	/* What is wrong, policy_read says. */
	if (root == NULL || root->kind != YAML_MAP || !read_instant(root, "valid_from", &from, err))
		from = now;
	yaml_free(root);
	return policy_read(name, body, from > now ? from : now, err);
}

struct policy *
policy_load(const char *path, int64_t now, struct err *err)
{
	struct buf body = {0};
	struct policy *policy = buf_read_file(&body, path, POLICY_MAX, err) ? policy_read(path, buf_view(&body), now, err) : NULL;

	buf_release(&body);
	return policy;
}

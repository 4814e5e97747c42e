/*
 * cases_test.c - runs tests/cases/RULE.cases: one situation a line, the expected verdict first.
 *
 *   DENY G-08:OPTOUT   ad_sms suppression=ADS_ALL     # why
 *   DEFER G-16 until=2026-11-24T06:00:00Z   ad_call now=2026-11-23T20:00:00Z
 *   ALLOW              contract_call suppression=ADS_ALL
 *
 * The outcome is the whole verdict's; the rule named must have said the same,
 * for the reason named.  A change is MEMBER=VALUE of the facts' JSON;
 * MEMBER=- makes the fact unknown; consents.AD_CHANNEL.state=WITHDRAWN
 * changes one consent and consents.AD_CHANNEL=- takes it away;
 * suppression=SCOPE[/CHANNEL][@INN] adds a refusal; pack=HOW makes the pack
 * another one: see spoil.  A line "with CHANGE..." changes
 * every situation below it in its file.  The cases in tests/cases/PACK are judged
 * by config/policies/PACK.yaml.
 */
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "compliance/rule.h"
#include "tests/support/situation.h"

#include <cmocka.h>

struct situation_case {
	const char *file;
	int line;
	enum outcome outcome;
	const struct rule *rule;	/* NULL: none named */
	enum reason reason;
	int64_t until;
	json_t *facts;
	struct policy policy;
};

static const struct policy *pack;
static char common[1024];	/* changes of "with" lines */
static int64_t cases_of[256];
static int64_t failures;

static void
wrong(const struct situation_case *c, const char *what, const char *word)
{
	fprintf(stderr, "%s:%d: %s %s\n", c->file, c->line, what, word);
	failures++;
}

/* A list of words, a truth, a number or a text, by its looks and the member's present kind. */
static json_t *
value_of(const char *text, const json_t *present)
{
	json_t *list;
	char *words, *word, *rest;

	if (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0)
		return json_boolean(text[0] == 'y');
	if (json_is_array(present) && text[0] != '[') {
		list = json_pack("[]");
		words = strdup(text);
		for (word = strtok_r(words, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest))
			json_array_append_new(list, json_string(word));
		free(words);
		return list;
	}
	if (text[0] == '{' || text[0] == '[')
		return json_loads(text, 0, NULL);
	if (text[strspn(text, "0123456789")] == '\0')
		return json_integer(atoll(text));
	return json_string(text);
}

static json_t *
element_of(json_t *list, const char *word, size_t *at)
{
	static const char *const names[] = {"code", "kind", "scope"};
	json_t *element;
	size_t index;

	json_array_foreach(list, index, element)
		for (int i = 0; i < 3; i++) {
			const char *is = json_string_value(json_object_get(element, names[i]));
			if (is != NULL && strcmp(is, word) == 0) {
				*at = index;
				return element;
			}
		}
	return NULL;
}

/* Where a path's last name stands: the object that holds it.  The path is cut at its dots. */
static json_t *
holder_of(const struct situation_case *c, char *path, char **last)
{
	json_t *holder = c->facts;
	char *name = path, *dot;
	size_t at;

	while (holder != NULL && (dot = strchr(name, '.')) != NULL) {
		*dot = '\0';
		holder = json_is_array(holder) ? element_of(holder, name, &at) : json_object_get(holder, name);
		name = dot + 1;
	}
	*last = name;
	return holder;
}

static void
change(struct situation_case *c, char *path, const char *value)
{
	char *name;
	size_t at;
	json_t *holder = holder_of(c, path, &name);

	if (holder == NULL)
		wrong(c, "no such place:", path);
	else if (strcmp(value, "-") != 0)
		json_object_set_new(holder, name, value_of(value, json_object_get(holder, name)));
	else if (json_is_array(holder) && element_of(holder, name, &at) != NULL)
		json_array_remove(holder, at);
	else if (json_is_array(holder) || json_object_del(holder, name) != 0)
		wrong(c, "nothing there to take away:", name);
}

static void
suppress(struct situation_case *c, char *value)
{
	json_t *list = json_object_get(c->facts, "suppressions");
	json_t *added = json_pack("{}");	/* not json_object(): base/json.h has one too */
	char *inn = strchr(value, '@'), *channel;

	if (inn != NULL) {
		*inn++ = '\0';
		json_object_set_new(added, "legal_entity_inn", json_integer(atoll(inn)));
	}
	if ((channel = strchr(value, '/')) != NULL) {
		*channel++ = '\0';
		json_object_set_new(added, "channel", json_string(channel));
	}
	if (strcmp(value, "-") != 0)
		json_object_set_new(added, "scope", json_string(value));
	if (list == NULL) {
		list = json_pack("[]");
		json_object_set_new(c->facts, "suppressions", list);
	}
	json_array_append_new(list, added);
}

static void
spoil(struct situation_case *c, const char *how, int64_t now)
{
	if (strcmp(how, "expired") == 0)
		c->policy.valid_to = now;
	else if (strcmp(how, "unreviewed") == 0)
		c->policy.reviewed = false;
	else if (strcmp(how, "changed") == 0)
		c->policy.change_at = now;
	else if (strcmp(how, "uncalendared") == 0)
		c->policy.years = 0;
	else if (strcmp(how, "strict_list") == 0)
		c->policy.strict_list = 1;
	else if (strcmp(how, "wrong_person_12") == 0)
		c->policy.wrong_person_months = 12;
	else if (strcmp(how, "missed_uncounted") == 0)
		c->policy.counted &= (uint16_t)~WORD_BIT(ENDED_MISSED);
	else if (strcmp(how, "state_without_email") == 0)
		c->policy.channels_state &= (uint16_t)~WORD_BIT(CHANNEL_EMAIL);
	else if (strcmp(how, "without_sms") == 0)
		c->policy.channels &= (uint16_t)~WORD_BIT(CHANNEL_SMS);
	else
		wrong(c, "no such pack:", how);
}

static void
set(struct situation_case *c, char *word)
{
	char *value = strchr(word, '=');

	if (value == NULL) {
		wrong(c, "expected member=value:", word);
		return;
	}
	*value++ = '\0';
	if (strcmp(word, "suppression") == 0)
		suppress(c, value);
	else if (strcmp(word, "pack") == 0)
		spoil(c, value, c->policy.valid_from + DAY);
	else
		change(c, word, value);
}

static const struct rule *
rule_of(const char *id)
{
	for (int i = 0; i < rule_count; i++)
		if (strcmp(rules[i]->id, id) == 0)
			return rules[i];
	return NULL;
}

static void
expect(struct situation_case *c, char *word)
{
	char *reason = strchr(word, ':');

	if (strncmp(word, "until=", 6) == 0) {
		if (!instant_parse(word + 6, &c->until))
			wrong(c, "no instant:", word);
		return;
	}
	if (reason != NULL) {
		*reason++ = '\0';
		c->reason = reason_find(view_of(reason));
		if (c->reason == REASON_NONE)
			wrong(c, "no such reason:", reason);
	}
	c->rule = rule_of(word);
	if (c->rule == NULL)
		wrong(c, "no such rule or situation:", word);
}

static void
judge_case(struct situation_case *c)
{
	char *text = json_dumps(c->facts, JSON_COMPACT);
	struct facts facts;
	struct err err = {0};
	struct verdict verdict;

	if (!facts_read_json(view_of(text), &facts, &err)) {
		wrong(c, "facts:", err.text);
		free(text);
		return;
	}
	free(text);
	gate_judge(&facts, &c->policy, &verdict);
	if (verdict.outcome != c->outcome)
		wrong(c, "the verdict is", outcome_name(verdict.outcome));
	if (c->until != 0 && verdict.until != c->until) {
		char at[28];
		instant_format(verdict.until, at);
		wrong(c, "until is", at);
	}
	for (int i = 0; c->rule != NULL && i < verdict.rules; i++) {
		if (rules[i] != c->rule)
			continue;
		cases_of[c->rule->number]++;
		if (verdict.answer[i].outcome != c->outcome)
			wrong(c, c->rule->id, outcome_name((enum outcome)verdict.answer[i].outcome));
		if (c->reason != REASON_NONE && verdict.answer[i].reason != c->reason)
			wrong(c, "the reason is", reason_name((enum reason)verdict.answer[i].reason));
	}
}

static void
set_common(struct situation_case *c)
{
	char text[sizeof(common)], *rest;

	strcpy(text, common);
	for (char *word = strtok_r(text, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t", &rest))
		set(c, word);
}

static void
run_line(const char *file, int line, char *text)
{
	struct situation_case c = {.file = file, .line = line, .policy = *pack};
	struct buf json = {0};
	struct facts facts;
	char *rest, *word;

	text[strcspn(text, "#\n")] = '\0';
	if (strncmp(text, "with ", 5) == 0) {
		assert_true(strlen(common) + strlen(text) < sizeof(common));
		strcat(common, text + 4);
		return;
	}
	if ((word = strtok_r(text, " \t", &rest)) == NULL)
		return;
	c.outcome = outcome_find(view_of(word));
	while ((word = strtok_r(NULL, " \t", &rest)) != NULL) {
		const struct situation *base = situation_find(word);
		if (c.facts != NULL) {
			set(&c, word);
		} else if (base != NULL) {
			situation_facts(base, &facts);
			facts_write_json(&facts, &json);
			c.facts = json_loads(json.data, 0, NULL);
			set_common(&c);
		} else {
			expect(&c, word);
		}
	}
	if (c.facts == NULL || c.outcome == OUTCOME_UNKNOWN)
		wrong(&c, "expected an outcome and a situation", "");
	else
		judge_case(&c);
	json_decref(c.facts);
	buf_release(&json);
}

static void
run_file(const char *folder, const char *name)
{
	char path[256], text[1024];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	common[0] = '\0';
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	for (int line = 1; fgets(text, sizeof(text), file) != NULL; line++)
		run_line(path, line, text);
	fclose(file);
}

static int
run_folder(const char *path)
{
	int files = 0;
	DIR *folder = opendir(path);

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		size_t len = strlen(entry->d_name);
		if (len > 6 && strcmp(entry->d_name + len - 6, ".cases") == 0) {
			run_file(path, entry->d_name);
			files++;
		}
	}
	closedir(folder);
	assert_int_equal(failures, 0);
	return files;
}

static void
test_cases(void **state)
{
	(void)state;
	assert_true(run_folder("tests/cases") >= 20);
}

/* The same runner, another law. */
static void
test_cases_of_another_law(void **state)
{
	const struct policy *ours = pack;
	struct err err = {0};
	int64_t now;

	(void)state;
	assert_true(instant_parse(SITUATION_NOW, &now));
	struct policy *us = policy_load("config/policies/us-tcpa.yaml", now, &err);
	if (us == NULL)
		fprintf(stderr, "%s\n", err.text);
	assert_non_null(us);
	pack = us;
	assert_true(run_folder("tests/cases/us-tcpa") > 0);
	pack = ours;
	policy_free(us);
}

/* A rule that no case names has not been thought through. */
static void
test_every_rule_has_cases(void **state)
{
	(void)state;
	for (int i = 0; i < rule_count; i++) {
		if (cases_of[rules[i]->number] < 2)
			fprintf(stderr, "%s has %d cases; write tests/cases/%s.cases\n", rules[i]->id,
			    (int)cases_of[rules[i]->number], rules[i]->id);
		assert_true(cases_of[rules[i]->number] >= 2);
	}
}

static void
test_situations_are_in_order(void **state)
{
	(void)state;
	for (const struct situation *s = situations; s->name != NULL; s++) {
		struct facts facts;
		struct verdict verdict;
		bool reviewed = s->inquiry || strcmp(s->name, "recall_robot") == 0;
		situation_facts(s, &facts);
		gate_judge(&facts, pack, &verdict);
		if (verdict.outcome != (reviewed ? OUTCOME_REVIEW : OUTCOME_ALLOW))
			fprintf(stderr, "%s: %s\n", s->name, outcome_name(verdict.outcome));
		assert_int_equal(verdict.outcome, reviewed ? OUTCOME_REVIEW : OUTCOME_ALLOW);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_situations_are_in_order),
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_cases_of_another_law),
		cmocka_unit_test(test_every_rule_has_cases),
	};
	struct policy *loaded = situation_policy();
	pack = loaded;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	policy_free(loaded);
	return failed;
}

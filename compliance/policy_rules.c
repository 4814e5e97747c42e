/*
 * policy_rules.c - which rules a pack switches on, which of them it only observes, and what another law needs instead of ours.
 *
 * A pack of Russian law asks every rule of it: none can be left out by
 * signing.  A pack of another law lists its rules and may cite and say each in
 * its own words.  A rule on trial is observed until a date and counts from
 * then on; those that keep our promises are never on trial.
 */
#include <string.h>

#include "base/clock.h"
#include "compliance/policy_parts.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

static const struct rule *
rule_of_key(const struct yaml *node)
{
	for (int i = 0; i < rule_count; i++)
		if (node->key != NULL && strcmp(rules[i]->id, node->key) == 0)
			return rules[i];
	return NULL;
}

static bool
read_words_of(const struct yaml *node, const struct rule *rule, struct policy *out, struct err *err)
{
	static const char *const known[] = {"law", "says", NULL};
	const struct yaml *law = yaml_find(node, "law"), *says = yaml_find(node, "says");

	if (node->kind != YAML_MAP || !yaml_all_known(node, known, err) || law == NULL || law->kind != YAML_TEXT ||
	    law->text[0] == '\0')
		return yaml_wrong(node, err, "expected {law: \"...\", says: \"...\"}; the law that this rule comes from must be named");
	if (out->words == POLICY_WORDS)
		return yaml_wrong(node, err, "more than %d rules", POLICY_WORDS);
	struct rule_words *words = &out->rule_words[out->words++];
	words->number = rule->number;
	words->law = memory_text(law->text);
	words->says = says != NULL && says->kind == YAML_TEXT ? memory_text(says->text) : NULL;
	out->asked[rule->number] = true;
	return true;
}

static bool
read_asked(const struct yaml *root, struct policy *out, struct err *err)
{
	const struct yaml *list = yaml_find(root, "rules");

	if (list == NULL && out->law == LAW_RU) {
		for (int i = 0; i < rule_count; i++)
			if (rules[i]->number < RULE_FOREIGN)
				out->asked[rules[i]->number] = true;
		return true;
	}
	if (list == NULL || out->law == LAW_RU)
		return yaml_wrong(list ? list : root, err, "a pack of another law than the Russian lists its \"rules\", and only such a pack");
	for (const struct yaml *node = list->first; node != NULL; node = node->next) {
		const struct rule *rule = rule_of_key(node);
		if (rule == NULL)
			return yaml_wrong(node, err, "there is no rule of this id");
		if (!read_words_of(node, rule, out, err))
			return false;
	}
	if (!out->asked[rule_missing_fact.number] || !out->asked[rule_refusal.number])
		return yaml_wrong(list, err, "G-08 and G-21 are asked under every law: add them");
	return true;
}

/* What keeps our promises whoever signs: refusals, the robot ban, the dead and the blocked, and that nothing unknown allows. */
static bool
may_be_observed(const struct rule *rule)
{
	static const struct rule *const never[] = {&rule_missing_fact, &rule_robot_ban, &rule_refusal, &rule_refusal_scope,
		&rule_carrier_refusal, &rule_deceased, &rule_blocked, NULL};

	for (size_t i = 0; never[i] != NULL; i++)
		if (rule == never[i])
			return false;
	return true;
}

/* From its date on the rule counts: the pack is read anew that day, as when a dated figure changes. */
static bool
read_observed(const struct yaml *node, int64_t now, struct policy *out, struct err *err)
{
	static const char *const known[] = {"until", "why", NULL};
	const struct rule *rule = rule_of_key(node);
	const struct yaml *date, *why;
	const char *text;
	int64_t until;

	if (rule == NULL || !out->asked[rule->number])
		return yaml_wrong(node, err, "there is no rule of this id in the pack");
	if (!may_be_observed(rule))
		return yaml_wrong(node, err, "this rule is never on trial: see compliance/policy_rules.c");
	if (node->kind != YAML_MAP || !yaml_all_known(node, known, err) || !yaml_get(node, "until", &date, err) ||
	    !yaml_instant(date, &until, err) || !yaml_get(node, "why", &why, err) || !yaml_text(why, &text, err))
		return yaml_wrong(node, err, "expected {until: 2027-01-01, why: \"...\"}");
	if (until > out->ends_at)
		return yaml_wrong(node, err, "a trial ends before the pack does");
	if (now >= until)
		return true;
	out->observed[rule->number] = true;
	if (until < out->valid_to)
		out->valid_to = until;
	return true;
}

bool
policy_read_rules(const struct yaml *root, int64_t now, struct policy *out, struct err *err)
{
	const struct yaml *observe = yaml_find(root, "observe");

	if (!read_asked(root, out, err))
		return false;
	if (observe != NULL && observe->kind != YAML_MAP)
		return yaml_wrong(observe, err, "expected rules like {G-18: {until: 2027-01-01, why: \"...\"}}");
	for (const struct yaml *node = observe ? observe->first : NULL; node != NULL; node = node->next)
		if (!read_observed(node, now, out, err))
			return false;
	return true;
}

static unsigned
word_of(char kind, struct view name)
{
	switch (kind) {
	case 'p':
		return purpose_find(name);
	case 'm':
		return dial_mode_find(name);
	case 'k':
		return consent_code_find(name);
	case 'o':
		return outcome_class_find(name);
	default:
		return channel_find(name);
	}
}

bool
policy_read_words(const struct yaml *list, char kind, uint16_t *out, struct err *err)
{
	uint16_t bits = 0;

	if (list->kind != YAML_LIST)
		return yaml_wrong(list, err, "expected a list of words like [SMS, EMAIL]");
	for (const struct yaml *word = list->first; word != NULL; word = word->next) {
		unsigned value = word->kind == YAML_TEXT ? word_of(kind, view_of(word->text)) : 0;
		if (value == 0)
			return yaml_wrong(list, err, "unknown word \"%s\"", word->kind == YAML_TEXT ? word->text : "");
		bits |= word_bit(value);
	}
	*out = bits;
	return true;
}

/* A row adds its codes to every cell that it names; modes are of calls, and texts have the mode UNKNOWN. */
static bool
read_need(const struct yaml *row, struct policy *out, struct err *err)
{
	static const char *const known[] = {"purposes", "channels", "modes", "codes", "source", NULL};
	const struct yaml *purposes, *channels, *codes, *modes = yaml_find(row, "modes");
	uint16_t p, c, k, m = UINT16_MAX;
	const char *source;

	if (!yaml_all_known(row, known, err) || !yaml_get(row, "purposes", &purposes, err) ||
	    !policy_read_words(purposes, 'p', &p, err) || !yaml_get(row, "channels", &channels, err) ||
	    !policy_read_words(channels, 'c', &c, err) || !yaml_get(row, "codes", &codes, err) ||
	    !policy_read_words(codes, 'k', &k, err) || !policy_source(row, &source, err) ||
	    (modes != NULL && !policy_read_words(modes, 'm', &m, err)))
		return false;
	for (unsigned purpose = 1; purpose < PURPOSE_COUNT; purpose++)
		for (unsigned channel = 1; channel < CHANNEL_COUNT; channel++)
			for (unsigned mode = 0; mode < MODE_COUNT; mode++)
				if ((p & word_bit(purpose)) && (c & word_bit(channel)) && (modes == NULL || (m & word_bit(mode))))
					out->needs[purpose][channel][mode] |= k;
	return true;
}

bool
policy_read_needs(const struct yaml *root, struct policy *out, struct err *err)
{
	const struct yaml *needs = yaml_find(root, "needs");

	if ((needs != NULL) != (out->law != LAW_RU))
		return yaml_wrong(needs ? needs : root, err, "a pack of another law than the Russian says which consents it \"needs\", and only such a pack");
	if (needs != NULL && needs->kind != YAML_LIST)
		return yaml_wrong(needs, err, "expected a list like [{purposes: [SURVEY], channels: [SMS], codes: [COMM_SMS], source: \"...\"}]");
	for (const struct yaml *row = needs ? needs->first : NULL; row != NULL; row = row->next)
		if (!read_need(row, out, err))
			return false;
	return true;
}

/*
 * policy_values.c - the figures of a policy pack, each with a source and the date since which it holds.
 *
 * The table below is all there is; its limits are those beyond which a figure
 * would break the law whoever signs the pack.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/policy_parts.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

enum kind { HOURS, NUMBER, DATE, PURPOSES, MODES, CHANNELS, OUTCOMES };

struct value {
	const char *parameter, *key;
	enum kind kind;
	size_t offset;
	int64_t min, max;	/* NUMBER, DATE; HOURS: minutes; masks: bits that must and that may be there */
};

#define AT(member) offsetof(struct policy, member)
#define BIT(purpose) WORD_BIT(PURPOSE_##purpose)
#define ALL_PURPOSES ((1 << (PURPOSE_COUNT - 1)) - 1)
#define ALL_MODES ((1 << (MODE_COUNT - 1)) - 1)
#define ALL_CHANNELS ((1 << (CHANNEL_COUNT - 1)) - 1)
#define ALL_OUTCOMES ((1 << (ENDED_COUNT - 1)) - 1)
#define APPLY(purpose) \
	{"hours_apply", #purpose, CHANNELS, AT(hours_apply) + PURPOSE_##purpose * sizeof(uint16_t), 0, ALL_CHANNELS}

static const struct value values[] = {
	{"hours", "workdays", HOURS, AT(workdays), 8 * 60, 22 * 60},
	{"hours", "days_off", HOURS, AT(days_off), 9 * 60, 20 * 60},
	APPLY(AD_PROMO),
	APPLY(SERVICE_REMINDER),
	APPLY(WAITING_LIST),
	APPLY(SURVEY),
	APPLY(RECALL),
	APPLY(B2B_OFFER),
	APPLY(CONTRACT),
	APPLY(LEGAL_NOTICE),
	{"caps_count", "outcomes", OUTCOMES, AT(counted), WORD_BIT(ENDED_REACHED) | WORD_BIT(ENDED_OPEN), ALL_OUTCOMES},
	{"caps_ad", "ad_day", NUMBER, AT(ad_day), 1, 2},
	{"caps_ad", "ad_week", NUMBER, AT(ad_week), 1, 4},
	{"caps_ad", "ad_month", NUMBER, AT(ad_month), 1, 16},
	{"caps_service", "service_day", NUMBER, AT(service_day), 1, 10},
	{"caps_service", "service_week", NUMBER, AT(service_week), 1, 50},
	{"caps_all", "calls_day", NUMBER, AT(calls_day), 1, 1},
	{"caps_all", "calls_week", NUMBER, AT(calls_week), 1, 2},
	{"caps_all", "calls_month", NUMBER, AT(calls_month), 1, 8},
	{"caps_all", "messages_day", NUMBER, AT(messages_day), 1, 2},
	{"caps_all", "messages_week", NUMBER, AT(messages_week), 1, 4},
	{"caps_all", "messages_month", NUMBER, AT(messages_month), 1, 16},
	{"mass", "modes", MODES, AT(mass_modes), WORD_BIT(MODE_ROBOT), ALL_MODES},
	{"mass", "purposes", PURPOSES, AT(mass_purposes), 0, ALL_PURPOSES},
	{"advertising", "purposes", PURPOSES, AT(advertising), BIT(AD_PROMO) | BIT(B2B_OFFER), ALL_PURPOSES},
	{"care", "purposes", PURPOSES, AT(care), 0,
	    BIT(SERVICE_REMINDER) | BIT(WAITING_LIST) | BIT(RECALL) | BIT(CONTRACT) | BIT(LEGAL_NOTICE)},
	{"consents", "standalone_since", DATE, AT(standalone_since), RULE_DATE(2006, 7, 1), RULE_DATE(2025, 9, 1)},
	{"consents", "legacy_before", DATE, AT(legacy_before), RULE_DATE(2025, 9, 1), RULE_DATE(2100, 1, 1)},
	{"consents", "confirm_months", NUMBER, AT(confirm_months), 1, 60},
	{"numbers", "number_months", NUMBER, AT(number_months), 1, 60},
	{"numbers", "wrong_person_months", NUMBER, AT(wrong_person_months), 0, 600},
	{"label", "label_max", NUMBER, AT(label_max), 1, 32},
	{"press", "press_seconds", NUMBER, AT(press_seconds), 1, 300},
	{"press", "strict_list", NUMBER, AT(strict_list), 0, 1},
	{"channels", "open", CHANNELS, AT(channels), 0, ALL_CHANNELS},
	{"channels", "state_clinic", CHANNELS, AT(channels_state), 0, ALL_CHANNELS},
	{"register", "register_days", NUMBER, AT(register_days), 1, 31},
	{"revocation", "revocation_days", NUMBER, AT(revocation_days), 0, 10},
	{.key = NULL},
};

/* Where the law of the United States admits other figures than ours; the caps there are ours to set. */
static const struct limit {
	const char *key;
	int64_t min, max;
} us_limits[] = {
	{"workdays", 8 * 60, 21 * 60}, {"days_off", 8 * 60, 21 * 60},
	{"ad_day", 1, 3}, {"ad_week", 1, 21}, {"ad_month", 1, 93},
	{"calls_day", 1, 3}, {"calls_week", 1, 21}, {"calls_month", 1, 93},
	{"messages_day", 1, 3}, {"messages_week", 1, 21}, {"messages_month", 1, 93},
	{"modes", 0, ALL_MODES},
	{"standalone_since", RULE_DATE(1992, 12, 20), RULE_DATE(2100, 1, 1)},
	{"legacy_before", RULE_DATE(1970, 1, 2), RULE_DATE(2100, 1, 1)},
	{"confirm_months", 1, 600},
};

/* The parameters that one law has and the other has not. */
static bool
is_of(const struct value *value, enum policy_law law)
{
	if (strcmp(value->parameter, "label") == 0)
		return law == LAW_RU;
	return law == LAW_US || (strcmp(value->parameter, "register") != 0 && strcmp(value->parameter, "revocation") != 0);
}

static struct value
limited(const struct value *value, enum policy_law law)
{
	struct value out = *value;

	for (size_t i = 0; law == LAW_US && i < sizeof(us_limits) / sizeof(us_limits[0]); i++)
		if (strcmp(us_limits[i].key, value->key) == 0) {
			out.min = us_limits[i].min;
			out.max = us_limits[i].max;
		}
	return out;
}

bool
policy_source(const struct yaml *map, const char **out, struct err *err)
{
	const struct yaml *node;

	if (!yaml_get(map, "source", &node, err) || !yaml_text(node, out, err))
		return false;
	if ((*out)[0] == '\0')
		return yaml_wrong(node, err, "is empty; name the law or the decision that this comes from");
	return true;
}

static bool
read_hours(const struct yaml *node, const struct value *value, struct hours *out, struct err *err)
{
	int from, from_minute, until, until_minute, used = 0;

	if (node->kind != YAML_TEXT ||
	    sscanf(node->text, "%2d:%2d-%2d:%2d%n", &from, &from_minute, &until, &until_minute, &used) != 4 ||
	    node->text[used] != '\0' || from_minute < 0 || from_minute > 59 || until_minute < 0 || until_minute > 59)
		return yaml_wrong(node, err, "expected hours like 09:00-20:00");
	struct hours hours = {from * 60 + from_minute, until * 60 + until_minute};
	if (hours.from < value->min || hours.until > value->max || hours.from >= hours.until)
		return yaml_wrong(node, err, "must begin and end from %02d:00 to %02d:00", (int)value->min / 60,
		    (int)value->max / 60);
	*out = hours;
	return true;
}

static bool
read_mask(const struct yaml *node, const struct value *value, uint16_t *out, struct err *err)
{
	uint16_t bits;

	if (!policy_read_words(node, value->kind == PURPOSES ? 'p' : value->kind == MODES ? 'm' :
	    value->kind == OUTCOMES ? 'o' : 'c', &bits, err))
		return false;
	if ((bits & value->min) != value->min)
		return yaml_wrong(node, err, "a word that the law demands is missing: see compliance/policy_values.c");
	if (bits & ~value->max)
		return yaml_wrong(node, err, "a word stands here that the law does not admit: see compliance/policy_values.c");
	*out = bits;
	return true;
}

static bool
read_value(const struct yaml *node, const struct value *value, struct policy *policy, struct err *err)
{
	char *place = (char *)policy + value->offset;
	int64_t number;

	switch (value->kind) {
	case HOURS:
		return read_hours(node, value, (struct hours *)(void *)place, err);
	case NUMBER:
		if (!yaml_int(node, value->min, value->max, &number, err))
			return false;
		*(int *)(void *)place = (int)number;
		return true;
	case DATE:
		if (!yaml_instant(node, &number, err))
			return false;
		if (number < value->min || number > value->max)
			return yaml_wrong(node, err, "a date beyond what the law admits: see compliance/policy_values.c");
		*(int64_t *)(void *)place = number;
		return true;
	default:
		return read_mask(node, value, (uint16_t *)(void *)place, err);
	}
}

/* Of the keys "since DATE" the newest that has come; the next one ends this pack's use until it is loaded again. */
static bool
in_force(const struct yaml *parameter, int64_t now, const struct yaml **out, struct policy *policy, struct err *err)
{
	int64_t newest = INT64_MIN, since;

	*out = NULL;
	for (const struct yaml *node = parameter->first; node != NULL; node = node->next) {
		if (strcmp(node->key, "source") == 0 || strcmp(node->key, "note") == 0)
			continue;
		if (strncmp(node->key, "since ", 6) != 0 || !instant_parse(node->key + 6, &since) || node->kind != YAML_MAP)
			return yaml_wrong(node, err, "expected \"source\", \"note\" or \"since 2026-01-01\" with a map of values");
		if (since > now && since < policy->valid_to)
			policy->valid_to = since;
		if (since <= now && since > newest) {
			newest = since;
			*out = node;
		}
	}
	return *out != NULL || yaml_wrong(parameter, err, "no value is in force today; add \"since\" with an earlier date");
}

static bool
all_named(const struct yaml *map, const char *parameter, struct err *err)
{
	const char *known[sizeof(values) / sizeof(values[0])];
	int count = 0;

	for (const struct value *value = values; value->key != NULL; value++)
		if (strcmp(value->parameter, parameter) == 0)
			known[count++] = value->key;
	known[count] = NULL;
	return yaml_all_known(map, known, err);
}

static bool
read_parameter(const struct yaml *parameters, const struct value *value, int64_t now, struct policy *out, struct err *err)
{
	const struct yaml *parameter, *map, *node;
	const struct value within = limited(value, out->law);
	const char *source;

	return yaml_get(parameters, value->parameter, &parameter, err) && policy_source(parameter, &source, err) &&
	    in_force(parameter, now, &map, out, err) && all_named(map, value->parameter, err) &&
	    yaml_get(map, value->key, &node, err) && read_value(node, &within, out, err);
}

bool
policy_read_values(const struct yaml *parameters, int64_t now, struct policy *out, struct err *err)
{
	const char *known[sizeof(values) / sizeof(values[0])];
	int count = 0;

	for (const struct value *value = values; value->key != NULL; value++) {
		if (!is_of(value, out->law))
			continue;
		if (!read_parameter(parameters, value, now, out, err))
			return false;
		known[count++] = value->parameter;
	}
	known[count] = NULL;
	return yaml_all_known(parameters, known, err);
}

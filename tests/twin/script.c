/* script.c - what the twin does to those who use it. */
#include "tests/twin/script.h"

#include <stdlib.h>
#include <string.h>

#include "config/yaml.h"

static const char *const part_names[] = {
#define PART(name, word) word,
#include "tests/twin/part.def"
#undef PART
};

const struct outcome_words outcome_words[OUTCOMES] = {
#define OUTCOME(name, ...) {__VA_ARGS__},
#include "tests/twin/outcome.def"
#undef OUTCOME
};

static const struct {
	const char *section, *word;
	int64_t min_ms, max_ms;
} fault_words[FAULTS] = {
#define FAULT(name, section, word, least, most) {section, word, least, most},
#include "tests/twin/fault.def"
#undef FAULT
};

struct script {
	struct part_script part[PARTS];
	struct yaml *addresses;		/* "79161234567": busy; NULL: none */
	struct yaml *root;
};

const char *
part_name(enum part part)
{
	return part_names[part];
}

struct script *
script_new(void)
{
	struct script *script = memory_new(sizeof(*script));

	for (int i = 0; i < PARTS; i++) {
		struct part_script *part = &script->part[i];
		part->at_once = 0.5;
		part->min_delay_ms = 30;
		part->max_delay_ms = 300;
		for (int j = 0; j < FAULTS; j++)
			part->fault[j] = (struct fault){.status = 500, .retry_after = 1,
			    .min_ms = fault_words[j].min_ms, .max_ms = fault_words[j].max_ms};
	}
	return script;
}

void *
script_free(struct script *script)
{
	if (script != NULL)
		yaml_free(script->root);
	free(script);
	return NULL;
}

static bool
read_share(const struct yaml *yaml, double *out, struct err *err)
{
	char *end = NULL;
	double share = yaml->kind == YAML_TEXT ? strtod(yaml->text, &end) : -1;

	if (end == NULL || end == yaml->text || *end != '\0' || !(share >= 0 && share <= 1))
		return yaml_wrong(yaml, err, "expected a share from 0 to 1");
	*out = share;
	return true;
}

static bool
read_range(const struct yaml *yaml, int64_t *min, int64_t *max, struct err *err)
{
	if (yaml->kind != YAML_LIST || yaml_count(yaml) != 2 || !yaml_int(yaml->first, 0, 3600000, min, err) ||
	    !yaml_int(yaml->first->next, *min, 3600000, max, err))
		return yaml_wrong(yaml, err, "expected [least, most] in milliseconds");
	return true;
}

static bool
read_nths(const struct yaml *yaml, struct fault *fault, struct err *err)
{
	int64_t n;

	if (yaml->kind != YAML_LIST || yaml_count(yaml) > FAULT_NTHS)
		return yaml_wrong(yaml, err, "expected a list of at most %d numbers", FAULT_NTHS);
	fault->nths = 0;
	for (const struct yaml *item = yaml->first; item != NULL; item = item->next) {
		if (!yaml_int(item, 1, UINT32_MAX, &n, err))
			return false;
		fault->nth[fault->nths++] = (uint32_t)n;
	}
	return true;
}

static bool
read_fault_key(const struct yaml *yaml, struct fault *fault, struct err *err)
{
	int64_t value;

	if (strcmp(yaml->key, "share") == 0)
		return read_share(yaml, &fault->share, err);
	if (strcmp(yaml->key, "nth") == 0)
		return read_nths(yaml, fault, err);
	if (strcmp(yaml->key, "ms") == 0)
		return read_range(yaml, &fault->min_ms, &fault->max_ms, err);
	if (strcmp(yaml->key, "processed") == 0)
		return yaml_bool(yaml, &fault->processed, err);
	if (!yaml_int(yaml, 0, 1000000, &value, err))
		return false;
	if (strcmp(yaml->key, "every") == 0)
		fault->every = (uint32_t)value;
	else if (strcmp(yaml->key, "status") == 0)
		fault->status = (int)value;
	else if (strcmp(yaml->key, "retry_after") == 0)
		fault->retry_after = (int)value;
	else
		fault->code = (int)value;
	return true;
}

static bool
read_fault(const struct yaml *yaml, struct fault *fault, struct err *err)
{
	static const char *const known[] = {"share", "nth", "every", "ms", "status", "processed", "retry_after",
	    "code", NULL};

	if (yaml->kind == YAML_TEXT)
		return read_share(yaml, &fault->share, err);
	if (!yaml_all_known(yaml, known, err))
		return false;
	for (const struct yaml *key = yaml->first; key != NULL; key = key->next)
		if (!read_fault_key(key, fault, err))
			return false;
	return true;
}

static bool
read_section(const struct yaml *section, struct part_script *part, struct err *err)
{
	for (const struct yaml *item = section->first; item != NULL; item = item->next) {
		int i = 0;
		if (strcmp(item->key, "delay_ms") == 0) {
			if (!read_range(item, &part->min_delay_ms, &part->max_delay_ms, err))
				return false;
			continue;
		}
		while (i < FAULTS &&
		    (strcmp(fault_words[i].section, section->key) != 0 || strcmp(fault_words[i].word, item->key) != 0))
			i++;
		if (i == FAULTS)
			return yaml_wrong(item, err, "no such word; see tests/twin/fault.def");
		if (!read_fault(item, &part->fault[i], err))
			return false;
	}
	return true;
}

static int
outcome_find(const char *word)
{
	int i = 0;
	while (i < OUTCOMES && strcmp(outcome_words[i].word, word) != 0)
		i++;
	return i;
}

static bool
read_outcomes(const struct yaml *section, struct part_script *part, struct err *err)
{
	double sum = 0;

	memset(part->outcome, 0, sizeof(part->outcome));
	for (const struct yaml *item = section->first; item != NULL; item = item->next) {
		double *share = &part->at_once;
		if (strcmp(item->key, "at_once") != 0) {
			int i = outcome_find(item->key);
			if (i == OUTCOMES)
				return yaml_wrong(item, err, "no such outcome; see tests/twin/outcome.def");
			share = &part->outcome[i];
		}
		if (!read_share(item, share, err))
			return false;
	}
	for (int i = 0; i < OUTCOMES; i++)
		sum += part->outcome[i];
	return sum <= 1.000001 || yaml_wrong(section, err, "the shares add up to more than 1");
}

static bool
read_part(const struct yaml *map, struct part_script *part, struct err *err)
{
	static const char *const known[] = {"faults", "webhooks", "replies", "outcomes", "get_url", NULL};
	const char *url;

	if (map->kind != YAML_MAP || !yaml_all_known(map, known, err))
		return map->kind == YAML_MAP ? false : yaml_wrong(map, err, "expected a map");
	for (const struct yaml *section = map->first; section != NULL; section = section->next) {
		if (strcmp(section->key, "get_url") == 0) {
			if (!yaml_text(section, &url, err))
				return false;
			if (strlen(url) >= sizeof(part->get_url))
				return yaml_wrong(section, err, "too long");
			strcpy(part->get_url, url);
		} else if (strcmp(section->key, "outcomes") == 0) {
			if (!read_outcomes(section, part, err))
				return false;
		} else if (!read_section(section, part, err)) {
			return false;
		}
	}
	return true;
}

static bool
read_addresses(struct script *script, const struct yaml *map, struct err *err)
{
	for (const struct yaml *item = map->first; item != NULL; item = item->next)
		if (item->kind != YAML_TEXT || outcome_find(item->text) == OUTCOMES)
			return yaml_wrong(item, err, "expected an outcome; see tests/twin/outcome.def");
	script->addresses = (struct yaml *)map;
	return true;
}

static bool
read_root(struct script *script, struct err *err)
{
	static const char *const known[] = {"all", "addresses",
#define PART(name, word) word,
#include "tests/twin/part.def"
#undef PART
	    NULL};
	const struct yaml *all = yaml_find(script->root, "all");
	const struct yaml *addresses = yaml_find(script->root, "addresses");

	if (!yaml_all_known(script->root, known, err))
		return false;
	for (int i = 0; i < PARTS; i++) {
		const struct yaml *own = yaml_find(script->root, part_names[i]);
		if ((all != NULL && !read_part(all, &script->part[i], err)) ||
		    (own != NULL && !read_part(own, &script->part[i], err)))
			return false;
	}
	return addresses == NULL || read_addresses(script, addresses, err);
}

struct script *
script_read(const char *file, struct view text, struct err *err)
{
	struct script *script = script_new();

	script->root = yaml_read(file, text, err);
	if (script->root == NULL || !read_root(script, err))
		return script_free(script);
	return script;
}

const struct part_script *
script_part(const struct script *script, enum part part)
{
	return &script->part[part];
}

enum outcome
script_address(const struct script *script, struct view address)
{
	if (script->addresses != NULL)
		for (const struct yaml *item = script->addresses->first; item != NULL; item = item->next)
			if (view_is(address, item->key + (*item->key == '+')))
				return (enum outcome)outcome_find(item->text);
	return OUTCOMES;
}

bool
fault_strikes(const struct fault *fault, const struct dice *dice, unsigned draw, uint64_t n)
{
	for (int i = 0; i < fault->nths; i++)
		if (fault->nth[i] == n)
			return true;
	if (fault->every > 0 && n % fault->every == 0)
		return true;
	return fault->share > 0 && dice_share(dice, draw) < fault->share;
}

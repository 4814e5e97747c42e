/*
 * facts_read.c - facts from JSON, strictly.
 *
 * Nothing is guessed: a stranger among the members, a number that does not
 * fit, a word or a zone nobody knows is an error with the path to it.
 */
#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/facts_json.h"
#include "compliance/facts_member.h"

static bool read_object(const json_t *json, const struct member *members, char *base, struct err *err);

static unsigned
word_find(const struct member_words *words, const json_t *json)
{
	const char *text = json_string_value(json);

	for (int i = 1; text != NULL && i < words->count; i++)
		if (strcmp(words->words[i], text) == 0)
			return (unsigned)i;
	return 0;
}

static bool
read_word(const json_t *json, const struct member *member, char *place, struct err *err)
{
	unsigned value = word_find(member->words, json);

	if (value == 0)
		return fail(err, ERR_INPUT, "unknown word \"%s\"", json_is_string(json) ? json_string_value(json) : "");
	memcpy(place, &value, sizeof(value));
	return true;
}

static bool
read_tri(const json_t *json, char *place, struct err *err)
{
	enum tri value = tri_of(json_is_true(json));

	if (!json_is_boolean(json))
		return fail(err, ERR_INPUT, "expected true or false");
	memcpy(place, &value, sizeof(value));
	return true;
}

static bool
read_number(const json_t *json, int64_t max, int64_t *out, struct err *err)
{
	if (!json_is_integer(json) || json_integer_value(json) < 0 || json_integer_value(json) > max)
		return fail(err, ERR_INPUT, "expected a whole number from 0 to %lld", (long long)max);
	*out = json_integer_value(json);
	return true;
}

/* 1970 itself cannot be told from "not known", so it is refused, as is what no calendar of ours reaches. */
static bool
read_instant(const json_t *json, char *place, struct err *err)
{
	int64_t value;

	if (!json_is_string(json) || !instant_parse(json_string_value(json), &value) || value <= 0 ||
	    value >= (int64_t)253402300800 * SECOND)
		return fail(err, ERR_INPUT, "expected an instant like 2026-11-23T08:00:00Z");
	memcpy(place, &value, sizeof(value));
	return true;
}

static bool
read_text(const json_t *json, size_t size, char *place, struct err *err)
{
	if (!json_is_string(json) || json_string_length(json) >= size)
		return fail(err, ERR_INPUT, "expected a text of at most %d bytes", (int)size - 1);
	memcpy(place, json_string_value(json), json_string_length(json) + 1);
	return true;
}

static bool
read_mask(const json_t *json, const struct member *member, char *place, struct err *err)
{
	uint16_t bits = 0;

	if (!json_is_array(json))
		return fail(err, ERR_INPUT, "expected a list of words like [SMS, EMAIL]");
	for (size_t i = 0; i < json_array_size(json); i++) {
		unsigned value = word_find(member->words, json_array_get(json, i));
		if (value == 0)
			return fail(err, ERR_INPUT, "unknown word in place %zu", i);
		bits |= WORD_BIT(value);
	}
	memcpy(place, &bits, sizeof(bits));
	return true;
}

static bool
read_zones(const json_t *json, char *place, struct err *err)
{
	struct zone_set *set = (struct zone_set *)(void *)place;

	if (!json_is_array(json) || json_array_size(json) > FACTS_ZONES)
		return fail(err, ERR_INPUT, "expected a list of at most %d zones", FACTS_ZONES);
	for (size_t i = 0; i < json_array_size(json); i++) {
		const char *name = json_string_value(json_array_get(json, i));
		set->zone[i] = name ? zone_find(name) : NULL;
		if (set->zone[i] == NULL)
			return fail(err, ERR_INPUT, "unknown zone \"%s\"; expected a name like Europe/Moscow", name ? name : "");
	}
	set->count = (uint8_t)json_array_size(json);
	return true;
}

static bool
read_list(const json_t *json, const struct member *member, char *base, struct err *err)
{
	if (!json_is_array(json) || json_array_size(json) > (size_t)member->max)
		return fail(err, ERR_INPUT, "expected a list of at most %d", member->max);
	for (size_t i = 0; i < json_array_size(json); i++)
		if (!read_object(json_array_get(json, i), member->inner, base + member->offset + i * member->stride, err))
			return fail_prefix(err, "[%zu]", i);
	base[member->count_offset] = (char)json_array_size(json);
	return true;
}

static bool
read_counter(const json_t *json, char *place, struct err *err)
{
	int64_t number;

	if (!read_number(json, 1000000, &number, err))
		return false;
	int value = (int)number;
	memcpy(place, &value, sizeof(value));
	return true;
}

static bool
read_value(const json_t *json, const struct member *member, char *base, struct err *err)
{
	char *place = base + member->offset;
	int64_t number;

	switch (member->kind) {
	case MEMBER_WORD:
		return read_word(json, member, place, err);
	case MEMBER_TRI:
		return read_tri(json, place, err);
	case MEMBER_NUMBER:
		if (!read_number(json, ((int64_t)1 << 53) - 1, &number, err))
			return false;
		memcpy(place, &number, sizeof(number));
		return true;
	case MEMBER_INSTANT:
		return read_instant(json, place, err);
	case MEMBER_COUNTER:
		return read_counter(json, place, err);
	case MEMBER_TEXT:
		return read_text(json, member->stride, place, err);
	case MEMBER_MASK:
		return read_mask(json, member, place, err);
	case MEMBER_ZONES:
		return read_zones(json, place, err);
	case MEMBER_OBJECT:
		return read_object(json, member->inner, place, err);
	case MEMBER_LIST:
		return read_list(json, member, base, err);
	}
	return false;
}

static bool
read_object(const json_t *json, const struct member *members, char *base, struct err *err)
{
	const char *name;
	json_t *value;

	if (!json_is_object(json))
		return fail(err, ERR_INPUT, "expected an object");
	json_object_foreach((json_t *)(uintptr_t)json, name, value) {
		const struct member *member = members;
		while (member->name != NULL && strcmp(member->name, name) != 0)
			member++;
		if (member->name == NULL)
			return fail(err, ERR_INPUT, "unknown member \"%.60s\"; see dozvon gate schema", name);
		if (!read_value(value, member, base, err))
			return fail_prefix(err, "%.60s", name);
	}
	return true;
}

bool
facts_read_json(struct view text, struct facts *out, struct err *err)
{
	json_error_t error;
	struct facts facts;
	json_t *json = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, &error);

	if (json == NULL)
		return fail(err, ERR_INPUT, "not JSON: %s at byte %d", error.text, error.position);
	facts_init(&facts, 0);
	bool read = read_object(json, facts_members, (char *)&facts, err);
	json_decref(json);
	if (read)
		*out = facts;
	return read;
}

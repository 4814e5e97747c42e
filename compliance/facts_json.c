/* facts_json.c - writing facts as canonical JSON, and their schema. */
#include "compliance/facts_json.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/facts_member.h"

static void write_object(struct json *json, const struct member *members, const char *base);
static bool is_object_known(const struct member *members, const char *base);

static unsigned
word_at(const char *place)
{
	unsigned value;
	memcpy(&value, place, sizeof(value));
	return value;
}

static void
write_mask(struct json *json, const struct member_words *words, const char *place)
{
	uint16_t bits;

	memcpy(&bits, place, sizeof(bits));
	json_array(json);
	for (int i = 1; i < words->count; i++)
		if (bits & WORD_BIT(i))
			json_text(json, words->words[i]);
	json_end(json);
}

static void
write_zones(struct json *json, const struct zone_set *set)
{
	json_array(json);
	for (int i = 0; i < set->count && i < FACTS_ZONES; i++)
		json_text(json, zone_name(set->zone[i]));
	json_end(json);
}

static void
write_list(struct json *json, const struct member *member, const char *base)
{
	int count = (uint8_t)base[member->count_offset];

	json_array(json);
	for (int i = 0; i < count && i < member->max; i++)
		write_object(json, member->inner, base + member->offset + (size_t)i * member->stride);
	json_end(json);
}


static bool
is_known(const struct member *member, const char *base)
{
	const char *place = base + member->offset;
	int64_t number;
	uint16_t bits;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
		return word_at(place) - 1 < (unsigned)member->words->count - 1;
	case MEMBER_TRI:
		return word_at(place) == TRI_NO || word_at(place) == TRI_YES;
	case MEMBER_NUMBER:
	case MEMBER_INSTANT:
		memcpy(&number, place, sizeof(number));
		return number > 0;
	case MEMBER_COUNTER:
		memcpy(&count, place, sizeof(count));
		return count >= 0;
	case MEMBER_TEXT:
	case MEMBER_ZONES:		/* its count stands first */
		return *place != '\0';
	case MEMBER_MASK:
		memcpy(&bits, place, sizeof(bits));
		return bits != 0;
	case MEMBER_LIST:
		return base[member->count_offset] != 0;
	case MEMBER_OBJECT:
		return is_object_known(member->inner, place);
	}
	return false;
}

static bool
is_object_known(const struct member *members, const char *base)
{
	for (; members->name != NULL; members++)
		if (is_known(members, base))
			return true;
	return false;
}

static void
write_value(struct json *json, const struct member *member, const char *base)
{
	const char *place = base + member->offset;
	int64_t number;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
		json_text(json, member->words->words[word_at(place)]);
		return;
	case MEMBER_TRI:
		json_bool(json, word_at(place) == TRI_YES);
		return;
	case MEMBER_NUMBER:
		memcpy(&number, place, sizeof(number));
		json_int(json, number);
		return;
	case MEMBER_INSTANT:
		memcpy(&number, place, sizeof(number));
		json_instant(json, number);
		return;
	case MEMBER_COUNTER:
		memcpy(&count, place, sizeof(count));
		json_int(json, count);
		return;
	case MEMBER_TEXT:
		json_view(json, (struct view){place, strnlen(place, member->stride)});
		return;
	case MEMBER_MASK:
		write_mask(json, member->words, place);
		return;
	case MEMBER_ZONES:
		write_zones(json, (const struct zone_set *)(const void *)place);
		return;
	case MEMBER_OBJECT:
		write_object(json, member->inner, place);
		return;
	case MEMBER_LIST:
		write_list(json, member, base);
		return;
	}
}

static void
write_object(struct json *json, const struct member *members, const char *base)
{
	json_object(json);
	for (; members->name != NULL; members++)
		if (is_known(members, base)) {
			json_key(json, members->name);
			write_value(json, members, base);
		}
	json_end(json);
}

/* The order of the table is canonical and a test holds it so: checking it at each name would cost a quarter of the time. */
void
facts_write_json(const struct facts *facts, struct buf *out)
{
	struct json json;

	json_start_loose(&json, out);
	write_object(&json, facts_members, (const char *)facts);
}

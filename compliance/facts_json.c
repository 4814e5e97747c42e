/* facts_json.c - writing facts as canonical JSON, and their schema. */
#include "compliance/facts_json.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/facts_member.h"

static void write_object(struct json *json, const struct member *members, const char *base);

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

static void
write_value(struct json *json, const struct member *member, const char *base)
{
	const char *place = base + member->offset;
	int64_t number;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
		json_text(json, member->words->words[member_word(place)]);
		return;
	case MEMBER_TRI:
		json_bool(json, member_word(place) == TRI_YES);
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
		if (member_is_known(members, base)) {
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

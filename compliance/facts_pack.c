/* facts_pack.c - facts in few bytes, by the table of members. */
#include "compliance/facts_pack.h"

#include <string.h>

#include "compliance/facts_member.h"

enum { FORM = 1, TABLES_MAX = 8, MEMBERS_MAX = 128 };

/* The tags of one table, made on first use. */
struct tags {
	const struct member *members;
	int count;
	uint16_t tag[MEMBERS_MAX];
};

static uint16_t
tag_of(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name != '\0'; name++)
		hash = (hash ^ (uint8_t)*name) * 16777619u;
	hash ^= hash >> 16;
	return (uint16_t)(hash & 0xffff) ? (uint16_t)(hash & 0xffff) : 1;
}

/* Two names with one tag would be one member when read: our bug, found by the first test that packs anything. */
static void
make_tags(struct tags *tags, const struct member *members)
{
	for (; members[tags->count].name != NULL; tags->count++) {
		must(tags->count < MEMBERS_MAX);
		tags->tag[tags->count] = tag_of(members[tags->count].name);
		for (int i = 0; i < tags->count; i++)
			must(tags->tag[i] != tags->tag[tags->count]);
	}
	tags->members = members;
}

static const struct tags *
tags_of(const struct member *members)
{
	static struct tags tables[TABLES_MAX];

	for (int i = 0; i < TABLES_MAX; i++) {
		if (tables[i].members == NULL)
			make_tags(&tables[i], members);
		if (tables[i].members == members)
			return &tables[i];
	}
	must(!"more tables of members than TABLES_MAX");
	return NULL;
}

static void
put_u16(struct buf *out, uint16_t value)
{
	char bytes[2] = {(char)(value & 0xff), (char)(value >> 8)};
	buf_add(out, bytes, sizeof(bytes));
}

static void
put_varint(struct buf *out, uint64_t value)
{
	while (value >= 0x80) {
		buf_add_char(out, (char)(value | 0x80));
		value >>= 7;
	}
	buf_add_char(out, (char)value);
}

static void
put_text(struct buf *out, const char *text, size_t len)
{
	must(len <= UINT8_MAX);
	buf_add_char(out, (char)len);
	buf_add(out, text, len);
}

static void put_object(struct buf *out, const struct member *members, const char *base);

static void
put_value(struct buf *out, const struct member *member, const char *base)
{
	const char *place = base + member->offset;
	const struct zone_set *zones;
	int64_t number;
	uint16_t bits;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
	case MEMBER_TRI:
		buf_add_char(out, (char)member_word(place));
		return;
	case MEMBER_NUMBER:
	case MEMBER_INSTANT:
		memcpy(&number, place, sizeof(number));
		put_varint(out, (uint64_t)number);
		return;
	case MEMBER_COUNTER:
		memcpy(&count, place, sizeof(count));
		put_varint(out, (uint64_t)count);
		return;
	case MEMBER_TEXT:
		put_text(out, place, strnlen(place, member->stride));
		return;
	case MEMBER_MASK:
		memcpy(&bits, place, sizeof(bits));
		put_u16(out, bits);
		return;
	case MEMBER_ZONES:
		zones = (const struct zone_set *)(const void *)place;
		buf_add_char(out, (char)zones->count);
		for (int i = 0; i < zones->count; i++)
			put_text(out, zone_name(zones->zone[i]), strlen(zone_name(zones->zone[i])));
		return;
	case MEMBER_OBJECT:
		put_object(out, member->inner, place);
		return;
	case MEMBER_LIST:
		buf_add_char(out, base[member->count_offset]);
		for (int i = 0; i < (uint8_t)base[member->count_offset]; i++)
			put_object(out, member->inner, place + (size_t)i * member->stride);
		return;
	}
}

static void
put_object(struct buf *out, const struct member *members, const char *base)
{
	const struct tags *tags = tags_of(members);

	for (int i = 0; i < tags->count; i++)
		if (member_is_known(&members[i], base)) {
			put_u16(out, tags->tag[i]);
			put_value(out, &members[i], base);
		}
	put_u16(out, 0);
}

void
facts_pack(const struct facts *facts, struct buf *out)
{
	buf_add_char(out, FORM);
	put_object(out, facts_members, (const char *)facts);
}

/* What is left to read; short is set when it asked for more than there was. */
struct reader {
	const uint8_t *at, *end;
	bool is_short;
};

static uint64_t
take(struct reader *reader, int bytes)
{
	uint64_t value = 0;

	if (reader->end - reader->at < bytes) {
		reader->is_short = true;
		return 0;
	}
	for (int i = 0; i < bytes; i++)
		value |= (uint64_t)reader->at[i] << (8 * i);
	reader->at += bytes;
	return value;
}

static uint64_t
take_varint(struct reader *reader)
{
	uint64_t value = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		uint64_t byte = take(reader, 1);
		value |= (byte & 0x7f) << shift;
		if (byte < 0x80)
			return value;
	}
	reader->is_short = true;
	return 0;
}

static bool
take_text(struct reader *reader, char *out, size_t size)
{
	size_t len = take(reader, 1);

	if ((size_t)(reader->end - reader->at) < len || len >= size) {
		reader->is_short = true;
		return false;
	}
	memcpy(out, reader->at, len);
	out[len] = '\0';
	reader->at += len;
	return true;
}

static void
take_zones(struct reader *reader, struct zone_set *out)
{
	char name[UINT8_MAX + 1];
	size_t count = take(reader, 1);

	for (size_t i = 0; i < count && !reader->is_short; i++) {
		const struct zone *zone = take_text(reader, name, sizeof(name)) ? zone_find(name) : NULL;
		if (zone == NULL || out->count == FACTS_ZONES)
			reader->is_short = true;
		else
			out->zone[out->count++] = zone;
	}
}

static void take_object(struct reader *reader, const struct member *members, char *base);

static void
take_value(struct reader *reader, const struct member *member, char *base)
{
	char *place = base + member->offset;
	int64_t number;
	uint16_t bits;
	unsigned word;
	size_t many;
	int count;

	switch (member->kind) {
	case MEMBER_WORD:
	case MEMBER_TRI:
		word = (unsigned)take(reader, 1);
		memcpy(place, &word, sizeof(word));
		return;
	case MEMBER_NUMBER:
	case MEMBER_INSTANT:
		number = (int64_t)take_varint(reader);
		memcpy(place, &number, sizeof(number));
		return;
	case MEMBER_COUNTER:
		count = (int)take_varint(reader);
		memcpy(place, &count, sizeof(count));
		return;
	case MEMBER_TEXT:
		take_text(reader, place, member->stride);
		return;
	case MEMBER_MASK:
		bits = (uint16_t)take(reader, 2);
		memcpy(place, &bits, sizeof(bits));
		return;
	case MEMBER_ZONES:
		take_zones(reader, (struct zone_set *)(void *)place);
		return;
	case MEMBER_OBJECT:
		take_object(reader, member->inner, place);
		return;
	case MEMBER_LIST:
		many = take(reader, 1);
		for (size_t i = 0; i < many && !reader->is_short; i++) {
			reader->is_short = (int)i >= member->max;
			if (!reader->is_short)
				take_object(reader, member->inner, place + i * member->stride);
		}
		base[member->count_offset] = (char)many;
		return;
	}
}

static void
take_object(struct reader *reader, const struct member *members, char *base)
{
	const struct tags *tags = tags_of(members);
	uint16_t tag;

	while (!reader->is_short && (tag = (uint16_t)take(reader, 2)) != 0) {
		int i = 0;
		while (i < tags->count && tags->tag[i] != tag)
			i++;
		if (i == tags->count)
			reader->is_short = true;	/* a member of a newer version: not ours to guess */
		else
			take_value(reader, &members[i], base);
	}
}

bool
facts_unpack(struct view packed, struct facts *out, struct err *err)
{
	struct reader reader = {(const uint8_t *)packed.data, (const uint8_t *)packed.data + packed.len, false};
	struct facts facts;

	facts_init(&facts, 0);
	if (take(&reader, 1) != FORM)
		return fail(err, ERR_INPUT, "stored facts: not of a form that this version knows");
	take_object(&reader, facts_members, (char *)&facts);
	if (reader.is_short || reader.at != reader.end)
		return fail(err, ERR_INPUT, "stored facts: damaged, or of a newer version");
	*out = facts;
	return true;
}

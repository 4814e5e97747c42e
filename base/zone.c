/*
 * zone.c - time zones from TZif files (RFC 8536, versions 2 and later).
 *
 * A zone is a sorted list of spans, each with one offset; after the last
 * transition the POSIX rule of the footer makes more of them.  The span met
 * last is remembered, since instants come near one another.
 */
#include "base/zone.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/zone_rule.h"

enum { ZONE_FILE_MAX = 1 << 20, ZONE_TYPES = 256, TZIF_HEADER = 44, DAY_SECONDS = 86400 };

struct zone {
	char *name;
	size_t count;
	int64_t *transition;		/* seconds; offset[i] holds from transition[i] on */
	int32_t *offset;
	int32_t first_offset;		/* before the first transition */
	struct zone_rule rule;		/* after the last one */
	bool has_rule;
	struct zone_span *last;		/* the answer of last time: a cache, so not const */
	struct zone *next;
};

static struct zone *zones;

static uint64_t
big_endian(const unsigned char *bytes, int len)
{
	uint64_t value = 0;
	for (int i = 0; i < len; i++)
		value = value << 8 | bytes[i];
	return value;
}

struct counts {
	size_t ut, standard, leap, time, type, text;
};

static bool
read_counts(const unsigned char *p, size_t left, struct counts *out)
{
	if (left < TZIF_HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return false;
	*out = (struct counts){
		.ut = big_endian(p + 20, 4),
		.standard = big_endian(p + 24, 4),
		.leap = big_endian(p + 28, 4),
		.time = big_endian(p + 32, 4),
		.type = big_endian(p + 36, 4),
		.text = big_endian(p + 40, 4),
	};
	return out->type > 0 && out->type <= ZONE_TYPES && out->time < ZONE_FILE_MAX && out->leap < ZONE_FILE_MAX &&
	    out->text < ZONE_FILE_MAX && out->ut <= ZONE_TYPES && out->standard <= ZONE_TYPES;
}

static size_t
body_size(const struct counts *n, size_t time_size)
{
	return n->time * (time_size + 1) + n->type * 6 + n->text + n->leap * (time_size + 4) + n->standard + n->ut;
}

static bool
read_transitions(struct zone *zone, const unsigned char *p, const struct counts *n)
{
	const unsigned char *index = p + n->time * 8;
	const unsigned char *type = index + n->time;

	zone->count = n->time;
	zone->transition = memory_new(n->time * sizeof(*zone->transition));
	zone->offset = memory_new(n->time * sizeof(*zone->offset));
	zone->first_offset = (int32_t)big_endian(type, 4);
	for (size_t i = 0; i < n->time; i++) {
		zone->transition[i] = (int64_t)big_endian(p + i * 8, 8);
		if (index[i] >= n->type || (i > 0 && zone->transition[i] <= zone->transition[i - 1]))
			return false;
		zone->offset[i] = (int32_t)big_endian(type + index[i] * 6, 4);
	}
	return true;
}

/* The footer is "\nRULE\n"; an empty rule leaves the last offset in force for good. */
static bool
read_footer(struct zone *zone, const unsigned char *p, const unsigned char *end)
{
	char text[128];
	const unsigned char *stop = p < end && *p == '\n' ? memchr(p + 1, '\n', (size_t)(end - p - 1)) : NULL;

	if (stop == NULL || (size_t)(stop - p - 1) >= sizeof(text))
		return false;
	size_t len = (size_t)(stop - p - 1);
	memcpy(text, p + 1, len);
	text[len] = '\0';
	zone->has_rule = len > 0;
	return len == 0 || zone_rule_parse(text, &zone->rule);
}

/* The version 1 block comes first, with 4-byte times, and is skipped. */
static bool
read_zone(struct zone *zone, const unsigned char *p, size_t len)
{
	const unsigned char *end = p + len;
	struct counts n;

	if (!read_counts(p, len, &n) || len - TZIF_HEADER < body_size(&n, 4))
		return false;
	p += TZIF_HEADER + body_size(&n, 4);
	if (!read_counts(p, (size_t)(end - p), &n) || (size_t)(end - p) - TZIF_HEADER < body_size(&n, 8))
		return false;
	p += TZIF_HEADER;
	return read_transitions(zone, p, &n) && read_footer(zone, p + body_size(&n, 8), end);
}

static struct zone *
zone_free(struct zone *zone)
{
	free(zone->name);
	free(zone->transition);
	free(zone->offset);
	free(zone->last);
	free(zone);
	return NULL;
}

/* "Europe/Moscow": letters, digits and -_+/ only, so that a name never leaves the folder. */
static bool
is_zone_name(const char *name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";
	size_t len = strspn(name, letters);
	return len > 0 && len < 64 && name[len] == '\0' && name[0] != '/';
}

static struct zone *
zone_load(const char *name)
{
	const char *folder = getenv("TZDIR");
	struct buf path = {0};
	struct buf file = {0};
	struct err err;
	struct zone *zone = memory_new(sizeof(*zone));

	zone->name = memory_text(name);
	zone->last = memory_new(sizeof(*zone->last));
	buf_add_format(&path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);
	bool read = buf_read_file(&file, path.data, ZONE_FILE_MAX, &err) &&
	    read_zone(zone, (const unsigned char *)file.data, file.len);
	buf_release(&path);
	buf_release(&file);
	return read ? zone : zone_free(zone);
}

const struct zone *
zone_find(const char *iana_name)
{
	for (const struct zone *zone = zones; zone != NULL; zone = zone->next)
		if (strcmp(zone->name, iana_name) == 0)
			return zone;
	struct zone *zone = is_zone_name(iana_name) ? zone_load(iana_name) : NULL;
	if (zone != NULL) {
		zone->next = zones;
		zones = zone;
	}
	return zone;
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}

/* How many transitions there are at or before the second. */
static size_t
transitions_until(const struct zone *zone, int64_t second)
{
	size_t low = 0, high = zone->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zone->transition[middle] <= second)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
find_span(const struct zone *zone, int64_t second, struct zone_span *out)
{
	size_t i = transitions_until(zone, second);

	out->from = i > 0 ? zone->transition[i - 1] : INT64_MIN;
	out->until = i < zone->count ? zone->transition[i] : INT64_MAX;
	out->offset = i > 0 ? zone->offset[i - 1] : zone->first_offset;
	if (i == zone->count && zone->has_rule) {
		int64_t from = out->from;
		zone_rule_span(&zone->rule, second, out);
		out->from = out->from > from ? out->from : from;
	}
}

static int64_t
floor_second(int64_t instant)
{
	return instant / SECOND - (instant % SECOND < 0);
}

static int32_t
offset_at(const struct zone *zone, int64_t second)
{
	if (second < zone->last->from || second >= zone->last->until)
		find_span(zone, second, zone->last);
	return zone->last->offset;
}

int32_t
zone_offset(const struct zone *zone, int64_t instant)
{
	return offset_at(zone, floor_second(instant));
}

struct local_time
local_time(const struct zone *zone, int64_t instant)
{
	int64_t second = floor_second(instant);
	int64_t wall = second + offset_at(zone, second);
	int64_t day = wall / DAY_SECONDS - (wall % DAY_SECONDS < 0);
	int rest = (int)(wall - day * DAY_SECONDS);

	return (struct local_time){
		.day = day,
		.hour = rest / 3600,
		.minute = rest / 60 % 60,
		.second = rest % 60,
		.weekday = day_weekday(day),
	};
}

/* A wall time is shown at most twice, under the offsets of the day before and of the day after. */
int64_t
local_instant(const struct zone *zone, int64_t day, int hour, int minute)
{
	int64_t wall = day * DAY_SECONDS + hour * 3600 + minute * 60;
	int32_t before = offset_at(zone, wall - DAY_SECONDS);
	int32_t after = offset_at(zone, wall + DAY_SECONDS);
	int64_t early = wall - (before > after ? before : after);
	int64_t late = wall - (before > after ? after : before);

	if (early + offset_at(zone, early) == wall)
		return early * SECOND;
	if (late + offset_at(zone, late) == wall)
		return late * SECOND;
	return (wall - before) * SECOND;
}

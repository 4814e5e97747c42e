/* place.c - stated places and zones. */
#include "campaigns/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaigns/fold.h"

/* A list names few places, many times each; a spelling that does not fit the slot is looked up again. */
enum { SLOTS = 512, SPELLING = 64 };

struct slot {
	char spelling[SPELLING];
	size_t len;
	int region;
};

struct place_finder {
	const struct regions *regions;
	struct slot slot[SLOTS];
};

struct place_finder *
place_finder_new(const struct regions *regions)
{
	struct place_finder *finder = memory_new(sizeof(*finder));
	finder->regions = regions;
	return finder;
}

void *
place_finder_free(struct place_finder *finder)
{
	free(finder);
	return NULL;
}

static int
look_up(const struct regions *regions, struct view name)
{
	const struct region *region = regions ? region_find_name(regions, name) : NULL;
	return region ? region->code : 0;
}

int
place_region(struct place_finder *finder, struct view name)
{
	uint32_t hash = 2166136261u;

	if (name.len == 0)
		return 0;
	if (name.len >= SPELLING)
		return look_up(finder->regions, name);
	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (uint8_t)name.data[i]) * 16777619u;
	struct slot *slot = &finder->slot[(hash >> 8) % SLOTS];
	if (slot->len != name.len || memcmp(slot->spelling, name.data, name.len) != 0) {
		memcpy(slot->spelling, name.data, name.len);
		slot->len = name.len;
		slot->region = look_up(finder->regions, name);
	}
	return slot->region;
}

/* By hours east of Moscow, from -1; one zone stands for those of the same hour. */
static const char *const moscow_plus[] = {
	"Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
	"Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
};

/* What follows МСК, MSK, UTC or GMT: nothing, +2, -1, + 2, +02:00. */
static bool
hours_after(const char *text, int *out)
{
	char *end;

	if (*text == '\0') {
		*out = 0;
		return true;
	}
	while (*text == ' ')
		text++;
	if (*text != '+' && *text != '-')
		return false;
	int sign = *text++ == '+' ? 1 : -1;
	while (*text == ' ')
		text++;
	long hours = strtol(text, &end, 10);
	if (end == text || hours > 14 || (*end != '\0' && strcmp(end, ":00") != 0))
		return false;
	*out = sign * (int)hours;
	return true;
}

static bool
by_offset(const char *text, const char **name)
{
	static const struct {
		const char *word;
		int east;		/* of Moscow */
	} base[] = {{"мск", 0}, {"msk", 0}, {"utc", -3}, {"gmt", -3}};
	int hours;

	for (size_t i = 0; i < sizeof(base) / sizeof(base[0]); i++) {
		size_t len = strlen(base[i].word);
		if (strncmp(text, base[i].word, len) != 0 || !hours_after(text + len, &hours))
			continue;
		hours += base[i].east;
		if (hours < -1 || hours > 9)
			return false;
		*name = moscow_plus[hours + 1];
		return true;
	}
	return false;
}

bool
place_zone(struct view text, char out[ZONE_TEXT])
{
	struct buf folded = {0};
	const char *name = NULL;

	buf_init(&folded);
	fold_text(text, &folded);
	bool found = by_offset(folded.data, &name);
	if (!found) {
		buf_clear(&folded);
		fold_spaces(text, &folded);
		name = folded.data;
		found = folded.len < ZONE_TEXT && strchr(name, '/') != NULL && strstr(name, "..") == NULL &&
		    name[0] != '/' && zone_find(name) != NULL;
	}
	if (found)
		snprintf(out, ZONE_TEXT, "%s", name);
	buf_release(&folded);
	return found;
}

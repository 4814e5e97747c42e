/*
 * regions.c - the regions of Russia from config/regions.yaml, found by code, name or area code.
 *
 * A field that names several regions is found as the group of exactly those:
 * its zones are the zones of all, so that nobody is disturbed where it is night.
 */
#include "config/regions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/region_name.h"
#include "config/yaml.h"

enum { REGIONS_MAX = 128, REGION_PARTS = 8, AREA_CODE_MIN = 3, AREA_CODE_MAX = 6, GROUP_FROM = 100 };

struct spelling {
	char *key;
	const struct region *region;
};

struct area {
	char code[AREA_CODE_MAX + 1];
	const struct region *region;
};

/* The regions of a field or group, in the order of their codes. */
struct parts {
	int count;
	const struct region *region[REGION_PARTS];
};

struct regions {
	struct yaml *yaml;		/* the names live in it */
	struct region region[REGIONS_MAX];
	struct parts parts[REGIONS_MAX];	/* of the groups */
	int count;
	struct spelling *spelling;
	size_t spellings;
	struct area *area;
	size_t areas;
};

static int
compare_spellings(const void *a, const void *b)
{
	return strcmp(((const struct spelling *)a)->key, ((const struct spelling *)b)->key);
}

static int
compare_areas(const void *a, const void *b)
{
	return strcmp(((const struct area *)a)->code, ((const struct area *)b)->code);
}

static int
compare_codes(const void *a, const void *b)
{
	return ((const struct region *)a)->code - ((const struct region *)b)->code;
}

static bool
add_spelling(struct regions *regions, const struct region *region, const struct yaml *name, struct err *err)
{
	char key[REGION_KEY];
	const char *text;

	if (!yaml_text(name, &text, err))
		return false;
	if (!region_key(view_of(text), key))
		return yaml_wrong(name, err, "\"%s\" is no name of a region", text);
	regions->spelling = memory_grow(regions->spelling, (regions->spellings + 1) * sizeof(*regions->spelling));
	regions->spelling[regions->spellings++] = (struct spelling){memory_text(key), region};
	return true;
}

static bool
add_area(struct regions *regions, const struct region *region, const struct yaml *node, struct err *err)
{
	struct area area = {.region = region};
	const char *code;

	if (!yaml_text(node, &code, err))
		return false;
	size_t len = strlen(code);
	if (len < AREA_CODE_MIN || len > AREA_CODE_MAX || strspn(code, "0123456789") != len)
		return yaml_wrong(node, err, "area code \"%s\" is not of 3 to 6 digits", code);
	memcpy(area.code, code, len);
	regions->area = memory_grow(regions->area, (regions->areas + 1) * sizeof(*regions->area));
	regions->area[regions->areas++] = area;
	return true;
}

static bool
add_zone(struct region *region, const struct zone *zone)
{
	for (int i = 0; i < region->zones; i++)
		if (region->zone[i] == zone)
			return true;
	if (region->zones == REGION_ZONES)
		return false;
	region->zone[region->zones++] = zone;
	return true;
}

static bool
read_zones(struct region *region, const struct yaml *node, struct err *err)
{
	const char *name;

	for (const struct yaml *item = node ? node->first : NULL; item != NULL; item = item->next) {
		if (!yaml_text(item, &name, err))
			return false;
		const struct zone *zone = zone_find(name);
		if (zone == NULL)
			return yaml_wrong(item, err, "there is no time zone \"%s\" in the system's tzdata", name);
		if (!add_zone(region, zone))
			return yaml_wrong(item, err, "more than %d zones", REGION_ZONES);
	}
	return true;
}

static void
add_part(struct parts *parts, const struct region *region)
{
	int i = parts->count;

	for (int j = 0; j < parts->count; j++)
		if (parts->region[j] == region)
			return;
	for (; i > 0 && parts->region[i - 1]->code > region->code; i--)
		parts->region[i] = parts->region[i - 1];
	parts->region[i] = region;
	parts->count++;
}

static bool
read_parts(struct regions *regions, struct region *group, const struct yaml *node, struct err *err)
{
	struct parts *parts = &regions->parts[regions->count];
	int64_t code;

	for (const struct yaml *item = node ? node->first : NULL; item != NULL; item = item->next) {
		if (!yaml_int(item, 1, GROUP_FROM - 1, &code, err))
			return false;
		const struct region *region = region_find(regions, (int)code);
		if (region == NULL || parts->count == REGION_PARTS)
			return yaml_wrong(item, err, "there is no region %d, or there are too many", (int)code);
		add_part(parts, region);
		for (int i = 0; i < region->zones; i++)
			if (!add_zone(group, region->zone[i]))
				return yaml_wrong(item, err, "more than %d zones", REGION_ZONES);
	}
	return true;
}

static bool
read_names(struct regions *regions, struct region *region, const struct yaml *node, struct err *err)
{
	const struct yaml *name;
	const struct yaml *also = yaml_find(node, "also");
	const struct yaml *landline = yaml_find(node, "landline");

	if (!yaml_get(node, "name", &name, err) || !yaml_text(name, &region->name, err) ||
	    !add_spelling(regions, region, name, err))
		return false;
	for (const struct yaml *item = also ? also->first : NULL; item != NULL; item = item->next)
		if (!add_spelling(regions, region, item, err))
			return false;
	for (const struct yaml *item = landline ? landline->first : NULL; item != NULL; item = item->next)
		if (!add_area(regions, region, item, err))
			return false;
	return true;
}

static bool
read_region(struct regions *regions, const struct yaml *node, int64_t least, int64_t most, struct err *err)
{
	static const char *const known[] = {"code", "name", "also", "zones", "regions", "landline", NULL};
	struct region *region = &regions->region[regions->count];
	const struct yaml *code;
	int64_t number;

	if (regions->count == REGIONS_MAX)
		return yaml_wrong(node, err, "more than %d regions", REGIONS_MAX);
	if (regions->count > 0 && least <= region[-1].code)
		least = region[-1].code + 1;		/* sorted, for the search */
	if (!yaml_all_known(node, known, err) || !yaml_get(node, "code", &code, err) ||
	    !yaml_int(code, least, most, &number, err))
		return false;
	region->code = (int)number;
	if (!read_names(regions, region, node, err) || !read_zones(region, yaml_find(node, "zones"), err) ||
	    !read_parts(regions, region, yaml_find(node, "regions"), err))
		return false;
	if (region->zones == 0)
		return yaml_wrong(node, err, "%s has no zones; add them", region->name);
	regions->count++;
	return true;
}

static bool
sort_spellings(struct regions *regions, struct err *err)
{
	qsort(regions->spelling, regions->spellings, sizeof(*regions->spelling), compare_spellings);
	for (size_t i = 1; i < regions->spellings; i++) {
		const struct spelling *a = &regions->spelling[i - 1];
		const struct spelling *b = &regions->spelling[i];
		if (strcmp(a->key, b->key) == 0 && a->region != b->region)
			return fail(err, ERR_INPUT, "%s: \"%s\" names both %s and %s; remove one", regions->yaml->file, a->key,
			    a->region->name, b->region->name);
	}
	return true;
}

static bool
sort_areas(struct regions *regions, struct err *err)
{
	qsort(regions->area, regions->areas, sizeof(*regions->area), compare_areas);
	for (size_t i = 1; i < regions->areas; i++)
		if (compare_areas(&regions->area[i - 1], &regions->area[i]) == 0)
			return fail(err, ERR_INPUT, "%s: area code %s stands twice; remove one", regions->yaml->file,
			    regions->area[i].code);
	return true;
}

static bool
read_regions(struct regions *regions, struct err *err)
{
	static const char *const known[] = {"regions", "groups", NULL};
	const struct yaml *list;

	if (!yaml_all_known(regions->yaml, known, err) || !yaml_get(regions->yaml, "regions", &list, err))
		return false;
	for (const struct yaml *item = list->first; item != NULL; item = item->next)
		if (!read_region(regions, item, 1, GROUP_FROM - 1, err))
			return false;
	list = yaml_find(regions->yaml, "groups");
	for (const struct yaml *item = list ? list->first : NULL; item != NULL; item = item->next)
		if (!read_region(regions, item, GROUP_FROM, INT16_MAX, err))
			return false;
	return sort_spellings(regions, err) && sort_areas(regions, err);
}

struct regions *
regions_load(const char *path, struct err *err)
{
	struct regions *regions = memory_new(sizeof(*regions));

	regions->yaml = yaml_read_file(path, err);
	if (regions->yaml == NULL || !read_regions(regions, err))
		return regions_free(regions);
	return regions;
}

void *
regions_free(struct regions *regions)
{
	if (regions == NULL)
		return NULL;
	for (size_t i = 0; i < regions->spellings; i++)
		free(regions->spelling[i].key);
	free(regions->spelling);
	free(regions->area);
	yaml_free(regions->yaml);
	free(regions);
	return NULL;
}

const struct region *
region_find(const struct regions *regions, int code)
{
	struct region wanted = {.code = code};
	return bsearch(&wanted, regions->region, (size_t)regions->count, sizeof(wanted), compare_codes);
}

static const struct region *
find_spelling(const struct regions *regions, struct view name)
{
	char key[REGION_KEY];
	struct spelling wanted = {.key = key};

	if (!region_key(name, key))
		return NULL;
	struct spelling *found = bsearch(&wanted, regions->spelling, regions->spellings, sizeof(wanted),
	    compare_spellings);
	return found ? found->region : NULL;
}

static bool
is_same(const struct parts *a, const struct parts *b)
{
	return a->count == b->count && memcmp(a->region, b->region, (size_t)a->count * sizeof(*a->region)) == 0;
}

static const struct region *
find_group(const struct regions *regions, const struct parts *parts)
{
	if (parts->count == 1)
		return parts->region[0];
	for (int i = 0; i < regions->count && parts->count > 1; i++)
		if (is_same(&regions->parts[i], parts))
			return &regions->region[i];
	return NULL;
}

/* Regions beside each other, "A * B" or "A и B": each must be known, or the zones of all are not. */
static bool
find_peers(const struct regions *regions, struct view field, struct parts *parts)
{
	const struct region *region = find_spelling(regions, field);

	if (region != NULL) {
		if (parts->count == REGION_PARTS)
			return false;
		add_part(parts, region);
		return true;
	}
	while (field.len > 0) {
		struct view part = region_part(&field, false);
		region = find_spelling(regions, part);
		if (region == NULL || parts->count == REGION_PARTS)
			return false;
		add_part(parts, region);
	}
	return true;
}

/* "г. Псков|Псковская обл.": places from the narrow to the wide.  The last is a region, those before may be. */
const struct region *
region_find_name(const struct regions *regions, struct view name)
{
	const struct region *region = find_spelling(regions, name);
	struct parts all = {0};

	if (region != NULL)
		return region;
	while (name.len > 0) {
		struct parts parts = all;
		struct view place = region_part(&name, true);
		if (find_peers(regions, place, &parts))
			all = parts;
		else if (name.len == 0)
			return NULL;
	}
	return find_group(regions, &all);
}

const struct region *
region_find_landline(const struct regions *regions, const char *e164)
{
	struct area wanted;

	if (strncmp(e164, "+7", 2) != 0 || strlen(e164) != 12)
		return NULL;
	for (size_t len = AREA_CODE_MAX; len >= AREA_CODE_MIN; len--) {
		memcpy(wanted.code, e164 + 2, len);
		wanted.code[len] = '\0';
		const struct area *found = bsearch(&wanted, regions->area, regions->areas, sizeof(wanted), compare_areas);
		if (found != NULL)
			return found->region;
	}
	return NULL;
}

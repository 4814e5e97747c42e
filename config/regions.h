/*
 * regions.h - the 89 regions of Russia: code, name, the register's spellings, IANA zones, landline codes.
 * From config/regions.yaml, loaded once and kept.
 */
#ifndef CONFIG_REGIONS_H
#define CONFIG_REGIONS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"

enum { REGION_ZONES = 12 };	/* all of Russia has eleven */

struct region {
	int code;			/* 77; 0 never; above 99 a group of regions that share numbers */
	const char *name;
	int zones;
	const struct zone *zone[REGION_ZONES];
};

struct regions *regions_load(const char *path, struct err *err);
void *regions_free(struct regions *regions);
const struct region *region_find(const struct regions *regions, int code);		/* NULL: no such code */
/* By any spelling: "Краснодарский край", "г. Москва", "Респ. Саха /Якутия/", a numbering-plan field with several parts. */
const struct region *region_find_name(const struct regions *regions, struct view name);
/* Of a +7 landline number by its area code; NULL when the code is not known. */
const struct region *region_find_landline(const struct regions *regions, const char *e164);

#endif

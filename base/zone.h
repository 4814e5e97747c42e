/*
 * zone.h - time zones from the system's tzdata (TZif version 2), loaded once and kept.
 *
 * glibc's tzset is process-global and slow; these are values.  A zone is
 * found by its IANA name in the tzdata directory (/usr/share/zoneinfo).
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct zone;

/* Loaded on first use, kept until the process ends; NULL when there is no such zone. */
const struct zone *zone_find(const char *iana_name);
const char *zone_name(const struct zone *zone);
int32_t zone_offset(const struct zone *zone, int64_t instant);	/* seconds east of UTC */

struct local_time {
	int64_t day;		/* as day_number() */
	int hour, minute, second;
	int weekday;		/* 1 Monday .. 7 Sunday */
};
struct local_time local_time(const struct zone *zone, int64_t instant);
/* The first instant at which the zone's wall shows this day and time, or that would have followed a skipped one. */
int64_t local_instant(const struct zone *zone, int64_t day, int hour, int minute);

#endif

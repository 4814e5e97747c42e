/*
 * zone_window.c - when the hours are open in every zone where the person may be.
 *
 * The next common opening is found by turns: while some zone is closed, move
 * to its next opening and ask all of them again.
 */
#include "compliance/zone_window.h"

#include "base/clock.h"
#include "compliance/situation.h"

enum { SEARCH_DAYS = 31 };

static int
add_zones(const struct zone_set *set, const struct zone **out, int count)
{
	int named = set->count <= FACTS_ZONES ? set->count : 0;

	for (int i = 0; i < named; i++) {
		int seen = 0;
		while (seen < count && out[seen] != set->zone[i])
			seen++;
		if (seen == count && set->zone[i] != NULL)
			out[count++] = set->zone[i];
	}
	return count;
}

bool
zone_is_known(const struct facts *f)
{
	return f->address_zones.count > 0 || f->number_zones.count > 0 ||
	    (f->channel == CHANNEL_EMAIL && f->clinic_zones.count > 0);
}

int
zones_possible(const struct facts *f, const struct zone **out)
{
	int count = add_zones(&f->number_zones, out, add_zones(&f->address_zones, out, 0));
	return add_zones(&f->clinic_zones, out, count);
}

bool
hours_apply(const struct facts *f, const struct policy *p)
{
	if ((unsigned)f->purpose >= PURPOSE_COUNT || f->purpose == PURPOSE_UNKNOWN || f->channel == CHANNEL_UNKNOWN)
		return true;
	uint16_t channels = p->hours_apply[f->purpose];

	if (is_advertising(f, p))
		channels |= p->hours_apply[PURPOSE_AD_PROMO];
	return (channels & word_bit(f->channel)) != 0;
}

static int64_t
floor_day(int64_t instant)
{
	return instant / DAY - (instant % DAY < 0);
}

static const struct hours *
hours_of(const struct policy *p, int64_t day)
{
	enum tri day_off = policy_is_day_off(p, day);

	if (day_off == TRI_UNKNOWN)
		return NULL;
	return day_off == TRI_YES ? &p->days_off : &p->workdays;
}

/* The earliest opening of one zone from an instant on, itself when it is open then. */
static int64_t
zone_next(const struct policy *p, const struct zone *zone, int64_t from)
{
	int64_t local = from + zone_offset(zone, from) * SECOND;
	int64_t day = floor_day(local);
	int64_t of_day = local - day * DAY;

	for (int i = 0; i <= SEARCH_DAYS; i++, of_day = 0) {
		const struct hours *hours = hours_of(p, day + i);
		if (hours == NULL)
			return 0;
		if (of_day >= hours->until * MINUTE)
			continue;
		if (i == 0 && of_day >= hours->from * MINUTE)
			return from;
		return local_instant(zone, day + i, hours->from / 60, hours->from % 60);
	}
	return 0;
}

int64_t
window_next(const struct policy *p, const struct zone *const *zones, int count, int64_t from)
{
	int64_t last = from + SEARCH_DAYS * DAY;
	int64_t at = from;
	int agreeing = 0;

	if (count == 0)
		return 0;
	for (int i = 0; agreeing < count; i = i + 1 == count ? 0 : i + 1) {
		int64_t next = zone_next(p, zones[i], at);
		if (next == 0 || next > last)
			return 0;
		agreeing = next == at ? agreeing + 1 : 1;
		at = next;
	}
	return at;
}

/* The zones from UTC+2 to UTC+12 share one calendar day whenever all are open: policy.c keeps their common hours in UTC. */
int64_t
window_next_anywhere(const struct policy *p, int64_t from)
{
	int64_t day = floor_day(from);
	int64_t of_day = from - day * DAY;

	for (int i = 0; i <= SEARCH_DAYS; i++, of_day = 0) {
		enum tri day_off = policy_is_day_off(p, day + i);
		if (day_off == TRI_UNKNOWN)
			return 0;
		const struct hours *hours = day_off == TRI_YES ? &p->anywhere_days_off : &p->anywhere_workdays;
		if (hours->from >= hours->until || of_day >= hours->until * MINUTE)
			continue;
		return i == 0 && of_day >= hours->from * MINUTE ? from : (day + i) * DAY + hours->from * MINUTE;
	}
	return 0;
}

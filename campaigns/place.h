/* place.h - stated places and zones: "г. Казань" -> region, "МСК+2" -> zone.  Remembers the spellings it has met. */
#ifndef CAMPAIGNS_PLACE_H
#define CAMPAIGNS_PLACE_H

#include "base/buf.h"
#include "config/regions.h"

enum { ZONE_TEXT = 40 };

struct place_finder;
struct place_finder *place_finder_new(const struct regions *regions);	/* NULL: no region is known */
void *place_finder_free(struct place_finder *finder);
int place_region(struct place_finder *finder, struct view name);	/* code; 0 not understood */
/* An IANA name, МСК±N or UTC±N of Russia's zones. */
bool place_zone(struct view text, char out[ZONE_TEXT]);

#endif

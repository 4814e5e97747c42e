/*
 * zone_window.h - when the hours are open in every zone where the person may be.
 *
 * Pure arithmetic on the policy's hours and calendar.  A day whose year has
 * no calendar is neither open nor closed, and ends the search.
 */
#ifndef COMPLIANCE_ZONE_WINDOW_H
#define COMPLIANCE_ZONE_WINDOW_H

#include "compliance/facts.h"
#include "compliance/policy.h"

/*
 * Is there any word of where the person is?  The clinic's zone narrows and never
 * stands alone for a phone: a number whose region is not known may ring anywhere.
 * An e-mail address has no region, so there it is all one can know.
 */
bool zone_is_known(const struct facts *facts);
/* Every zone where the person may be, at most 3 * FACTS_ZONES; of use only where zone_is_known. */
int zones_possible(const struct facts *facts, const struct zone **out);
/* Hours hold for this purpose and channel. */
bool hours_apply(const struct facts *facts, const struct policy *policy);

/* The earliest instant from `from` on at which all zones are open; 0 when there is none within a month or the calendar ends. */
int64_t window_next(const struct policy *policy, const struct zone *const *zones, int count, int64_t from);
/* The same where the person may be anywhere from UTC+2 to UTC+12. */
int64_t window_next_anywhere(const struct policy *policy, int64_t from);

#endif

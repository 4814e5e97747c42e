/*
 * term.h - a term of law counted from an instant: hours, days, working days, months, years, a day of the next month.
 *
 * A term of hours runs from the instant itself.  All others begin with the
 * day after it where the clinic is, and end with the end of their last day
 * (GK 191, 192, 194): the instant given is the first that is too late.
 * Calendar days are not moved from a day off to the next working day: that
 * is the safe reading.
 */
#ifndef COMPLIANCE_TERM_H
#define COMPLIANCE_TERM_H

#include "base/zone.h"
#include "compliance/policy.h"

/* ERR_INPUT, naming the year, when working days reach a year without calendar. count from 0. */
bool term_end(const struct policy *policy, const struct zone *zone, int64_t from, struct term term, int64_t *out,
    struct err *err) warn_unused;
/* When the last of its days begins; for hours the same as its end. */
bool term_last_day(const struct policy *policy, const struct zone *zone, int64_t from, struct term term, int64_t *out,
    struct err *err) warn_unused;
/* What began before *out is over at now. */
bool term_cutoff(const struct policy *policy, const struct zone *zone, int64_t now, struct term term, int64_t *out,
    struct err *err) warn_unused;
const char *term_unit_name(enum term_unit unit);
enum term_unit term_unit_find(struct view name);	/* TERM_UNKNOWN when it is none */
/* "10 рабочих дней" */
void term_say(struct term term, char out[64]);

#endif

/*
 * clock.h - instants and calendar days.
 *
 * An instant is int64_t microseconds since 1970-01-01 UTC, everywhere: in C,
 * in facts, in the database's timestamptz.  0 means "not known".  A process
 * reads its clock once per turn (clock_read) and passes it on as `now`; no
 * deciding function reads it.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SECOND ((int64_t)1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/*
 * Where the time comes from.  "real"; "fixed 2026-11-23T08:00:00Z": it stands
 * still; "from 2026-11-23T08:00:00Z since 1795251600000000": it was that when
 * the machine's clock showed that many microseconds, and runs on: the demo clock, the same in
 * every process.
 */
bool clock_set(const char *source, struct err *err) warn_unused;
int64_t clock_read(void);
/* The source as clock_set takes it, with its `since`: another process that sets it reads the same time. */
void clock_source(char text[80]);
int64_t clock_monotonic(void);	/* for durations and time-outs only; unaffected by clock_set */

/* "2026-11-23T08:00:00.123456Z"; text of 28 bytes at least. */
void instant_format(int64_t instant, char text[28]);
/* RFC 3339 with Z or an offset; a bare date means its first instant in UTC. */
bool instant_parse(const char *text, int64_t *out);

/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int64_t day_number(int year, int month, int day);
void day_date(int64_t number, int *year, int *month, int *day);
int day_weekday(int64_t number);	/* 1 Monday .. 7 Sunday */

#endif

/*
 * zone_rule.h - a POSIX TZ rule ("EET-2EEST,M3.5.0/3,M10.5.0/4"), as a TZif footer holds it.
 *
 * It says what a zone does after the last transition of its file.  RFC 8536
 * allows times from -167 to 167 hours.  Pure.
 */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* A stretch of time with one offset: from <= second < until. */
struct zone_span {
	int64_t from, until;
	int32_t offset;
};

struct zone_change {
	enum { CHANGE_MONTH, CHANGE_JULIAN, CHANGE_DAY } kind;	/* Mm.w.d, Jn, n */
	int month, week, day;
	int32_t time;			/* seconds after local midnight */
};

struct zone_rule {
	int32_t standard;		/* seconds east of UTC */
	int32_t summer;
	bool has_summer;
	struct zone_change start, end;	/* of summer time */
};

bool zone_rule_parse(const char *text, struct zone_rule *out);
void zone_rule_span(const struct zone_rule *rule, int64_t second, struct zone_span *out);

#endif

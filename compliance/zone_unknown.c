/* zone_unknown.c - the hours for a person who may be anywhere from Kaliningrad to Kamchatka. */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/zone_window.h"

static int64_t
zone_unknown_next(const struct facts *f, const struct policy *p, int64_t from)
{
	if (zone_is_known(f) || !hours_apply(f, p))
		return from;
	return window_next_anywhere(p, from);
}

/* Where the day has no hour that is open everywhere, a person decides. */
static struct answer
zone_unknown(const struct facts *f, const struct policy *p)
{
	int64_t next = zone_unknown_next(f, p, f->now);

	if (next == f->now)
		return allow();
	int64_t today = f->now - f->now % DAY;
	int64_t opening = window_next_anywhere(p, today);
	if (next == 0 || opening >= today + DAY)
		return review(REASON_ZONE_UNKNOWN);
	return defer(REASON_QUIET_ANYWHERE, next);
}

const struct rule rule_zone_unknown = {
	.id = "G-17", .number = 17,
	.law = "план нумерации Минцифры: номер указывает регион, а не место человека",
	.russian = "Если пояс человека неизвестен, годится только час, разрешённый сразу от UTC+2 до UTC+12; нет такого часа — решает ответственный.",
	.english = "Where the person's zone is unknown, only an hour allowed from UTC+2 to UTC+12 at once will do; if there is none today, the officer decides.",
	.reading = "Пояс берём из названного адреса, региона номера и клиники, и открыты должны быть все; пояс одной только клиники для телефона не доказательство.",
	.check = zone_unknown,
	.next = zone_unknown_next,
};

/* quiet_hours.c - the hours at which a person may be disturbed. */
#include "compliance/rule.h"
#include "compliance/zone_window.h"

static int64_t
quiet_hours_next(const struct facts *f, const struct policy *p, int64_t from)
{
	const struct zone *zones[3 * FACTS_ZONES];

	if (!zone_is_known(f) || !hours_apply(f, p))
		return from;
	return window_next(p, zones, zones_possible(f, zones), from);
}

/*
 * The clock that counts is the called person's.  Where the zone is not certain,
 * every zone it may be in must be open: a missing fact is never a permission.
 */
static struct answer
quiet_hours(const struct facts *f, const struct policy *p)
{
	int64_t next = quiet_hours_next(f, p, f->now);

	if (next == f->now)
		return allow();
	return next == 0 ? review(REASON_NO_WINDOW) : defer(REASON_QUIET_HOURS, next);
}

const struct rule rule_quiet_hours = {
	.id = "G-16", .number = 16,
	.law = "закон о рекламе часов не называет; для сравнения 230-ФЗ ст. 7; выходные: ТК РФ ст. 112",
	.russian = "Не беспокоить вне разрешённых часов по местному времени человека; в выходные и праздники часы короче.",
	.english = "Nobody is disturbed outside the allowed hours of the person's own clock; on days off they are shorter.",
	.reading = "Часы 09–20 в рабочие дни и 10–18 в выходные — наши; для каких целей и каналов они действуют, говорит таблица пакета. "
	    "Если возможны несколько поясов, открыты должны быть все.",
	.check = quiet_hours,
	.next = quiet_hours_next,
};

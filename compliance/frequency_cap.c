/*
 * frequency_cap.c - how often a person may be contacted, over all campaigns and channels.
 *
 * A cap frees itself when its oldest contact leaves the window; where that
 * instant is not known, when the whole window has passed.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

struct cap {
	int count, most;
	int64_t oldest, window;
};

/* Where the pack does not count who was not reached, those are taken off; how many is not known: none. */
static int
counted(int all, int missed)
{
	return missed == -1 ? all : all - missed;
}

static const struct frequency *
uncounted(const struct facts *f, const struct policy *p)
{
	static const struct frequency none;
	return p->counted & WORD_BIT(ENDED_MISSED) ? &none : &f->missed;
}

static bool
is_reached(const struct cap *cap)
{
	return cap->count >= cap->most;
}

struct caps {
	struct cap day, week, month;
};

/* The caps on the kind of contact; an unused one is never reached. */
static void
kind_caps(const struct facts *f, const struct policy *p, struct caps *out)
{
	const struct frequency *n = &f->frequency, *m = uncounted(f, p);
	const struct frequency_oldest *o = &f->oldest;

	if (is_advertising(f, p)) {
		out->day = (struct cap){counted(n->ad_day, m->ad_day), p->ad_day, o->ad_day, DAY};
		out->week = (struct cap){counted(n->ad_week, m->ad_week), p->ad_week, o->ad_week, 7 * DAY};
		out->month = (struct cap){counted(n->ad_month, m->ad_month), p->ad_month, o->ad_month, 30 * DAY};
	} else {
		out->day = (struct cap){counted(n->service_day, m->service_day), p->service_day, o->service_day, DAY};
		out->week = (struct cap){counted(n->service_week, m->service_week), p->service_week, o->service_week, 7 * DAY};
		out->month = (struct cap){.most = INT32_MAX};
	}
}

/* The figures of 230-FZ, which bind whatever the purpose. */
static void
channel_caps(const struct facts *f, const struct policy *p, struct caps *out)
{
	const struct frequency *n = &f->frequency, *m = uncounted(f, p);
	const struct frequency_oldest *o = &f->oldest;

	if (is_call(f)) {
		out->day = (struct cap){counted(n->calls_day, m->calls_day), p->calls_day, o->calls_day, DAY};
		out->week = (struct cap){counted(n->calls_week, m->calls_week), p->calls_week, o->calls_week, 7 * DAY};
		out->month = (struct cap){counted(n->calls_month, m->calls_month), p->calls_month, o->calls_month, 30 * DAY};
	} else {
		out->day = (struct cap){counted(n->messages_day, m->messages_day), p->messages_day, o->messages_day, DAY};
		out->week = (struct cap){counted(n->messages_week, m->messages_week), p->messages_week, o->messages_week, 7 * DAY};
		out->month = (struct cap){counted(n->messages_month, m->messages_month), p->messages_month, o->messages_month, 30 * DAY};
	}
}

static bool
is_any_reached(const struct caps *caps)
{
	return is_reached(&caps->day) || is_reached(&caps->week) || is_reached(&caps->month);
}

static int64_t
free_from(const struct cap *cap, int64_t now, int64_t from)
{
	if (!is_reached(cap))
		return from;
	bool known = cap->oldest <= now + MINUTE && cap->oldest + cap->window > now;
	int64_t free_at = (known ? cap->oldest : now) + cap->window;
	if (free_at > from)
		from = free_at;
	return from;
}

static int64_t
all_free(const struct caps *caps, int64_t now, int64_t from)
{
	return free_from(&caps->day, now, free_from(&caps->week, now, free_from(&caps->month, now, from)));
}

static int64_t
frequency_cap_next(const struct facts *f, const struct policy *p, int64_t from)
{
	struct caps caps;

	kind_caps(f, p, &caps);
	from = all_free(&caps, f->now, from);
	channel_caps(f, p, &caps);
	return all_free(&caps, f->now, from);
}

static struct answer
frequency_cap(const struct facts *f, const struct policy *p)
{
	struct caps caps;

	kind_caps(f, p, &caps);
	if (is_any_reached(&caps))
		return defer(is_advertising(f, p) ? REASON_FREQUENCY_AD : REASON_FREQUENCY_SERVICE,
		    frequency_cap_next(f, p, f->now));
	channel_caps(f, p, &caps);
	if (is_any_reached(&caps))
		return defer(is_call(f) ? REASON_FREQUENCY_CALLS : REASON_FREQUENCY_MESSAGES,
		    frequency_cap_next(f, p, f->now));
	return allow();
}

const struct rule rule_frequency_cap = {
	.id = "G-18", .number = 18,
	.law = "закон пределов рекламы не называет; для сравнения 230-ФЗ ст. 7",
	.russian = "К одному человеку обращаемся не чаще установленного, считая все кампании и каналы вместе.",
	.english = "One person is not contacted more often than set, over all campaigns and channels together.",
	.reading = "Реклама: 1 в день, 2 в неделю, 4 в месяц. Остальное: 2 в день, 6 в неделю. Всё вместе не чаще, чем 230-ФЗ разрешает взыскателям. "
	    "Считаются все попытки, и набранные вручную, и обратные звонки; какие исходы не в счёт, говорит пакет.",
	.check = frequency_cap,
	.next = frequency_cap_next,
};

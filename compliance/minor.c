/*
 * minor.c - a child is contacted through who decides for it, and is never advertised to.
 *
 * An address of the person's own speaks for an adult only; a representative's
 * one needs the document that made the representative.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

/* The day after the eighteenth birthday; where only the year is known, the first day of the next. */
static int64_t
grown_up_at(const struct facts *f)
{
	if (f->birth_date != 0)
		return day_number((int)(f->birth_date / 10000) + 18, (int)(f->birth_date / 100 % 100),
		    (int)(f->birth_date % 100) + 1) * DAY;
	return day_number((int)f->birth_year + 19, 1, 1) * DAY;
}

/* A number that is no date makes nobody older. */
static bool
is_minor(const struct facts *f)
{
	if (f->birth_date > 99991231 || f->birth_year > 9999)
		return true;
	if (f->birth_date == 0 && f->birth_year == 0)
		return f->paediatric != TRI_NO;
	return f->now < grown_up_at(f);
}

static struct answer
minor(const struct facts *f, const struct policy *p)
{
	if (f->party == PARTY_COMPANY)
		return allow();
	if (f->owner == OWNER_REPRESENTATIVE) {
		if (is_advertising(f, p))
			return deny(REASON_REPRESENTATIVE_AD);
		return f->authority == TRI_YES ? allow() : deny(REASON_AUTHORITY);
	}
	if (!is_minor(f))
		return allow();
	return deny(is_advertising(f, p) ? REASON_MINOR : REASON_MINOR_OWN);
}

const struct rule rule_minor = {
	.id = "G-13", .number = 13,
	.law = "152-ФЗ ст. 9 ч. 6; ГК ст. 26 и 28; СК ст. 64; 323-ФЗ ст. 20 и 54",
	.russian = "За несовершеннолетнего решает законный представитель: обращаются к нему, а рекламы о ребёнке нет никому.",
	.english = "The legal representative decides for a minor: contacts go there, and nobody is advertised to.",
	.reading = "Если известен только год рождения, человек несовершеннолетний до конца года, в котором ему 18. Дата неизвестна: взрослый, кроме детской карты. "
	    "Представителю взрослого нужен документ о полномочиях; рекламу представитель получает только по своим согласиям, как отдельный контакт.",
	.check = minor,
};

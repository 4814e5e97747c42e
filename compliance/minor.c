/*
 * minor.c - a child is contacted through who decides for it, and is never advertised to.
 *
 * An address of the person's own speaks for an adult only; a representative's
 * one needs the document that made the representative.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

static bool
is_minor(const struct facts *f)
{
	int year, month, day;

	if (f->birth_date == 0 && f->birth_year == 0)
		return f->paediatric != TRI_NO;
	day_date(f->now / DAY, &year, &month, &day);
	if (f->birth_date != 0)
		return year * 10000 + month * 100 + day <= f->birth_date + 180000;
	return year <= f->birth_year + 18;
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

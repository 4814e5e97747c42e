/*
 * autodial.c - who dials: advertising is dialled by a human, and the human's press is on record.
 *
 * The ban names selecting "and/or" dialling without a human, so dialers that
 * feed live agents fall under it too, in our reading.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

static bool
mode_fits(const struct facts *f)
{
	switch (f->channel) {
	case CHANNEL_CALL_OPERATOR:
		return f->mode != MODE_ROBOT && f->mode != MODE_UNKNOWN;
	case CHANNEL_CALL_ROBOT:
		return f->mode == MODE_ROBOT;
	default:
		return f->mode == MODE_UNKNOWN;
	}
}

/* In strict list mode the system does not choose whom to advertise to: a card that it lays out is not picked by anybody. */
static bool
is_picked(const struct facts *f, const struct policy *p)
{
	return p->strict_list == 0 || f->mode == MODE_MANUAL || !is_advertising(f, p);
}

static struct answer
autodial(const struct facts *f, const struct policy *p)
{
	if (!mode_fits(f))
		return deny(REASON_MODE_CHANNEL);
	if (f->channel != CHANNEL_CALL_OPERATOR)
		return allow();
	if (!is_dialled_by_hand(f))
		return is_advertising(f, p) || is_inquiry(f) ? deny(REASON_AD_AUTODIAL) : allow();
	if (f->pressed_at <= 0 || f->agent == 0 || f->pressed_at > f->now)
		return deny(REASON_CLICK_MISSING);
	if (f->now - f->pressed_at > p->press_seconds * SECOND)
		return deny(REASON_CLICK_STALE);
	return is_picked(f, p) ? allow() : deny(REASON_AD_NOT_PICKED);
}

const struct rule rule_autodial = {
	.id = "G-05", .number = 5,
	.law = "38-ФЗ ст. 18 ч. 2",
	.russian = "Рекламный звонок набирает человек: оператор видит карточку и нажимает «Позвонить», и это нажатие записано.",
	.english = "A human dials advertising: the agent sees the card and presses Call, and the press is on record.",
	.reading = "Запрет набора без участия человека мы относим и к прогрессивному, и к предиктивному набору. "
	    "Ручной и карточный режим без записи нажатия не звонит ни с какой целью. "
	    "Если пакет требует строгого списка, рекламу звонят только вручную: человека выбирает оператор. Режим набора должен подходить к каналу.",
	.since = RULE_DATE(2006, 7, 1),
	.check = autodial,
};

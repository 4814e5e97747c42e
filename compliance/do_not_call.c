/*
 * do_not_call.c - a state register of people who want no calls, where the law keeps one.
 *
 * It counts only when it was read lately: an old copy is no copy.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
do_not_call(const struct facts *f, const struct policy *p)
{
	if (!is_advertising(f, p) || f->channel == CHANNEL_EMAIL)
		return allow();
	if (f->register_listed == TRI_YES)
		return deny(REASON_REGISTER_LISTED);
	if (f->register_listed != TRI_NO || f->register_read_at <= 0 || f->register_read_at > f->now)
		return deny(REASON_REGISTER_UNREAD);
	return f->now - f->register_read_at > p->register_days * DAY ? deny(REASON_REGISTER_STALE) : allow();
}

const struct rule rule_do_not_call = {
	.id = "US-4", .number = RULE_FOREIGN + 1,
	.law = "16 CFR 310.4(b)(1)(iii)(B), 310.4(b)(3)(iv); 47 CFR 64.1200(c)(2)",
	.russian = "Реклама не идёт тому, кто стоит в государственном реестре отказов; реестр сверяют не реже, чем велит закон.",
	.english = "No advertising to who stands in the state's register of refusals; the register is read as often as the law says.",
	.check = do_not_call,
};

/* sms_traffic.c - as what, and under which name, carriers take an SMS. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
sms_traffic(const struct facts *f, const struct policy *p)
{
	if (f->channel != CHANNEL_SMS)
		return allow();
	if (f->sender_named != TRI_YES)
		return deny(REASON_NO_SENDER);
	if (f->sms_category == CATEGORY_UNKNOWN || (f->sms_category == CATEGORY_advertising) != is_advertising(f, p))
		return deny(REASON_SMS_CATEGORY);
	return f->carrier_template == TRI_YES ? allow() : deny(REASON_NO_CARRIER_TEMPLATE);
}

const struct rule rule_sms_traffic = {
	.id = "M-09", .number = 79,
	.law = "правила операторов связи для SMS-трафика",
	.russian = "SMS идёт под зарегистрированным именем отправителя, по зарегистрированному шаблону и в своей категории трафика.",
	.english = "An SMS goes under a registered sender name, by a registered template and in its own category of traffic.",
	.reading = "Реклама идёт только рекламной категорией, остальное — только не рекламной.",
	.check = sms_traffic,
};

/* offer.c - an offer and a licence that still hold. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
offer(const struct facts *f, const struct policy *p)
{
	if (!is_advertising(f, p))
		return allow();
	if (f->licence != TRI_YES)
		return deny(REASON_NO_LICENCE);
	if (f->licence_until != 0 && f->now >= f->licence_until)
		return deny(REASON_LICENCE_EXPIRED);
	if (f->offer_until == 0)
		return deny(REASON_OFFER_UNDATED);
	return f->now >= f->offer_until ? deny(REASON_OFFER_EXPIRED) : allow();
}

const struct rule rule_offer = {
	.id = "M-05", .number = 75,
	.law = "38-ФЗ ст. 5 ч. 2, 3 и 7, ст. 7 п. 7",
	.russian = "Рекламируют только действующее предложение и только услуги, на которые есть действующая лицензия.",
	.english = "Only an offer that still holds is advertised, and only services for which there is a licence in force.",
	.reading = "До какого дня действует предложение, кампания называет всегда. Лицензия без срока бессрочна.",
	.since = RULE_DATE(2006, 7, 1),
	.check = offer,
};

/* roles.c - who advertises, and who distributes. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
roles(const struct facts *f, const struct policy *p)
{
	return f->processor_inn == 0 && is_advertising(f, p) ? deny(REASON_ROLES) : allow();
}

const struct rule rule_roles = {
	.id = "P-05", .number = 105,
	.law = "38-ФЗ ст. 38 ч. 7; приказ ФАС 410/24",
	.russian = "За рекламу отвечают рекламодатель и распространитель: записано, кто они.",
	.english = "Advertiser and distributor answer for advertising: it is on record who they are.",
	.reading = "Рекламодатель — юрлицо кампании, распространитель — провайдер из поручения, по ИНН.",
	.since = RULE_DATE(2006, 7, 1),
	.check = roles,
};

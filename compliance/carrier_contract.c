/* carrier_contract.c - bulk SMS and mass calls run under a contract with the called subscriber's carrier. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
carrier_contract(const struct facts *f, const struct policy *p)
{
	if (f->channel != CHANNEL_SMS && !is_mass_call(f, p))
		return allow();
	return f->carrier_covered == TRI_YES ? allow() : deny(REASON_NO_CARRIER_CONTRACT);
}

const struct rule rule_carrier_contract = {
	.id = "P-02", .number = 102,
	.law = "126-ФЗ ст. 44.1 ч. 2–3, ст. 44.1-1 ч. 3–4",
	.russian = "Рассылка SMS и массовые звонки идут только по договору с оператором связи того, кому звонят.",
	.english = "Bulk SMS and mass calls run only under a contract with the carrier of the called subscriber.",
	.reading = "Массовость решает то же правило, что в G-06; исключений для медицины нет.",
	.since = RULE_DATE(2014, 10, 21),
	.check = carrier_contract,
};

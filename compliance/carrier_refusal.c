/* carrier_refusal.c - what the subscriber barred at the own carrier is not tried by another way. */
#include "compliance/rule.h"
#include "compliance/situation.h"
#include "compliance/suppression_scope.h"

static struct answer
carrier_refusal(const struct facts *f, const struct policy *p)
{
	if (f->suppressions == 0)
		return allow();
	if (scopes_stopping(f, p) & (WORD_BIT(SCOPE_CARRIER_SMS) | WORD_BIT(SCOPE_CARRIER_CALLS)))
		return deny(REASON_CARRIER_BLOCKED);
	return allow();
}

const struct rule rule_carrier_refusal = {
	.id = "G-09", .number = 9,
	.law = "126-ФЗ ст. 44.1 ч. 1.1, ст. 44.1-1 ч. 2; ПП 1137, ПП 1994 п. 222–226",
	.russian = "Если абонент запретил рассылки или массовые звонки у своего оператора связи, их не пробуют с другого номера или имени.",
	.english = "When the subscriber barred bulk SMS or mass calls at the own carrier, nobody retries from another number or name.",
	.reading = "Запрет SMS останавливает все SMS; запрет звонков — все массовые звонки и рекламу в любом режиме, но не сервисный звонок, набранный вручную.",
	.since = RULE_DATE(2025, 8, 1),
	.check = carrier_refusal,
};

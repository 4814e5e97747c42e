/* processor_order.c - a provider processes personal data only on our order. */
#include "compliance/rule.h"

static struct answer
processor_order(const struct facts *f, const struct policy *p)
{
	(void)p;
	if (f->order_present != TRI_YES)
		return deny(REASON_NO_ORDER);
	return f->now >= f->order_until ? deny(REASON_ORDER_EXPIRED) : allow();
}

const struct rule rule_processor_order = {
	.id = "P-01", .number = 101,
	.law = "152-ФЗ ст. 6 ч. 3–5 (ред. 266-ФЗ)",
	.russian = "Провайдер обрабатывает данные только по действующему поручению клиники.",
	.english = "A provider processes personal data only under the clinic's processing order in force.",
	.check = processor_order,
};

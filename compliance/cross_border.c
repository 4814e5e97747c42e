/* cross_border.c - where the provider processes. */
#include "compliance/rule.h"

#include <string.h>

#include "compliance/situation.h"

static struct answer
cross_border(const struct facts *f, const struct policy *p)
{
	if (strcmp(f->provider_country, "RU") == 0)
		return allow();
	if (is_advertising(f, p))
		return deny(REASON_CROSS_BORDER_AD);
	return f->border_notice == TRI_YES && f->border_decision == TRI_YES ? allow() : deny(REASON_CROSS_BORDER);
}

const struct rule rule_cross_border = {
	.id = "P-03", .number = 103,
	.law = "152-ФЗ ст. 12 (ред. 265-ФЗ от 26.07.2026), ст. 18 ч. 5",
	.russian = "Провайдер обрабатывает данные в России; за границей — только после уведомления Роскомнадзора и решения, а реклама — никогда.",
	.english = "The provider processes in Russia; abroad only after a notice to the regulator and a decision, and advertising never.",
	.reading = "Запрет рекламы через заграничного провайдера — наше решение.",
	.since = RULE_DATE(2023, 3, 1),
	.check = cross_border,
};

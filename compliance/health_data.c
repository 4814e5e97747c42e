/* health_data.c - health data serve care; for anything else the person agrees in writing. */
#include "compliance/proof.h"
#include "compliance/situation.h"

static struct answer
health_data(const struct facts *f, const struct policy *p)
{
	if (!needs_health_consent(f, p))
		return allow();
	return proof_of(CONSENT_HEALTH_WRITTEN, REASON_NO_HEALTH_CONSENT, f, p);
}

const struct rule rule_health_data = {
	.id = "G-11", .number = 11,
	.law = "152-ФЗ ст. 10 ч. 1, ч. 2 п. 1 и 4, ст. 9 ч. 4",
	.russian = "Отбирать людей или писать им по данным о здоровье не для лечения можно только с письменного согласия.",
	.english = "Choosing or addressing people by health data for anything but care needs a written consent.",
	.reading = "Целями лечения считаем напоминание, лист ожидания, осмотр по плану, договор и уведомление по закону.",
	.check = health_data,
};

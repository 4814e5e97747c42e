/* old_consent.c - what the consents of before September 2025 are still good for. */
#include "compliance/proof.h"
#include "compliance/situation.h"

static struct answer
old_consent(const struct facts *f, const struct policy *p)
{
	if (!is_advertising(f, p) && f->purpose != PURPOSE_SURVEY)
		return allow();
	return rests_on_old(f, p) ? review(REASON_CONSENT_LEGACY) : allow();
}

const struct rule rule_old_consent = {
	.id = "C-10", .number = 50,
	.law = "156-ФЗ от 24.06.2025 (обратной силы у него нет)",
	.russian = "Согласие старой формы, до 01.09.2025, годится для сервисных обращений; рекламу и опрос по нему решает ответственный.",
	.english = "A consent of the old form, before 2025-09-01, serves service contacts; for advertising and surveys the officer decides.",
	.since = RULE_DATE(2025, 9, 1),
	.check = old_consent,
};

/* pd_consent.c - promotion by direct contact needs a consent to processing personal data as well. */
#include "compliance/proof.h"
#include "compliance/situation.h"

static struct answer
pd_consent(const struct facts *f, const struct policy *p)
{
	if (!is_advertising(f, p) || is_common_address(f))
		return allow();
	return proof_of(CONSENT_PD_PROMO, REASON_NO_PD_CONSENT, f, p);
}

const struct rule rule_pd_consent = {
	.id = "G-03", .number = 3,
	.law = "152-ФЗ ст. 15 ч. 1, ст. 9 ч. 1 (ред. 156-ФЗ)",
	.russian = "Продвигать услуги прямым обращением к человеку можно только с его согласия на обработку данных для этого; согласие на рекламу его не заменяет.",
	.english = "Promotion by direct contact needs the person's consent to processing personal data for it; a consent to advertising does not replace it.",
	.reading = "Контактное лицо компании и ИП — люди, и для них согласие тоже нужно; для общего адреса компании — нет.",
	.since = RULE_DATE(2007, 1, 26),
	.check = pd_consent,
};

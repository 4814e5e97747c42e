/* situation.c - which consents a contact needs: the decision matrix of law.md section 3 in three ifs. */
#include "compliance/situation.h"

uint16_t
consents_needed(const struct facts *f, const struct policy *p)
{
	uint16_t needed = 0;

	if (is_advertising(f, p)) {
		needed |= WORD_BIT(CONSENT_AD_CHANNEL);
		if (!is_common_address(f))
			needed |= WORD_BIT(CONSENT_PD_PROMO);
	}
	if (is_mass_call(f, p))
		needed |= WORD_BIT(CONSENT_COMM_AUTOCALL);
	if (f->channel == CHANNEL_SMS)
		needed |= WORD_BIT(CONSENT_COMM_SMS);
	if (needs_health_consent(f, p))
		needed |= WORD_BIT(CONSENT_HEALTH_WRITTEN);
	return needed;
}

uint16_t
purposes_covering(const struct facts *f, const struct policy *p)
{
	uint16_t purposes = word_bit(f->purpose);

	if (f->purpose == PURPOSE_RECALL && is_advertising(f, p))
		purposes |= WORD_BIT(PURPOSE_AD_PROMO);
	return purposes;
}

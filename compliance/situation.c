/* situation.c - which consents a contact needs: the decision matrix of law.md section 3 in three ifs. */
#include "compliance/situation.h"

#include "base/clock.h"

enum { CODE_REQUEST_LASTS = 15 };	/* minutes; a longer one is not a request for a code */

bool
is_code_reply(const struct facts *f)
{
	int count = bases_of(f);

	if (f->purpose != PURPOSE_CONTRACT || f->class != CLASS_SERVICE || is_call(f))
		return false;
	for (const struct basis_fact *b = f->basis; b < f->basis + count; b++)
		if (b->kind == BASIS_CODE_REQUEST && b->legal_entity_inn == f->legal_entity_inn && b->valid_from > 0 &&
		    (b->purposes & word_bit(f->purpose)) && b->valid_from <= f->now && f->now < b->valid_until &&
		    b->valid_until - b->valid_from <= CODE_REQUEST_LASTS * MINUTE)
			return true;
	return false;
}

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
	if (f->channel == CHANNEL_SMS && !is_code_reply(f))
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

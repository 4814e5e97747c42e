/* needed_consents.c - the consents that a pack of another law demands for a purpose, by a channel, in a mode of dialling. */
#include "compliance/proof.h"
#include "compliance/situation.h"

/* What nobody stated needs all that anything needs. */
/* Where a word is missing nobody can say which consents it takes. */
static bool
is_stated(const struct facts *f)
{
	return f->purpose != PURPOSE_UNKNOWN && (unsigned)f->purpose < PURPOSE_COUNT && f->channel != CHANNEL_UNKNOWN &&
	    (unsigned)f->channel < CHANNEL_COUNT && (!is_call(f) || (f->mode != MODE_UNKNOWN && (unsigned)f->mode < MODE_COUNT));
}

static uint16_t
needed(const struct facts *f, const struct policy *p)
{
	unsigned mode = is_call(f) ? f->mode : 0;
	uint16_t codes = p->needs[f->purpose][f->channel][mode];

	if (is_advertising(f, p))
		codes |= p->needs[PURPOSE_AD_PROMO][f->channel][mode];
	return codes;
}

static struct answer
needed_consents(const struct facts *f, const struct policy *p)
{
	if (!is_stated(f))
		return deny(REASON_NO_NEEDED_CONSENT);
	uint16_t codes = needed(f, p);
	for (unsigned code = 1; code < CONSENT_COUNT; code++) {
		if (!(codes & word_bit(code)))
			continue;
		struct answer answer = proof_of((enum consent_code)code, REASON_NO_NEEDED_CONSENT, f, p);
		if (answer.outcome != OUTCOME_ALLOW)
			return answer;
	}
	return allow();
}

const struct rule rule_needed_consents = {
	.id = "US-2", .number = RULE_FOREIGN,
	.law = "47 CFR 64.1200(a)(1)-(3)",
	.russian = "Согласие нужно такое, какого для этой цели, канала и способа набора требует право страны; оно стоит в таблице пакета.",
	.english = "The consent must be of the kind that the country's law demands for this purpose, channel and way of dialling; the pack has the table.",
	.check = needed_consents,
};

/* mass_sms.c - every SMS of a campaign is a bulk SMS, whatever it says; a code that the person has just asked for is not. */
#include "compliance/proof.h"
#include "compliance/situation.h"

static struct answer
mass_sms(const struct facts *f, const struct policy *p)
{
	if (f->channel != CHANNEL_SMS || is_code_reply(f))
		return allow();
	return proof_of(CONSENT_COMM_SMS, REASON_NO_SMS_CONSENT, f, p);
}

const struct rule rule_mass_sms = {
	.id = "G-07", .number = 7,
	.law = "126-ФЗ ст. 44.1 ч. 1",
	.russian = "SMS-рассылка, не только рекламная, — только с согласия абонента на рассылку.",
	.english = "Bulk SMS, not only advertising, needs the subscriber's consent to bulk SMS.",
	.since = RULE_DATE(2014, 10, 21),
	.check = mass_sms,
};

/* ad_consent.c - advertising only to who agreed to it: in this channel, from this advertiser. */
#include "compliance/proof.h"
#include "compliance/situation.h"

/* An inquiry offers nothing, is made by hand, and only to the number that the company published. */
static struct answer
inquiry(const struct facts *f)
{
	if (f->channel != CHANNEL_CALL_OPERATOR || !is_dialled_by_hand(f) || f->party != PARTY_COMPANY ||
	    f->owner != OWNER_COMPANY || f->address != ADDRESS_PHONE)
		return deny(REASON_INQUIRY_FORM);
	if (f->published != TRI_YES)
		return deny(REASON_INQUIRY_UNPUBLISHED);
	return review(REASON_INQUIRY);
}

static struct answer
ad_consent(const struct facts *f, const struct policy *p)
{
	if (is_inquiry(f))
		return inquiry(f);
	if (!is_advertising(f, p))
		return allow();
	return proof_of(CONSENT_AD_CHANNEL, REASON_NO_AD_CONSENT, f, p);
}

const struct rule rule_ad_consent = {
	.id = "G-02", .number = 2,
	.law = "38-ФЗ ст. 18 ч. 1; ст. 9 и 15 152-ФЗ о форме согласия",
	.russian = "Реклама по связи — только тому, кто заранее согласился получать её по этому каналу от этого рекламодателя, и согласие можно доказать.",
	.english = "Advertising goes only to who has agreed, provably, to receive it by this channel from this advertiser.",
	.reading = "Приглашение на осмотр без плана лечения и предложение компании — всегда реклама. Вопрос компании, кому написать, решает ответственный. "
	    "С 01.09.2025 нужно отдельное согласие. Без подтверждённого контакта согласие живёт 24 месяца.",
	.since = RULE_DATE(2006, 7, 1),
	.check = ad_consent,
};

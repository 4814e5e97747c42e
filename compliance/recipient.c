/*
 * recipient.c - whose address this is: that somebody is a patient is itself a medical secret.
 */
#include "compliance/rule.h"
#include "compliance/situation.h"

static bool
owner_fits(const struct facts *f)
{
	switch (f->owner) {
	case OWNER_OWN:
		return true;
	case OWNER_COMPANY:
		return f->party == PARTY_COMPANY || f->party == PARTY_CONTACT_PERSON || f->party == PARTY_SOLE_TRADER;
	case OWNER_REPRESENTATIVE:
		return f->party == PARTY_PERSON;
	default:
		return false;
	}
}

static bool
address_fits(const struct facts *f)
{
	return f->address == (f->channel == CHANNEL_EMAIL ? ADDRESS_EMAIL : ADDRESS_PHONE);
}

static struct answer
recipient(const struct facts *f, const struct policy *p)
{
	if (!address_fits(f))
		return deny(REASON_ADDRESS_CHANNEL);
	if (!owner_fits(f))
		return deny(REASON_RECIPIENT);
	if (is_advertising(f, p) && !is_verified(f, p))
		return deny(REASON_UNVERIFIED);
	return allow();
}

const struct rule rule_recipient = {
	.id = "G-12", .number = 12,
	.law = "323-ФЗ ст. 13 ч. 1–2",
	.russian = "Обращаемся только по адресу самого человека или его представителя: сам факт лечения — врачебная тайна.",
	.english = "Only the person's own address or the representative's is used: being a patient is itself a medical secret.",
	.reading = "На неподтверждённый адрес реклама не идёт, остальное — только нейтральным текстом.",
	.since = RULE_DATE(2012, 1, 1),
	.check = recipient,
};

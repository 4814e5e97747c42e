/* entity.c - consents do not cross legal entities. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static bool
has_own(const struct facts *f, enum consent_code code, int count)
{
	for (const struct consent_fact *c = f->consent; c < f->consent + count; c++)
		if (c->code == code && c->legal_entity_inn == f->legal_entity_inn)
			return true;
	return false;
}

static struct answer
entity(const struct facts *f, const struct policy *p)
{
	int count = consents_of(f);

	if (f->legal_entity_inn <= 0)
		return deny(REASON_ENTITY_UNKNOWN);
	for (const struct consent_fact *c = f->consent; c < f->consent + count; c++)
		if (c->legal_entity_inn != f->legal_entity_inn && (consents_needed(f, p) & word_bit(c->code)) != 0 &&
		    !has_own(f, c->code, count))
			return deny(REASON_WRONG_ENTITY);
	return allow();
}

const struct rule rule_entity = {
	.id = "G-10", .number = 10,
	.law = "38-ФЗ ст. 18 ч. 1; практика ФАС и судов 2025 года",
	.russian = "Согласие действует только для того юрлица, которое в нём названо: клиники одной группы согласиями не делятся.",
	.english = "A consent holds only for the legal entity it names: the clinics of a group do not share consents.",
	.since = RULE_DATE(2006, 7, 1),
	.check = entity,
};

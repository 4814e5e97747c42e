/*
 * purpose_basis.c - one declared purpose, and a legal basis in force that covers it.
 *
 * Advertising rests on consents, which ad_consent.c and pd_consent.c ask for;
 * a company's data are nobody's personal data, so an inquiry needs no basis.
 */
#include "compliance/rule.h"
#include "compliance/situation.h"

#define BASES(a, b) (uint8_t)(WORD_BIT(BASIS_##a) | WORD_BIT(BASIS_##b))

/* Which kinds of basis can carry a purpose. */
static uint8_t
kinds_carrying(enum purpose purpose)
{
	switch (purpose) {
	case PURPOSE_SERVICE_REMINDER:
	case PURPOSE_SURVEY:
		return BASES(CONTRACT, OWN_REQUEST);
	case PURPOSE_WAITING_LIST:
		return WORD_BIT(BASIS_OWN_REQUEST);
	case PURPOSE_RECALL:
		return WORD_BIT(BASIS_CARE_PLAN);
	case PURPOSE_CONTRACT:
	case PURPOSE_LEGAL_NOTICE:
		return BASES(CONTRACT, LAW);
	default:
		return 0;
	}
}

static bool
class_fits(const struct facts *f, const struct policy *p)
{
	switch (f->purpose) {
	case PURPOSE_AD_PROMO:
		return f->class == CLASS_AD;
	case PURPOSE_B2B_OFFER:
		return f->class == (f->inquiry == TRI_YES ? CLASS_SERVICE : CLASS_AD);
	case PURPOSE_RECALL:
		return f->class == (is_advertising(f, p) ? CLASS_AD : CLASS_SERVICE);
	case PURPOSE_SURVEY:
		return f->class == CLASS_SURVEY;
	case PURPOSE_CONTRACT:
		return f->class == CLASS_SERVICE || f->class == CLASS_LEGAL_NOTICE;
	case PURPOSE_LEGAL_NOTICE:
		return f->class == CLASS_LEGAL_NOTICE;
	default:
		return f->class == CLASS_SERVICE;
	}
}

/* The reason of the basis that came nearest, or NONE when one carries the purpose. */
static enum reason
nearest_miss(const struct facts *f)
{
	enum reason miss = REASON_NO_BASIS;
	int count = bases_of(f);
	uint8_t kinds = kinds_carrying(f->purpose);

	for (const struct basis_fact *b = f->basis; b < f->basis + count; b++) {
		if (b->kind == BASIS_CODE_REQUEST)
			continue;	/* is_code_reply has looked at it */
		if (b->legal_entity_inn != f->legal_entity_inn)
			miss = miss == REASON_NO_BASIS ? REASON_BASIS_ENTITY : miss;
		else if (!(b->purposes & word_bit(f->purpose)) || !(kinds & word_bit(b->kind)))
			miss = miss == REASON_BASIS_TIME || miss == REASON_REQUEST_SPENT ? miss : REASON_BASIS_PURPOSE;
		else if (b->valid_from <= 0 || b->valid_from > f->now || (b->valid_until != 0 && f->now >= b->valid_until))
			miss = b->kind == BASIS_OWN_REQUEST ? REASON_REQUEST_SPENT : REASON_BASIS_TIME;
		else
			return REASON_NONE;
	}
	return miss;
}

static struct answer
purpose_basis(const struct facts *f, const struct policy *p)
{
	if (f->approved != TRI_YES)
		return deny(REASON_NOT_APPROVED);
	if (f->running != TRI_YES)
		return deny(REASON_NOT_RUNNING);
	if (f->quarantined != TRI_NO || f->party_quarantined != TRI_NO)
		return deny(REASON_QUARANTINED);
	if (!class_fits(f, p))
		return deny(REASON_CLASS_MISMATCH);
	if ((f->purpose == PURPOSE_B2B_OFFER && f->party == PARTY_PERSON) ||
	    (f->inquiry == TRI_YES && f->purpose != PURPOSE_B2B_OFFER))
		return deny(REASON_PARTY_PURPOSE);
	if (is_advertising(f, p) || is_inquiry(f) || is_code_reply(f))
		return allow();
	enum reason miss = nearest_miss(f);
	return miss == REASON_NONE ? allow() : deny(miss);
}

const struct rule rule_purpose_basis = {
	.id = "G-01", .number = 1,
	.law = "152-ФЗ ст. 5 ч. 2 и 4, ст. 6 ч. 1; карантин: 152-ФЗ ст. 10.1, ст. 18 ч. 3",
	.russian = "У каждого обращения одна объявленная цель и действующее основание для неё; кампанию утвердил второй человек.",
	.english = "Each contact has one declared purpose and a basis in force for it; a second person has approved the campaign.",
	.reading = "Реклама опирается на согласия; компании для общего вопроса основание не нужно; класс текста должен подходить к цели.",
	.check = purpose_basis,
};

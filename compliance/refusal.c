/* refusal.c - a person's refusal stops at once, and beats every consent. */
#include "compliance/rule.h"
#include "compliance/situation.h"
#include "compliance/suppression_scope.h"

enum {
	CARRIERS = WORD_BIT(SCOPE_CARRIER_SMS) | WORD_BIT(SCOPE_CARRIER_CALLS),
	EVERYTHING = WORD_BIT(SCOPE_ALL_CONTACT) | WORD_BIT(SCOPE_PD_WITHDRAWAL) | SCOPE_NOT_UNDERSTOOD,
};

/* What a statute or the contract may demand is not stopped by "no contact at all" but weighed: refusal_scope.c. */
static struct answer
refusal(const struct facts *f, const struct policy *p)
{
	if (f->suppressions == 0)
		return allow();
	uint16_t stopping = scopes_stopping(f, p);

	if (!is_inquiry(f))
		stopping &= (uint16_t)~CARRIERS;
	if (f->purpose == PURPOSE_CONTRACT || f->purpose == PURPOSE_LEGAL_NOTICE)
		stopping &= (uint16_t)~EVERYTHING;
	if (stopping == 0)
		return allow();
	return deny(stopping & WORD_BIT(SCOPE_WRONG_PERSON) ? REASON_WRONG_PERSON : REASON_OPTOUT);
}

const struct rule rule_refusal = {
	.id = "G-08", .number = 8,
	.law = "38-ФЗ ст. 18 ч. 1; 152-ФЗ ст. 15 ч. 2, ст. 9 ч. 2",
	.russian = "Отказ человека действует сразу и сильнее любого согласия; он проверяется в миг обращения.",
	.english = "A person's refusal works at once and beats every consent; it is read at the instant of contact.",
	.reading = "Сказанный одному юрлицу отказ действует для всех, если человек не назвал одно. Непонятые слова значат отказ от всего. "
	    "Отказ от рекламы не останавливает опросы и лечение. «Это не я» закрывает адрес для всех.",
	.since = RULE_DATE(2006, 7, 1),
	.check = refusal,
};

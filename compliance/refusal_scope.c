/*
 * refusal_scope.c - "no contact at all" against what the contract or a statute demands.
 *
 * Stopping everything does not end the contract nor the duty to give a legal
 * notice; a person decides, one target at a time.
 */
#include "compliance/rule.h"
#include "compliance/situation.h"
#include "compliance/suppression_scope.h"

enum { EVERYTHING = WORD_BIT(SCOPE_ALL_CONTACT) | WORD_BIT(SCOPE_PD_WITHDRAWAL) | SCOPE_NOT_UNDERSTOOD };

static struct answer
refusal_scope(const struct facts *f, const struct policy *p)
{
	if (f->suppressions == 0 || (scopes_stopping(f, p) & EVERYTHING) == 0)
		return allow();
	if (f->purpose == PURPOSE_CONTRACT || f->purpose == PURPOSE_LEGAL_NOTICE)
		return review(REASON_ALL_CONTACT_STATUTE);
	return deny(REASON_OPTOUT);
}

const struct rule rule_refusal_scope = {
	.id = "W-04", .number = 64,
	.law = "152-ФЗ ст. 9 ч. 2, ст. 15 ч. 2, ст. 6 ч. 1 п. 2 и 5",
	.russian = "Отказ действует в своих пределах; отказ от любых обращений останавливает всё, а исполнение договора и уведомление по закону решает ответственный.",
	.english = "A refusal works within its scope; refusing all contact stops everything, while the contract and legal notices go to the officer.",
	.reading = "Пределы отказа — наша таблица; неоднозначные слова значат более широкий предел.",
	.check = refusal_scope,
};

/* caller_owner.c - whose number calls. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
caller_owner(const struct facts *f, const struct policy *p)
{
	(void)p;
	if (!is_call(f) || (f->caller_owner_inn > 0 &&
	    (f->caller_owner_inn == f->legal_entity_inn || f->caller_owner_inn == f->processor_inn)))
		return allow();
	return deny(REASON_CALLER_OWNER);
}

const struct rule rule_caller_owner = {
	.id = "P-06", .number = 106,
	.law = "126-ФЗ ст. 46 п. 9 (ред. 41-ФЗ); КоАП ст. 13.2.1",
	.russian = "Номер, с которого звоним, принадлежит рекламодателю или обработчику, названному в поручении.",
	.english = "The calling number belongs to the advertiser or to the processor named in the order.",
	.reading = "После блокировки номер не подменяют другим; драйвера SIM-банка в системе нет.",
	.since = RULE_DATE(2021, 12, 1),
	.check = caller_owner,
};

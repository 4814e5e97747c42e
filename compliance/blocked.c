/* blocked.c - while legality or accuracy is disputed, the data are not used. */
#include "compliance/rule.h"

static struct answer
blocked(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->party_state == STATE_BLOCKED ? deny(REASON_BLOCKED) : allow();
}

const struct rule rule_blocked = {
	.id = "G-15", .number = 15,
	.law = "152-ФЗ ст. 21 ч. 1–3",
	.russian = "Пока идёт проверка по жалобе или запросу, данные человека заблокированы и к нему не обращаются.",
	.english = "While a complaint or request is checked, the person's data are blocked and nobody contacts them.",
	.reading = "Ответ на сам запрос пишет человек, не кампания.",
	.check = blocked,
};

/* stop_path.c - a text that nobody can answer says where to refuse. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
stop_path(const struct facts *f, const struct policy *p)
{
	return f->stop_path != TRI_YES && needs_stop_path(f, p) ? deny(REASON_NO_STOP_PATH) : allow();
}

const struct rule rule_stop_path = {
	.id = "W-01", .number = 61,
	.law = "38-ФЗ ст. 18 ч. 1; 152-ФЗ ст. 15 ч. 2; 126-ФЗ ст. 44.1 ч. 1.1",
	.russian = "В рекламном сообщении и в опросе сказано, как отказаться; на звонке отказ слышит оператор.",
	.english = "An advertising message or a survey says how to refuse; in a call the agent hears it.",
	.reading = "Закон требует прекратить по первому требованию; указывать путь в самом тексте решили мы.",
	.check = stop_path,
};

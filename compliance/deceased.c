/* deceased.c - nobody writes to the dead. */
#include "compliance/rule.h"

static struct answer
deceased(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->party_state == STATE_DECEASED ? deny(REASON_DECEASED) : allow();
}

const struct rule rule_deceased = {
	.id = "G-14", .number = 14,
	.law = "323-ФЗ ст. 13 ч. 2; 152-ФЗ ст. 9 ч. 7",
	.russian = "Умершему не звонят и не пишут ни по какому поводу; с родными говорят только вручную.",
	.english = "Nobody calls or writes to the dead for any purpose; relatives are contacted only by hand.",
	.check = deceased,
};

/* call_label.c - the called person's screen must show who calls. */
#include "compliance/rule.h"
#include "compliance/situation.h"

/* Characters, not bytes: the bytes that continue a UTF-8 character do not count. */
static bool
is_longer(const char *label, int most)
{
	int characters = 0;

	for (const char *c = label; c < label + sizeof(((struct facts *)0)->label); c++) {
		if (*c == '\0')
			return characters > most;
		characters += ((unsigned char)*c & 0xC0) != 0x80;
	}
	return true;
}

static struct answer
call_label(const struct facts *f, const struct policy *p)
{
	if (!is_call(f))
		return allow();
	if (f->label[0] == '\0')
		return deny(REASON_UNLABELLED);
	if (is_longer(f->label, p->label_max))
		return deny(REASON_LABEL_LONG);
	if (f->label_contract != TRI_YES)
		return deny(REASON_LABEL_CONTRACT);
	if (f->label_until != 0 && f->now >= f->label_until)
		return deny(REASON_LABEL_EXPIRED);
	return allow();
}

const struct rule rule_call_label = {
	.id = "G-19", .number = 19,
	.law = "126-ФЗ ст. 46 п. 9.1; ПП 1300 от 28.08.2025",
	.russian = "Звонит только номер с маркировкой: имя звонящего и категория, не длиннее 32 знаков, по договору, где этот номер назван.",
	.english = "Only a labelled number calls: the caller's name and category, at most 32 characters, under a contract that lists the number.",
	.reading = "Чей это номер, проверяет P-06.",
	.since = RULE_DATE(2025, 9, 1), .until = RULE_DATE(2031, 9, 1),
	.check = call_label,
};

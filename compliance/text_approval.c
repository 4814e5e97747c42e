/* text_approval.c - a text goes out as what a second person approved it to be. */
#include "compliance/rule.h"

static struct answer
text_approval(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->text_checked == TRI_YES ? allow() : deny(REASON_TEXT_UNCHECKED);
}

const struct rule rule_text_approval = {
	.id = "M-01", .number = 71,
	.law = "38-ФЗ ст. 3 п. 1, ст. 2 ч. 2; практика ФАС",
	.russian = "Текст проверен, и его класс — сервисный, реклама, опрос или уведомление — утвердил второй человек.",
	.english = "The text was checked, and a second person approved its class: service, advertising, survey or notice.",
	.reading = "Одна рекламная фраза делает рекламой весь текст; подходит ли класс к цели, проверяет G-01.",
	.check = text_approval,
};

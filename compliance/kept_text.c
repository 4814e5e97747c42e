/* kept_text.c - what was sent can be shown a year later, word for word. */
#include "compliance/rule.h"

static struct answer
kept_text(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->text_kept == TRI_YES ? allow() : deny(REASON_TEXT_NOT_KEPT);
}

const struct rule rule_kept_text = {
	.id = "R-04", .number = 94,
	.law = "38-ФЗ ст. 12",
	.russian = "Версия текста сохранена до отправки, и уходит именно она; рекламные материалы хранят год после последнего показа.",
	.english = "The version of the text is on record before it is sent, and that very text goes; advertising is kept a year after its last use.",
	.reading = "Так храним тексты всех классов: одно обращение может оказаться рекламой.",
	.since = RULE_DATE(2006, 7, 1),
	.check = kept_text,
};

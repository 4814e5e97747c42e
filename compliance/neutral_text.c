/* neutral_text.c - a text does not tell who is a patient, of whom, and of what. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
neutral_text(const struct facts *f, const struct policy *p)
{
	return f->neutral != TRI_YES && needs_neutral(f, p) ? deny(REASON_NOT_NEUTRAL) : allow();
}

const struct rule rule_neutral_text = {
	.id = "M-04", .number = 74,
	.law = "323-ФЗ ст. 13 ч. 1; 152-ФЗ ст. 7",
	.russian = "Текст, тема и имя отправителя не выдают ни врача, ни специальности, ни диагноза, ни результата.",
	.english = "Text, subject and sender name tell no doctor, specialty, diagnosis or result.",
	.reading = "Оператор говорит подробности после проверки личности; на неподтверждённый адрес нейтрален и его сценарий. "
	    "Реклама нейтральна, когда людей отобрали по данным о здоровье. Компаний это не касается.",
	.since = RULE_DATE(2012, 1, 1),
	.check = neutral_text,
};

/* warning.c - advertising of medical services warns of contraindications. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
warning(const struct facts *f, const struct policy *p)
{
	return f->warning != TRI_YES && needs_warning(f, p) ? deny(REASON_NO_WARNING) : allow();
}

const struct rule rule_warning = {
	.id = "M-02", .number = 72,
	.law = "38-ФЗ ст. 24 ч. 7",
	.russian = "Реклама медицинских услуг предупреждает о противопоказаниях и о консультации специалиста; в тексте это не меньше 5 % места.",
	.english = "Advertising of medical services warns of contraindications and names a specialist's advice; in a text on at least 5 % of it.",
	.reading = "Нужно и в предложении компании; не нужно, если аудитория — только медицинские работники. В звонке это обязательная строка сценария.",
	.since = RULE_DATE(2006, 7, 1),
	.check = warning,
};

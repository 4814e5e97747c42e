/* named_processor.c - who else learns that somebody is a patient must be named in the written consent. */
#include "compliance/proof.h"
#include "compliance/situation.h"

/* Health data chose the person, or the text tells what a neutral one keeps: the provider learns it. */
static bool
reveals_patient(const struct facts *f, const struct policy *p)
{
	return needs_health_consent(f, p) || (is_sent_text(f) && f->neutral != TRI_YES && needs_neutral(f, p));
}

static struct answer
named_processor(const struct facts *f, const struct policy *p)
{
	return reveals_patient(f, p) ? proof_naming_processor(f, p) : allow();
}

const struct rule rule_named_processor = {
	.id = "C-09", .number = 49,
	.law = "152-ФЗ ст. 9 ч. 4 п. 6; 323-ФЗ ст. 13 ч. 3",
	.russian = "Если провайдер по данным или тексту узнает, что человек — пациент, он должен быть назван в письменном согласии.",
	.english = "Where the payload or the text tells the provider that somebody is a patient, the written consent must name that provider.",
	.reading = "Номер и нейтральный текст пациента не выдают. Назвать нужно и колл-центр, если людей отобрали по данным о здоровье.",
	.check = named_processor,
};

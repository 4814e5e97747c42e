/* mass_call.c - mass and automatic calls, informational ones too, need a consent of their own. */
#include "compliance/proof.h"
#include "compliance/situation.h"

static struct answer
mass_call(const struct facts *f, const struct policy *p)
{
	if (!is_mass_call(f, p))
		return allow();
	return proof_of(CONSENT_COMM_AUTOCALL, REASON_NO_CALL_CONSENT, f, p);
}

const struct rule rule_mass_call = {
	.id = "G-06", .number = 6,
	.law = "126-ФЗ ст. 44.1-1 ч. 1 (ред. 41-ФЗ)",
	.russian = "Массовый или автоматический звонок, даже справочный, — только с согласия абонента именно на такие звонки.",
	.english = "A mass or automatic call, even an informational one, needs the subscriber's consent to such calls.",
	.reading = "Массовым считаем звонок робота, прогрессивный и предиктивный набор с любой целью, рекламу и опрос в любом режиме; "
	    "звонок, который оператор набрал сам по договору или просьбе человека, — нет.",
	.since = RULE_DATE(2025, 9, 1),
	.check = mass_call,
};

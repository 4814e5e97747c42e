/* payload.c - a provider gets what delivery needs, and nothing else. */
#include "compliance/rule.h"

static struct answer
payload(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->payload_minimal == TRI_YES ? allow() : deny(REASON_PAYLOAD);
}

const struct rule rule_payload = {
	.id = "P-04", .number = 104,
	.law = "152-ФЗ ст. 5 ч. 5; 323-ФЗ ст. 13",
	.russian = "Провайдер получает только то, что нужно для доставки и названо в поручении: адрес, текст, случайный номер.",
	.english = "A provider gets only what delivery needs and the order names: address, text, a random number.",
	.check = payload,
};

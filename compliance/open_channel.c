/* open_channel.c - the closed list of channels. */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
open_channel(const struct facts *f, const struct policy *p)
{
	uint16_t open = f->state_clinic == TRI_NO ? p->channels : p->channels & p->channels_state;

	return open & word_bit(f->channel) ? allow() : deny(REASON_CHANNEL_CLOSED);
}

const struct rule rule_open_channel = {
	.id = "G-20", .number = 20,
	.law = "38-ФЗ ст. 5 ч. 10.7; 149-ФЗ ст. 10 и 41-ФЗ",
	.russian = "Каналов четыре: звонок оператора, звонок робота, SMS, электронная почта; иностранных мессенджеров нет.",
	.english = "There are four channels: an agent's call, a robot's call, SMS, e-mail; foreign messengers are not among them.",
	.reading = "Список закрыт для всех целей. Для государственной клиники, и пока неизвестно, государственная ли она, действует ещё и более строгий список пакета.",
	.since = RULE_DATE(2025, 6, 1),
	.check = open_channel,
};

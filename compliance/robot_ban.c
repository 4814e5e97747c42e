/*
 * robot_ban.c - advertising is never dialled or spoken by a machine.
 *
 * The law's text knows no consent that would lift the ban, so nothing here reads consents.
 */
#include "compliance/rule.h"
#include "compliance/situation.h"

static struct answer
robot_ban(const struct facts *f, const struct policy *p)
{
	if (f->channel != CHANNEL_CALL_ROBOT && f->mode != MODE_ROBOT)
		return allow();
	if (is_advertising(f, p) || is_inquiry(f))
		return deny(REASON_AD_ROBOT);
	return f->purpose == PURPOSE_RECALL ? review(REASON_RECALL_ROBOT) : allow();
}

const struct rule rule_robot_ban = {
	.id = "G-04", .number = 4,
	.law = "38-ФЗ ст. 18 ч. 2",
	.russian = "Робот рекламу не звонит никогда: ни согласие, ни настройка этого не меняют.",
	.english = "A robot never calls with advertising: no consent and no setting changes that.",
	.reading = "Приглашение робота на осмотр по плану лечения решает ответственный.",
	.since = RULE_DATE(2006, 7, 1),
	.check = robot_ban,
};

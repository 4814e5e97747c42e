/* robot_script.c - a robot always offers a person, and an end. */
#include "compliance/rule.h"

static struct answer
robot_script(const struct facts *f, const struct policy *p)
{
	(void)p;
	return f->channel == CHANNEL_CALL_ROBOT && f->human_key != TRI_YES ? deny(REASON_ROBOT_KEYS) : allow();
}

const struct rule rule_robot_script = {
	.id = "M-08", .number = 78,
	.law = "законопроект 1125581-8; 243-ФЗ от 26.07.2026; обязанности в законе пока не найдено",
	.russian = "Робот называет себя, и у него есть клавиша, чтобы говорить с человеком, и клавиша, чтобы отказаться.",
	.english = "A robot says that it is one, and has a key for a person and a key for stop.",
	.reading = "Это наше решение: матрица требует обе клавиши для любого звонка робота.",
	.check = robot_script,
};

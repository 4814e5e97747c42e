/*
 * lint_robot.c - M-08: a robot says at once that it is one, and offers a key for a person and a key for stop.
 *
 * Five seconds are about fifteen words at a speaker's pace.
 */
#include "compliance/lint_parts.h"

enum { FIRST_WORDS = 15 };

void
lint_robot(struct lint_view *view)
{
	const struct content_group *robot = view->words->need[NEED_ROBOT], *human = view->words->need[NEED_HUMAN_KEY];
	const struct content_group *stop = view->words->need[NEED_STOP_KEY];
	int from, to;

	if (!lint_find(view, robot, 0, &from, &to))
		lint_add(view, robot, 0, 0);
	else if (from >= FIRST_WORDS)
		lint_say(view, robot, from, to, "Робот представляется слишком поздно: это должно прозвучать в первые пять секунд.",
		    "Начните со слов «Автоматическая система клиники».");
	bool has_human = lint_find(view, human, 0, &from, &to), has_stop = lint_find(view, stop, 0, &from, &to);
	if (!has_human)
		lint_add(view, human, 0, 0);
	if (!has_stop)
		lint_add(view, stop, 0, 0);
	view->out->human_key = has_human && has_stop;
	view->out->stop_path = view->out->stop_path || has_stop;
}

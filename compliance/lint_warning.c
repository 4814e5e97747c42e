/*
 * lint_warning.c - M-02: the warning of 38-FZ 24(7), whole and not in fine print.
 *
 * Two halves, in either order: there are contraindications; ask a specialist.
 * Its share is counted in characters (law.md M-02); a field counts for what
 * will stand there.  In a script it is read out, so its length is no matter.
 */
#include "compliance/lint_parts.h"

enum { SHARE_MIN = 50, FIELD_CHARS = 20, BETWEEN_MAX = 30 };

static uint32_t
text_chars(const struct content_graph *graph)
{
	uint32_t chars = (uint32_t)graph->letters.chars;

	for (int i = 0; i < graph->tokens; i++)
		if (graph->token[i].kind == TOKEN_FIELD)
			chars += FIELD_CHARS - (graph->token[i].chars < chars ? graph->token[i].chars : chars);
	return chars > 0 ? chars : 1;
}

static uint32_t
span_chars(const struct content_graph *graph, int from, int to)
{
	return graph->token[to - 1].at + graph->token[to - 1].chars - graph->token[from].at;
}

void
lint_warning(struct lint_view *view)
{
	const struct content_group *group = view->words->need[NEED_CONTRAINDICATIONS];
	bool must_be = lint_concerns(group, view->message) && !view->message->professionals;
	int from, to, from2, to2;

	if (!lint_find(view, group, 0, &from, &to) ||
	    !lint_find(view, view->words->need[NEED_CONSULTATION], 0, &from2, &to2)) {
		if (must_be)
			lint_add(view, group, 0, 0);
		return;
	}
	int first = from < from2 ? from : from2, last = to > to2 ? to : to2;
	uint32_t chars = span_chars(&view->graph, from, to) + span_chars(&view->graph, from2, to2);
	/* Said in one breath, what stands between the halves belongs to it: "Необходима". */
	if (span_chars(&view->graph, first, last) <= chars + BETWEEN_MAX)
		chars = span_chars(&view->graph, first, last);
	view->out->warning_share = (int)(chars * 1000 / text_chars(&view->graph));
	view->out->warning = view->out->warning_share >= SHARE_MIN || channel_is_call(view->message->channel);
	if (must_be && !view->out->warning)
		lint_say(view, group, from, to, "Предупреждение о противопоказаниях занимает меньше 5 % текста (38-ФЗ, ст. 24 ч. 7).",
		    "Сократите текст или повторите предупреждение крупнее: не меньше одной двадцатой всех знаков.");
}

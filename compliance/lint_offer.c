/*
 * lint_offer.c - M-05: until when an offer holds, and whether the advertiser has a licence.
 *
 * Dates are read from the text ("до 30 ноября", "по 30.11.2026"); a date
 * without a year is the next one to come, so only a written year can be past.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "compliance/lint_parts.h"

static const char *const months[] = {"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр",
	"ноябр", "декабр"};

static int
number(const struct content_graph *graph, int node)
{
	int value = 0;

	if (node >= graph->tokens || graph->token[node].kind != TOKEN_NUMBER || graph->token[node].count > 4)
		return 0;
	for (size_t i = 0; i < graph->token[node].count; i++)
		value = value * 10 + (int)(graph->letters.letter[graph->token[node].first + i].c - '0');
	return value;
}

static bool
has_form(const struct content_graph *graph, int node, const char *form)
{
	for (int i = graph->edge_of[node]; i < graph->edge_of[node + 1]; i++)
		if (graph->edge[i].to == node + 1 && strcmp(graph->edge[i].reading.form, form) == 0)
			return true;
	return false;
}

static int
month(const struct content_graph *graph, int node)
{
	if (node >= graph->tokens || graph->token[node].kind != TOKEN_WORD)
		return 0;
	const char *form = graph->edge[graph->edge_of[node]].reading.form;
	for (int i = 0; i < 12; i++)
		if (strncmp(form, months[i], strlen(months[i])) == 0 && (i != 4 || strcmp(form, "мая") == 0))
			return i + 1;
	return 0;
}

/* The end of that day in Moscow. */
static int64_t
day_end(int year, int mon, int day)
{
	struct tm tm = {.tm_year = year - 1900, .tm_mon = mon - 1, .tm_mday = day + 1};

	return ((int64_t)timegm(&tm) - 3 * 3600) * SECOND;
}

static int64_t
date_at(const struct content_graph *graph, int node, int64_t now, int *end)
{
	int day = number(graph, node), mon = month(graph, node + 1), year;

	*end = node + 2;
	if (mon == 0 && node + 1 < graph->tokens && graph->token[node + 1].gap == GAP_GLUE)
		mon = number(graph, node + 1);
	if (day < 1 || day > 31 || mon < 1 || mon > 12)
		return 0;
	year = number(graph, node + 2);
	if (year >= 2000 || (year >= 20 && year < 100 && graph->token[node + 2].gap == GAP_GLUE)) {
		*end = node + 3;
		return day_end(year < 100 ? 2000 + year : year, mon, day);
	}
	time_t seconds = (time_t)(now / SECOND);
	struct tm tm;
	gmtime_r(&seconds, &tm);
	int64_t until = day_end(tm.tm_year + 1900, mon, day);
	return until > now ? until : day_end(tm.tm_year + 1901, mon, day);
}

static int64_t
latest_date(const struct lint_view *view, int *from, int *to)
{
	const struct content_graph *graph = &view->graph;
	int64_t latest = 0;

	for (int node = 0; node + 2 < graph->tokens; node++) {
		int end;
		if (!has_form(graph, node, "до") && !has_form(graph, node, "по"))
			continue;
		int64_t until = date_at(graph, node + 1, view->message->now, &end);
		if (until > latest) {
			latest = until;
			*from = node;
			*to = end;
		}
	}
	return latest;
}

void
lint_offer(struct lint_view *view)
{
	const struct content_group *group = view->words->need[NEED_OFFER];
	const struct lint_offer *known = view->message->offer;
	int64_t now = view->message->now;
	int from = 0, to = 0, first, last;

	view->out->offer_until = latest_date(view, &from, &to);
	if (view->message->class != CLASS_AD)
		return;
	if (view->out->offer_until == 0 && known != NULL)
		view->out->offer_until = known->until;
	if (view->out->offer_until != 0 && view->out->offer_until <= now)
		lint_say(view, group, from, to, "Срок предложения уже прошёл (38-ФЗ, ст. 5).",
		    "Назовите срок, который ещё не кончился, или не отправляйте текст.");
	if (known == NULL)
		return;
	if (view->out->offer_until == 0 && lint_find(view, group, 0, &first, &last))
		lint_say(view, group, first, last, "У предложения нет срока: умалчивать о существенном условии нельзя (38-ФЗ, ст. 5 ч. 7).",
		    "Напишите срок в тексте («до 31.12.2026») или в строке offer_until.");
	if (!known->licence || (known->licence_until != 0 && known->licence_until <= now))
		lint_say(view, group, 0, 0, "У рекламодателя нет действующей лицензии (38-ФЗ, ст. 7 п. 7).",
		    "Внесите номер и срок лицензии юрлица: dozvon entity add --licence.");
}

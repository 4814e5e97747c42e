/*
 * lint_latin.c - M-06: Latin words that are nobody's trade mark and have no translation beside them.
 *
 * "check-up (комплексное обследование)" and "обследование (check-up)" are
 * translated.  A word with look-alikes among Russian letters is Russian.
 */
#include <string.h>

#include "compliance/lint_parts.h"

static bool
holds(const struct content_graph *graph, int node, const char *signs)
{
	const struct content_token *token = &graph->token[node];
	uint32_t from = node > 0 ? graph->token[node - 1].byte + graph->token[node - 1].bytes : 0;

	for (uint32_t i = from; i < token->byte; i++)
		if (strchr(signs, graph->text.data[i]) != NULL)
			return true;
	return false;
}

static bool
is_latin(const struct content_graph *graph, int node)
{
	return node < graph->tokens && graph->token[node].latin && graph->token[node].count >= 2;
}

static bool
is_russian(const struct content_graph *graph, int node)
{
	return node >= 0 && node < graph->tokens && graph->token[node].kind == TOKEN_WORD && !graph->token[node].latin;
}

/* A piece of a Russian word in disguise: с-k-i-dка is glued to Russian letters. */
static bool
is_glued(const struct content_graph *graph, int from, int to)
{
	while (from > 0 && graph->token[from].gap == GAP_NONE && graph->token[from - 1].kind == TOKEN_NUMBER)
		from--;
	while (to < graph->tokens && graph->token[to].gap == GAP_NONE && graph->token[to].kind == TOKEN_NUMBER)
		to++;
	return (is_russian(graph, from - 1) && graph->token[from].gap == GAP_NONE) ||
	    (is_russian(graph, to) && graph->token[to].gap == GAP_NONE);
}

/* «Smile Clinic» behind the word for such a firm is its name. */
static bool
is_name(const struct content_graph *graph, int from)
{
	static const char guillemet[] = "\xc2\xab";
	const struct content_token *token = &graph->token[from];

	if (token->byte >= 2 && memcmp(graph->text.data + token->byte - 2, guillemet, 2) == 0)
		return is_russian(graph, from - 1);
	return token->byte >= 1 && graph->text.data[token->byte - 1] == '"' && is_russian(graph, from - 1);
}

static bool
is_senders(const struct lint_view *view, int from, int to)
{
	const struct content_token *first = &view->graph.token[from], *last = &view->graph.token[to - 1];
	size_t len = last->byte + last->bytes - first->byte;
	struct view sender = view->message->sender;

	for (size_t i = 0; len > 0 && i + len <= sender.len; i++)
		if (strncasecmp(sender.data + i, view->graph.text.data + first->byte, len) == 0)
			return true;
	return false;
}

void
lint_latin(struct lint_view *view)
{
	const struct content_graph *graph = &view->graph;
	const struct content_group *group = view->words->need[NEED_TRADE_MARK];
	int end, found = 0;

	for (int from = 0, to; from < graph->tokens && found < 3; from = to) {
		to = from + 1;
		if (!is_latin(graph, from))
			continue;
		while (is_latin(graph, to) && graph->token[to].gap != GAP_BREAK)
			to++;
		bool marked = false;
		for (const struct content_phrase *mark = group->phrases; mark != NULL && !marked; mark = mark->next)
			marked = content_phrase_fits(mark, graph, from, &end) && (to = end, true);
		bool translated = (is_russian(graph, to) && holds(graph, to, "(/")) ||
		    (holds(graph, from, "(/") && is_russian(graph, from - 1));
		if (marked || translated || is_glued(graph, from, to) || is_name(graph, from) || is_senders(view, from, to))
			continue;
		struct finding *finding = lint_add(view, group, from, to);
		if (view->message->class != CLASS_AD)
			finding->severity = SEVERITY_WARNING;
		found++;
	}
}

/*
 * lint_sender.c - M-04: a sender's name that tells what somebody is treated for: HIV-CENTER, ONKOCENTR.
 *
 * Names are run together, so the list's words are looked for inside them;
 * the short ones (=вич) must be a word of their own.
 */
#include <string.h>

#include "compliance/lint_parts.h"

static bool
element_is_in(const struct content_element *element, const struct content_graph *graph, int node)
{
	for (int i = graph->edge_of[node]; i < graph->edge_of[node + 1]; i++) {
		const char *form = graph->edge[i].reading.form;
		if (element->kind == ELEMENT_FORM ? strcmp(form, element->word) == 0 : strstr(form, element->word) != NULL)
			return true;
	}
	return false;
}

void
lint_sender(struct lint_view *view)
{
	const struct content_group *group = view->words->need[NEED_SENDER];

	for (int node = 0; node < view->graph.tokens; node++)
		for (const struct content_phrase *phrase = group->phrases; phrase != NULL; phrase = phrase->next)
			for (const struct content_element *element = &phrase->element[0]; element != NULL; element = element->other)
				if (element->word != NULL && element_is_in(element, &view->graph, node)) {
					view->out->neutral = false;
					lint_add(view, group, node, node + 1);
					return;
				}
}

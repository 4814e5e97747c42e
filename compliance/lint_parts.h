/* lint_parts.h - between lint.c and the files of its single questions. */
#ifndef COMPLIANCE_LINT_PARTS_H
#define COMPLIANCE_LINT_PARTS_H

#include "compliance/lint.h"

/* One part of the message under the glass. */
struct lint_view {
	const struct content_words *words;
	const struct lint_text *message;
	unsigned place;
	struct content_graph graph;
	struct lint *out;
};

/* from, to: nodes; the same node: nothing in particular is meant. */
struct finding *lint_add(struct lint_view *view, const struct content_group *group, int from, int to);
/* The same with sentences of our own. */
void lint_say(struct lint_view *view, const struct content_group *group, int from, int to, const char *says,
    const char *remedy);
/* Whether any phrase of the group fits at or after node; *end behind it. */
bool lint_find(const struct lint_view *view, const struct content_group *group, int node, int *from, int *to);
/* Whether the group speaks of this class and channel. */
bool lint_concerns(const struct content_group *group, const struct lint_text *message);

void lint_warning(struct lint_view *view);	/* M-02 */
void lint_offer(struct lint_view *view);	/* M-05 */
void lint_latin(struct lint_view *view);	/* M-06 */
void lint_robot(struct lint_view *view);	/* M-08 */
void lint_sender(struct lint_view *view);	/* M-04 */

#endif

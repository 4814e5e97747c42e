/*
 * content_graph.h - a text as a graph of the words that it may be read as.
 *
 * Nodes stand between tokens (runs of letters, numbers, the signs % and ₽,
 * {{fields}}, links).  An edge is one reading of one token, or of several that
 * are one word in disguise: с-к-и-д-к-а, с к и д к а, ск1дка, "ски дка".
 * Pure: the same bytes give the same graph.
 */
#ifndef COMPLIANCE_CONTENT_GRAPH_H
#define COMPLIANCE_CONTENT_GRAPH_H

#include "compliance/content_reading.h"

enum content_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_FIELD, TOKEN_LINK };
enum content_gap { GAP_NONE, GAP_GLUE, GAP_SPACE, GAP_BREAK };

struct content_token {
	enum content_kind kind;
	enum content_gap gap;		/* before it */
	bool latin;			/* a word of Latin letters only */
	size_t first, count;		/* letters */
	uint32_t byte, bytes;		/* in the text */
	uint32_t at, chars;
};

struct content_edge {
	int to;				/* node; from is where it is listed */
	struct content_reading reading;
};

struct content_graph {
	struct view text;
	struct content_letters letters;
	struct content_token *token;
	int tokens;
	struct content_edge *edge;	/* those of node i: edge_of[i] to edge_of[i + 1] */
	int *edge_of;
	int edges, room;
};

/* Lives in the arena; text too must outlive it. */
void content_graph_make(struct sb_stemmer *stemmer, struct view text, struct arena *arena, struct content_graph *out);

#endif

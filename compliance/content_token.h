/* content_token.h - letters to tokens; for content_graph only. */
#ifndef COMPLIANCE_CONTENT_TOKEN_H
#define COMPLIANCE_CONTENT_TOKEN_H

#include "compliance/content_graph.h"

/* graph has its letters; fills in its tokens. */
void content_tokens_cut(struct content_graph *graph, struct arena *arena);

#endif

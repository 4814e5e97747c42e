/* content_graph.c - tokens of a text, and the edges over them; content_token.c cuts the tokens. */
#include "compliance/content_graph.h"

#include <string.h>

#include "compliance/content_token.h"

/* A word in pieces: how many pieces glued, spelled by letters, or parted by single spaces. */
enum { GLUED_MAX = 24, SPELLED_MIN = 3, INNER_MIN = 5, PARTED_MAX = 4, PARTED_LETTERS = 6, JOINED_LETTERS = 30 };

/* They begin no word in pieces: "вы лечились" is not "вылечились". */
static const char *const small_words[] = {"вы", "мы", "на", "по", "за", "от", "до", "из", "о", "у", "и", "а", "к", NULL};

static void
add_edges(struct sb_stemmer *stemmer, struct content_graph *graph, int from, int to, struct arena *arena)
{
	ucs4_t letters[READING_LETTERS];
	struct content_reading readings[READINGS_MAX];
	size_t count = 0;

	for (int i = from; i < to; i++)
		for (size_t j = 0; j < graph->token[i].count && count < READING_LETTERS; j++)
			if (graph->letters.letter[graph->token[i].first + j].c > ' ')
				letters[count++] = graph->letters.letter[graph->token[i].first + j].c;
	int found = content_readings(stemmer, letters, count, arena, readings);
	for (int i = 0; i < found; i++) {
		if (graph->edges == graph->room) {
			int room = graph->room * 2 + 64;
			struct content_edge *edges = arena_new(arena, (size_t)room * sizeof(*edges));
			if (graph->edges > 0)
				memcpy(edges, graph->edge, (size_t)graph->edges * sizeof(*edges));
			graph->edge = edges;
			graph->room = room;
		}
		graph->edge[graph->edges++] = (struct content_edge){to, readings[i]};
	}
}

/* Whether tokens may be pieces of one word: letters, and digits that can stand for letters. */
static bool
is_piece(const struct content_graph *graph, const struct content_token *token)
{
	if (token->kind == TOKEN_WORD)
		return true;
	if (token->kind != TOKEN_NUMBER || token->count > 2)
		return false;
	for (size_t i = 0; i < token->count; i++)
		if (!content_is_mask(graph->letters.letter[token->first + i].c))
			return false;
	return true;
}

/* Nothing is glued to these tokens; inside a longer run only longer words are looked for, or "р о д" is in "р а с п р о д а ж а". */
static bool
is_whole(const struct content_graph *graph, int from, int to)
{
	return graph->token[from].gap >= GAP_SPACE && (to == graph->tokens || graph->token[to].gap >= GAP_SPACE);
}

/* Every word from here that is glued: nothing or no space between its pieces. */
static void
add_glued(struct sb_stemmer *stemmer, struct content_graph *graph, int from, struct arena *arena)
{
	size_t letters = graph->token[from].count;
	int words = graph->token[from].kind == TOKEN_WORD;

	for (int to = from + 1; to < graph->tokens && to - from < GLUED_MAX; to++) {
		const struct content_token *token = &graph->token[to];
		letters += token->count;
		words += token->kind == TOKEN_WORD;
		if (token->gap >= GAP_SPACE || !is_piece(graph, token) || letters > JOINED_LETTERS)
			return;
		if (words > 0 && letters >= (is_whole(graph, from, to + 1) ? SPELLED_MIN : INNER_MIN))
			add_edges(stemmer, graph, from, to + 1, arena);
	}
}

static bool
is_letter(const struct content_token *token)
{
	return token->count == 1 && (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER);
}

static void
add_spelled(struct sb_stemmer *stemmer, struct content_graph *graph, int from, struct arena *arena)
{
	bool spaced = false;

	for (int to = from; to < graph->tokens && to - from < JOINED_LETTERS; to++) {
		if (!is_letter(&graph->token[to]) || !is_piece(graph, &graph->token[to]))
			return;
		spaced = spaced || (to > from && graph->token[to].gap >= GAP_SPACE);
		bool whole = (from == 0 || !is_letter(&graph->token[from - 1])) &&
		    (to + 1 == graph->tokens || !is_letter(&graph->token[to + 1]));
		if (spaced && to - from + 1 >= (whole ? SPELLED_MIN : INNER_MIN))
			add_edges(stemmer, graph, from, to + 1, arena);
	}
}

static void
add_parted(struct sb_stemmer *stemmer, struct content_graph *graph, int from, struct arena *arena)
{
	size_t letters = graph->token[from].count;
	bool spaced = false;

	for (const char *const *small = small_words; *small != NULL; small++)
		if (strcmp(graph->edge[graph->edge_of[from]].reading.form, *small) == 0)
			return;
	for (int to = from + 1; to < graph->tokens && to - from < PARTED_MAX; to++) {
		const struct content_token *token = &graph->token[to];
		letters += token->count;
		spaced = spaced || token->gap == GAP_SPACE;
		if (token->gap == GAP_BREAK || token->kind != TOKEN_WORD || letters > JOINED_LETTERS)
			return;
		if (spaced && letters >= PARTED_LETTERS && !is_letter(token))
			add_edges(stemmer, graph, from, to + 1, arena);
	}
}

void
content_graph_make(struct sb_stemmer *stemmer, struct view text, struct arena *arena, struct content_graph *out)
{
	*out = (struct content_graph){.text = text};
	content_letters_read(text, arena, &out->letters);
	content_tokens_cut(out, arena);
	out->edge_of = arena_new(arena, ((size_t)out->tokens + 2) * sizeof(*out->edge_of));
	for (int i = 0; i < out->tokens; i++) {
		out->edge_of[i] = out->edges;
		if (out->token[i].kind != TOKEN_LINK)
			add_edges(stemmer, out, i, i + 1, arena);
		if (is_piece(out, &out->token[i])) {
			add_glued(stemmer, out, i, arena);
			add_spelled(stemmer, out, i, arena);
		}
		if (out->token[i].kind == TOKEN_WORD)
			add_parted(stemmer, out, i, arena);
	}
	out->edge_of[out->tokens] = out->edges;
}

/* content_phrase.c - phrases read from a list, and followed along the edges of a text's graph. */
#include "compliance/content_phrase.h"

#include <string.h>
#include <unistr.h>

/* A list's adjective: its stem and one of the two endings that no noun has. */
static bool
is_adjective(const char *form, const char *stem)
{
	size_t len = strlen(stem);

	return strncmp(form, stem, len) == 0 && (strcmp(form + len, "ый") == 0 || strcmp(form + len, "ий") == 0);
}

/*
 * A stem alone is too short a witness: запой and запись share one, новейший and
 * новый as well.  So most letters of the form must be the same too.
 */
static void
read_stem(struct content_reading reading, struct content_element *out)
{
	size_t letters = u8_mbsnlen((const uint8_t *)reading.form, strlen(reading.form)), len = strlen(reading.form);
	size_t same = letters <= 6 ? (letters * 7 + 9) / 10 : (letters * 6 + 9) / 10;

	*out = (struct content_element){.kind = ELEMENT_STEM, .word = reading.stem, .form = reading.form, .whole = reading.whole_stem,
		.same = letters > 0 ? len * same / letters : 0, .adjective = is_adjective(reading.form, reading.stem)};
}

static void
read_alternative(struct sb_stemmer *stemmer, struct view word, struct arena *arena, struct content_element *out)
{
	if (view_is(word, "#"))
		*out = (struct content_element){.kind = ELEMENT_NUMBER};
	else if (view_is(word, "_"))
		*out = (struct content_element){.kind = ELEMENT_ANY};
	else if (view_is(word, "..."))
		*out = (struct content_element){.kind = ELEMENT_GAP};
	else if (word.len > 1 && word.data[0] == '=')
		*out = (struct content_element){.kind = ELEMENT_FORM,
			.word = content_reading_of(stemmer, (struct view){word.data + 1, word.len - 1}, arena).form};
	else if (word.len > 1 && word.data[word.len - 1] == '*')
		*out = (struct content_element){.kind = ELEMENT_PREFIX,
			.word = content_reading_of(stemmer, (struct view){word.data, word.len - 1}, arena).form};
	else
		read_stem(content_reading_of(stemmer, word, arena), out);
}

static void
read_element(struct sb_stemmer *stemmer, struct view word, struct arena *arena, struct content_element *out)
{
	const char *bar = memchr(word.data, '|', word.len);
	struct view first = {word.data, bar ? (size_t)(bar - word.data) : word.len};

	read_alternative(stemmer, first, arena, out);
	if (bar != NULL) {
		out->other = arena_new(arena, sizeof(*out->other));
		read_element(stemmer, (struct view){bar + 1, word.len - first.len - 1}, arena, out->other);
	}
}

struct content_phrase *
content_phrase_read(struct sb_stemmer *stemmer, struct view text, struct arena *arena)
{
	struct content_phrase *phrase = arena_new(arena, sizeof(*phrase));
	const char *p = text.data, *end = p + text.len;

	while (p < end) {
		const char *space = memchr(p, ' ', (size_t)(end - p));
		size_t len = (size_t)((space ? space : end) - p);
		if (len > 0 && phrase->count == PHRASE_ELEMENTS)
			return NULL;
		if (len > 0)
			read_element(stemmer, (struct view){p, len}, arena, &phrase->element[phrase->count++]);
		p += len + 1;
	}
	return phrase->count > 0 ? phrase : NULL;
}

/* A form with hidden letters: as long as the word, but for its ending, and nowhere another letter. */
static bool
hidden_fits(const char *form, const char *stem)
{
	size_t i = 0, j = 0;

	while (stem[j] != '\0') {
		size_t len = (unsigned char)stem[j] >= 0x80 ? 2 : 1;
		if (form[i] == '\0')
			return false;
		if (form[i] == '*')
			i++;
		else if (strncmp(form + i, stem + j, len) == 0)
			i += len;
		else
			return false;
		j += strnlen(stem + j, len);
	}
	return strlen(form + i) <= 6;
}

/* Whether an adjective's form begins with its stem and has nothing behind it but an ending of case, number or gender. */
static bool
adjective_ends(const char *form, const char *stem)
{
	static const char *const endings[] = {"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им",
		"ом", "ем", "ую", "юю", "ых", "их", "ыми", "ими", "ею", "ою"};
	size_t len = strlen(stem);

	if (strncmp(form, stem, len) != 0)
		return false;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (strcmp(form + len, endings[i]) == 0)
			return true;
	return false;
}

/* Short adjectives share too few letters with their own forms: чёрный, чёрная. */
static bool
adjective_fits(const struct content_element *element, const struct content_reading *reading)
{
	return element->adjective && strcmp(element->word, reading->stem) == 0 && adjective_ends(reading->form, element->word);
}

static bool
edge_fits(const struct content_element *element, const struct content_reading *reading)
{
	switch (element->kind) {
	case ELEMENT_STEM:
		return ((strcmp(element->word, reading->stem) == 0 || strcmp(element->whole, reading->whole_stem) == 0) &&
		    strncmp(element->form, reading->form, element->same) == 0) || adjective_fits(element, reading) ||
		    (strlen(element->word) >= 8 && strchr(reading->form, '*') != NULL && hidden_fits(reading->form, element->word));
	case ELEMENT_FORM:
		return strcmp(element->word, reading->form) == 0;
	case ELEMENT_PREFIX:
		return strncmp(element->word, reading->form, strlen(element->word)) == 0;
	default:
		return false;
	}
}

/* The last node that a number from here reaches: 1 500 000 is three tokens. */
static int
number_end(const struct content_graph *graph, int node)
{
	int end = node;

	while (end < graph->tokens && end < node + 3 && graph->token[end].kind == TOKEN_NUMBER &&
	    (end == node || graph->token[end].gap <= GAP_SPACE))
		end++;
	return end;
}

static bool fits_from(const struct content_phrase *phrase, int at, const struct content_graph *graph, int node, int *end);

static bool
alternative_fits(const struct content_phrase *phrase, int at, const struct content_element *element,
    const struct content_graph *graph, int node, int *end)
{
	int last = element->kind == ELEMENT_NUMBER ? number_end(graph, node) : node + 1;

	if (element->kind == ELEMENT_NUMBER || element->kind == ELEMENT_ANY) {
		for (; last > node; last--)
			if (fits_from(phrase, at + 1, graph, last, end))
				return true;
		return false;
	}
	/* The longest first: "с-к-и-д-к" fits too. */
	for (int i = graph->edge_of[node + 1] - 1; i >= graph->edge_of[node]; i--)
		if (edge_fits(element, &graph->edge[i].reading) && fits_from(phrase, at + 1, graph, graph->edge[i].to, end))
			return true;
	return false;
}

static bool
fits_from(const struct content_phrase *phrase, int at, const struct content_graph *graph, int node, int *end)
{
	if (at == phrase->count) {
		*end = node;
		return true;
	}
	if (phrase->element[at].kind == ELEMENT_GAP) {
		for (int skip = 0; skip <= PHRASE_GAP && node + skip < graph->tokens; skip++) {
			if (graph->token[node + skip].gap == GAP_BREAK && at > 0)
				return false;
			if (fits_from(phrase, at + 1, graph, node + skip, end))
				return true;
		}
		return false;
	}
	if (node >= graph->tokens || (at > 0 && graph->token[node].gap == GAP_BREAK))
		return false;
	for (const struct content_element *element = &phrase->element[at]; element != NULL; element = element->other)
		if (alternative_fits(phrase, at, element, graph, node, end))
			return true;
	return false;
}

bool
content_phrase_fits(const struct content_phrase *phrase, const struct content_graph *graph, int node, int *end)
{
	return fits_from(phrase, 0, graph, node, end);
}

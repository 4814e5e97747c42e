/*
 * content_token.c - where words, numbers, signs, fields and links begin and end.
 *
 * A run of letters is a word whatever its scripts; digits are a token of their
 * own even when letters touch them ("20руб"), the graph joins what belongs
 * together.  A link's letters are nobody's words.
 */
#include "compliance/content_token.h"

#include <string.h>
#include <unictype.h>

static ucs4_t
letter(const struct content_graph *graph, size_t i)
{
	return i < graph->letters.count ? graph->letters.letter[i].c : 0;
}

static bool
is_word_letter(ucs4_t c)
{
	return uc_is_alpha(c) && c != 0xfffd;
}

static bool
is_space(ucs4_t c)
{
	return c == 0 || c <= ' ' || uc_is_property_white_space(c) || c == 0x2800;
}

/* A star or a sign for a letter, with letters on both sides: ск*дка, ск@дка. */
static bool
is_masked(const struct content_graph *graph, size_t i)
{
	ucs4_t c = letter(graph, i);

	return (c == '*' || c == '@' || c == '$') && is_word_letter(letter(graph, i + 1)) &&
	    (c != '*' || (i > 0 && is_word_letter(letter(graph, i - 1))));
}

static size_t
word_end(const struct content_graph *graph, size_t i)
{
	while (is_word_letter(letter(graph, i)) || is_masked(graph, i))
		i++;
	return i;
}

static size_t
number_end(const struct content_graph *graph, size_t i)
{
	while (content_is_digit(letter(graph, i)))
		i++;
	return i;
}

static size_t
space_end(const struct content_graph *graph, size_t i)
{
	while (!is_space(letter(graph, i)))
		i++;
	return i;
}

/* {{...}} up to its end; 0 when there is none here. */
static size_t
field_end(const struct content_graph *graph, size_t i)
{
	if (letter(graph, i) != '{' || letter(graph, i + 1) != '{')
		return 0;
	for (size_t end = i + 2; end < graph->letters.count && end < i + 120; end++)
		if (letter(graph, end) == '}' && letter(graph, end + 1) == '}')
			return end + 2;
	return 0;
}

static bool
is_domain(const char *word)
{
	static const char *const tops[] = {".ru", ".com", ".net", ".org", ".info", ".example", ".su", ".clinic", ".online", ".me",
		".app", ".pro", ".site", ".io", ".cc", ".рф", ".дети", ".test"};

	for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
		const char *top = strstr(word, tops[i]);
		size_t len = strlen(tops[i]);
		if (top != NULL && top > word && (top[len] == '\0' || top[len] == '/' || top[len] == '?' || top[len] == ':'))
			return true;
	}
	return false;
}

/* A web or mail address from here up to the next space; 0 when it is none. */
static size_t
link_end(const struct content_graph *graph, size_t i)
{
	size_t end = space_end(graph, i);
	const struct content_letter *first = &graph->letters.letter[i];
	char word[160];

	while (end > i && strchr(".,;:!?)\"'>", (int)(letter(graph, end - 1) & 0x7f)) != NULL && letter(graph, end - 1) < 0x80)
		end--;
	if (end < i + 4)
		return 0;
	const struct content_letter *last = &graph->letters.letter[end - 1];
	size_t len = last->byte + last->bytes - first->byte;
	if (len >= sizeof(word))
		len = sizeof(word) - 1;
	memcpy(word, graph->text.data + first->byte, len);
	word[len] = '\0';
	for (char *c = word; *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	return strncmp(word, "http://", 7) == 0 || strncmp(word, "https://", 8) == 0 || strncmp(word, "www.", 4) == 0 ||
	    is_domain(word) ? end : 0;
}

static size_t
token_end(const struct content_graph *graph, size_t i, bool fresh, enum content_kind *kind)
{
	ucs4_t c = letter(graph, i);
	size_t end;

	if ((*kind = TOKEN_FIELD, end = field_end(graph, i)) != 0)
		return end;
	if (fresh && (*kind = TOKEN_LINK, end = link_end(graph, i)) != 0)
		return end;
	if ((*kind = TOKEN_WORD, is_word_letter(c) || is_masked(graph, i)))
		return word_end(graph, i);
	if ((*kind = TOKEN_NUMBER, content_is_digit(c)))
		return number_end(graph, i);
	*kind = TOKEN_SIGN;
	return c == '%' || c == 0x20bd || c == 0x2116 ? i + 1 : 0;
}

/* short_word: its full stop ends no sentence, ул. and тел. are cut short by it. */
static enum content_gap
gap_of(const struct content_graph *graph, size_t from, size_t to, bool short_word)
{
	enum content_gap gap = to == from ? GAP_NONE : GAP_GLUE;
	bool stop = false;

	for (size_t i = from; i < to; i++) {
		ucs4_t c = letter(graph, i);
		if (c == '\n')
			return GAP_BREAK;
		if (is_space(c))
			gap = stop ? GAP_BREAK : GAP_SPACE;
		stop = (c == '.' && !(short_word && i == from)) || c == '!' || c == '?' || c == ';' || (stop && (c == ')' || c == 0xbb || c == '"'));
		if (stop && gap == GAP_SPACE)
			return GAP_BREAK;
	}
	return gap;
}

static void
add_token(struct content_graph *graph, enum content_kind kind, size_t before, size_t first, size_t end)
{
	const struct content_letter *from = &graph->letters.letter[first], *last = &graph->letters.letter[end - 1];
	struct content_token *token = &graph->token[graph->tokens++];
	bool short_word = graph->tokens > 1 && token[-1].kind == TOKEN_WORD && token[-1].count <= 3;

	*token = (struct content_token){.kind = kind, .gap = graph->tokens == 1 ? GAP_BREAK : gap_of(graph, before, first, short_word),
		.first = first, .count = end - first, .byte = from->byte, .bytes = last->byte + last->bytes - from->byte,
		.at = from->at, .chars = last->at - from->at + 1, .latin = kind == TOKEN_WORD};
	for (size_t i = first; i < end; i++)
		token->latin = token->latin && content_is_latin(letter(graph, i));
}

void
content_tokens_cut(struct content_graph *graph, struct arena *arena)
{
	size_t before = 0;
	bool fresh = true;

	graph->token = arena_new(arena, (graph->letters.count + 1) * sizeof(*graph->token));
	for (size_t i = 0, end; i < graph->letters.count; i = end) {
		enum content_kind kind;
		ucs4_t c = letter(graph, i);
		end = token_end(graph, i, fresh, &kind);
		if (end > 0) {
			add_token(graph, kind, before, i, end);
			before = end;
			fresh = false;
		} else {
			fresh = is_space(c) || c == '(' || c == 0xab || c == '"' || c == '<' || (fresh && c > 0x80);
			end = i + 1;
		}
	}
}

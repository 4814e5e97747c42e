/*
 * refusal_words.c - a refusal in a person's own words -> its scope.
 *
 * Phrases and texts are folded alike: to small letters, one shape for letters
 * that look the same in Cyrillic and Latin, no marks, no punctuation.  So a
 * comparison of words is a comparison of bytes.
 */
#include "compliance/refusal_words.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

#include "config/yaml.h"

enum { WORDS_MAX = 400, PHRASE_WORDS = 8, TEXT_MAX = 4000 };
/* Beside the scopes of the law: */
enum { GROUP_HERE = SCOPE_COUNT, GROUP_UNCLEAR, GROUP_FILLER };

struct folded {
	struct buf text;		/* words ended by NUL */
	int count;
	size_t start[WORDS_MAX];
};

struct phrase {
	int group;			/* enum scope, or GROUP_... */
	int words;
	char *word[PHRASE_WORDS];	/* a last '*' stands for any ending */
	struct phrase *next;
};

struct refusal_words {
	struct phrase *first;
};

/* One shape for what looks alike; 0 for what is no letter or digit. */
static ucs4_t
fold_letter(ucs4_t c)
{
	static const ucs4_t alike[][2] = {
		{U'а', 'a'}, {U'в', 'b'}, {U'с', 'c'}, {U'е', 'e'}, {U'ё', 'e'}, {U'ë', 'e'}, {U'н', 'h'}, {U'к', 'k'},
		{U'м', 'm'}, {U'п', 'n'}, {U'о', 'o'}, {'0', 'o'}, {U'р', 'p'}, {U'т', 't'}, {U'х', 'x'}, {U'у', 'y'},
		{U'и', 'u'}, {U'й', 'u'}, {U'г', 'r'}, {U'з', '3'},
	};

	c = uc_tolower(c);
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++)
		if (c == alike[i][0])
			return alike[i][1];
	return uc_is_alnum(c) ? c : 0;
}

static bool
is_invisible(ucs4_t c)
{
	return uc_is_general_category(c, UC_CATEGORY_Mn) || uc_is_general_category(c, UC_CATEGORY_Cf);
}

/* Letters said three times and more are said once: СТОООП. */
static void
end_word(struct folded *out, ucs4_t *letters, size_t *count)
{
	uint8_t bytes[6];
	size_t kept = 0;

	if (*count == 0 || out->count == WORDS_MAX) {
		*count = 0;
		return;
	}
	out->start[out->count++] = out->text.len;
	for (size_t i = 0; i < *count; i = kept) {
		for (kept = i + 1; kept < *count && letters[kept] == letters[i]; kept++)
			;
		for (size_t times = kept - i >= 3 ? 1 : kept - i; times > 0; times--)
			buf_add(&out->text, bytes, (size_t)u8_uctomb(bytes, letters[i], sizeof(bytes)));
	}
	buf_add_char(&out->text, '\0');
	*count = 0;
}

/* Bytes that are not UTF-8 part words.  star: keep '*', in phrases. */
static void
fold(struct view text, bool star, struct folded *out)
{
	ucs4_t letters[64], c;
	size_t count = 0;
	const uint8_t *p = (const uint8_t *)text.data;
	const uint8_t *end = p + (text.len < TEXT_MAX ? text.len : TEXT_MAX);

	out->count = 0;
	buf_init(&out->text);
	while (p < end) {
		int len = u8_mbtoucr(&c, p, (size_t)(end - p));
		p += len > 0 ? len : 1;
		if (len > 0 && is_invisible(c))
			continue;
		ucs4_t letter = len <= 0 ? 0 : star && c == '*' ? c : fold_letter(c);
		if (letter == 0)
			end_word(out, letters, &count);
		else if (count < sizeof(letters) / sizeof(letters[0]))
			letters[count++] = letter;
	}
	end_word(out, letters, &count);
}

static const char *
word(const struct folded *folded, int i)
{
	return folded->text.data + folded->start[i];
}

static bool
is_one_letter(const char *text)
{
	return u8_strmbtouc(&(ucs4_t){0}, (const uint8_t *)text) == (int)strlen(text);
}

/* "с т о п" becomes one word: runs of three single letters and more. */
static void
join_spaced(const struct folded *in, struct folded *out)
{
	out->count = 0;
	buf_init(&out->text);
	for (int i = 0, end; i < in->count; i = end) {
		for (end = i; end < in->count && is_one_letter(word(in, end)); end++)
			;
		bool joined = end - i >= 3;
		if (!joined)
			end = i + 1;
		out->start[out->count++] = out->text.len;
		for (int j = i; j < end; j++)
			buf_add_text(&out->text, word(in, j));
		buf_add_char(&out->text, '\0');
	}
}

static bool
add_phrase(struct refusal_words *words, int group, const struct yaml *item, struct err *err)
{
	const char *text;
	struct folded folded;

	if (!yaml_text(item, &text, err))
		return false;
	fold(view_of(text), true, &folded);
	if (folded.count == 0 || folded.count > PHRASE_WORDS) {
		buf_release(&folded.text);
		return yaml_wrong(item, err, "a phrase has 1 to %d words", PHRASE_WORDS);
	}
	struct phrase *phrase = memory_new(sizeof(*phrase));
	phrase->group = group;
	for (phrase->words = 0; phrase->words < folded.count; phrase->words++)
		phrase->word[phrase->words] = memory_text(word(&folded, phrase->words));
	phrase->next = words->first;
	words->first = phrase;
	buf_release(&folded.text);
	return true;
}

static int
group_find(const char *name)
{
	if (strcmp(name, "HERE") == 0)
		return GROUP_HERE;
	if (strcmp(name, "UNCLEAR") == 0)
		return GROUP_UNCLEAR;
	if (strcmp(name, "FILLER") == 0)
		return GROUP_FILLER;
	return (int)scope_find(view_of(name));
}

static bool
add_group(struct refusal_words *words, const struct yaml *list, struct err *err)
{
	int group = group_find(list->key);

	if (group == SCOPE_UNKNOWN || group == SCOPE_ADS_CHANNEL)
		return yaml_wrong(list, err, "not a scope of a refusal in words");
	if (list->kind != YAML_LIST)
		return yaml_wrong(list, err, "must be a list of phrases");
	for (const struct yaml *item = list->first; item != NULL; item = item->next)
		if (!add_phrase(words, group, item, err))
			return false;
	return true;
}

struct refusal_words *
refusal_words_load(const char *path, struct err *err)
{
	struct yaml *file = yaml_read_file(path, err);
	struct refusal_words *words = memory_new(sizeof(*words));
	bool loaded = file != NULL;

	if (loaded && file->kind != YAML_MAP)
		loaded = yaml_wrong(file, err, "must be a map of scopes");
	for (const struct yaml *list = loaded ? file->first : NULL; list != NULL && loaded; list = list->next)
		loaded = add_group(words, list, err);
	yaml_free(file);
	return loaded ? words : refusal_words_free(words);
}

void *
refusal_words_free(struct refusal_words *words)
{
	struct phrase *next;

	for (struct phrase *phrase = words ? words->first : NULL; phrase != NULL; phrase = next) {
		next = phrase->next;
		for (int i = 0; i < phrase->words; i++)
			free(phrase->word[i]);
		free(phrase);
	}
	free(words);
	return NULL;
}

static bool
word_fits(const char *pattern, const char *said)
{
	size_t len = strlen(pattern);

	return pattern[len - 1] == '*' ? strncmp(pattern, said, len - 1) == 0 : strcmp(pattern, said) == 0;
}

static bool
phrase_fits(const struct phrase *phrase, const struct folded *text, int at)
{
	if (at + phrase->words > text->count)
		return false;
	for (int i = 0; i < phrase->words; i++)
		if (!word_fits(phrase->word[i], word(text, at + i)))
			return false;
	return true;
}

/* "удалите, пожалуйста, мой номер" says no more than "удалите мой номер". */
static void
leave_out_fillers(const struct refusal_words *words, struct folded *text)
{
	int kept = 0;

	for (int i = 0; i < text->count; i++) {
		const struct phrase *phrase = words->first;
		while (phrase != NULL && !(phrase->group == GROUP_FILLER && phrase_fits(phrase, text, i)))
			phrase = phrase->next;
		if (phrase == NULL)
			text->start[kept++] = text->start[i];
	}
	text->count = kept;
}

static const struct phrase *
longest(const struct refusal_words *words, const struct folded *text, int at)
{
	const struct phrase *best = NULL;

	for (const struct phrase *phrase = words->first; phrase != NULL; phrase = phrase->next)
		if (phrase->group != GROUP_FILLER && (best == NULL || phrase->words > best->words) && phrase_fits(phrase, text, at))
			best = phrase;
	return best;
}

static enum scope
scope_here(enum channel came_by)
{
	if (came_by == CHANNEL_SMS)
		return SCOPE_SMS_ALL;
	if (came_by == CHANNEL_EMAIL)
		return SCOPE_EMAIL_ALL;
	return channel_is_call(came_by) ? SCOPE_CALLS_ALL : SCOPE_ALL_CONTACT;
}

/* Several scopes: the one that includes the others, or everything. */
static enum scope
widest(uint32_t scopes)
{
	if (scopes & 1u << SCOPE_WRONG_PERSON)
		return SCOPE_WRONG_PERSON;
	if (scopes & 1u << SCOPE_PD_WITHDRAWAL)
		return SCOPE_PD_WITHDRAWAL;
	for (int scope = 1; scope < SCOPE_COUNT; scope++)
		if (scopes == 1u << scope)
			return (enum scope)scope;
	return SCOPE_ALL_CONTACT;
}

enum refusal
refusal_words_read(const struct refusal_words *words, struct view text, enum channel came_by,
    struct suppression_fact *out)
{
	struct folded folded, joined;
	uint32_t scopes = 0;
	bool unclear = false;

	fold(text, false, &folded);
	join_spaced(&folded, &joined);
	leave_out_fillers(words, &joined);
	for (int i = 0; i < joined.count;) {
		const struct phrase *phrase = longest(words, &joined, i);
		if (phrase == NULL) {
			i++;
			continue;
		}
		i += phrase->words;
		if (phrase->group == GROUP_UNCLEAR)
			unclear = true;
		else
			scopes |= 1u << (phrase->group == GROUP_HERE ? (int)scope_here(came_by) : phrase->group);
	}
	buf_release(&folded.text);
	buf_release(&joined.text);
	if (scopes == 0)
		return unclear ? REFUSAL_UNCLEAR : REFUSAL_NONE;
	out->scope = widest(scopes);
	return REFUSAL_UNDERSTOOD;
}

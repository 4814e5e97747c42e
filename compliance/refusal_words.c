/*
 * refusal_words.c - a refusal in a person's own words -> its scope.
 *
 * Phrases and texts are folded alike: to small letters, one shape for letters
 * that look the same in Cyrillic and Latin, no marks, no punctuation.  So a
 * comparison of words is a comparison of bytes.
 */
#include "compliance/refusal_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

#include "config/yaml.h"

enum { WORDS_MAX = 400, PHRASE_WORDS = 8, TEXT_MAX = 4000 };
/* Beside the scopes of the law: */
enum { GROUP_HERE = SCOPE_COUNT, GROUP_COMPLAINT, GROUP_UNCLEAR, GROUP_CONTRARY, GROUP_FILLER, GROUP_NONE };

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
	char version[24];
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

/* Letters repeated are said once, in phrases too: СТООП, СТООООП. */
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
	static const char *const names[] = {"HERE", "COMPLAINT", "UNCLEAR", "CONTRARY", "FILLER"};

	for (int i = 0; i < GROUP_NONE - GROUP_HERE; i++)
		if (strcmp(name, names[i]) == 0)
			return GROUP_HERE + i;
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

static bool
read_version(struct refusal_words *words, const struct yaml *file, struct err *err)
{
	const struct yaml *node;
	const char *text;

	if (!yaml_get(file, "version", &node, err) || !yaml_text(node, &text, err))
		return false;
	if (strlen(text) != 10 || strspn(text, "0123456789-") != 10)
		return yaml_wrong(node, err, "expected the day on which these words were approved: 2026-11-22");
	snprintf(words->version, sizeof(words->version), "%s", text);
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
	loaded = loaded && read_version(words, file, err);
	for (const struct yaml *list = loaded ? file->first : NULL; list != NULL && loaded; list = list->next)
		loaded = strcmp(list->key, "version") == 0 || add_group(words, list, err);
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
is_filler(const struct refusal_words *words, const char *said)
{
	for (const struct phrase *phrase = words->first; phrase != NULL; phrase = phrase->next)
		if (phrase->group == GROUP_FILLER && word_fits(phrase->word[0], said))
			return true;
	return false;
}

/* How many words of the text the phrase takes; 0: it does not stand here.  "удалите, пожалуйста, мой номер" is "удалите мой номер". */
static int
phrase_fits(const struct refusal_words *words, const struct phrase *phrase, const struct folded *text, int at)
{
	int i = at;

	for (int matched = 0; matched < phrase->words; i++) {
		if (i >= text->count)
			return 0;
		if (word_fits(phrase->word[matched], word(text, i)))
			matched++;
		else if (matched == 0 || !is_filler(words, word(text, i)))
			return 0;
	}
	return i - at;
}

static const struct phrase *
longest(const struct refusal_words *words, const struct folded *text, int at, int *taken)
{
	const struct phrase *best = NULL;

	for (const struct phrase *phrase = words->first; phrase != NULL; phrase = phrase->next) {
		if (phrase->group == GROUP_FILLER || (best != NULL && phrase->words <= best->words))
			continue;
		int fits = phrase_fits(words, phrase, text, at);
		if (fits > 0) {
			best = phrase;
			*taken = fits;
		}
	}
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

/* What was found in a text: its scopes, and what only a person can judge. */
struct found {
	uint32_t scopes;
	bool complaint, unclear;
};

static void
add_found(int group, enum channel came_by, struct found *out)
{
	if (group == GROUP_COMPLAINT)
		out->complaint = true;
	else if (group == GROUP_UNCLEAR)
		out->unclear = true;
	else if (group != GROUP_CONTRARY)
		out->scopes |= 1u << (group == GROUP_HERE ? (int)scope_here(came_by) : group);
}

/* One letter more, fewer, other, or two of them changed about. */
static bool
is_misspelt(const ucs4_t *a, size_t len_a, const ucs4_t *b, size_t len_b)
{
	size_t from = 0, end = 0;

	while (from < len_a && from < len_b && a[from] == b[from])
		from++;
	while (end < len_a - from && end < len_b - from && a[len_a - 1 - end] == b[len_b - 1 - end])
		end++;
	size_t left_a = len_a - from - end, left_b = len_b - from - end;
	if (left_a <= 1 && left_b <= 1)
		return true;
	return left_a == 2 && left_b == 2 && a[from] == b[from + 1] && a[from + 1] == b[from];
}

static size_t
letters_of(const char *text, ucs4_t out[64])
{
	size_t count = 0;

	for (const uint8_t *p = (const uint8_t *)text; *p != '\0' && count < 64; count++)
		p = u8_next(&out[count], p);
	return count;
}

/*
 * A short answer in which nothing was found may be a misspelt refusal.  A long
 * word is surely the one it resembles; стол for стоп is for a person to judge.
 */
enum { SHORT_ANSWER = 3, SHORT_WORD = 4, LONG_WORD = 7 };
static void
find_misspelt(const struct refusal_words *words, const struct folded *text, enum channel came_by, struct found *out)
{
	ucs4_t said[64], meant[64];

	if (text->count > SHORT_ANSWER)
		return;
	for (int i = 0; i < text->count; i++) {
		size_t said_len = letters_of(word(text, i), said);
		for (const struct phrase *phrase = words->first; phrase != NULL; phrase = phrase->next) {
			if (phrase->words != 1 || phrase->group >= GROUP_COMPLAINT || said_len < SHORT_WORD)
				continue;
			size_t len = letters_of(phrase->word[0], meant);
			len -= meant[len - 1] == '*';
			if (len >= SHORT_WORD && is_misspelt(said, said_len, meant, len))
				add_found(len >= LONG_WORD ? phrase->group : GROUP_UNCLEAR, came_by, out);
		}
	}
}

static struct found
find(const struct refusal_words *words, const struct folded *text, enum channel came_by)
{
	struct found found = {0};
	bool any = false;

	for (int i = 0, taken = 1; i < text->count; i += taken, taken = 1) {
		const struct phrase *phrase = longest(words, text, i, &taken);
		if (phrase != NULL)
			add_found(phrase->group, came_by, &found);
		any = any || phrase != NULL;
	}
	if (!any)
		find_misspelt(words, text, came_by, &found);
	return found;
}

enum refusal
refusal_words_read(const struct refusal_words *words, struct view text, enum channel came_by,
    struct suppression_fact *out)
{
	struct folded folded, joined;

	fold(text, false, &folded);
	join_spaced(&folded, &joined);
	struct found found = find(words, &joined, came_by);
	buf_release(&folded.text);
	buf_release(&joined.text);
	if (found.scopes != 0) {
		out->scope = widest(found.scopes);
		return REFUSAL_UNDERSTOOD;
	}
	if (found.complaint)
		return REFUSAL_COMPLAINT;
	return found.unclear ? REFUSAL_UNCLEAR : REFUSAL_NONE;
}

const char *
refusal_words_version(const struct refusal_words *words)
{
	return words->version;
}

const char *
refusal_class_name(enum refusal refusal)
{
	static const char *const names[] = {"none", "unclear", "complaint", "refusal"};

	must((unsigned)refusal <= REFUSAL_UNDERSTOOD);
	return names[refusal];
}

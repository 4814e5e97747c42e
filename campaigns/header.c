/* header.c - what the columns of a list mean, by their headings. */
#include "campaigns/header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "campaigns/fold.h"
#include "compliance/content_reading.h"
#include "config/yaml.h"

static const char *const column_names[COLUMN_COUNT + 1] = {
	"", "phone", "email", "name", "surname", "given", "patronymic", "birth", "region", "inn", "company", "contact",
	"zone", "id", "language", "role", "ogrn", "confirmed", "paediatric", "representative", "representative_phone",
	"representative_document", NULL,
};

struct header_words {
	struct yaml *file;
};

static bool
lists_of_texts(const struct yaml *map, struct err *err)
{
	for (const struct yaml *list = map->first; list != NULL; list = list->next) {
		const char *text;
		if (list->kind != YAML_LIST)
			return yaml_wrong(list, err, "expected a list of headings");
		for (const struct yaml *word = list->first; word != NULL; word = word->next)
			if (!yaml_text(word, &text, err))
				return false;
	}
	return true;
}

static bool
check(const struct yaml *file, struct err *err)
{
	static const char *const parts[] = {"columns", "forbidden", NULL};
	const struct yaml *columns, *forbidden;

	return yaml_all_known(file, parts, err) && yaml_get(file, "columns", &columns, err) &&
	    yaml_get(file, "forbidden", &forbidden, err) && yaml_all_known(columns, column_names + 1, err) &&
	    lists_of_texts(columns, err) && lists_of_texts(forbidden, err);
}

struct header_words *
header_words_load(const char *path, struct err *err)
{
	struct yaml *file = yaml_read_file(path, err);

	if (file == NULL)
		return NULL;
	if (!check(file, err)) {
		yaml_free(file);
		return NULL;
	}
	struct header_words *words = memory_new(sizeof(*words));
	words->file = file;
	return words;
}

void *
header_words_free(struct header_words *words)
{
	if (words != NULL)
		yaml_free(words->file);
	free(words);
	return NULL;
}

/* One word of a pattern among the words of a heading; "диагноз*" takes any ending. */
static bool
has_word(const char *heading, struct view pattern)
{
	bool any_ending = pattern.len > 0 && pattern.data[pattern.len - 1] == '*';
	size_t len = any_ending ? pattern.len - 1 : pattern.len;

	for (const char *word = heading; *word != '\0';) {
		size_t own = strcspn(word, " ");
		if ((any_ending ? own >= len : own == len) && memcmp(word, pattern.data, len) == 0)
			return true;
		word += own + (word[own] == ' ');
	}
	return false;
}

static bool
has_all_words(const char *heading, const char *pattern)
{
	while (*pattern != '\0') {
		size_t len = strcspn(pattern, " ");
		if (!has_word(heading, (struct view){pattern, len}))
			return false;
		pattern += len + (pattern[len] == ' ');
	}
	return true;
}

static bool
is_forbidden(const struct header_words *words, const char *heading)
{
	for (const struct yaml *kind = yaml_find(words->file, "forbidden")->first; kind != NULL; kind = kind->next)
		for (const struct yaml *word = kind->first; word != NULL; word = word->next)
			if (has_all_words(heading, word->text))
				return true;
	return false;
}

/* "телефон 2" is a telephone; "2" alone stays. */
static void
drop_number(struct buf *heading)
{
	size_t len = heading->len;

	while (len > 0 && heading->data[len - 1] >= '0' && heading->data[len - 1] <= '9')
		len--;
	while (len > 0 && heading->data[len - 1] == ' ')
		len--;
	if (len > 0) {
		heading->len = len;
		heading->data[len] = '\0';
	}
}

static enum column
column_by_word(const struct header_words *words, const char *heading)
{
	for (const struct yaml *list = yaml_find(words->file, "columns")->first; list != NULL; list = list->next)
		for (const struct yaml *word = list->first; word != NULL; word = word->next)
			if (strcmp(word->text, heading) == 0)
				for (int i = 1; i < COLUMN_COUNT; i++)
					if (strcmp(column_names[i], list->key) == 0)
						return (enum column)i;
	return COLUMN_IGNORED;
}

void
column_letters(int column, char text[8])
{
	char reversed[8];
	int len = 0, out = 0;

	for (int rest = column + 1; rest > 0 && len < 7; rest = (rest - 1) / 26)
		reversed[len++] = (char)('A' + (rest - 1) % 26);
	while (len > 0)
		text[out++] = reversed[--len];
	text[out] = '\0';
}

/* The heading may itself be somebody's data when a list has no header, so it is not repeated beyond its first words. */
static bool
refuse(const struct table_row *row, int column, struct err *err)
{
	char letters[8];
	int len = row->cell[column].len < 60 ? (int)row->cell[column].len : 60;

	while (len > 0 && len < (int)row->cell[column].len && ((uint8_t)row->cell[column].data[len] & 0xC0) == 0x80)
		len--;
	column_letters(column, letters);
	return fail(err, ERR_REFUSED, "row %lld, column %s \"%.*s\": health data and identity papers may not be imported; "
	    "the whole list is refused: remove the column (152-FZ art. 5, 10)",
	    (long long)row->number, letters, len, row->cell[column].data);
}

static void
name_column(const struct header_words *words, struct view title, int i, struct header *header)
{
	struct buf heading = {0};

	buf_init(&heading);
	fold_words(title, &heading);
	header->column[i] = column_by_word(words, heading.data);
	if (header->column[i] == COLUMN_IGNORED) {
		drop_number(&heading);
		header->column[i] = column_by_word(words, heading.data);
	}
	buf_clear(&heading);
	fold_spaces(title, &heading);
	header->title[i] = heading.data;
}

static bool
letters_stand_apart(const uint8_t *p, const uint8_t *end)
{
	ucs4_t c;

	while (p < end) {
		p += u8_mbtouc(&c, p, (size_t)(end - p));
		if (p < end && *p++ != ' ')
			return false;
	}
	return true;
}

/* As it reads on a screen: Latin look-alikes among Russian letters are Russian, and "д и а г н о з" is one word. */
static void
read_by_eye(const struct buf *heading, struct buf *out)
{
	const uint8_t *p = (const uint8_t *)heading->data, *end = p + heading->len;
	bool apart = letters_stand_apart(p, end), russian = false;
	uint8_t letter[6];
	ucs4_t c;

	for (const uint8_t *q = p; q < end; q++)
		russian = russian || *q == 0xD0 || *q == 0xD1;
	while (p < end) {
		p += u8_mbtouc(&c, p, (size_t)(end - p));
		if (russian && content_is_latin(c))
			c = content_look(c);
		if (c != ' ' || !apart)
			buf_add(out, letter, (size_t)u8_uctomb(letter, c, sizeof(letter)));
	}
}

static bool
all_allowed(const struct header_words *words, const struct table_row *row, struct err *err)
{
	struct buf heading = {0}, seen = {0};
	int forbidden = -1;

	buf_init(&heading);
	buf_init(&seen);
	for (int i = 0; i < row->cells && forbidden < 0; i++) {
		buf_clear(&heading);
		buf_clear(&seen);
		fold_words(row->cell[i], &heading);
		read_by_eye(&heading, &seen);
		if (is_forbidden(words, heading.data) || is_forbidden(words, seen.data))
			forbidden = i;
	}
	buf_release(&heading);
	buf_release(&seen);
	return forbidden < 0 || refuse(row, forbidden, err);
}

static bool
has_column(const struct header *header, enum column column)
{
	for (int i = 0; i < header->cells; i++)
		if (header->column[i] == column)
			return true;
	return false;
}

/* A person's own INN is more than a dialer needs; who represents a company is its contact person. */
static enum column
column_in(bool companies, enum column column)
{
	if (!companies)
		return column == COLUMN_INN || column == COLUMN_OGRN ? COLUMN_IGNORED : column;
	if (column == COLUMN_REPRESENTATIVE)
		return COLUMN_CONTACT;
	if (column == COLUMN_REPRESENTATIVE_PHONE)
		return COLUMN_PHONE;
	return column == COLUMN_REPRESENTATIVE_DOCUMENT || column == COLUMN_PAEDIATRIC ? COLUMN_IGNORED : column;
}

bool
header_read(const struct header_words *words, const struct table_row *row, struct header *out, bool *found,
    struct err *err)
{
	struct header header = {.row = row->number, .cells = row->cells};

	*found = false;
	if (!all_allowed(words, row, err))
		return false;
	for (int i = 0; i < row->cells; i++)
		name_column(words, row->cell[i], i, &header);
	if (!has_column(&header, COLUMN_PHONE) && !has_column(&header, COLUMN_EMAIL) &&
	    !has_column(&header, COLUMN_REPRESENTATIVE_PHONE)) {
		header_release(&header);
		return true;
	}
	header.companies = has_column(&header, COLUMN_COMPANY);
	for (int i = 0; i < header.cells; i++)
		header.column[i] = column_in(header.companies, header.column[i]);
	*out = header;
	*found = true;
	return true;
}

void
header_release(struct header *header)
{
	for (int i = 0; i < header->cells; i++)
		free(header->title[i]);
	header->cells = 0;
}

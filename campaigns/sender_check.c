/* sender_check.c - whether an SMS campaign may appear under a name: registered for its entity, its category, its text (M-09). */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "campaigns/sender.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* "%w", "%d", "%w{1,5}": which kind, and how many at most; the length of the mask, 0 when it is none. */
static size_t
mask_of(const char *text, char *kind, int *most)
{
	char *end;

	if (text[0] != '%' || (text[1] != 'w' && text[1] != 'd'))
		return 0;
	*kind = text[1];
	*most = 1;
	if (strncmp(text + 2, "{1,", 3) != 0)
		return 2;
	long most_words = strtol(text + 5, &end, 10);
	if (*end != '}' || most_words < 1 || most_words > 50)
		return 2;
	*most = (int)most_words;
	return (size_t)(end + 1 - text);
}

/* The end of one word or number at text; NULL when there is none. */
static const char *
word_end(const char *text, char kind)
{
	const char *end = text;

	while (*end != '\0' && !is_space(*end) && (kind == 'w' || isdigit((unsigned char)*end)))
		end++;
	return end > text ? end : NULL;
}

static bool fits(const char *mask, const char *text);

/* The rest of the mask after one word; signs behind the word may be the mask's own: "%w," takes "Anna,". */
static bool
fits_behind(const char *mask, const char *word, const char *end)
{
	if (fits(mask, end))
		return true;
	while (end > word + 1 && strchr(".,;:!?)\"", end[-1]) != NULL)
		if (fits(mask, --end))
			return true;
	return false;
}

/* A mask takes as few words as the rest of the text lets it. */
static bool
fits_mask(const char *rest, char kind, int most, const char *text)
{
	const char *end = text;

	for (int words = 0; words < most; words++) {
		const char *word = end;
		while (words > 0 && is_space(*word))
			word++;
		end = word_end(word, kind);
		if (end == NULL)
			return false;
		if (fits_behind(rest, word, end))
			return true;
	}
	return false;
}

static bool
fits(const char *mask, const char *text)
{
	char kind;
	int most;

	for (; *mask != '\0'; mask++, text++) {
		size_t len = mask_of(mask, &kind, &most);
		if (len > 0)
			return fits_mask(mask + len, kind, most, text);
		if (*mask != *text)
			return false;
	}
	return *text == '\0';
}

bool
carrier_template_fits(const char *registered, const char *text)
{
	return fits(registered, text);
}

static bool
has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *from = list; *from != '\0';) {
		size_t own = strcspn(from, ",");
		if (own == len && memcmp(from, word, len) == 0)
			return true;
		from += own + (from[own] == ',');
	}
	return false;
}

/* The carriers' templates have no {{fields}}: a field counts as one word, a code, which is six digits, as a number. */
static char *
without_fields(const char *text)
{
	char *plain = memory_text(text), *to = plain;

	for (const char *from = text; *from != '\0';) {
		const char *close = strncmp(from, "{{", 2) == 0 ? strstr(from, "}}") : NULL;
		*to++ = close == NULL ? *from : strncmp(from, "{{code}}", 8) == 0 ? '0' : 'x';
		from = close != NULL ? close + 2 : from + 1;
	}
	*to = '\0';
	return plain;
}

static bool
check_template(struct db *db, const struct appearance *appearance, const char *category, int64_t sender, int64_t now,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, sender);
	args_text(&args, appearance->carrier_template);
	args_time(&args, now);
	bool run = db_run(db, QUERY_SENDER_TEMPLATE_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	char *plain = without_fields(appearance->text);
	bool right = false;
	if (rows_count(rows) == 0 || rows_bool(rows, 0, 2))
		fail(err, ERR_INPUT, "carrier_template \"%s\" is not registered for this sender", appearance->carrier_template);
	else if (strcmp(rows_text(rows, 0, 0), category) != 0)
		fail(err, ERR_INPUT, "carrier_template \"%s\" is registered as %s, and this campaign is %s",
		    appearance->carrier_template, rows_text(rows, 0, 0), category);
	else if (!carrier_template_fits(rows_text(rows, 0, 1), plain))
		fail(err, ERR_INPUT, "the text is not that of carrier_template \"%s\"", appearance->carrier_template);
	else
		right = true;
	free(plain);
	rows_free(rows);
	return right;
}

static const char *
category_of(const struct appearance *appearance)
{
	return appearance->category != NULL ? appearance->category : appearance->advertising ? "advertising" : "service";
}

bool
sender_record(struct db *db, int64_t campaign, const struct appearance *appearance, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_text(&args, category_of(appearance));
	args_text(&args, appearance->carrier_template);
	bool recorded = db_run(db, QUERY_SENDER_OF_CAMPAIGN, &args, NULL, err);
	args_release(&args);
	return recorded;
}

bool
sender_check(struct db *db, const struct appearance *appearance, int64_t now, struct err *err)
{
	const char *category = category_of(appearance);
	struct args args;
	struct rows *rows;
	int64_t sender = 0;

	if (appearance->advertising && strcmp(category, "advertising") != 0)
		return fail(err, ERR_INPUT, "advertising goes as sms_category advertising and no other");
	args_init(&args);
	args_int(&args, appearance->entity);
	args_text(&args, appearance->sender);
	args_time(&args, now);
	bool run = db_run(db, QUERY_SENDER_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool right = false;
	if (rows_count(rows) == 0)
		fail(err, ERR_INPUT, "sender \"%s\" is not registered for this legal entity: dozvon sender add", appearance->sender);
	else if (rows_bool(rows, 0, 2))
		fail(err, ERR_INPUT, "sender \"%s\" is retired, or its contract has run out", appearance->sender);
	else if (!has_word(rows_text(rows, 0, 1), category))
		fail(err, ERR_INPUT, "sender \"%s\" is not registered for %s messages", appearance->sender, category);
	else
		right = true;
	if (right)
		sender = rows_int(rows, 0, 0);
	rows_free(rows);
	return right && (appearance->carrier_template == NULL ||
	    check_template(db, appearance, category, sender, now, err));
}

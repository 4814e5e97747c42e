/*
 * judgement.c - whose an address is, by its shape, by what stands beside it and by where it was seen.
 *
 * A mailbox is read word by word ("zakupki.ivanova" is a post and a surname,
 * and so a person's).  Names come in many Latin spellings, so both sides are
 * folded to one: letters that transliterations exchange are made the same.
 */
#include "campaigns/judgement.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "campaigns/inn.h"
#include "campaigns/ogrn.h"

enum { WORD_MAX = 64, MAILBOX_WORDS = 6, SURNAME_MIN = 5, MATCH_MIN = 4 };

const char *
judged_by_name(enum judged_by reason)
{
	static const char *const names[JUDGED_BY_COUNT] = {
#define JUDGEMENT(name, russian) [JUDGED_BY_##name] = #name,
#include "campaigns/judgement.def"
#undef JUDGEMENT
	};

	return names[reason];
}

/* Each word of mailbox.def with its kind: the file is the list. */
enum word_kind { WORD_ROLE, WORD_FREEMAIL, WORD_GIVEN, WORD_ENDING };
static const struct word {
	enum word_kind kind;
	const char *text;
} words[] = {
#define ROLE(text) {WORD_ROLE, text},
#define FREEMAIL(text) {WORD_FREEMAIL, text},
#define GIVEN(text) {WORD_GIVEN, text},
#define ENDING(text) {WORD_ENDING, text},
#include "campaigns/mailbox.def"
#undef ROLE
#undef FREEMAIL
#undef GIVEN
#undef ENDING
};
enum { WORD_COUNT = sizeof(words) / sizeof(words[0]) };

static bool
is_word(const char *text, enum word_kind kind)
{
	for (int i = 0; i < WORD_COUNT; i++)
		if (words[i].kind == kind && strcmp(words[i].text, text) == 0)
			return true;
	return false;
}

/* "Sergey", "sergej", "Sergei" -> "sergei": what transliterations write differently is written one way. */
static void
fold_latin(const char *text, size_t len, char out[WORD_MAX])
{
	size_t to = 0;

	for (size_t i = 0; i < len && to < WORD_MAX - 2; i++) {
		char c = (char)tolower((unsigned char)text[i]);
		char next = i + 1 < len ? (char)tolower((unsigned char)text[i + 1]) : '\0';
		if (c == 'y' || c == 'j')
			c = 'i';
		if ((c == 'k' && next == 'h') || (c == 't' && next == 's')) {
			c = c == 'k' ? 'h' : 'c';
			i++;
		}
		if ((c == 'i' && to > 0 && out[to - 1] == 'i') || (c == 'h' && i > 0 && i + 2 < len && strncasecmp(text + i - 1, "shch", 4) == 0))
			continue;
		if (c == 'x')
			out[to++] = 'k';
		out[to++] = c == 'x' ? 's' : c;
	}
	out[to] = '\0';
}

struct mailbox {
	int words;
	char word[MAILBOX_WORDS][WORD_MAX];		/* small letters, without digits */
	char folded[MAILBOX_WORDS][WORD_MAX];
};

static void
add_word(struct mailbox *mailbox, const char *text, size_t len)
{
	char *word = mailbox->word[mailbox->words];

	if (len == 0 || len >= WORD_MAX || mailbox->words == MAILBOX_WORDS)
		return;
	for (size_t i = 0; i < len; i++)
		word[i] = (char)tolower((unsigned char)text[i]);
	word[len] = '\0';
	fold_latin(text, len, mailbox->folded[mailbox->words]);
	mailbox->words++;
}

/* What stands before the @, parted at dots, hyphens, underscores and digits. */
static void
read_mailbox(const char *address, size_t len, struct mailbox *out)
{
	size_t from = 0;

	out->words = 0;
	for (size_t i = 0; i <= len; i++)
		if (i == len || !isalpha((unsigned char)address[i])) {
			add_word(out, address + from, i - from);
			from = i + 1;
		}
}

static bool
has_role(const struct mailbox *mailbox)
{
	for (int i = 0; i < mailbox->words; i++)
		if (is_word(mailbox->word[i], WORD_ROLE))
			return true;
	return false;
}

static bool
is_surname(const char *folded)
{
	size_t len = strlen(folded);

	for (int i = 0; i < WORD_COUNT && len >= SURNAME_MIN; i++) {
		size_t end = words[i].kind == WORD_ENDING ? strlen(words[i].text) : len;
		if (len > end + 1 && strcmp(folded + len - end, words[i].text) == 0)
			return true;
	}
	return false;
}

/* "a.pushkin", "pushkin.a", "pushkin_as": an initial or two beside a word of some length. */
static bool
has_initial(const struct mailbox *mailbox)
{
	bool initial = false, word = false;

	for (int i = 0; i < mailbox->words; i++) {
		size_t len = strlen(mailbox->word[i]);
		initial |= len == 1 || (len == 2 && i > 0 && !is_word(mailbox->word[i], WORD_ROLE));
		word |= len >= SURNAME_MIN && !is_word(mailbox->word[i], WORD_ROLE);
	}
	return initial && word;
}

/* Initials may be stuck to the surname: "ivanovap", "apivanov". */
static bool
has_surname_inside(const char *folded)
{
	char part[WORD_MAX];
	size_t len = strlen(folded);

	if (is_surname(folded))
		return true;
	for (size_t cut = 1; cut <= 2 && len > SURNAME_MIN + cut; cut++) {
		snprintf(part, sizeof(part), "%.*s", (int)(len - cut), folded);
		if (is_surname(part) && strlen(part) > SURNAME_MIN)
			return true;
	}
	return false;
}

static bool
has_person(const struct mailbox *mailbox)
{
	for (int i = 0; i < mailbox->words; i++) {
		if (is_word(mailbox->word[i], WORD_ROLE))
			continue;
		if (is_word(mailbox->folded[i], WORD_GIVEN) || has_surname_inside(mailbox->folded[i]))
			return true;
	}
	return has_initial(mailbox);
}

/* Cyrillic letters from а to я in Latin ones, folded: what fold_latin makes of any usual transliteration. */
static void
latin_of(const char *cyrillic, size_t len, char out[WORD_MAX])
{
	static const char *const letters[32] = {"a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
		"r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sch", "", "i", "", "e", "iu", "ia"};
	size_t to = 0;

	for (size_t i = 0; i + 1 < len && to < WORD_MAX - 4; i += 2) {
		unsigned code = ((unsigned)(uint8_t)cyrillic[i] & 0x1F) << 6 | ((uint8_t)cyrillic[i + 1] & 0x3F);
		if (code == 0x401 || code == 0x451)
			code = 0x435;
		if (code >= 0x410 && code < 0x430)
			code += 0x20;
		if (code < 0x430 || code > 0x44F)
			continue;
		to += (size_t)snprintf(out + to, WORD_MAX - to, "%s", letters[code - 0x430]);
	}
	out[to] = '\0';
}

/* A word of the person's name, or its beginning, is a word of the mailbox. */
static bool
has_name(const struct mailbox *mailbox, const char *name)
{
	char latin[WORD_MAX], folded[WORD_MAX];

	for (const char *from = name; from != NULL && *from != '\0';) {
		size_t len = strcspn(from, " ");
		latin_of(from, len, latin);
		fold_latin(latin, strlen(latin), folded);
		for (int i = 0; i < mailbox->words && strlen(folded) >= MATCH_MIN; i++)
			if (strstr(mailbox->folded[i], folded) != NULL)
				return true;
		from += len + (from[len] == ' ');
	}
	return false;
}

/* "romashka@romashka.ru", "romashka-msk@romashka.com": the mailbox begins as the domain does. */
static bool
is_named_as_domain(const char *local, size_t len, const char *domain)
{
	size_t label = strcspn(domain, ".");

	return label >= 3 && len >= label && strncasecmp(local, domain, label) == 0 &&
	    (len == label || !isalpha((unsigned char)local[label]));
}

static struct judgement
judge_email(const struct judged_address *question)
{
	const char *at = strrchr(question->address, '@');
	size_t local = at != NULL ? (size_t)(at - question->address) : strlen(question->address);
	const char *domain = at != NULL ? at + 1 : "";
	bool free_domain = is_word(domain, WORD_FREEMAIL);
	enum tri published = question->from_site ? TRI_YES : TRI_UNKNOWN;
	struct mailbox mailbox;

	read_mailbox(question->address, local, &mailbox);
	if (has_name(&mailbox, question->name))
		return (struct judgement){TRI_NO, published, JUDGED_BY_NAME_OF_CONTACT};
	if (has_person(&mailbox))
		return (struct judgement){TRI_NO, published, JUDGED_BY_PERSONAL_NAME};
	if (has_role(&mailbox))
		return free_domain ? (struct judgement){TRI_UNKNOWN, published, JUDGED_BY_ROLE_ON_FREEMAIL}
				   : (struct judgement){TRI_YES, published, JUDGED_BY_ROLE_MAILBOX};
	if (free_domain)
		return (struct judgement){TRI_NO, published, JUDGED_BY_FREEMAIL};
	if (is_named_as_domain(question->address, local, domain))
		return (struct judgement){TRI_YES, published, JUDGED_BY_COMPANY_MAILBOX};
	return (struct judgement){TRI_UNKNOWN, published, JUDGED_BY_UNCLEAR};
}

static struct judgement
judge_phone(const struct judged_address *question)
{
	const char *number = question->address;
	enum tri published = question->from_site ? TRI_YES : TRI_UNKNOWN;

	if (strncmp(number, "+7800", 5) == 0)
		return (struct judgement){TRI_YES, TRI_YES, JUDGED_BY_TOLL_FREE};
	if (strncmp(number, "+79", 3) == 0)
		return (struct judgement){TRI_NO, published, JUDGED_BY_MOBILE};
	if (strncmp(number, "+7", 2) != 0 || strchr("348", number[2]) == NULL)	/* +7 6 and +7 7 are Kazakhstan's */
		return (struct judgement){TRI_UNKNOWN, published, JUDGED_BY_FOREIGN};
	if (question->has_extension && question->party == JUDGED_CONTACT_PERSON)
		return (struct judgement){TRI_NO, published, JUDGED_BY_EXTENSION};
	return (struct judgement){TRI_YES, published, JUDGED_BY_LANDLINE};
}

struct judgement
address_judge(const struct judged_address *question)
{
	if (question->party == JUDGED_PERSON)
		return (struct judgement){TRI_NO, TRI_NO, JUDGED_BY_PRIVATE_PERSON};
	struct judgement judgement = question->is_email ? judge_email(question) : judge_phone(question);
	if (question->party == JUDGED_SOLE_TRADER)
		judgement = (struct judgement){TRI_NO, judgement.published, JUDGED_BY_SOLE_TRADER};
	return judgement;
}

/* Whatever speaks for a person beats what speaks for a company: the data of a person need the stricter rules. */
enum judged_party
row_judge(const struct judged_row *row, enum judged_by *reason)
{
	bool sole_trader = true;

	if (row->person_named) {
		*reason = JUDGED_BY_PERSON_NAMED;
		return JUDGED_CONTACT_PERSON;
	}
	if (row->inn != 0 && inn_is_person(row->inn))
		*reason = JUDGED_BY_INN_12;
	else if (row->ogrn != 0 && ogrn_is_person(row->ogrn))
		*reason = JUDGED_BY_OGRN_15;
	else if (row->titled_sole_trader)
		*reason = JUDGED_BY_TITLE_IP;
	else
		sole_trader = false;
	if (sole_trader)
		return JUDGED_SOLE_TRADER;
	*reason = row->inn != 0 ? JUDGED_BY_INN_10 : row->ogrn != 0 ? JUDGED_BY_OGRN_13 : JUDGED_BY_COMPANY_NAMED;
	return JUDGED_COMPANY;
}

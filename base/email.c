/*
 * email.c - e-mail addresses as people write them, normalised.
 *
 * The part before the @ keeps its case and is plain ASCII: a Cyrillic letter
 * there is nearly always a slip of the keyboard, and few providers could send
 * to it.  A domain may be Cyrillic (почта.рф), but a label never mixes the two.
 */
#include "base/email.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

enum { LOCAL_MAX = 64, LABEL_MAX_BYTES = 63, ADDRESS_MAX = EMAIL_TEXT - 1 };

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_edge(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';' || c == ',' || c == '\'' || c == '"';
}

static struct view
cut(struct view text, size_t from, size_t to)
{
	return (struct view){text.data + from, to - from};
}

static struct view
trim(struct view text)
{
	static const char *const spaces[] = {"\u00a0", "\ufeff", "\u200b"};

	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
			size_t len = strlen(spaces[i]);
			if (text.len >= len && memcmp(text.data, spaces[i], len) == 0)
				text = cut(text, len, text.len), more = true;
			if (text.len >= len && memcmp(text.data + text.len - len, spaces[i], len) == 0)
				text.len -= len, more = true;
		}
		if (text.len > 0 && is_edge(text.data[0]))
			text = cut(text, 1, text.len), more = true;
		if (text.len > 0 && (is_edge(text.data[text.len - 1]) || text.data[text.len - 1] == '.'))
			text.len--, more = true;
	}
	return text;
}

/* mailto:a@b.ru, <a@b.ru>, Иван <a@b.ru> -> a@b.ru */
static struct view
unwrap(struct view text)
{
	text = trim(text);
	if (text.len > 7 && strncasecmp(text.data, "mailto:", 7) == 0)
		text = cut(text, 7, text.len);
	if (text.len > 2 && text.data[text.len - 1] == '>') {
		const char *open = memchr(text.data, '<', text.len);
		if (open != NULL)
			text = cut(text, (size_t)(open - text.data) + 1, text.len - 1);
	}
	return trim(text);
}

/* RFC 5322's dot-atom: what every provider accepts; quoted forms are not met in lists. */
static bool
is_local(struct view local)
{
	if (local.len == 0 || local.len > LOCAL_MAX || local.data[0] == '.' || local.data[local.len - 1] == '.')
		return false;
	for (size_t i = 0; i < local.len; i++) {
		char c = local.data[i];
		if (!is_alnum(c) && (c == '\0' || strchr("!#$%&'*+-/=?^_`{|}~.", c) == NULL))
			return false;
		if (c == '.' && local.data[i + 1] == '.')
			return false;
	}
	return true;
}

static bool
is_label(struct view label)
{
	bool ascii_letter = false, wide = false;

	if (label.len == 0 || label.len > LABEL_MAX_BYTES || label.data[0] == '-' || label.data[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len;) {
		ucs4_t c;
		int step = u8_mbtouc(&c, (const uint8_t *)label.data + i, label.len - i);
		bool cyrillic = c >= 0x430 && c <= 0x45f;
		if (c < 0x80 ? !is_alnum((char)c) && c != '-' : !cyrillic)
			return false;
		ascii_letter |= c >= 'a' && c <= 'z';
		wide |= cyrillic;
		i += (size_t)step;
	}
	return !ascii_letter || !wide;
}

/* Two labels at least; the last is not a number. */
static bool
is_domain(const char *domain)
{
	int labels = 0;
	const char *p = domain;

	for (;;) {
		size_t len = strcspn(p, ".");
		if (!is_label((struct view){p, len}))
			return false;
		labels++;
		if (p[len] == '\0')
			break;
		p += len + 1;
	}
	return labels >= 2 && strlen(p) >= 2 && strspn(p, "0123456789") < strlen(p);
}

/* Lower case, composed: й typed as и with a breve is й. */
static bool
lower_domain(struct view domain, char *out, size_t max)
{
	size_t len = max;
	uint8_t *lower = u8_tolower((const uint8_t *)domain.data, domain.len, NULL, UNINORM_NFC, (uint8_t *)out, &len);

	if (lower == NULL)
		return false;
	bool fits = lower == (uint8_t *)out && len < max;
	if (lower != (uint8_t *)out)
		free(lower);
	if (fits)
		out[len] = '\0';
	return fits && strlen(out) == len;
}

bool
email_parse(struct view text, char out[EMAIL_TEXT])
{
	char domain[EMAIL_TEXT];

	text = unwrap(text);
	const char *at = text.len > 0 && text.len <= ADDRESS_MAX ? memchr(text.data, '@', text.len) : NULL;
	if (at == NULL)
		return false;
	struct view local = cut(text, 0, (size_t)(at - text.data));
	if (!is_local(local) || !lower_domain(cut(text, local.len + 1, text.len), domain, sizeof(domain)) ||
	    !is_domain(domain) || local.len + 1 + strlen(domain) > ADDRESS_MAX)
		return false;
	memcpy(out, local.data, local.len);
	out[local.len] = '@';
	strcpy(out + local.len + 1, domain);
	return true;
}

bool
email_is_role_mailbox(const char *address)
{
	static const char *const roles[] = {
		"abuse", "admin", "administrator", "buh", "buhgalteria", "chief", "clinic", "contact", "contacts", "director",
		"feedback", "hello", "help", "hr", "info", "inform", "job", "kadry", "kanc", "mail", "manager", "marketing",
		"med", "no-reply", "noreply", "office", "ofis", "order", "orders", "post", "postmaster", "pr", "press",
		"priem", "priemnaya", "pochta", "reception", "reklama", "root", "sale", "sales", "secretary", "sekretar",
		"service", "shop", "snab", "support", "tender", "webmaster", "zakaz", "zakupki", "zapis",
	};
	size_t len = strcspn(address, "@+");	/* info+news@ is info@ */

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strlen(roles[i]) == len && strncasecmp(address, roles[i], len) == 0)
			return true;
	return false;
}

void
email_mask(const char *address, char out[EMAIL_TEXT])
{
	const char *at = strrchr(address, '@');

	strcpy(out, "***");
	if (at == NULL || at == address || strlen(at) + 5 > EMAIL_TEXT)
		return;
	out[0] = address[0];
	strcpy(out + 1, "***");
	strcat(out, at);
}

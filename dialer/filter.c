/* filter.c - what can be done to a value inside a placeholder. */
#include "dialer/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/html.h"

static const char *const names[FILTERS + 1] = {
    [FILTER_OMIT_IF_EMPTY] = "omit_if_empty", [FILTER_NEEDED] = "needed", [FILTER_DIGITS] = "digits",
    [FILTER_E164] = "e164", [FILTER_LAST4] = "last4", [FILTER_NUMBER31] = "number31", [FILTER_TRUNC] = "trunc",
    [FILTER_B64] = "b64", [FILTER_URL] = "url", [FILTER_HTML] = "html", [FILTER_LOWER] = "lower",
    [FILTER_MAIL_NAME] = "mail_name", [FILTER_MAIL_ADDRESS] = "mail_address", NULL};

const char *const *
filter_words(void)
{
	return names;
}

bool
filter_find(struct view word, struct filter *out)
{
	const char *open = word.len > 0 ? memchr(word.data, '(', word.len) : NULL;
	struct view name = {word.data, open != NULL ? (size_t)(open - word.data) : word.len};

	for (int i = 0; i < FILTERS; i++) {
		if (!view_is(name, names[i]))
			continue;
		if ((open != NULL) != (i == FILTER_TRUNC) || (open != NULL && word.data[word.len - 1] != ')'))
			return false;
		*out = (struct filter){(enum filter_kind)i, open != NULL ? (size_t)atol(open + 1) : 0};
		return i != FILTER_TRUNC || out->number > 0;
	}
	return false;
}

static void
digits(struct view value, struct buf *out)
{
	char *end = buf_room(out, value.len);
	size_t len = 0;

	for (size_t i = 0; i < value.len; i++)
		if (value.data[i] >= '0' && value.data[i] <= '9')
			end[len++] = value.data[i];
	end[len] = '\0';
	out->len += len;
}

/* Providers write international digits; a few write the Russian 8. */
static void
e164(struct view value, struct buf *out)
{
	size_t from = out->len;

	buf_add_char(out, '+');
	digits(value, out);
	if (out->len == from + 1)
		out->len = from;
	else if (out->len == from + 12 && out->data[from + 1] == '8' && (value.len == 0 || value.data[0] != '+'))
		out->data[from + 1] = '7';
	out->data[out->len] = '\0';
}

static void
number31(struct view value, struct buf *out)
{
	uint8_t hash[SHA256_SIZE];

	sha256(value.data, value.len, hash);
	uint32_t number = (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 | (uint32_t)hash[2] << 8 | hash[3];
	buf_add_int(out, 1 + number % 0x7fffffff);
}

static void
truncated(struct view value, size_t max, struct buf *out)
{
	size_t len = value.len;

	if (len > max)
		for (len = max; len > 0 && ((unsigned char)value.data[len] & 0xc0) == 0x80;)
			len--;
	buf_add(out, value.data, len);
}

void
url_escape(struct view value, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	/* RFC 3986 unreserved characters stand for themselves. */
	static const bool plain[256] = {['0'... '9'] = true, ['A'... 'Z'] = true, ['a'... 'z'] = true,
	    ['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true};
	char *end = buf_room(out, 3 * value.len);
	char *p = end;

	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];
		if (plain[c]) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '%';
		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	*p = '\0';
	out->len += (size_t)(p - end);
}

/* Line breaks are kept as such. */
static void
html(struct view value, struct buf *out)
{
	while (value.len > 0) {
		const char *end = memchr(value.data, '\n', value.len);
		size_t line = end != NULL ? (size_t)(end - value.data) : value.len;
		html_escape((struct view){value.data, line}, out);
		if (end != NULL) {
			buf_add_text(out, "<br>\n");
			line++;
		}
		value = (struct view){value.data + line, value.len - line};
	}
}

static void
lower(struct view value, struct buf *out)
{
	for (size_t i = 0; i < value.len; i++)
		buf_add_char(out, value.data[i] >= 'A' && value.data[i] <= 'Z' ? (char)(value.data[i] + 32) : value.data[i]);
}

static void
mail(struct view value, bool name, struct buf *out)
{
	const char *open = value.len > 0 ? memchr(value.data, '<', value.len) : NULL;
	const char *close = open != NULL ? memchr(open, '>', (size_t)(value.data + value.len - open)) : NULL;

	if (close == NULL) {
		if (!name)
			buf_add(out, value.data, value.len);
		return;
	}
	struct view part = name ? (struct view){value.data, (size_t)(open - value.data)}
				: (struct view){open + 1, (size_t)(close - open - 1)};
	while (part.len > 0 && part.data[part.len - 1] == ' ')
		part.len--;
	buf_add(out, part.data, part.len);
}

void
filter_apply(struct filter filter, struct view value, struct buf *out)
{
	switch (filter.kind) {
	case FILTER_DIGITS:
		digits(value, out);
		return;
	case FILTER_E164:
		e164(value, out);
		return;
	case FILTER_LAST4:
		buf_add(out, value.data + (value.len > 4 ? value.len - 4 : 0), value.len > 4 ? 4 : value.len);
		return;
	case FILTER_NUMBER31:
		number31(value, out);
		return;
	case FILTER_TRUNC:
		truncated(value, filter.number, out);
		return;
	case FILTER_B64:
		base64_add(out, value.data, value.len);
		return;
	case FILTER_URL:
		url_escape(value, out);
		return;
	case FILTER_HTML:
		html(value, out);
		return;
	case FILTER_LOWER:
		lower(value, out);
		return;
	case FILTER_MAIL_NAME:
	case FILTER_MAIL_ADDRESS:
		mail(value, filter.kind == FILTER_MAIL_NAME, out);
		return;
	default:
		buf_add(out, value.data, value.len);
	}
}

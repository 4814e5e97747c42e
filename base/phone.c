/*
 * phone.c - phone numbers as people write them -> E.164.
 *
 * Signs are read one by one (phone_sign.h) into digits and an extension; what
 * the digits mean is phone_plan's.  A sign that is not understood makes the
 * whole text wrong: a comment beside a number may say "do not call".
 */
#include "base/phone.h"

#include <string.h>

#include "base/phone_plan.h"
#include "base/phone_sign.h"

enum { PHONE_TEXT_MAX = 200, COMMA_EXTENSION = 5, FULL_NUMBER = 10 };

struct reading {
	enum { BEFORE, NUMBER, AFTER, EXTENSION } part;
	char digits[PHONE_DIGITS];
	int len;
	char extension[EXTENSION_TEXT];
	int extension_len;
	bool plus;
	bool comma;		/* the extension came after a bare comma */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct view
trim(struct view text)
{
	while (text.len > 0 && is_blank(text.data[0]))
		text = (struct view){text.data + 1, text.len - 1};
	while (text.len > 0 && is_blank(text.data[text.len - 1]))
		text.len--;
	return text;
}

static enum phone_fault
take_digit(struct reading *r, char digit)
{
	if (r->part == AFTER)
		return PHONE_STRANGE;
	if (r->part == EXTENSION) {
		if (r->extension_len == EXTENSION_TEXT - 1)
			return PHONE_TOO_LONG;
		r->extension[r->extension_len++] = digit;
		return PHONE_OK;
	}
	if (r->len == PHONE_DIGITS)
		return PHONE_TOO_LONG;
	r->part = NUMBER;
	r->digits[r->len++] = digit;
	return PHONE_OK;
}

static enum phone_fault
take_sign(struct reading *r, enum phone_sign sign)
{
	switch (sign) {
	case SIGN_GAP:
		return PHONE_OK;
	case SIGN_PLUS:
		r->plus = true;
		return r->part == BEFORE ? PHONE_OK : PHONE_STRANGE;
	case SIGN_LABEL:
		if (r->part == NUMBER)
			r->part = AFTER;
		return PHONE_OK;
	case SIGN_COMMA:	/* also before a word: "..., доб. 5" */
		if (r->part != NUMBER || r->len < FULL_NUMBER)
			return PHONE_STRANGE;
		r->part = EXTENSION;
		r->comma = true;
		return PHONE_OK;
	case SIGN_EXTENSION:
		if (r->part == BEFORE || r->extension_len > 0 || (r->part == EXTENSION && !r->comma))
			return PHONE_STRANGE;
		r->part = EXTENSION;
		r->comma = false;
		return PHONE_OK;
	default:
		return PHONE_STRANGE;
	}
}

static enum phone_fault
read_signs(struct view text, struct reading *r)
{
	const char *end = text.data + text.len;
	enum phone_fault fault = PHONE_OK;
	size_t size;
	char digit;

	for (const char *p = text.data; p < end && fault == PHONE_OK; p += size) {
		enum phone_sign sign = phone_sign(p, end, &digit, &size);
		fault = sign == SIGN_DIGIT ? take_digit(r, digit) : take_sign(r, sign);
	}
	if (fault != PHONE_OK)
		return fault;
	if (r->part == EXTENSION && (r->extension_len == 0 || (r->comma && r->extension_len > COMMA_EXTENSION)))
		return PHONE_STRANGE;
	return r->len == 0 ? PHONE_NO_DIGITS : PHONE_OK;
}

static bool
has_digit(struct view text)
{
	enum phone_sign sign = SIGN_GAP;
	size_t size;
	char digit;

	for (size_t i = 0; i < text.len && sign != SIGN_DIGIT; i += size) {
		sign = phone_sign(text.data + i, text.data + text.len, &digit, &size);
		if (sign != SIGN_DIGIT)
			size = 1;
	}
	return sign == SIGN_DIGIT;
}

/*
 * 7,92E+10 or 7.9161234567e10, as spreadsheets show large numbers.  The digits
 * are used when all of them are there; true when the text has this form.
 */
static bool
read_scientific(struct view text, struct reading *r)
{
	size_t i = 0;
	int exponent = 0;

	*r = (struct reading){.part = NUMBER};
	for (; i < text.len && r->len < PHONE_DIGITS; i++) {
		if (text.data[i] >= '0' && text.data[i] <= '9')
			r->digits[r->len++] = text.data[i];
		else if (r->len != 1 || (text.data[i] != ',' && text.data[i] != '.'))
			break;
	}
	if (r->len == 0 || i == text.len || (text.data[i] != 'E' && text.data[i] != 'e'))
		return false;
	i++;
	if (i < text.len && text.data[i] == '+')
		i++;
	size_t first = i;
	for (; i < text.len && text.data[i] >= '0' && text.data[i] <= '9' && exponent < 100; i++)
		exponent = exponent * 10 + text.data[i] - '0';
	if (i == first || i < text.len)
		return false;
	if (r->len != exponent + 1)
		r->len = 0;	/* rounded */
	return true;
}

/* 79161234567.0, a number that a spreadsheet wrote with decimals -> 79161234567. */
static struct view
drop_decimals(struct view text)
{
	size_t len = text.len;

	while (len > 0 && text.len - len < 2 && text.data[len - 1] == '0')
		len--;
	if (len == text.len || len <= FULL_NUMBER || (text.data[len - 1] != '.' && text.data[len - 1] != ','))
		return text;
	for (size_t i = 0; i < len - 1; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return text;
	return (struct view){text.data, len - 1};
}

static enum phone_fault
read_number(struct view text, struct phone *out)
{
	struct reading r = {.part = BEFORE};

	text = trim(text);
	if (text.len > PHONE_TEXT_MAX)
		return PHONE_TOO_LONG;
	if (text.len > 0 && text.data[0] == '\'')	/* how spreadsheets mark a text */
		text = (struct view){text.data + 1, text.len - 1};
	if (text.len == 0)
		return PHONE_EMPTY;
	text = drop_decimals(text);
	enum phone_fault fault = read_signs(text, &r);
	if (fault == PHONE_STRANGE && read_scientific(text, &r))
		fault = r.len == 0 ? PHONE_ROUNDED : PHONE_OK;
	if (fault == PHONE_STRANGE && !has_digit(text))
		fault = PHONE_NO_DIGITS;
	if (fault == PHONE_OK)
		fault = phone_plan(r.digits, r.len, r.plus, out->e164);
	if (fault == PHONE_OK) {
		memcpy(out->extension, r.extension, (size_t)r.extension_len);
		out->extension[r.extension_len] = '\0';
	}
	return fault;
}

bool
phone_parse(struct view text, struct phone *out, enum phone_fault *fault)
{
	*fault = read_number(text, out);
	return *fault == PHONE_OK;
}

const char *
phone_fault_text(enum phone_fault fault)
{
	switch (fault) {
	case PHONE_OK:
		return "a phone number";
	case PHONE_EMPTY:
		return "the phone number is empty";
	case PHONE_NO_DIGITS:
		return "there are no digits in the phone number";
	case PHONE_TOO_SHORT:
		return "the phone number has too few digits: write it with its area code";
	case PHONE_TOO_LONG:
		return "the phone number has too many digits";
	case PHONE_ROUNDED:
		return "the spreadsheet has rounded the phone number: format the column as text and save the list again";
	case PHONE_IMPOSSIBLE:
		return "there is no such phone number: its code does not exist";
	case PHONE_STRANGE:
		return "there is something in the phone number that does not belong: leave only the number in the cell";
	}
	return "not a phone number";
}

void
phone_mask(const char *e164, char out[PHONE_MASK_TEXT])
{
	size_t len = strlen(e164);
	size_t head = len >= 11 ? 5 : len >= 8 ? 3 : 1;
	size_t tail = len >= 11 ? 4 : len >= 6 ? 2 : 0;

	if (len < head)
		head = len;
	memcpy(out, e164, head);
	memcpy(out + head, "***", 3);
	memcpy(out + head + 3, e164 + len - tail, tail);
	out[head + 3 + tail] = '\0';
}

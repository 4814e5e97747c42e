/*
 * phone_cell.c - all phone numbers of a spreadsheet's cell.
 *
 * Cut at ; | line breaks and the words "или", "и" always; at a comma, slash or
 * space or before a + only where a whole number has been read, because these
 * signs stand inside of numbers and before extensions too.
 */
#include "base/phone.h"

#include <string.h>

#include "base/phone_sign.h"

enum { FULL_NUMBER = 10, LONGER_THAN_EXTENSION = 6, CELL_MAX = 1000 };

static int
digits_until(const char *p, const char *end, int enough)
{
	int count = 0;
	size_t size;
	char digit;

	for (; p < end && count < enough; p += size) {
		if (phone_sign(p, end, &digit, &size) == SIGN_DIGIT)
			count++;
		else if (*p == ';' || *p == '\n' || *p == '|')
			break;
	}
	return count;
}

/* Bytes of a separator at p that is one wherever it stands; 0 when there is none. */
static size_t
strong_separator(const char *p, const char *end)
{
	static const char *const words[] = {" или ", " и ", " or "};

	if (*p == ';' && (end - p < 5 || memcmp(p, ";ext=", 5) != 0))
		return 1;
	if (*p == '\n' || *p == '\r' || *p == '|')
		return 1;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i]);
		if ((size_t)(end - p) >= len && memcmp(p, words[i], len) == 0)
			return len;
	}
	return 0;
}

/* Bytes of a separator at p, when a number stands whole between start and p. */
static size_t
weak_separator(const char *start, const char *p, const char *end)
{
	struct phone phone;
	enum phone_fault fault;

	switch (*p) {
	case ',':
		return digits_until(p + 1, end, LONGER_THAN_EXTENSION) == LONGER_THAN_EXTENSION;
	case '/':
	case '\\':
		return 1;
	case '+':
	case ' ':
	case '\t':
		/* The part before the gap must be a number by itself, and what follows long enough for another. */
		return digits_until(p + 1, end, FULL_NUMBER) == FULL_NUMBER &&
		    phone_parse((struct view){start, (size_t)(p - start)}, &phone, &fault);
	default:
		return 0;
	}
}

/* The end of the piece that begins at start; *skip bytes of separator follow it. */
static const char *
piece_end(const char *start, const char *end, size_t *skip)
{
	int digits = 0;
	size_t size;
	char digit;

	for (const char *p = start; p < end; p += size) {
		*skip = strong_separator(p, end);
		if (*skip == 0 && digits >= FULL_NUMBER)
			*skip = weak_separator(start, p, end);
		if (*skip > 0) {
			*skip -= *p == '+';	/* belongs to the next number */
			return p;
		}
		if (phone_sign(p, end, &digit, &size) == SIGN_DIGIT)
			digits++;
	}
	*skip = 0;
	return end;
}

int
phone_parse_cell(struct view cell, struct phone *out, int max, enum phone_fault *fault)
{
	const char *end = cell.data + cell.len;
	enum phone_fault first = PHONE_EMPTY;
	int count = 0;
	size_t skip;

	if (cell.len > CELL_MAX) {	/* the look ahead at each gap costs the square of it */
		*fault = PHONE_TOO_LONG;
		return 0;
	}
	for (const char *p = cell.data; p < end && count < max; p += skip) {
		const char *stop = piece_end(p, end, &skip);
		enum phone_fault met;
		if (phone_parse((struct view){p, (size_t)(stop - p)}, &out[count], &met))
			count++;
		if (first == PHONE_EMPTY || (first == PHONE_OK && met != PHONE_EMPTY))
			first = met;
		p = stop;
	}
	*fault = first;
	return count;
}

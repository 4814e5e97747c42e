/* phone_plan.c - the digits of a number -> E.164: prefixes, codes that exist, lengths. */
#include "base/phone_plan.h"

#include <stdlib.h>
#include <string.h>

enum { NATIONAL = 10 };

/* Area codes (ABC) and service codes of zone 7.  Mobile codes are all of 9xx: the register knows them better. */
static const bool code_exists[1000] = {
	[301 ... 302] = true, [336] = true, [341 ... 343] = true, [345 ... 347] = true, [349] = true,
	[351 ... 353] = true, [365] = true, [381 ... 385] = true, [388] = true, [390 ... 391] = true,
	[394 ... 395] = true,
	[401] = true, [411] = true, [413] = true, [415 ... 416] = true, [421] = true, [423 ... 424] = true,
	[426 ... 427] = true, [471 ... 475] = true, [481 ... 487] = true, [491 ... 496] = true, [498 ... 499] = true,
	/* Kazakhstan: mobile, then landlines 71x and 72x */
	[700 ... 702] = true, [705 ... 708] = true, [710 ... 718] = true, [721 ... 729] = true, [747] = true,
	[751] = true, [760 ... 764] = true, [771] = true, [775 ... 778] = true, [785] = true,
	/* 800 and 804 free for the caller, 803 and 809 paid, 808 personal; 840 Abkhazia; 856, 857 since 2023 */
	[800] = true, [803 ... 804] = true, [808 ... 809] = true, [811 ... 818] = true, [820 ... 821] = true,
	[831] = true, [833 ... 836] = true, [840 ... 848] = true, [851] = true, [855 ... 857] = true,
	[861 ... 863] = true, [865 ... 867] = true, [869] = true, [871 ... 873] = true, [877 ... 879] = true,
	[900 ... 999] = true,
};

struct country {
	const char *code;
	bool zero;
	uint32_t lengths;
};

#define DIGITS(from, to) ((UINT32_C(2) << (to)) - (UINT32_C(1) << (from)))
static const struct country countries[] = {
#define COUNTRY(code, zero, lengths) {code, zero, lengths},
#include "base/countries.def"
#undef COUNTRY
};
#undef DIGITS

bool
phone_plan_has_code(int code)
{
	return code >= 0 && code < 1000 && code_exists[code];
}

static enum phone_fault
russian(const char *digits, int len, char out[PHONE_TEXT])
{
	if (len == 3 && digits[0] == '1')	/* 112 and its like: a service, not an address */
		return PHONE_IMPOSSIBLE;
	if (len != NATIONAL)
		return len < NATIONAL ? PHONE_TOO_SHORT : PHONE_TOO_LONG;
	if (!code_exists[(digits[0] - '0') * 100 + (digits[1] - '0') * 10 + digits[2] - '0'])
		return PHONE_IMPOSSIBLE;
	memcpy(out, "+7", 2);
	memcpy(out + 2, digits, NATIONAL);
	out[2 + NATIONAL] = '\0';
	return PHONE_OK;
}

/* After the country's 7; people write the trunk 8 even there: +7 (8 916) ... */
static enum phone_fault
after_seven(const char *digits, int len, char out[PHONE_TEXT])
{
	bool trunk = len == NATIONAL + 1 && digits[0] == '8';
	return russian(digits + trunk, len - trunk, out);
}

/* No code is the beginning of another, so the order of texts finds it. */
static int
compare_code(const void *digits, const void *country)
{
	const char *code = ((const struct country *)country)->code;
	return strncmp(digits, code, strlen(code));
}

static enum phone_fault
foreign(const char *digits, int len, char out[PHONE_TEXT])
{
	const struct country *country = bsearch(digits, countries, sizeof(countries) / sizeof(*countries),
	    sizeof(*countries), compare_code);

	if (country == NULL)
		return PHONE_IMPOSSIBLE;
	int code_len = (int)strlen(country->code);
	const char *rest = digits + code_len;
	int rest_len = len - code_len;
	if (country->zero && rest_len > 0 && rest[0] == '0') {
		rest++;
		rest_len--;
		if (rest_len > 0 && rest[0] == '0')
			return PHONE_IMPOSSIBLE;
	}
	if (rest_len > 31 || (country->lengths >> rest_len) == 0)
		return PHONE_TOO_LONG;
	if ((country->lengths >> rest_len & 1) == 0)
		return PHONE_TOO_SHORT;
	out[0] = '+';
	memcpy(out + 1, digits, (size_t)code_len);
	memcpy(out + 1 + code_len, rest, (size_t)rest_len);
	out[1 + code_len + rest_len] = '\0';
	return PHONE_OK;
}

static enum phone_fault
international(const char *digits, int len, char out[PHONE_TEXT])
{
	if (len > 0 && digits[0] == '7')
		return after_seven(digits + 1, len - 1, out);
	/* +8 916 ...: no country's code begins with 89, so it can only be the trunk 8 with a plus. */
	if (len == NATIONAL + 1 && memcmp(digits, "89", 2) == 0)
		return russian(digits + 1, len - 1, out);
	return foreign(digits, len, out);
}

enum phone_fault
phone_plan(const char *digits, int len, bool plus, char out[PHONE_TEXT])
{
	if (plus)
		return international(digits, len, out);
	if (len > 2 && memcmp(digits, "00", 2) == 0)
		return international(digits + 2, len - 2, out);
	if (len > 3 && memcmp(digits, "810", 3) == 0)
		return international(digits + 3, len - 3, out);
	if (len > NATIONAL && digits[0] == '7')
		return after_seven(digits + 1, len - 1, out);
	if (len > NATIONAL && digits[0] == '8')
		return russian(digits + 1, len - 1, out);
	return russian(digits, len, out);
}

/*
 * phone_oracle_test.c - our reading of phone numbers against libphonenumber's, over generated numbers.
 *
 * Numbers of +7 must be valid to both.  Three kinds of +7 code are compared by
 * length only, because the library's metadata (October 2022) is older or finer
 * than our codes: 856 and 857 came in 2023, and of 336 (Baikonur) and of
 * Kazakhstan's 71x and 72x it knows single towns.  Foreign numbers are
 * compared by length: ranges abroad are not ours to know.
 */
#include "base/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/phone_plan.h"
#include "tests/support/phone_oracle.h"

#include <cmocka.h>

enum { NUMBERS = 200000 };

static uint64_t seed = 20261123;

static unsigned
chance(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 11) % below;
}

static const char *
one_of(const char *const *words, size_t count)
{
	return words[chance((unsigned)count)];
}
#define ONE_OF(words) one_of(words, sizeof(words) / sizeof(words[0]))

static void
random_digits(char *out, int len)
{
	for (int i = 0; i < len; i++)
		out[i] = (char)('0' + chance(10));
	out[len] = '\0';
}

/* Ten digits: mobile, landline of a code that exists, or of any code; sometimes a digit too many or too few. */
static void
national_number(char out[16])
{
	int code = (int)chance(1000);
	unsigned kind = chance(10);

	while (kind < 4 ? code < 900 : kind < 8 && !phone_plan_has_code(code))
		code = (int)chance(1000);
	sprintf(out, "%03d", code);
	random_digits(out + 3, chance(12) > 0 ? 7 : 6 + 2 * (int)chance(2));
}

/* The digits with signs between the groups of a pattern: "(aaa) bbb-cc-dd"; what is left over follows. */
static void
write_in_groups(const char *pattern, const char *digits, char *out)
{
	for (; *pattern != '\0'; pattern++) {
		if (*pattern != 'd')
			*out++ = *pattern;
		else if (*digits != '\0')
			*out++ = *digits++;
	}
	strcpy(out, digits);
}

static const char *const extensions[] = {
	" доб. %u", " доб %u", " (доб. %u)", " ext %u", " ext. %u", " x%u", ",%u", "#%u", ";ext=%u", ", доб. %u",
};

static void
russian_text(char *out)
{
	static const char *const before[] = {"+7", "8", "7", "", "+7 ", "8 ", "8-", "+7-", "\uff0b\uff17", "8-10-7-", "+7 8 "};
	static const char *const patterns[] = {
		"dddddddddd", " (ddd) ddd-dd-dd", "(ddd)ddd-dd-dd", "ddd ddd dd dd", "-ddd-ddd-dd-dd", "(dddd) dd-dd-dd",
		"(ddddd) d-dd-dd", "ddd.ddd.dd.dd", "ddd\u00a0ddd\u00a0dd\u00a0dd", "ddd\u2011ddd\u2013dd\u2212dd", "ddd/ddd/dd/dd",
	};
	char digits[16], extension[64] = "";

	national_number(digits);
	if (chance(5) == 0) {
		const char *form = ONE_OF(extensions);
		const char *number = strchr(form, '%');
		sprintf(extension, "%.*s%u%s", (int)(number - form), form, 1 + chance(9999), number + 2);
	}
	strcpy(out, ONE_OF(before));
	write_in_groups(ONE_OF(patterns), digits, out + strlen(out));
	strcat(out, extension);
}

static const struct {
	const char *code;
	bool zero;
} countries[] = {
#define COUNTRY(code, zero, lengths) {code, zero},
#include "base/countries.def"
#undef COUNTRY
};

static void
foreign_text(char *out)
{
	static const char *const before[] = {"+", "8-10-", "810", "8 10 ", "\uff0b"};
	static const char *const after[] = {" ", "-", "", " (", "."};
	unsigned i = chance(sizeof(countries) / sizeof(countries[0]));
	char digits[32];

	random_digits(digits, 4 + (int)chance(9));
	digits[0] = "2345679"[chance(7)];	/* 0, 1 and 8 are trunk prefixes somewhere */
	sprintf(out, "%s%s%s%s%s", ONE_OF(before), countries[i].code, ONE_OF(after),
	    countries[i].zero && chance(8) == 0 ? "0" : "", digits);
}

static void
digits_only_text(char *out)
{
	static const char *const before[] = {"", "", "", "+"};
	strcpy(out, ONE_OF(before));
	random_digits(out + strlen(out), 1 + (int)chance(18));
}

static int
code_of(const char *e164)
{
	char code[4] = "";
	memcpy(code, e164 + 2, strnlen(e164 + 2, 3));
	return atoi(code);
}

static bool
theirs_of_seven(const struct phone_opinion *opinion)
{
	int code = code_of(opinion->e164);
	bool by_length = code == 856 || code == 857 || code == 336 || (code >= 710 && code <= 729);
	if (by_length)
		return strlen(opinion->e164) == 12 && phone_plan_has_code(code);
	return opinion->valid;
}

/* A 0 that the library leaves before a number too short to lose it is the trunk prefix all the same. */
static bool
theirs_of_others(const struct phone_opinion *opinion)
{
	if (strlen(opinion->e164) > 16)		/* ITU-T E.164: fifteen digits at most */
		return false;
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		if (atoi(countries[i].code) == opinion->country && countries[i].zero)
			return opinion->possible && opinion->e164[1 + strlen(countries[i].code)] != '0';
	return opinion->possible;
}

/*
 * Where we differ on purpose.  +8 9xx is the Russian trunk prefix with a plus, and
 * 00 is dialled abroad: errors to the library.  It mends local dialling habits
 * (a second 1 in America and Mexico, Argentina's 15, San Marino's 0549, Norfolk's 3,
 * the trunk 8 of Belarus, carrier codes of Brazil, China and Colombia, Madagascar's
 * 20), and it is older than Benin's ten digits.
 */
static bool
differs_on_purpose(const char *text, const struct phone *phone, bool ours, const struct phone_opinion *opinion)
{
	static const int countries_apart[] = {55, 57, 229, 261, 672};
	static const int countries_mended[] = {1, 52, 54, 86, 375, 378};
	int country = opinion->country;

	if (strncmp(text + strcspn(text, "0123456789"), "00", 2) == 0)
		return true;
	for (size_t i = 0; i < sizeof(countries_mended) / sizeof(countries_mended[0]); i++)
		if (!ours && country == countries_mended[i])
			return true;
	if (ours && !opinion->parsed)
		return text[0] == '+' && strncmp(phone->e164, "+79", 3) == 0;
	for (size_t i = 0; i < sizeof(countries_apart) / sizeof(countries_apart[0]); i++)
		if (country == countries_apart[i])
			return true;
	return false;
}

static int
compare(const char *text)
{
	struct phone_opinion opinion;
	struct phone phone;
	enum phone_fault fault;

	phone_oracle(text, &opinion);
	bool ours = phone_parse(view_of(text), &phone, &fault);
	bool theirs = opinion.parsed && (opinion.country == 7 ? theirs_of_seven(&opinion) : theirs_of_others(&opinion));
	if (ours == theirs && !ours)
		return 0;
	if (ours == theirs && strcmp(phone.e164, opinion.e164) == 0 && strcmp(phone.extension, opinion.extension) == 0)
		return 0;
	if (differs_on_purpose(text, &phone, ours, &opinion))
		return 0;
	fprintf(stderr, "\"%s\": ours %s x%s, theirs %s x%s\n", text, ours ? phone.e164 : phone_fault_text(fault),
	    ours ? phone.extension : "", opinion.parsed ? opinion.e164 : "none", opinion.extension);
	return 1;
}

static void
libphonenumber_agrees(void **state)
{
	char text[128];
	int differences = 0;

	(void)state;
	if (phone_oracle == NULL) {
		fprintf(stderr, "SKIP: libphonenumber-dev is not installed: nothing to compare with\n");
		skip();
	}
	for (int i = 0; i < NUMBERS; i++) {
		unsigned kind = chance(10);
		if (kind < 6)
			russian_text(text);
		else if (kind < 9)
			foreign_text(text);
		else
			digits_only_text(text);
		differences += compare(text);
	}
	assert_int_equal(differences, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libphonenumber_agrees),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

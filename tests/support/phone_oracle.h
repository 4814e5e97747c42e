/*
 * phone_oracle.h - what libphonenumber says of a phone number: for tests only.
 *
 * The symbol is weak: it is NULL where the library is not installed.
 */
#ifndef TESTS_SUPPORT_PHONE_ORACLE_H
#define TESTS_SUPPORT_PHONE_ORACLE_H

#ifdef __cplusplus
extern "C" {
#endif

struct phone_opinion {
	int parsed;		/* 0: not a number at all; the rest is not set */
	int valid;		/* its code and range existed in the library's metadata */
	int possible;		/* its length is one of the country's */
	int country;		/* calling code */
	char e164[32];
	char extension[32];
};

#ifndef __cplusplus
__attribute__((weak))
#endif
void phone_oracle(const char *text, struct phone_opinion *out);

#ifdef __cplusplus
}
#endif

#endif

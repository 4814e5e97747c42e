/*
 * phone.h - phone numbers as people write them -> E.164.  Pure; no register is asked.
 *
 * +7 numbers in every hand-written form (8 (916) 123-45-67, 9161234567, +7 916..., no-break spaces, extensions
 * "доб. 123"), foreign ones with + or 8-10 or 00.  Russia is the country when none is written.
 */
#ifndef BASE_PHONE_H
#define BASE_PHONE_H

#include <stdbool.h>

#include "base/buf.h"

enum { PHONE_TEXT = 17, EXTENSION_TEXT = 12, PHONE_MASK_TEXT = 24 };

struct phone {
	char e164[PHONE_TEXT];			/* "+79161234567" */
	char extension[EXTENSION_TEXT];		/* "" or digits */
};

enum phone_fault {
	PHONE_OK,
	PHONE_EMPTY,
	PHONE_NO_DIGITS,
	PHONE_TOO_SHORT,
	PHONE_TOO_LONG,
	PHONE_ROUNDED,		/* 7,92E+10: a spreadsheet lost the digits */
	PHONE_IMPOSSIBLE,	/* no such code: +7 1..., 112 */
	PHONE_STRANGE,		/* letters or signs that do not belong */
};

/* One number.  False: *fault says why, out is untouched. */
bool phone_parse(struct view text, struct phone *out, enum phone_fault *fault);
/* All numbers of a cell ("8 916 ...; 8 495 ... доб. 5").  Returns how many, at most max; *fault is the first fault met.
   A cell of more than 1,000 bytes holds none. */
int phone_parse_cell(struct view cell, struct phone *out, int max, enum phone_fault *fault);
const char *phone_fault_text(enum phone_fault fault);	/* English; say() it */
/* For logs and lists: "+7916***4567". */
void phone_mask(const char *e164, char out[PHONE_MASK_TEXT]);

#endif

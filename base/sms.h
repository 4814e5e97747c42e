/*
 * sms.h - how many parts an SMS takes, and which character made it so.
 *
 * GSM 03.38 (7 bits, its extension table counts two): 160 in one part, 153 in
 * each of several.  One character outside of it makes the whole text UCS-2: 70
 * and 67, a character above U+FFFF counts two.  No pair is cut in two.
 */
#ifndef BASE_SMS_H
#define BASE_SMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct sms_parts {
	bool ucs2;
	int units;			/* septets or UTF-16 units */
	int parts;			/* 0: the text is empty */
	int left;			/* units that the last part still takes */
	uint32_t first;			/* the first character outside GSM 03.38; 0: none */
	int first_at;			/* characters before it */
	char first_text[5];		/* it, as UTF-8 */
};

/* Bytes that are no UTF-8 count as U+FFFD. */
void sms_parts_count(struct view text, struct sms_parts *out);

#endif

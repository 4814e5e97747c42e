/*
 * phone_sign.h - the signs and words that people put into phone numbers, one at a time.
 *
 * Digits may be full-width; gaps are spaces of every width, hyphens, dots,
 * brackets and invisible marks that come along with a copied number.
 */
#ifndef BASE_PHONE_SIGN_H
#define BASE_PHONE_SIGN_H

#include "base/buf.h"

enum phone_sign {
	SIGN_DIGIT,		/* its value is in *digit */
	SIGN_GAP,
	SIGN_PLUS,
	SIGN_EXTENSION,		/* доб. ext # x ;ext= */
	SIGN_COMMA,
	SIGN_LABEL,		/* тел. моб. tel: */
	SIGN_STRANGE,
};

/* Of the sign at p (p < end); *size is how many bytes it takes. */
enum phone_sign phone_sign(const char *p, const char *end, char *digit, size_t *size);

#endif

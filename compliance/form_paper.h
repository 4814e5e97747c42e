/*
 * form_paper.h - a form of consents as a PDF for the desk: A4, each text on a sheet of its own.
 *
 * A sheet has the exact text, who asks, blanks for who signs (all of C-03
 * for the written consent), two boxes of one size that are both empty, and a
 * QR code that says which text it is.  The same form gives the same bytes.
 */
#ifndef COMPLIANCE_FORM_PAPER_H
#define COMPLIANCE_FORM_PAPER_H

#include "compliance/form.h"

struct form_paper {
	const struct form *form;
	int place;			/* one sheet only; 0: all of them */
	const char *contact;		/* printed into its blank; NULL */
};

bool form_paper_write(const struct form_paper *paper, struct buf *out, struct err *err) warn_unused;
/* "DOZVON1 W12 V3 0A1B2C3D4E5F6071": wording, version, beginning of its SHA-256. */
enum { FORM_MARK = 64 };
void form_mark(const struct form_item *item, char out[FORM_MARK]);

#endif

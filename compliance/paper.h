/*
 * paper.h - a text on A4 as a PDF: acts, answers, notices.
 *
 * A line that begins with "# " is a heading: bold, and never the last of its
 * page.  Lines that are too long are wrapped with the indent that they have;
 * pages are numbered.  The same text gives the same bytes.
 */
#ifndef COMPLIANCE_PAPER_H
#define COMPLIANCE_PAPER_H

#include "base/buf.h"

void paper_write(const char *text, struct buf *pdf);

#endif

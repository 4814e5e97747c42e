/* receipt_line.h - one consent as its person sees it, on the receipt and on the page "Why did you contact me?". */
#ifndef WEB_RECEIPT_LINE_H
#define WEB_RECEIPT_LINE_H

#include "compliance/receipt.h"

/* number: from 1; hidden: fields of the button's form, NULL: nobody takes back here. */
void receipt_line_add(struct buf *body, const struct receipt_line *line, int number, int64_t now, const char *hidden);
/* The lines that a button means, a bit each; 0: no button of the page. */
uint16_t receipt_line_read(const struct receipt_opened *receipt, const char *word);

#endif

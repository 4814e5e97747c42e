/*
 * provider_text.h - orders, requests, answers and reports as text: for the command line and the golden files.
 */
#ifndef DIALER_PROVIDER_TEXT_H
#define DIALER_PROVIDER_TEXT_H

#include "dialer/provider.h"

/* {"address", "text", "subject", "sender", "agent", "extension", "attempt", "channel", "unsubscribe_url", "facts"} */
struct order_text {
	struct order order;
	struct buf facts;	/* the member "facts" as JSON; empty: none */
	char *kept[7];
};
bool order_text_read(struct view text, struct order_text *out, struct err *err) warn_unused;
void order_text_release(struct order_text *order);

/* As it goes over the wire: request line, headers, an empty line, the body. */
void request_write(const struct request *request, struct buf *out);
/* "class=accepted state=accepted code=ok ref=12-4567 retry_after=0" */
void provider_answer_write(const struct provider_answer *answer, struct buf *out);
void provider_report_write(const struct provider_report *report, struct buf *out);
const char *webhook_verdict_name(enum webhook_verdict verdict);

#endif

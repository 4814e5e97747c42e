/*
 * question.h - attempts whose end nobody told us: their providers are asked, a few at a time.
 *
 * A question is put off in one transaction, asked outside of any, and its
 * answer applied as a report in another: a crash between them only means that
 * it is asked again.  The answers come in by themselves while webhooks are handled.
 */
#ifndef DIALER_QUESTION_H
#define DIALER_QUESTION_H

#include <event2/event.h>

#include "dialer/reporter.h"

struct questions;
struct questions *questions_new(int timeout_seconds);
void *questions_free(struct questions *questions);	/* what is under way is asked again later */
/* Reads what has been answered, and asks what is due once all of the last ones were.  Waits for nobody. */
bool questions_turn(struct questions *questions, struct reporter *reporter, int64_t now, struct err *err) warn_unused;
int questions_open(const struct questions *questions);	/* asked and not yet answered */

/* The pause before an attempt that was asked about so many times is asked about again; 0: it is not any more. */
int64_t question_pause(int asked);

#endif

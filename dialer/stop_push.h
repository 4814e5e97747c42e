/*
 * stop_push.h - refusals told to the providers that were given the address (W-05).
 *
 * A row of stop_push stands since the refusal's own transaction.  It is put
 * off in one transaction, told outside of any, and what they answered is
 * written in another: a crash between them only means that they are told again,
 * which their lists do not mind.  Without an acknowledgement in time there is
 * an alarm, once, and the tries go on.
 */
#ifndef DIALER_STOP_PUSH_H
#define DIALER_STOP_PUSH_H

#include "dialer/reporter.h"

struct stop_pushes;
struct stop_pushes *stop_pushes_new(int timeout_seconds);
void *stop_pushes_free(struct stop_pushes *pushes);	/* what is under way is told again later */
/* Writes what has been answered, tells what is due once all of the last ones were, raises alarms.  Waits for nobody. */
bool stop_pushes_turn(struct stop_pushes *pushes, struct reporter *reporter, int64_t now, struct err *err) warn_unused;
int stop_pushes_open(const struct stop_pushes *pushes);	/* told and not yet answered */

/* The pause before the next try after so many: minutes at first, a day at most, for ever. */
int64_t stop_push_pause(int tries);

#endif

/*
 * log.h - lines for the person who runs the system, in English, on stderr.
 *
 *   log_event(LOG_INFO, "call.answered", "attempt=%s campaign=%d", ...);
 *   -> <6>2026-11-23T08:00:00.123Z call.answered attempt=8f3... campaign=12
 *
 * Event words are a stable list (docs/operations.md).  Addresses never come
 * here in clear: phone_mask and email_mask make what may.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <syslog.h>

void log_event(int priority, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void log_set_role(const char *role);	/* "dispatcher 2": put in each line */
void log_set_level(int priority);	/* lines above it are dropped; LOG_INFO at the start */

#endif

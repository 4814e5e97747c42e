/*
 * log_alarm.h - that the log stands because something contradicts what was signed: a file in its folder, for those who watch.
 *
 * refused.sealer and refused.courier hold the reason as long as it lasts.
 */
#ifndef COMPLIANCE_LOG_ALARM_H
#define COMPLIANCE_LOG_ALARM_H

#include "base/err.h"
#include "config/settings.h"

/* process: "sealer" or "courier"; err: why it failed, or NULL when it did not.  Only a refusal is an alarm; a mere delay changes nothing. */
void log_alarm_set(const struct settings *settings, const char *process, const struct err *err);
bool log_alarm_is_on(const struct settings *settings);

#endif

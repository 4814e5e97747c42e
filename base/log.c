/* log.c - lines for the person who runs the system. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char role[32] = "dozvon";
static int level = LOG_INFO;

void
log_set_role(const char *name)
{
	snprintf(role, sizeof(role), "%s", name);
}

void
log_set_level(int priority)
{
	level = priority;
}

/* A log line is about the machine, so it carries the machine's time, not the turn's. */
void
log_event(int priority, const char *event, const char *format, ...)
{
	char line[2048];
	struct timespec now;
	struct tm utc;
	va_list arguments;

	if (priority > level)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	int len = snprintf(line, sizeof(line), "<%d>%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ [%s] %s ", priority,
	    utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
	    now.tv_nsec / 1000000, role, event);
	va_start(arguments, format);
	int more = vsnprintf(line + len, sizeof(line) - (size_t)len - 1, format, arguments);
	va_end(arguments);
	size_t end = strlen(line);
	for (char *p = line; (p = strchr(p, '\n')) != NULL;)
		*p = ' ';	/* one event, one line */
	if (more >= 0) {
		line[end++] = '\n';
		if (write(STDERR_FILENO, line, end) < 0)
			return;	/* nobody reads: nothing to be done about it here */
	}
}

/* log_alarm.c - that the log stands because something contradicts what was signed. */
#include "compliance/log_alarm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"

static void
path_of(const struct settings *settings, const char *process, char path[4096])
{
	snprintf(path, 4096, "%s/refused.%s", settings->log_dir, process);
}

void
log_alarm_set(const struct settings *settings, const char *process, const struct err *err)
{
	char path[4096];
	struct buf text = {0};
	struct err second;

	path_of(settings, process, path);
	if (err == NULL) {
		unlink(path);
		return;
	}
	if (err->kind != ERR_REFUSED)
		return;
	buf_add_format(&text, "%s\n", err->text);
	if (!file_write_whole(path, text.data, text.len, &second))
		log_event(LOG_ERR, "log.alarm_failed", "%s", second.text);
	buf_release(&text);
}

bool
log_alarm_is_on(const struct settings *settings)
{
	char sealer[4096], courier[4096];

	path_of(settings, "sealer", sealer);
	path_of(settings, "courier", courier);
	return access(sealer, F_OK) == 0 || (settings->witnesses[0] != '\0' && access(courier, F_OK) == 0);
}

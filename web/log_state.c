/* log_state.c - how far the audit log is sealed and witnessed. */
#include "web/log_state.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "compliance/checkpoint.h"
#include "compliance/log_alarm.h"

/* Our own file, for a figure: its signatures are the verifiers' business. */
static int64_t
witnessed_size(const struct settings *settings)
{
	struct checkpoint checkpoint = {0};
	struct buf path = {0}, note = {0};
	struct view text, signatures;
	struct err none;

	buf_add_format(&path, "%s/witnessed", settings->log_dir);
	if (buf_read_file(&note, path.data, NOTE_MAX, &none) && note_split(buf_view(&note), &text, &signatures) &&
	    !checkpoint_read_text(text, settings->log_origin, &checkpoint, &none))
		checkpoint.size = 0;
	buf_release(&path);
	buf_release(&note);
	return (int64_t)checkpoint.size;
}

/* The newest time stamp: its size is its name, stamp/SIZE.tsr. */
static void
load_stamped(const struct settings *settings, struct log_state *state)
{
	char path[4096];
	struct dirent *entry;
	long long size;
	struct stat status;

	snprintf(path, sizeof(path), "%s/stamp", settings->log_dir);
	DIR *list = opendir(path);
	while (list != NULL && (entry = readdir(list)) != NULL)
		if (strstr(entry->d_name, ".tsr") != NULL && sscanf(entry->d_name, "%lld.tsr", &size) == 1 && size >= state->stamped &&
		    fstatat(dirfd(list), entry->d_name, &status, 0) == 0) {
			state->stamped = size;
			state->stamped_at = (int64_t)status.st_mtime * SECOND;
		}
	if (list != NULL)
		closedir(list);
}

static bool
load_witnessed(struct db *db, const struct settings *settings, struct log_state *state, struct err *err)
{
	struct args args;
	struct rows *rows;

	state->has_witnesses = settings->witnesses[0] != '\0';
	if (!state->has_witnesses)
		return true;
	state->witnessed = witnessed_size(settings);
	args_init(&args);
	args_int(&args, state->witnessed);
	bool asked = db_run(db, QUERY_CHECKPOINT_AFTER, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	state->unwitnessed_since = rows_count(rows) > 0 ? rows_time(rows, 0, 0) : 0;
	rows_free(rows);
	return true;
}

bool
log_state_load(struct db *db, const struct settings *settings, struct log_state *out, struct err *err)
{
	struct log_state state;
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_LOG, NULL, &rows, err))
		return false;
	state = (struct log_state){
		.size = rows_int(rows, 0, 0),
		.signed_at = rows_time(rows, 0, 1),
		.waiting = rows_bool(rows, 0, 2),
		.waiting_since = rows_time(rows, 0, 3),
		.unsealed = rows_int(rows, 0, 4),
		.refused = log_alarm_is_on(settings),
	};
	rows_free(rows);
	load_stamped(settings, &state);
	if (!load_witnessed(db, settings, &state, err))
		return false;
	*out = state;
	return true;
}

static int64_t
seconds_since(int64_t since, int64_t now)
{
	return since == 0 || since > now ? 0 : (now - since) / SECOND;
}

/* An entry that does not say when it was written has waited since the last checkpoint at most. */
int64_t
log_state_unsealed(const struct log_state *state, int64_t now)
{
	if (!state->waiting)
		return 0;
	return seconds_since(state->waiting_since ? state->waiting_since : state->signed_at, now);
}

int64_t
log_state_unwitnessed(const struct log_state *state, int64_t now)
{
	return seconds_since(state->unwitnessed_since, now);
}

bool
log_state_unstamped(const struct log_state *state, const struct settings *settings, int64_t now)
{
	return settings->stamp_authority[0] != '\0' && state->signed_at != 0 &&
	    (state->stamped_at == 0 || seconds_since(state->stamped_at, now) > settings->stamp_alarm);
}

/* sealer.c - the process that gives the entries their order and signs it. */
#include "compliance/sealer.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "compliance/log_alarm.h"
#include "compliance/sealing.h"

enum { TURN_MS = 1000, GATHER_MS = 100, ELECTION_MS = 200 };

static volatile sig_atomic_t stop_asked;
static sigset_t signals_while_waiting;

static void
ask_stop(int signal)
{
	(void)signal;
	stop_asked = 1;
}

/* Signals are let in only while we wait: nothing is cut short, and none is slept through. */
static void
take_signals(void)
{
	struct sigaction action = {.sa_handler = ask_stop};
	sigset_t stops;

	stop_asked = 0;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	sigprocmask(SIG_BLOCK, &stops, &signals_while_waiting);
	sigdelset(&signals_while_waiting, SIGTERM);
	sigdelset(&signals_while_waiting, SIGINT);
}

/* True when the database has something to say; fd -1 only sleeps. */
static bool
wait_for(int fd, int ms)
{
	struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
	struct pollfd poll = {.fd = fd, .events = POLLIN};

	return !stop_asked && ppoll(&poll, fd >= 0, &time, &signals_while_waiting) > 0;
}

/* Until there is something to seal, a second has passed or we are to stop. Writers wake us by NOTIFY entry. */
static void
wait_turn(struct db *db)
{
	char channel[64], payload[16];

	if (wait_for(db_fd(db), TURN_MS))
		wait_for(-1, GATHER_MS);	/* one checkpoint for all who write at this moment */
	while (db_notification(db, channel, sizeof(channel), payload, sizeof(payload)))
		continue;
}

static struct db *
open_db(const struct settings *settings, struct err *err)
{
	struct buf dsn = {0};

	settings_dsn(settings, "dozvon_sealer", &dsn);
	struct db *db = db_open(dsn.data, err);
	buf_release(&dsn);
	return db;
}

static bool
wait_election(struct db *db, struct err *err)
{
	bool elected = false;
	bool said = false;

	while (seal_elect(db, &elected, err) && !elected && !stop_asked) {
		if (!said)
			log_event(LOG_INFO, "sealer.waiting", "another sealer is at work");
		said = true;
		wait_for(-1, ELECTION_MS);
	}
	return elected || (stop_asked && fail(err, ERR_RETRY, "asked to stop"));
}

/* Batch after batch; true when asked to stop and nothing is left. */
static bool
serve(struct sealing *sealing, struct db *db, struct err *err)
{
	int64_t sealed, begun;
	bool is_last;

	for (;;) {
		is_last = stop_asked;
		begun = clock_monotonic();
		if (!sealing_batch(sealing, clock_read(), &sealed, err))
			return false;
		if (sealed > 0)
			log_event(LOG_INFO, "log.sealed", "entries=%lld after=%.3fs", (long long)sealed,
			    (double)(clock_monotonic() - begun) / SECOND);
		if (sealed == SEALER_BATCH)
			continue;
		if (is_last)
			return true;
		wait_turn(db);
	}
}

/* From the connection to its end; err says why it ended when it was not asked to. */
static bool
work(const struct settings *settings, struct err *err)
{
	struct db *db = open_db(settings, err);
	struct sealing *sealing = NULL;
	bool done = false;

	if (db != NULL && wait_election(db, err) && db_listen(db, "entry", err))
		sealing = sealing_start(settings, db, clock_read(), err);
	if (sealing != NULL) {
		log_event(LOG_INFO, "sealer.started", "dir=%s", settings->log_dir);
		log_alarm_set(settings, "sealer", NULL);
		done = serve(sealing, db, err);
	}
	if (!done)
		log_alarm_set(settings, "sealer", err);
	sealing_end(sealing);
	db_close(db);
	return done;
}

int
sealer_run(const struct settings *settings, const char *name)
{
	struct err err = {0};
	char said[sizeof(err.text)] = "";

	log_set_role(name);
	take_signals();
	while (!work(settings, &err)) {
		if (stop_asked)
			return err.kind == ERR_RETRY ? EXIT_DONE : (int)err_exit_code(&err);
		if (strcmp(said, err.text) != 0)
			log_event(err.kind == ERR_RETRY ? LOG_WARNING : LOG_CRIT, "sealer.failed", "%s", err.text);
		if (err.kind != ERR_RETRY)
			return (int)err_exit_code(&err);
		memcpy(said, err.text, sizeof(said));
		wait_for(-1, TURN_MS);
	}
	return EXIT_DONE;
}

struct db *
sealer_db(const struct settings *settings, struct err *err)
{
	struct db *db = open_db(settings, err);
	bool elected;

	if (db == NULL)
		return NULL;
	if (!seal_elect(db, &elected, err))
		return db_close(db);
	if (!elected) {
		fail(err, ERR_RETRY, "another sealer is at work");
		return db_close(db);
	}
	return db;
}

bool
sealer_seal_once(const struct settings *settings, int64_t now, int64_t *sealed, struct err *err)
{
	struct db *db = sealer_db(settings, err);
	struct sealing *sealing = db ? sealing_start(settings, db, now, err) : NULL;
	bool done = sealing != NULL;
	int64_t batch = SEALER_BATCH, all = 0;

	while (done && batch == SEALER_BATCH && (done = sealing_batch(sealing, now, &batch, err)))
		all += batch;
	log_alarm_set(settings, "sealer", done ? NULL : err);
	sealing_end(sealing);
	db_close(db);
	if (done)
		*sealed = all;
	return done;
}

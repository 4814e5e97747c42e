/*
 * supervisor.c - keeps processes running.
 *
 * Signals are blocked and taken one at a time by sigtimedwait, so there is no
 * handler and nothing happens at two places at once.
 */
#include "dialer/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"

struct process {
	const struct process_start *start;
	pid_t pid;		/* 0: not running */
	int64_t started_at;
	int64_t start_at;	/* when it may be started (again) */
	int failures;		/* early ends in a row */
	bool over;		/* it will not be started again */
	int code;		/* of its last end */
};

struct supervisor {
	struct process process[SUPERVISED_MAX];
	int count;
	bool stopping;
	int64_t kill_at;	/* while stopping */
	sigset_t signals;
	pid_t self;
};

enum { STEADY_SECONDS = 60, FOREVER_SECONDS = 3600 };

int64_t
supervisor_pause(int failures)
{
	int64_t pause = SECOND / 10;

	for (int i = 0; i < failures && pause < 30 * SECOND; i++)
		pause *= 2;
	return pause < 30 * SECOND ? pause : 30 * SECOND;
}

/* Runs in the child: the kernel's promise to end us with our parent comes first, then a look whether it is too late. */
static _Noreturn void
become(const struct supervisor *supervisor, char *const *argv)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor->self)
		_exit(EXIT_TRY_AGAIN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(argv[0], argv);
	_exit(EXIT_UNAVAILABLE);
}

static void
start(struct supervisor *supervisor, struct process *process, int64_t now)
{
	pid_t pid = fork();

	if (pid == 0)
		become(supervisor, process->start->argv);
	if (pid < 0) {
		log_event(LOG_ERR, "process.not_started", "name=%s reason=\"%s\"", process->start->name,
		    strerror(errno));
		process->start_at = now + supervisor_pause(++process->failures);
		return;
	}
	process->pid = pid;
	process->started_at = now;
	log_event(LOG_INFO, "process.started", "name=%s pid=%ld", process->start->name, (long)pid);
}

static bool
will_never_work(int code)
{
	return code == EXIT_SETTINGS || code == EXIT_NO || code == EXIT_USAGE;
}

/* status is that of waitpid; a death by signal n is told as code 128 + n, like shells do. */
static void
ended(struct supervisor *supervisor, struct process *process, int status, int64_t now)
{
	bool steady = now - process->started_at >= STEADY_SECONDS * SECOND;

	process->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	process->pid = 0;
	process->failures = steady ? 0 : process->failures + 1;
	process->start_at = now + supervisor_pause(process->failures - !steady);
	process->over = supervisor->stopping || will_never_work(process->code);
	if (supervisor->stopping)
		log_event(LOG_INFO, "process.stopped", "name=%s code=%d", process->start->name, process->code);
	else if (process->over)
		log_event(LOG_ERR, "process.given_up", "name=%s code=%d", process->start->name, process->code);
	else
		log_event(LOG_WARNING, "process.ended", "name=%s code=%d again_in=%.1fs", process->start->name,
		    process->code, (double)(process->start_at - now) / (double)SECOND);
}

static void
reap(struct supervisor *supervisor, int64_t now)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < supervisor->count; i++)
			if (supervisor->process[i].pid == pid)
				ended(supervisor, &supervisor->process[i], status, now);
}

static void
signal_all(const struct supervisor *supervisor, int number)
{
	for (int i = 0; i < supervisor->count; i++)
		if (supervisor->process[i].pid > 0)
			kill(supervisor->process[i].pid, number);
}

static void
begin_stop(struct supervisor *supervisor, int64_t now)
{
	if (supervisor->stopping)
		return;
	supervisor->stopping = true;
	supervisor->kill_at = now + SUPERVISOR_DRAIN_SECONDS * SECOND;
	log_event(LOG_INFO, "serve.stopping", "drain=%ds", (int)SUPERVISOR_DRAIN_SECONDS);
	signal_all(supervisor, SIGTERM);
}

/* Does what is due; returns when the next thing will be. */
static int64_t
act(struct supervisor *supervisor, int64_t now)
{
	int64_t next = now + FOREVER_SECONDS * SECOND;

	if (supervisor->stopping) {
		if (now < supervisor->kill_at)
			return supervisor->kill_at;
		log_event(LOG_ERR, "serve.killing", "after=%ds", (int)SUPERVISOR_DRAIN_SECONDS);
		signal_all(supervisor, SIGKILL);
		return now + SECOND;
	}
	for (int i = 0; i < supervisor->count; i++) {
		struct process *process = &supervisor->process[i];
		if (process->pid == 0 && !process->over && process->start_at <= now)
			start(supervisor, process, now);
		if (process->pid == 0 && !process->over && process->start_at < next)
			next = process->start_at;
	}
	return next;
}

static bool
anything_left(const struct supervisor *supervisor)
{
	for (int i = 0; i < supervisor->count; i++) {
		const struct process *process = &supervisor->process[i];
		if (process->pid != 0 || (!process->over && !supervisor->stopping))
			return true;
	}
	return false;
}

static void
take_signal(struct supervisor *supervisor, int64_t until)
{
	int64_t wait = until - clock_monotonic();
	struct timespec time = {0};

	if (wait > 0)
		time = (struct timespec){.tv_sec = wait / SECOND, .tv_nsec = wait % SECOND * 1000};
	int number = sigtimedwait(&supervisor->signals, NULL, &time);
	if (number == SIGTERM || number == SIGINT || number == SIGHUP)
		begin_stop(supervisor, clock_monotonic());
	reap(supervisor, clock_monotonic());
}

static void
block_signals(struct supervisor *supervisor)
{
	static const int wanted[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};

	sigemptyset(&supervisor->signals);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		sigaddset(&supervisor->signals, wanted[i]);
	sigprocmask(SIG_BLOCK, &supervisor->signals, NULL);
}

int
supervise(const struct process_start *starts, int count)
{
	struct supervisor supervisor = {.count = count, .self = getpid()};
	int code = EXIT_DONE;

	must(count <= SUPERVISED_MAX);
	for (int i = 0; i < count; i++)
		supervisor.process[i].start = &starts[i];
	block_signals(&supervisor);
	while (anything_left(&supervisor))
		take_signal(&supervisor, act(&supervisor, clock_monotonic()));
	for (int i = 0; i < count; i++)
		if (!supervisor.stopping)
			code = supervisor.process[i].code;
	log_event(LOG_INFO, "serve.stopped", "code=%d", code);
	return code;
}

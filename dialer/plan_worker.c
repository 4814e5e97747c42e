/* plan_worker.c - a process with its own connections that plans one part of a campaign beside this one. */
#include "dialer/plan_worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct plan_answer {
	bool planned;
	struct plan_result result;
	struct err err;
};

struct plan_worker {
	pid_t pid;
	int fd;
};

static bool
connect_all(const char *dsn, struct plan_streams *out, struct err *err)
{
	return (out->audience = db_open(dsn, err)) != NULL && (out->past = db_open(dsn, err)) != NULL &&
	    (out->writer = db_open(dsn, err)) != NULL;
}

/* Dies with its planner, for the next one goes on with the same part. */
static _Noreturn void
child(const char *dsn, const struct plan_work *work, const struct plan_part *part, pid_t planner, int fd)
{
	struct plan_streams streams = {0};
	struct plan_answer answer = {0};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	if (getppid() != planner)
		_exit(EXIT_DONE);
	answer.planned = connect_all(dsn, &streams, &answer.err) && plan_part(&streams, work, part, &answer.result, &answer.err);
	bool said = write(fd, &answer, sizeof(answer)) == (ssize_t)sizeof(answer);
	db_close(streams.audience);
	db_close(streams.past);
	db_close(streams.writer);
	_exit(said ? EXIT_DONE : EXIT_TRY_AGAIN);
}

struct plan_worker *
plan_worker_start(const char *dsn, const struct plan_work *work, const struct plan_part *part)
{
	struct plan_worker *worker = memory_new(sizeof(*worker));
	pid_t planner = getpid();
	int fd[2];

	must(pipe(fd) == 0);
	worker->pid = fork();
	must(worker->pid >= 0);
	if (worker->pid == 0) {
		close(fd[0]);
		child(dsn, work, part, planner, fd[1]);
	}
	close(fd[1]);
	worker->fd = fd[0];
	return worker;
}

static bool
read_answer(int fd, struct plan_answer *out, struct err *err)
{
	size_t got = 0;

	while (got < sizeof(*out)) {
		ssize_t part = read(fd, (char *)out + got, sizeof(*out) - got);
		if (part < 0 && errno == EINTR)
			continue;
		if (part <= 0)
			return fail(err, ERR_RETRY, "a planning process has died; its part is gone on with");
		got += (size_t)part;
	}
	return true;
}

bool
plan_worker_finish(struct plan_worker *worker, struct plan_result *sum, struct err *err)
{
	struct plan_answer answer;

	if (worker == NULL)
		return true;
	bool done = read_answer(worker->fd, &answer, err);
	close(worker->fd);
	while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	free(worker);
	if (!done)
		return false;
	if (!answer.planned) {
		*err = answer.err;
		return false;
	}
	sum->audience += answer.result.audience;
	for (int i = 0; i < OUTCOME_COUNT; i++)
		sum->outcome[i] += answer.result.outcome[i];
	for (int i = 0; i < 256; i++)
		for (int k = 0; k < 2; k++)
			sum->reason[i][k] += answer.result.reason[i][k];
	return true;
}

/* import_worker.c - a process with its own connection that stores chunks while the next ones are read. */
#include "campaigns/import_worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHUNKS = 2, TRIES = 6 };

struct answer {
	bool stored;
	struct import_counts counts;
	struct err err;
};

struct import_worker {
	pid_t pid;
	int fd;
	struct chunk *chunk[CHUNKS];
	int filling;			/* index in chunk */
	int busy;			/* chunks handed over and not answered */
	struct import_counts counts;
};

/* --- in the child --- */

static bool
store_once(struct import_store *store, const struct import_work *work, const struct chunk *chunk,
    struct answer *answer)
{
	return work->only_look ? import_store_look(store, chunk, &answer->counts, &answer->err)
	                       : import_store_chunk(store, chunk, &answer->counts, &answer->err);
}

/* Another import may have added the same people meanwhile, or the database restarted: both pass. */
static void
store_patiently(struct db *db, struct import_store *store, const struct import_work *work, const struct chunk *chunk,
    struct answer *answer)
{
	for (int try = 0; try < TRIES; try++) {
		answer->stored = store_once(store, work, chunk, answer);
		if (answer->stored || (answer->err.kind != ERR_CONFLICT && answer->err.kind != ERR_RETRY))
			return;
		struct timespec pause = {.tv_nsec = 50000000L << (try < 4 ? try : 4)};
		nanosleep(&pause, NULL);
		if (!db_is_alive(db) && !db_reset(db, &answer->err))
			continue;
	}
}

static bool
say_answer(int fd, const struct answer *answer)
{
	return write(fd, answer, sizeof(*answer)) == (ssize_t)sizeof(*answer);
}

static _Noreturn void
child(const struct import_work *work, struct chunk *const chunk[CHUNKS], int fd)
{
	struct answer answer = {0};
	uint8_t which;

	struct db *db = db_open(work->dsn, &answer.err);
	struct import_store *store = db != NULL ? import_store_new(db, work->list, work->now, work->source) : NULL;
	while (read(fd, &which, 1) == 1 && which < CHUNKS) {
		if (store != NULL)
			store_patiently(db, store, work, chunk[which], &answer);
		if (!say_answer(fd, &answer))
			break;
	}
	import_store_free(store);
	db_close(db);
	_exit(EXIT_DONE);
}

/* --- in the reader --- */

struct import_worker *
import_worker_start(const struct import_work *work)
{
	struct import_worker *worker = memory_new(sizeof(*worker));
	int fd[2];

	for (int i = 0; i < CHUNKS; i++)
		worker->chunk[i] = chunk_new();
	must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == 0);
	worker->pid = fork();
	must(worker->pid >= 0);
	if (worker->pid == 0) {
		close(fd[0]);
		child(work, worker->chunk, fd[1]);
	}
	close(fd[1]);
	worker->fd = fd[0];
	return worker;
}

void *
import_worker_free(struct import_worker *worker)
{
	int status;

	if (worker == NULL)
		return NULL;
	shutdown(worker->fd, SHUT_RDWR);	/* a worker started later holds a copy: close alone would not end this one */
	close(worker->fd);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	for (int i = 0; i < CHUNKS; i++)
		chunk_free(worker->chunk[i]);
	free(worker);
	return NULL;
}

static bool
wait_for_one(struct import_worker *worker, struct err *err)
{
	struct answer answer;
	size_t got = 0;

	while (got < sizeof(answer)) {
		ssize_t part = read(worker->fd, (char *)&answer + got, sizeof(answer) - got);
		if (part < 0 && errno == EINTR)
			continue;
		if (part <= 0)
			return fail(err, ERR_RETRY, "import: a worker has died; import the list again, nothing is lost");
		got += (size_t)part;
	}
	worker->busy--;
	if (!answer.stored) {
		*err = answer.err;
		return false;
	}
	worker->counts.new_rows += answer.counts.new_rows;
	worker->counts.added_rows += answer.counts.added_rows;
	worker->counts.same_rows += answer.counts.same_rows;
	worker->counts.new_points += answer.counts.new_points;
	return true;
}

static bool
hand_over(struct import_worker *worker, struct err *err)
{
	uint8_t which = (uint8_t)worker->filling;

	if (send(worker->fd, &which, 1, MSG_NOSIGNAL) != 1)
		return fail(err, ERR_RETRY, "import: a worker has died; import the list again, nothing is lost");
	worker->busy++;
	worker->filling = (worker->filling + 1) % CHUNKS;
	return true;
}

bool
import_worker_chunk(struct import_worker *worker, struct chunk **out, struct err *err)
{
	struct chunk *chunk = worker->chunk[worker->filling];

	if (!chunk_has_room(chunk)) {
		if (!hand_over(worker, err))
			return false;
		if (worker->busy == CHUNKS && !wait_for_one(worker, err))
			return false;
		chunk = worker->chunk[worker->filling];
		chunk_clear(chunk);
	}
	*out = chunk;
	return true;
}

bool
import_worker_finish(struct import_worker *worker, struct import_counts *out, struct err *err)
{
	if (worker->chunk[worker->filling]->parties > 0 && !hand_over(worker, err))
		return false;
	while (worker->busy > 0)
		if (!wait_for_one(worker, err))
			return false;
	*out = worker->counts;
	return true;
}

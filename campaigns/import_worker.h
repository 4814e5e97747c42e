/*
 * import_worker.h - a process with its own connection that stores chunks while the next ones are read.
 *
 * Two chunks belong to each worker: one is being filled, one stored.  When the
 * reader dies the worker sees the end of its socket and goes too; a chunk is a
 * transaction, so nothing is half done.
 */
#ifndef CAMPAIGNS_IMPORT_WORKER_H
#define CAMPAIGNS_IMPORT_WORKER_H

#include "campaigns/import_store.h"
#include "campaigns/source.h"

struct import_work {
	const char *dsn;
	int64_t list, now;
	bool only_look;		/* a preview: nothing is stored */
	const struct source *source;
};

struct import_worker;
struct import_worker *import_worker_start(const struct import_work *work);
void *import_worker_free(struct import_worker *worker);
/* The chunk to fill; waits for the worker when both are full. */
bool import_worker_chunk(struct import_worker *worker, struct chunk **out, struct err *err) warn_unused;
/* Stores what is left, waits, and says what became of all rows. */
bool import_worker_finish(struct import_worker *worker, struct import_counts *out, struct err *err) warn_unused;

#endif

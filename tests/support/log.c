/* log.c - a small signed log in a folder of its own, without a database. */
#include "tests/support/log.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compliance/edge.h"
#include "compliance/handover.h"

static void
stop(const struct err *err)
{
	fprintf(stderr, "test log: %s\n", err->text);
	abort();
}

void
test_log_entry(uint64_t index, size_t len, struct buf *out)
{
	buf_clear(out);
	buf_add_format(out, "{\"n\":%llu", (unsigned long long)index);
	while (out->len + 1 < len)
		buf_add_char(out, ' ');
	buf_add_char(out, '}');
}

void
test_log_grow(struct test_log *log, uint64_t size, size_t len)
{
	struct err err;
	struct buf entry = {0}, note = {0};
	struct log_dir *dir = log_dir_open(log->path, true, &err);
	struct edge *edge = dir == NULL ? NULL : log->checkpoint.size == 0 ? edge_new(dir) :
	    edge_load(dir, &log->checkpoint, &err);

	if (edge == NULL)
		stop(&err);
	for (uint64_t i = log->checkpoint.size; i < size; i++) {
		test_log_entry(i, len, &entry);
		if (!edge_add(edge, entry.data, entry.len, &err))
			stop(&err);
	}
	if (!edge_settle(edge, &err))
		stop(&err);
	log->checkpoint = edge_checkpoint(edge);
	checkpoint_sign(&log->checkpoint, &log->key, log->seed, &note);
	if (!log_dir_publish(dir, "checkpoint", note.data, note.len, &err))
		stop(&err);
	edge_free(edge);
	log_dir_close(dir);
	buf_release(&entry);
	buf_release(&note);
}

void
test_log_rotate(struct test_log *log, uint8_t byte)
{
	struct handover handover = {.from = log->key, .last = log->checkpoint};
	struct err err;
	uint8_t next[KEY_SIZE] = {byte};
	struct buf note = {0};
	struct log_dir *dir = log_dir_open(log->path, true, &err);

	if (dir == NULL || !note_key_make(log->key.name, next, &handover.to, &err))
		stop(&err);
	handover_sign(&handover, log->seed, next, &note);
	if (!log_dir_write(dir, "key/1", note.data, note.len, &err))
		stop(&err);
	log_dir_close(dir);
	log->key = handover.to;
	memcpy(log->seed, next, KEY_SIZE);
	buf_release(&note);
}

void
test_log_new(uint64_t size, size_t len, struct test_log *out)
{
	struct err err;

	*out = (struct test_log){.path = "/tmp/dozvon-log-XXXXXX", .seed = {5, 6, 7}};
	if (mkdtemp(out->path) == NULL || !note_key_make("clinic.example/log", out->seed, &out->key, &err))
		abort();
	test_log_grow(out, size, len);
}

static int
remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

void
test_folder_remove(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
test_log_remove(struct test_log *log)
{
	test_folder_remove(log->path);
}

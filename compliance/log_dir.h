/*
 * log_dir.h - the folder of a log: tiles, bundles, checkpoint, as files.
 *
 * Written files are durable after log_dir_sync, not before: the disk is asked
 * once for all of them, so a thousand files cost what twenty cost.
 * The folder is locked while it is open for writing; a killed process leaves
 * no lock behind.
 */
#ifndef COMPLIANCE_LOG_DIR_H
#define COMPLIANCE_LOG_DIR_H

#include "base/buf.h"
#include "base/err.h"
#include "compliance/tile.h"

struct log_dir;
/* For writing: makes the folder when absent; ERR_RETRY while another process writes to it. */
struct log_dir *log_dir_open(const char *path, bool for_writing, struct err *err);
void *log_dir_close(struct log_dir *dir);		/* returns NULL */

/* The whole of a file into buf (cleared first), and a zero behind it; ERR_ABSENT when there is none. Threads may read at once. */
bool log_dir_read(const struct log_dir *dir, const char *name, size_t max, struct buf *buf, struct err *err) warn_unused;
bool log_dir_write(struct log_dir *dir, const char *name, const void *data, size_t len, struct err *err) warn_unused;
bool log_dir_sync(struct log_dir *dir, struct err *err) warn_unused;
/* Replaces a file in one step, durable at return. */
bool log_dir_publish(struct log_dir *dir, const char *name, const void *data, size_t len, struct err *err) warn_unused;
/* The names in a folder of it, in no order; none when it is not there. */
void log_dir_names(const struct log_dir *dir, const char *folder, void (*each)(void *self, const char *name), void *self);
bool log_dir_remove(const struct log_dir *dir, const char *name);	/* false: it was not there */
/* Removes the partial forms of a tile; fine when there are none. */
void log_dir_drop_partials(struct log_dir *dir, int level, uint64_t index);

#endif

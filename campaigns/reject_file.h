/*
 * reject_file.h - the rows that were not taken, in a file like the one they came in, each with its reason.
 *
 * Its last three columns are the row's number, the column's letter and the
 * reason; the rest is as it was, so that the rows can be mended and imported
 * again.  The file appears whole, at its end, or not at all.
 */
#ifndef CAMPAIGNS_REJECT_FILE_H
#define CAMPAIGNS_REJECT_FILE_H

#include "campaigns/header.h"

struct reject_file;
struct reject_file *reject_file_new(const char *path, const struct table *table, const struct header *header,
    struct err *err);
/* reason in the language of the person. */
bool reject_file_add(struct reject_file *file, const struct table_row *row, int column, const char *reason,
    struct err *err) warn_unused;
/* Without rows no file is left. */
bool reject_file_finish(struct reject_file *file, struct err *err) warn_unused;
void *reject_file_free(struct reject_file *file);	/* an unfinished file is removed */

/* Beside the list: "lists/may.csv" -> "lists/may.rejects.csv". */
void reject_file_path(const char *list, enum table_kind kind, struct buf *out);

#endif

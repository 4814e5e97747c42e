/*
 * line_file.h - an import file of JSON lines, read in batches; and the file of what was rejected.
 *
 * Nothing is lost: a line ends as a record or in the reject file, as it was,
 * with its number, the field and the reason.  A batch is one transaction;
 * its rejects are written when it has been committed.
 */
#ifndef COMPLIANCE_LINE_FILE_H
#define COMPLIANCE_LINE_FILE_H

#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/err.h"
#include "compliance/line.h"

enum { LINE_MAX = 65536, LINE_BATCH = 5000 };

struct line_file {
	FILE *file;
	const char *path;
	char reject_path[4096];
	FILE *rejects;			/* opened at the first reject */
	int64_t number;			/* of the last line read, from 1 */
	struct hash *hash;
	struct buf bytes;		/* the batch's lines, each ended by a newline */
	int count;			/* lines of the batch */
	size_t start[LINE_BATCH + 1];
	int64_t number_of[LINE_BATCH];
	char field[LINE_BATCH][LINE_FIELD_TEXT];	/* of the rejected ones */
	const char *reason[LINE_BATCH];
	int64_t rejected;		/* so far */
	int64_t outside, outside_rejects;	/* outside_file_store.h's numbers of both files; 0: not told yet */
};

/* rejects: path of the reject file; NULL is PATH.rejects.jsonl. */
struct line_file *line_file_open(const char *path, const char *rejects, struct err *err);
void *line_file_close(struct line_file *file);
/* The next lines, without empty ones; count is 0 at the end of the file. */
bool line_file_batch(struct line_file *file, struct err *err) warn_unused;
struct view line_file_line(const struct line_file *file, int i);
void line_file_sha256(struct line_file *file, uint8_t out[SHA256_SIZE]);	/* of the batch's lines */
void line_file_reject(struct line_file *file, int i, const char *field, const char *reason);
/* Writes the batch's rejects. */
bool line_file_end_batch(struct line_file *file, struct err *err) warn_unused;

#endif

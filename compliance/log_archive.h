/*
 * log_archive.h - bundles of sealed months in compressed files, archive/FIRST.zst, up to 256 in each.
 *
 * One zstd frame a bundle and the table of the zstd seekable format behind
 * them: `zstd -d` gives the bundles one after the other, and one of them is
 * read without the others.  Nothing here is trusted: whoever reads an entry
 * compares its hash with the tree.
 */
#ifndef COMPLIANCE_LOG_ARCHIVE_H
#define COMPLIANCE_LOG_ARCHIVE_H

#include "compliance/log_dir.h"

enum { ARCHIVE_BUNDLES = 256, ARCHIVE_NAME = 32 };

/* A reader: which files there are, and the one read last.  Zeroed is fine. */
struct log_archive {
	bool is_listed;
	uint64_t *first;		/* of each file, in order */
	size_t files;
	uint64_t open;			/* the file in memory, its place in `first`, + 1 */
	struct buf file;
	unsigned bundles;		/* in it */
	uint64_t start[ARCHIVE_BUNDLES + 1];
	uint32_t plain[ARCHIVE_BUNDLES];
};

void log_archive_release(struct log_archive *archive);
/* ERR_ABSENT: no file has this bundle; ERR_REFUSED names the file that is damaged. */
bool log_archive_bundle(struct log_archive *archive, const struct log_dir *dir, uint64_t index, struct buf *out,
    struct err *err) warn_unused;

/* The file's name below archive/, and its bytes: frames one after the other, then the table. */
void log_archive_name(uint64_t first, char name[ARCHIVE_NAME]);
struct log_archive_file {
	struct buf bytes;
	struct buf table;
	unsigned bundles;
};
void log_archive_add(struct log_archive_file *file, struct view bundle);
void log_archive_end(struct log_archive_file *file);
void log_archive_file_release(struct log_archive_file *file);

#endif

/* evidence_check_store.c - whether rows and files of the evidence agree, in both directions. */
#include "compliance/evidence_store.h"

enum { PAGE = 500 };
enum { SHA, WRAPPED, KEY_ID, DESTROYED };	/* columns of evidence_page */

struct checking {
	struct db *db;
	evidence_wrong *wrong;
	void *context;
	int64_t files, faults;
	struct buf hashes;	/* of files whose rows are still to be asked for */
};

static void
tell(struct checking *checking, enum evidence_fault fault, const uint8_t *sha256, const char *name, const char *reason)
{
	struct buf hex = {0};

	if (sha256 != NULL)
		hex_add(&hex, sha256, SHA256_SIZE);
	checking->faults++;
	checking->wrong(checking->context, fault, sha256 ? hex.data : name, reason);
	buf_release(&hex);
}

static void
check_row(struct checking *checking, const struct evidence_dir *dir, const struct rows *rows, int row)
{
	const uint8_t *sha256 = (const uint8_t *)rows_bytes(rows, row, SHA).data;
	struct evidence_plain plain;
	struct err err;

	if (!rows_is_null(rows, row, DESTROYED))
		return;
	checking->files++;
	if (!evidence_dir_read(dir, sha256, rows_bytes(rows, row, WRAPPED), rows_bytes(rows, row, KEY_ID), -1, &plain, &err))
		tell(checking, err.kind == ERR_ABSENT ? FAULT_MISSING : FAULT_BROKEN, sha256, NULL, err.text);
}

static bool
check_rows(struct checking *checking, const struct evidence_dir *dir, struct err *err)
{
	uint8_t after[SHA256_SIZE] = {0};
	int count = PAGE;

	while (count == PAGE) {
		struct args args;
		struct rows *rows;
		args_init(&args);
		args_bytes(&args, after, sizeof(after));
		args_int(&args, PAGE);
		bool read = db_run(checking->db, QUERY_EVIDENCE_PAGE, &args, &rows, err);
		args_release(&args);
		if (!read)
			return false;
		count = rows_count(rows);
		for (int i = 0; i < count; i++)
			check_row(checking, dir, rows, i);
		if (count > 0)
			memcpy(after, rows_bytes(rows, count - 1, SHA).data, sizeof(after));
		rows_free(rows);
	}
	return true;
}

static bool
has_row(const struct rows *rows, const uint8_t *sha256)
{
	for (int i = 0; i < rows_count(rows); i++)
		if (memcmp(rows_bytes(rows, i, 0).data, sha256, SHA256_SIZE) == 0)
			return true;
	return false;
}

/* The collected files whose row is not there, or was destroyed. */
static bool
ask_for_rows(struct checking *checking, struct err *err)
{
	size_t count = checking->hashes.len / SHA256_SIZE;
	struct args args;
	struct rows *rows;

	if (count == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_BYTES, count);
	for (size_t i = 0; i < count; i++)
		args_array_bytes(&args, checking->hashes.data + i * SHA256_SIZE, SHA256_SIZE);
	bool read = db_run(checking->db, QUERY_EVIDENCE_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *sha256 = (const uint8_t *)checking->hashes.data + i * SHA256_SIZE;
		if (!has_row(rows, sha256))
			tell(checking, FAULT_ORPHAN, sha256, NULL, NULL);
	}
	rows_free(rows);
	buf_clear(&checking->hashes);
	return true;
}

static bool
see_file(void *context, const char *name, const uint8_t *sha256, struct err *err)
{
	struct checking *checking = context;

	if (sha256 == NULL) {
		tell(checking, FAULT_STRANGER, NULL, name, NULL);
		return true;
	}
	buf_add(&checking->hashes, sha256, SHA256_SIZE);
	return checking->hashes.len < PAGE * SHA256_SIZE || ask_for_rows(checking, err);
}

bool
evidence_check(struct db *db, const struct evidence_dir *dir, evidence_wrong *wrong, void *context, int64_t *files,
    int64_t *faults, struct err *err)
{
	struct checking checking = {.db = db, .wrong = wrong, .context = context};
	bool done = check_rows(&checking, dir, err) && evidence_dir_walk(dir, see_file, &checking, err) &&
	    ask_for_rows(&checking, err);

	buf_release(&checking.hashes);
	if (done) {
		*files = checking.files;
		*faults = checking.faults;
	}
	return done;
}
